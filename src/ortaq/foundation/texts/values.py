"""A text in up to three languages."""

from django.utils.translation import get_language

LANGUAGES = ("kk", "ru", "en")
FALLBACK = {"kk": ("ru", "en"), "ru": ("kk", "en"), "en": ("ru", "kk")}


class Texts(dict[str, str]):
    """A text in up to three languages; ``str()`` gives the reader's, or the nearest one."""

    def __str__(self) -> str:
        return self.in_language(get_language() or "kk")

    def in_language(self, code: str) -> str:
        """Return the wording in a language, falling back to a neighbour; '' when there is none."""
        return self.wording(code)[1]

    def wording(self, code: str) -> tuple[str, str]:
        """Return (language, wording): the page marks a wording that is not in its own language."""
        code = code[:2] if code[:2] in FALLBACK else "en"
        pairs = ((c, self.get(c, "")) for c in (code, *FALLBACK[code]))
        return next(((c, text) for c, text in pairs if text), (code, ""))
