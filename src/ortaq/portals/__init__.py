"""Doors of the house: pages composed of several trades; no decisions here."""
