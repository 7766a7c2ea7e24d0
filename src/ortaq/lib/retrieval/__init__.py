"""Finding what was asked for, in words of two alphabets: pure Python and numpy, no model, no clock."""
