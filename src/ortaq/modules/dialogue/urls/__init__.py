"""Addresses of talk: the member's and the desk's."""
