"""Collective agreements: the registry, the clause-by-clause check, the bargaining round."""
