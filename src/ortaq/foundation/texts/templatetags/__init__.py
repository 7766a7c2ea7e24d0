"""Template filters for words."""
