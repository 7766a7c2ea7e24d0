"""What sorting and searching need of a name. Whoever writes a name fills both."""

from ortaq.foundation.texts.folding import folded_words
from ortaq.foundation.texts.sorting import sort_key


def key_of_name(family_name: str, given_name: str, patronymic: str = "") -> str:
    """Return the key that puts persons into Kazakh alphabetical order (``User.sort_key``)."""
    return sort_key(f"{family_name} {given_name} {patronymic}".strip())


def words_of_name(family_name: str, given_name: str, patronymic: str = "") -> list[str]:
    """Return the folded words by which a person is found (``User.name_words``)."""
    return folded_words(f"{family_name} {given_name} {patronymic}")
