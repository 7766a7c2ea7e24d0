"""Formats of Kazakh, which Django does not ship."""
