"""Belonging to primary organisations: apply, approve, card number."""
