"""Tables in and out: sheets of offices become rows of the register, and rows become sheets."""
