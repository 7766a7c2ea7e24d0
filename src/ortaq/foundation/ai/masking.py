"""Taking people out of a text before it leaves the machine, and putting them back.

Rules, not a model: numbers are found by their shape, names by the dictionary and by Kazakh and
Russian endings of names. It rather masks a word too many than one too few; an address of a house
or a rare nickname may stay, and the page about the assistant says so.
"""

import re
from dataclasses import dataclass, field

from ortaq.lib.retrieval.lemmas import is_name

_SHAPES = [
    ("MAIL", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("LINK", re.compile(r'(?:https?://|www\.|t\.me/)[^\s"«»“”„<>]*[^\s"«»“”„<>.,;:!?)\]\']')),
    ("ACCOUNT", re.compile(r"\bKZ[ ]?\d{2}[ ]?(?:[A-Z0-9][ ]?){16}\b", re.IGNORECASE)),
    ("CARD", re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?!\d)")),
    ("PHONE", re.compile(r"(?<!\d)(?:\+?7|8)[\s(-]*7\d{2}[\s)-]*\d{3}(?:[\s-]*\d{2}){2}(?!\d)")),
    ("IIN", re.compile(r"(?<!\d)\d{12}(?!\d)|(?<!\d)\d{6}[ -]\d{6}(?!\d)")),
    ("PHONE", re.compile(r"(?<![\d.,])\+\d[\d\s()-]{8,16}\d(?!\d)")),
    ("NUMBER", re.compile(r"(?<!\d)\d{9,20}(?!\d)")),
    ("HANDLE", re.compile(r"(?<!\w)@\w{4,}")),
]  # fmt: skip
_NAME = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][a-zа-яёәғқңөұүһі]+(?:-[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][a-zа-яё]+)?")
_INITIALS = re.compile(
    r"(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.\s?){1,2}(?=\s?\[NAME_)|(?<=\])(?:\s?[A-ZА-ЯӘҒҚҢӨҰҮҺІ]\.){1,2}"
)
_BACK = re.compile(r"\[(?:MAIL|LINK|ACCOUNT|CARD|PHONE|IIN|NUMBER|HANDLE|NAME)_\d+\]")


@dataclass
class Masked:
    """A text without people, and what stood there."""

    text: str
    hidden: dict[str, str] = field(default_factory=dict)

    def back(self, text: str) -> str:
        """Return a text with the marks replaced by what they stood for."""
        return _BACK.sub(lambda match: self.hidden.get(match.group(), match.group()), text)


def mask(text: str, known: Masked | None = None) -> Masked:
    """Return the text with marks for people; with ``known`` the same people keep their marks."""
    hidden = known.hidden if known else {}
    marks = {value: mark for mark, value in hidden.items()}

    def hide(kind: str, value: str) -> str:
        if value not in marks:
            marks[value] = f"[{kind}_{sum(m.startswith(f'[{kind}_') for m in hidden) + 1}]"
            hidden[marks[value]] = value
        return marks[value]

    for kind, shape in _SHAPES:
        text = shape.sub(lambda match, kind=kind: hide(kind, match.group()), text)  # type: ignore[misc]
    text = _NAME.sub(
        lambda match: hide("NAME", match.group()) if is_name(match.group()) else match.group(),
        text,
    )
    return Masked(_INITIALS.sub("", text), hidden)
