"""Who did what: append-only, chained, readable."""
