"""Collective cases: grouped, signed, answered to each; floods."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs.factories import LONG_AGO, mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals import services
from ortaq.modules.appeals.models import Appeal, Case, Signature
from ortaq.modules.appeals.selectors import cases as kept
from ortaq.modules.appeals.selectors import head_of
from ortaq.modules.appeals.selectors.queue import Filter, desk_of, filtered
from ortaq.modules.appeals.services import Intake, Stated
from ortaq.modules.appeals.services.flood import join_flood
from ortaq.modules.appeals.tests.factories import World, world
from ortaq.modules.appeals.workflow import FLOOD, Ending, Remedy, Secrecy, Urgency, Verdict
from ortaq.modules.membership.tests.clients import as_
from ortaq.modules.membership.tests.factories import member
from ortaq.modules.workplaces import services as workplaces
from ortaq.modules.workplaces.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return world()


def asked(w: World, author: User | None = None, *, topic: str = "pay", **more: object) -> Appeal:
    return services.submit_appeal(
        author=author or w.aigul,
        body=w.union.mine,
        topic=topic,
        text="The bonus of October was not paid.",
        idempotency_key=uuid4(),
        intake=Intake(**more),
    )


def case_of(w: World, *appeals: Appeal) -> Case:
    case = services.open_case(actor=w.daniyar, appeals=appeals, title="The bonus of October")
    return services.word_case(
        actor=w.daniyar, case=case, title=case.title, words="Nobody got the bonus."
    )


def test_one_answer_goes_into_each_thread_and_each_says_himself(w: World) -> None:
    first, second = asked(w), asked(w, w.bota, secrecy=Secrecy.CONFIDENTIAL)
    case = case_of(w, first, second)
    late = asked(w)
    with pytest.raises(services.NotSuitableError):
        services.join_case(appeals=[late], case=case, actor=w.erlan)
    client = as_(w.daniyar)
    client.post(f"/desk/appeals/{late.number}/group/", {"case": case.number})
    url = f"/desk/appeals/cases/{case.number}/"
    assert client.post(f"{url}answer/", {"kind": "remedied", "text": "x"}).status_code == 422
    data = {"kind": "remedied", "text": "It is paid.", "remedies": ["money"], "tenge": "50 000"}
    assert client.post(f"{url}answer/", data)["Location"] == url
    with pytest.raises(services.NotHolderError):
        services.answer_case(officer=w.erlan, case=case, text="Not mine", outcome=Stated())
    with pytest.raises(services.CaseBusyError):
        services.answer_case(officer=w.daniyar, case=case, text="Again", outcome=Stated())
    run_jobs()
    rows = Appeal.objects.filter(case=case)
    assert set(rows.values_list("status", "outcomes__tenge")) == {("answered", 50_000)}
    assert "in every thread" in client.get(url).content.decode()
    services.confirm_outcome(author=w.bota, appeal=second, verdict=Verdict.YES, stars=5)
    services.confirm_outcome(author=w.aigul, appeal=first, verdict=Verdict.NO, words="Not mine")
    assert set(rows.values_list("status", flat=True)) == {"answered", "closed", "in_work"}
    with pytest.raises(services.NotOfCaseError):
        services.close_case(actor=w.daniyar, case=case)


def test_what_lies_with_another_officer_stays_his(w: World) -> None:
    dana = person("Dana")
    mandate(dana, w.union.miners, Kind.LAWYER)
    secret, plain = asked(w, w.bota, secrecy=Secrecy.CONFIDENTIAL), asked(w)
    Appeal.objects.filter(pk=secret.pk).update(holder=dana)
    head = person("Head")
    mandate(head, w.union.miners, Kind.CHAIR)
    secret.refresh_from_db()
    case = services.open_case(actor=head, appeals=[secret, plain], title="One matter")
    secret.refresh_from_db()
    plain.refresh_from_db()
    assert (secret.holder, plain.holder) == (dana, head)  # a confidential one is not passed on
    text = as_(head).get(f"/desk/appeals/cases/{case.number}/").content.decode()
    assert "Bota" not in text
    stated = Stated(Ending.REMEDIED, (Remedy.EXPLAINED,))
    services.answer_case(officer=head, case=case, text="So it is.", outcome=stated)
    run_jobs()
    assert Appeal.objects.get(pk=secret.pk).status == "submitted"
    services.take_out(actor=dana, appeal=secret)
    with pytest.raises(services.NotOfCaseError):
        services.take_out(actor=dana, appeal=secret)
    assert kept.crowd_of(case).open == 0
    assert services.close_case(actor=head, case=case).closed_at


def test_colleagues_sign_and_nobody_sees_who(w: World) -> None:
    case = case_of(w, asked(w))
    url = f"/my/appeals/cases/{case.number}/"
    assert case in kept.signable_cases(w.bota)
    assert as_(w.bota).post(f"{url}sign/").status_code == 302
    assert not services.sign_case(person=w.bota, case=case)
    assert not services.sign_case(person=w.aigul, case=case)  # her appeal says it already
    for stranger in (w.marat, w.erlan):
        assert as_(stranger).get(url).status_code == 404
        with pytest.raises(services.NotSignableError):
            services.sign_case(person=stranger, case=case)
    assert kept.crowd_of(case).shown is None
    assert "we do not say how many" in as_(w.saule).get(url).content.decode()
    for n in range(5):
        other = person(f"Other{n}")
        member(other, w.union.mine)
        services.sign_case(person=other, case=case)
    assert kept.crowd_of(case).shown == 7
    for reader, place in ((w.saule, url), (w.daniyar, f"/desk/appeals/cases/{case.number}/")):
        text = as_(reader).get(place).content.decode()
        assert "Other" not in text.replace("Others", "").replace("Another", "")
        assert "Bota" not in text
    services.unsign_case(person=w.bota, case=case)
    assert not Signature.objects.filter(person=w.bota).exists()


def test_a_manager_of_the_place_neither_reads_nor_signs(w: World) -> None:
    employer = workplaces.add_employer(actor=None, name={"ru": "Шахта"})
    site = workplaces.add_site(actor=None, employer=employer, name={"ru": "Ствол"})
    workplaces.attach_site(actor=None, body=w.union.mine, site=site, since=LONG_AGO)
    case = case_of(w, asked(w))
    job = workplaces.set_job(actor=None, user=w.bota, site=site)
    Job.objects.filter(pk=job.pk).update(side="manager", marked_at="2026-01-01T00:00Z")
    bota = User.objects.get(pk=w.bota.pk)
    assert as_(bota).get(f"/my/appeals/cases/{case.number}/").status_code == 404
    with pytest.raises(services.NotSignableError):
        services.sign_case(person=bota, case=case)
    about = case_of(w, asked(w, against=w.saule))
    with pytest.raises(services.NotSignableError):
        services.sign_case(person=w.saule, case=about)


def test_a_flood_is_one_matter_and_none_is_dropped(w: World) -> None:
    before = [asked(w) for _n in range(FLOOD.more_than)]
    assert not Case.objects.exists()
    with CaptureQueriesContext(connection) as queries:
        assert join_flood(before[0], [])  # the next one opens the case
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as plain:
        other = asked(w, topic="hours")
    asked(w, w.bota)
    case = Case.objects.get()
    assert (case.opened_by, case.holder, case.topic) == (None, w.daniyar, "pay")
    assert Appeal.objects.filter(case=case).count() == FLOOD.more_than + 1
    danger = asked(w, w.bota, urgency=Urgency.DANGER)
    assert (danger.case, danger.holder) == (case, w.kairat)  # danger keeps its road
    with CaptureQueriesContext(connection) as joining:
        joined = asked(w)
    assert (joined.case, joined.holder) == (case, w.daniyar)
    assert len(joining) == len(plain)  # thousands come so
    moves = joined.moves.order_by("pk").values_list("kind", "to")
    assert list(moves) == [("submitted", w.daniyar.pk), ("grouped", w.daniyar.pk)]
    other.refresh_from_db()
    assert other.case is None
    assert Message.objects.filter(kind="appeals.flood", person=w.daniyar).count() == 1
    desk = desk_of(w.daniyar)
    above = head_of(w.daniyar, whole=False, today=other.due_on)
    [matter] = above.matters
    held = Appeal.objects.filter(case=case, holder=w.daniyar)
    assert (matter.due_on, above.dangers) == (held.earliest("due_on").due_on, [])
    assert head_of(w.kairat, whole=True, today=other.due_on).dangers == [danger]
    assert (matter.case, matter.open) == (case, FLOOD.more_than + 2)
    assert filtered(desk, Filter(), today=other.due_on).get() == other
    text = as_(w.daniyar).get("/desk/appeals/").content.decode()
    assert case.number in text
    one = before[3]
    assert as_(w.daniyar).post(f"/desk/appeals/{one.number}/ungroup/").status_code == 302
    assert set(filtered(desk, Filter(), today=one.due_on)) == {other, one}
