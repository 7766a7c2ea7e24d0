"""Addresses of the assistant."""
