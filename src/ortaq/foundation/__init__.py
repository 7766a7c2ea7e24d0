"""What every trade stands on; no word of union work beyond bodies and mandates."""
