"""Commands of the machine door."""
