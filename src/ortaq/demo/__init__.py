"""The invented federation: calls each room's demo.py in order."""

from ortaq.demo.federation import build, people

__all__ = ["build", "people"]
