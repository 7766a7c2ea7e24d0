"""Refusals of the law, in words."""

from datetime import date

from django.utils.translation import gettext as _


class LawError(Exception):
    """A refusal that can be shown."""

    def __str__(self) -> str:
        return str(self.text)

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("This cannot be done now.")


class UnknownValueError(LawError):
    """Nobody has signed this value for that day; it is not guessed."""

    def __init__(self, key: str, on: date) -> None:
        super().__init__(key, on)
        self.key, self.on = key, on

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("The value “{key}” is not known for {day}. An administrator enters it.").format(
            key=self.key, day=self.on.isoformat()
        )


class UnknownNormError(LawError):
    """There is no norm of this name."""

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("There is no such norm.")


class ChangedMeanwhileError(LawError):
    """What the person read is not what stands now: it must be read again before it is signed."""

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _("This norm has changed since you opened it. Please read it again.")


class ImportRefusedError(LawError):
    """A file was not imported; ``reason`` says why."""

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason)
        self.reason, self.details = reason, details

    @property
    def text(self) -> str:
        """The refusal in the reader's language."""
        return _reasons()[self.reason].format(**self.details)


def _reasons() -> dict[str, str]:
    return {
        "huge": _("The file is larger than any law: it was not read."),
        "binary": _("The file is not text, HTML or DOCX: it was not read."),
        "bomb": _("The DOCX unpacks to far more than a law holds: it was not read."),
        "broken": _("The DOCX is damaged or is not a text document: it was not read."),
        "empty": _("The file is empty."),
        "absent": _("There is no such file."),
        "not_a_law": _(
            "No articles were found: this does not look like the text of a law. "
            "Headings are expected as “Статья 113. …” or “113-бап. …”."
        ),
        "amending": _(
            "This is a law that amends others. A consolidated text is expected, with the "
            "amendments in it."
        ),
        "which_act": _("It is not clear which act this is. Say it with --act, one of: {acts}."),
        "unknown_act": _("There is no act “{act}”. Known: {acts}."),
        "older": _(
            "This text is of {day}, and the imported one is of {later}: "
            "the later edition wins, nothing was changed."
        ),
    }
