"""Blanks of letters, and how they are made."""
