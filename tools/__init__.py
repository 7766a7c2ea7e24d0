"""Checks and import contracts; never shipped."""
