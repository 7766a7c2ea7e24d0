"""Bodies by what somebody types."""

from typing import TYPE_CHECKING

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from ortaq.foundation.orgs.models import Body
from ortaq.foundation.orgs.selectors.mandates import mandates_of
from ortaq.foundation.orgs.selectors.tree import open_bodies
from ortaq.foundation.texts.folding import folded_words

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

SHORTEST = 4  # letters of a word in which one may be wrong
_LEVELS = Case(
    *(When(level=level, then=Value(n)) for n, level in enumerate(Body.Level.values)),
    output_field=IntegerField(),
)


def search_bodies(user: "User", query: str, limit: int = 10) -> list[Body]:
    """Return open bodies by words of their names: one's own first, then the higher ones.

    Bodies are no secret, so reach does not narrow them. Kazakh letters, Russian ones and Latin
    are the same; when no body has every word, the likest come.
    """
    words = folded_words(query)
    if not words:
        return []
    own = Q(pk__in=[mandate.body_id for mandate in mandates_of(user)])
    is_other = Case(When(own, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = list(open_bodies(query=query).order_by(is_other, _LEVELS, "sort_key", "pk")[:limit])
    return found or list(_likest(words)[:limit])


def _likest(words: list[str]) -> QuerySet[Body]:
    """Return bodies that have every word, or one like it."""
    found = open_bodies()
    for word in words:
        if len(word) >= SHORTEST:
            found = found.filter(search_text__trigram_word_similar=word)
        else:
            found = found.filter(search_text__contains=word)
    likeness = TrigramWordSimilarity(" ".join(words), "search_text")
    return found.annotate(likeness=likeness).order_by("-likeness", "sort_key", "pk")
