"""Addresses of agreements: the desk's, and everybody's."""
