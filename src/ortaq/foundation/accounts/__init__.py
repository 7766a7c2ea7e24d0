"""Persons, sign-in, identity numbers, and what a person may know of his own data."""
