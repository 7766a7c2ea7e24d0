"""Saved replies with their blanks filled in. Pure."""

import re
from collections.abc import Mapping

BLANKS = ("number", "name", "day")
_BLANK = re.compile(r"\{(" + "|".join(BLANKS) + r")\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into the known blanks of a text; everything else stays as it was written.

    Not ``str.format``: what officers type is data, and braces in it reach nothing. A value is put
    in once: braces in a name are a name.
    """
    return _BLANK.sub(lambda found: values.get(found[1], found[0]), text)
