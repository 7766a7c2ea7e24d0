"""Law that knows its date: norms in our own words, official texts as imported, values, sums."""
