"""Calculators on pages: their forms, their words."""
