"""Belonging to primary organisations.

A worker applies to a primary organisation, its chair answers, and a card number is given.
One person may belong to several primaries; in each at most once at a time.
"""
