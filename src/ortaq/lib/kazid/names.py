"""A name in the three languages of the union."""

from typing import TypedDict


class Names(TypedDict):
    """Kazakh, Russian, English."""

    kk: str
    ru: str
    en: str
