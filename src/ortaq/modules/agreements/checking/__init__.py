"""Reads an agreement clause by clause and compares it with norms. Pure: no Django, no clock."""
