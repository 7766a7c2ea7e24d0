"""The invented vertical: whole, valid, the same for the same seed."""

from datetime import timedelta
from random import Random

from django.db import transaction

from ortaq.foundation.orgs import demo
from ortaq.foundation.orgs.factories import person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Election, Path
from ortaq.foundation.orgs.selectors import ancestors, count_below, holders
from ortaq.foundation.orgs.services import rebuild_paths


def test_a_small_federation_is_whole(db):
    made = demo.build("small", Random(1))
    assert count_below(made["centre"]) == {"branch": 8, "region": 20, "primary": 40}
    for primary in made["primaries"]:
        primary.full_clean()
        levels = [above.level for above in ancestors(primary)]
        assert levels == ["branch", "region", "centre"]
        assert set(primary.name) == {"kk", "ru", "en"}
    assert len({str(body) for body in made["primaries"]}) == 40
    assert Path.objects.count() == rebuild_paths()


def test_the_same_seed_makes_the_same_federation(db):
    def names() -> list[dict[str, str]]:
        with transaction.atomic():
            made = demo.build("small", Random(7))
            transaction.set_rollback(True)
        return [dict(body.name) for body in made["branches"] + made["primaries"]]

    assert names() == names()


def test_many_mandates_are_granted_by_two_persons(db):
    made = demo.build("small", Random(1))
    saule, daniyar = person("Saule"), person("Daniyar")
    since = today() - timedelta(days=100)
    demo.grant_many(
        [
            demo.Term(saule, made["primaries"][0], Kind.CHAIR, since),
            demo.Term(daniyar, made["centre"], Kind.LAWYER, since),
            demo.Term(daniyar, made["centre"], Kind.TRAINER, since),
        ],
        proposer=person("First"),
        confirmer=person("Second"),
    )
    assert holders(made["primaries"][0], kinds=[Kind.CHAIR]) == [saule]
    assert holders(made["primaries"][1], kinds=[Kind.LAWYER]) == [daniyar]


def test_chairs_were_elected_at_meetings_and_the_next_ones_are_planned(db):
    made = demo.build("small", Random(1))
    since = [today() - timedelta(days=days) for days in (100, 900, 1800)]
    terms = [
        demo.Term(person(f"Chair{n}"), body, Kind.CHAIR, day, day + timedelta(days=5 * 365))
        for n, (body, day) in enumerate(zip(made["primaries"] * 3, since * 40, strict=True))
        if n < 40
    ]
    granted = demo.grant_many(terms, proposer=person("First"), confirmer=person("Second"))
    assert demo.hold_meetings(granted, Random(3), today=today()) == Election.objects.count()
    for meeting in Election.objects.all():
        meeting.full_clean()
    held = Election.objects.filter(state="held")
    assert set(held.values_list("on", flat=True)) == {since[0]}
    planned = Election.objects.filter(state="planned")
    assert 3 < planned.count() < 13  # some of the thirteen terms that end have none
    assert all(today() < meeting.on <= since[2] + timedelta(days=5 * 365) for meeting in planned)
