"""Checks that no ready-made linter knows; each takes the checkout and returns sentences."""
