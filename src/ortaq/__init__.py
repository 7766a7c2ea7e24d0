"""Ortaq, the digital trade union."""

__version__ = "0.1.0"
