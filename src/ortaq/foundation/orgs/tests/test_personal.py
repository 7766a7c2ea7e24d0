"""What a person gets, and what stays, of the posts held."""

from ortaq.foundation.accounts.personal import registered
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.audit.sentences import act_of
from ortaq.foundation.orgs import personal, services
from ortaq.foundation.orgs.factories import mandate, person, today
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Line, Mandate


def test_the_room_says_what_it_holds():
    assert "orgs" in {data.name for data in registered()}


def test_a_copy_holds_the_posts_and_nobody_elses_name(union):
    saule = person("Saule", "Zhumabaeva")
    mandate(saule, union.mine, Kind.CHAIR)
    mandate(person("Other"), union.mine, Kind.LAWYER)
    (row,) = personal.export_mandates(saule)
    assert (str(row["body"]), row["until"]) == ("Mine", None)
    assert "Proposer" not in repr(row)


def test_held_posts_stay_and_mere_proposals_go(union):
    saule, hopeful = person("Saule"), person("Hopeful")
    mandate(saule, union.mine, Kind.CHAIR, state=Mandate.State.ENDED, until=today())
    mandate(saule, union.mine, Kind.LAWYER, state=Mandate.State.PROPOSED)
    mandate(hopeful, union.mine, Kind.LAWYER, state=Mandate.State.REFUSED)
    assert len(personal.erase_mandates(saule)) == 1
    assert [m.kind for m in Mandate.objects.filter(user=saule)] == ["chair"]
    assert list(personal.erase_mandates(hopeful)) == []
    assert not Mandate.objects.filter(user=hopeful).exists()


def test_a_post_must_end_before_an_erasure(union):
    saule = person("Saule")
    held = mandate(saule, union.mine, Kind.CHAIR)
    assert len(personal.obstacles(saule)) == 1
    assert "Mine" in str(personal.obstacles(saule)[0])
    held.state = Mandate.State.ENDED
    held.save()
    assert personal.obstacles(person("Marat")) == []


def test_every_act_reads_as_a_sentence_in_the_readers_language(union):
    chair = person("Saule")
    services.move_body(
        actor=None, body=union.mine, line=Line.TERRITORY, parent=union.aktau, on=today()
    )
    services.move_body(actor=None, body=union.mine, line=Line.TERRITORY, parent=None, on=today())
    services.rename_body(actor=None, body=union.mine, name={"ru": "Шахта"})
    held = services.propose_mandate(
        actor=person("Officer"), user=chair, body=union.mine, kind=Kind.CHAIR, since=today()
    )
    services.confirm_mandate(actor=person("Second"), mandate=held)
    read = [act_of(entry) for entry in Entry.objects.order_by("pk")]
    assert not [sentence for sentence in read if "…" in sentence or "orgs." in sentence]
    assert any("Шахта" in sentence for sentence in read)
