"""Management commands of the vertical."""
