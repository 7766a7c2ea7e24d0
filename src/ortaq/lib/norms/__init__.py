"""Rules of law as data: addresses, quantities, editions, sums."""
