"""Finding what was asked for, in words of two alphabets: numpy and rules, no clock."""
