"""Forms of the vertical, by what they are about."""
