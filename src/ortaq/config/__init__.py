"""Settings, URLs and environment of one installation."""
