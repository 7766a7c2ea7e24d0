"""Files: immutable originals, cleaned derivatives, permission-checked serving."""
