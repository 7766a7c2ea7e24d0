"""Workplaces: employers by BIN, sites and head-counts, who works there and on whose side."""
