"""A name in the three languages of the union."""

Names = dict[str, str]  # keys kk, ru and en
