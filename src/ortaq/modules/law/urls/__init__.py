"""Addresses of the law."""
