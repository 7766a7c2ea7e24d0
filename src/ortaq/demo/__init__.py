"""The invented federation: calls each module's demo.py in order."""
