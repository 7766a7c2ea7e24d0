"""Pages of the desk: bodies and mandates."""
