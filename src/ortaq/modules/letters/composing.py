"""From a letter's fields to the words of its pages, in the letter's own language."""

import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import override

from ortaq.foundation.texts.dates import dated
from ortaq.modules.letters.models import Letter
from ortaq.modules.letters.wording import FRAMES, WORDS
from ortaq.modules.letters.workflow import PRIVATE_NOTICE, SORTS, Kind, Side

_KEPT = {"\n"}
_MANY_LINES = re.compile(r"\n{2,}")


@dataclass(frozen=True)
class Sheet:
    """The words of the pages, in order. Both PDF and DOCX and the screen are drawn from it."""

    language: str
    head: list[str]
    number: str
    to_label: str
    to: list[str]
    title: str
    paragraphs: list[str]
    asks_label: str
    asks: list[str]
    closing: list[str]
    signature: list[str]
    foot: str


def plain(text: str) -> str:
    """Return a text without signs that nobody sees: controls, direction overrides, zero width.

    They could hide words from a reader or a check, and XML knows no controls.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        letter for letter in text if letter in _KEPT or unicodedata.category(letter)[0] != "C"
    ).strip()


def compose(letter: Letter, *, on: date) -> Sheet:
    """Return the words of a letter's pages, as of a day."""
    kind, frame = Kind(letter.kind), FRAMES[letter.language]
    words = WORDS[kind, letter.language]
    with override(letter.language):
        head = [str(letter.body), letter.body.address, letter.body.phone, letter.body.email]
        day = dated(on)
    person = letter.appeal.author
    member = person.full_name if letter.names_member else frame.anonymous
    reply = SORTS[kind].reply
    is_notice = bool(reply) and letter.side is Side.EMPLOYER
    closing = [
        words.closing,
        frame.ground.format(ground=letter.ground) if letter.ground else "",
        frame.reply_by.format(days=reply.workdays) if reply else "",
        frame.private.format(days=PRIVATE_NOTICE.workdays) if is_notice else "",
    ]
    officer = "" if kind is Kind.POWER else letter.officer.short_name
    signature = [frame.by_hand] if kind is Kind.POWER else [frame.signed, officer]
    return Sheet(
        language=letter.language,
        head=_lines(head),
        number=frame.number.format(number=letter.number, day=day),
        to_label=frame.to,
        to=_lines([letter.to_name, letter.to_post, letter.to_address]),
        title=words.title,
        paragraphs=_lines([words.opening.format(member=member), *_paragraphs(letter.facts)]),
        asks_label=words.asks if letter.asks else "",
        asks=_paragraphs(letter.asks),
        closing=_lines(closing),
        signature=_lines(signature),
        foot=frame.checksum,
    )


def as_json(sheet: Sheet) -> dict[str, object]:
    """Return a sheet as plain values, to be kept beside the pages."""
    return asdict(sheet)


def words_of(sheet: dict[str, object]) -> str:
    """Return all words of a kept sheet, one line each."""
    lines: list[str] = []
    for value in sheet.values():
        lines += [str(line) for line in value] if isinstance(value, list) else [str(value)]
    return "\n".join(lines)


def _lines(lines: list[str]) -> list[str]:
    return [cleaned for line in lines if (cleaned := " ".join(plain(line).split()))]


def _paragraphs(text: str) -> list[str]:
    return _lines(_MANY_LINES.sub("\n", plain(text)).split("\n"))
