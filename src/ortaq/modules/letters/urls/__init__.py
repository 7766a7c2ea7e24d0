"""Addresses of letters."""
