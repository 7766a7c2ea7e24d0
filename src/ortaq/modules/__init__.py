"""Trades, one folder each, HTML included."""
