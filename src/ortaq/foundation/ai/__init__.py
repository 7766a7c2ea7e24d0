"""Machine reading behind two small doors: an embedder that always works, a chat model that may."""
