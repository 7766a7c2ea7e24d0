"""Reading consolidated texts of acts: plain text, HTML as on adilet.zan.kz, DOCX; ru and kk."""

from ortaq.lib.norms.reading.articles import Article, Paragraph, Passage, Point
from ortaq.lib.norms.reading.documents import NotALawError, Source, open_source
from ortaq.lib.norms.reading.signs import amended_on, language_of, recognise
from ortaq.lib.norms.reading.text import read_act

__all__ = [
    "Article",
    "NotALawError",
    "Paragraph",
    "Passage",
    "Point",
    "Source",
    "amended_on",
    "language_of",
    "open_source",
    "read_act",
    "recognise",
]
