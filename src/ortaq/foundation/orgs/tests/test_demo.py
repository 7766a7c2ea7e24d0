"""The invented vertical: whole, valid, the same for the same seed."""

from datetime import timedelta
from random import Random

from django.db import transaction

from ortaq.foundation.orgs import demo
from ortaq.foundation.orgs.factories import person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Path
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
