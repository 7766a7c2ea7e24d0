"""Verifying the chain: recompute every link, name the first that does not hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from ortaq.foundation.audit.chain import GENESIS, Row, link
from ortaq.foundation.audit.models import ChainLink, Head

BATCH = 5_000


@dataclass(frozen=True)
class Problem:
    """The first thing that does not hold."""

    seq: int
    entry_id: int | None
    what: str

    def __str__(self) -> str:
        entry = f" (entry {self.entry_id})" if self.entry_id else ""
        return f"link {self.seq}{entry}: {self.what}"


@dataclass(frozen=True)
class Report:
    """What a verification found."""

    checked: int
    last_seq: int
    last_hash: bytes
    problem: Problem | None


def verify(*, start: int = 1, kept_heads: Mapping[date, tuple[int, str]] | None = None) -> Report:
    """Recompute the chain from a link on and compare; read only, in batches.

    ``kept_heads`` are heads kept outside this database: day to (seq, hex hash). Without them a
    superuser who rewrote the whole chain, its heads included, is not found.
    """
    head = _hash_before(start)
    if head is None:
        return Report(0, start - 1, b"", Problem(start - 1, None, "missing"))
    expected_heads = _heads(kept_heads or {})
    seq, checked = start - 1, 0
    for found_seq, stored, row in _links(start):
        if found_seq != seq + 1:
            return Report(checked, seq, head, Problem(seq + 1, None, "missing"))
        seq = found_seq
        if row is None:
            return Report(checked, seq, head, Problem(seq, None, "its entry is missing"))
        computed = link(head, row)
        if computed != stored:
            problem = Problem(seq, row.id, "the entry or an earlier link was changed")
            return Report(checked, seq, head, problem)
        if computed.hex() != expected_heads.get(seq, computed.hex()):
            problem = Problem(seq, row.id, "differs from the head kept for that day")
            return Report(checked, seq, head, problem)
        head, checked = computed, checked + 1
    return Report(checked, seq, head, _cut_off(seq, expected_heads) or _unchained())


def _hash_before(start: int) -> bytes | None:
    if start <= 1:
        return GENESIS
    before = ChainLink.objects.filter(seq=start - 1).first()
    return bytes(before.hash) if before else None


def _heads(kept: Mapping[date, tuple[int, str]]) -> dict[int, str]:
    """Return hash by number; what was kept outside outweighs what the database says."""
    own = {head.seq: bytes(head.hash).hex() for head in Head.objects.all()}
    return own | dict(kept.values())


def _links(start: int) -> Iterator[tuple[int, bytes, Row | None]]:
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                """
                select seq, hash, id, at, actor_id, action, subject_type, subject_id, body_id,
                       params
                from audit_chainlink left join audit_entry on id = entry_id
                where seq >= %s order by seq limit %s
                """,
                [start, BATCH],
            )
            found = cursor.fetchall()
            for seq, stored, *values in found:
                yield seq, bytes(stored), Row(*values) if values[0] is not None else None
            if len(found) < BATCH:
                return
            start = found[-1][0] + 1


def _cut_off(last: int, heads: Mapping[int, str]) -> Problem | None:
    beyond = [seq for seq in heads if seq > last]
    return Problem(last + 1, None, "missing, though a day's head lies beyond") if beyond else None


def _unchained() -> Problem | None:
    """Find an entry that was smuggled in, or whose place was taken away."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select min(id) from audit_entry entry
            where not exists (select 1 from audit_chainlink where entry_id = entry.id)
              and not exists (select 1 from audit_pending where entry_id = entry.id)
            """
        )
        (entry_id,) = cursor.fetchone() or (None,)
    return Problem(0, entry_id, "an entry stands outside the chain") if entry_id else None
