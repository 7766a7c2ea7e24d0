"""Measurements and their peers; never shipped."""
