"""Workplaces: employers by BIN, their sites and head-counts, who works there, and on whose side."""
