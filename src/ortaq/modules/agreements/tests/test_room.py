"""The registry, the check by a job, decisions, papers, bargaining; who may; the public page."""

import io
import json
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.events.testing import run_jobs
from ortaq.modules.agreements import demo, personal, selectors, services
from ortaq.modules.agreements.errors import RoundClosedError
from ortaq.modules.agreements.models import Agreement, Finding, Proposal, Round, Version
from ortaq.modules.agreements.services import registering
from ortaq.modules.agreements.workflow import Decision
from ortaq.modules.membership.tests.factories import world

pytestmark = pytest.mark.django_db
TEXT = (
    "2.1. Испытательный срок — пять месяцев.\n"
    "2.2. Ночные часы оплачиваются в полуторном размере.\n"
    "2.3. Ежегодный отпуск — 30 календарных дней. <b onclick=x>\n"
).encode()


@pytest.fixture
def w():
    cache.clear()
    return world()


def sign_in(client, user):
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}
    ]
    session.save()


def desk(name, *args):
    return reverse(f"agreements-desk:{name}", args=args)


def entered(w, client):
    sign_in(client, w.daniyar)
    answer = client.post(
        desk("new"),
        {"body": w.union.mine.pk, "title": "ЖШС «Шахта» ұжымдық шарты", "level": "organisation",
         "expires_on": "2026-12-31", "oked": "05101", "covered": "420",
         "file": SimpleUploadedFile("a.txt", TEXT, "text/plain")},
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["form"].errors
    run_jobs()
    return Version.objects.select_related("agreement").get()


def test_an_agreement_from_entry_to_papers(w, client, monkeypatch):
    version = entered(w, client)
    assert (version.state, version.progress) == ("done", 100)
    assert {(f.clause, f.verdict) for f in version.findings.all()} == {
        ("2.1", "worse"), ("2.2", "equal"), ("2.3", "better"),
    }  # fmt: skip
    assert "Шахта" in client.get(desk("index")).content.decode()
    assert client.get(desk("index") + "?show=ending").context["page"].items
    page = client.get(desk("text", version.public_id)).content.decode()
    assert "пять месяцев" in page
    assert (
        "<script>alert"
        not in client.get(desk("text", version.public_id) + "?show=better").content.decode()
    )
    worse = version.findings.get(verdict="worse")
    client.post(desk("decide", worse.pk), {"decision": "confirmed"})
    client.post(desk("decide", version.findings.get(verdict="equal").pk), {"decision": "rejected"})
    worse.refresh_from_db()
    assert (worse.decision, worse.decided_by) == ("confirmed", w.daniyar)
    data = client.get(desk("docx", version.public_id)).content
    comments = zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml").decode()
    assert comments.count("<w:comment ") == 1
    said = json.loads(client.get(desk("json", version.public_id)).content)
    assert [f["verdict"] for f in said["findings"]] == ["worse", "better"]
    monkeypatch.setattr("ortaq.modules.agreements.views.files.pdf_of", lambda html: html.encode())
    assert "пять месяцев" in client.get(desk("pdf", version.public_id)).content.decode()
    client.post(
        desk("upload", version.agreement.public_id),
        {"file": SimpleUploadedFile("b.txt", TEXT.replace("пять".encode(), "два".encode()))},
    )
    run_jobs()
    table = client.get(desk("compare", version.agreement.public_id)).content.decode()
    assert "два месяца" in table or "два месяцев" in table
    assert "пять месяцев" in table


def test_a_scan_says_that_recognition_is_not_installed(w, client, monkeypatch):
    monkeypatch.setattr("ortaq.modules.agreements.services.registering.can_ocr", lambda: False)
    version = entered(w, client)
    import pikepdf  # noqa: PLC0415

    stream = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(stream)
    client.post(
        desk("upload", version.agreement.public_id),
        {"file": SimpleUploadedFile("scan.pdf", stream.getvalue())},
    )
    run_jobs()
    scan = Version.objects.get(no=2)
    assert (scan.state, scan.refusal) == ("refused", "no_ocr")
    assert "ocrmypdf" in client.get(desk("text", scan.public_id)).content.decode()


def test_bargaining_and_promises(w, client):
    agreement = entered(w, client).agreement
    client.post(desk("promise", agreement.public_id), {"clause": "6.1", "text": "Су беру"})
    promise = agreement.promises.get()
    client.post(desk("mark", promise.pk), {"state": "broken"})
    promise.refresh_from_db()
    assert promise.state == "broken"
    client.post(desk("open-round", agreement.public_id), {"proposed_on": "2026-11-23"})
    client.post(desk("open-round", agreement.public_id), {"proposed_on": "2026-11-24"})
    row = Round.objects.get()
    assert row.answer_due.isoformat() == "2026-12-07"
    for words in ("Отпуск — 30 дней", "Сынақ — үш ай"):
        said = {"clause": "4.2", "union_text": words, "key": str(uuid4())}
        for _click in range(2):  # a double click is one proposal
            client.post(desk("propose", row.public_id), said)
    first, second = Proposal.objects.order_by("pk")
    client.post(desk("answer", first.pk), {"employer_text": "28", "outcome": "disagreed"})
    client.post(desk("answer", second.pk), {"employer_text": "", "outcome": "agreed"})
    assert client.get(desk("round", row.public_id)).status_code == 200
    data = client.get(desk("protocol", row.public_id)).content
    document = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "Отпуск — 30 дней" in document
    assert "28" in document
    client.post(desk("close", row.public_id))
    client.post(desk("propose", row.public_id), {"union_text": "Поздно", "key": str(uuid4())})
    assert Proposal.objects.count() == 2
    assert client.get(desk("show", agreement.public_id)).status_code == 200
    assert client.get(desk("change", agreement.public_id)).status_code == 200
    far = {"title": "x", "level": "organisation", "covered": "99999999999"}
    assert client.post(desk("change", agreement.public_id), far).status_code == 422
    for day in ("0001-01-01", "9999-12-31"):
        answer = client.post(desk("open-round", agreement.public_id), {"proposed_on": day})
        assert answer.status_code == 302
    Agreement.objects.update(title="a\x0bb")
    assert client.get(desk("protocol", row.public_id)).status_code == 200
    assert Round.objects.count() == 1


def test_a_round_that_ended_meanwhile_takes_nothing(w, client):
    agreement = entered(w, client).agreement
    today = timezone.localdate()
    row = services.open_round(actor=w.daniyar, agreement=agreement, proposed_on=today)
    late = Round.objects.get(pk=row.pk)  # read before the other officer ended it
    services.close_round(actor=w.daniyar, round_=row)
    with pytest.raises(RoundClosedError):
        services.propose(actor=w.daniyar, round_=late, union_text="Поздно", key=uuid4())


def test_what_the_check_found_is_offered_once_and_in_the_words_of_the_page(w, client):
    agreement = entered(w, client).agreement
    client.post(desk("open-round", agreement.public_id), {"proposed_on": "2026-11-23"})
    url = desk("round", Round.objects.get().public_id)
    client.cookies["lang"] = "kk"
    one, *provisions = client.get(url).context["suggested"]
    assert len({row["words"] for row in provisions}) == len(provisions) > 1
    assert {row["clause"] for row in provisions} == {""}
    assert one["words"] == Finding.objects.get(verdict="worse").proposed["kk"]
    said = {"clause": one["clause"], "union_text": one["words"], "key": one["key"]}
    client.post(desk("propose", Round.objects.get().public_id), said)
    assert Proposal.objects.get().clause == "2.1"
    assert client.get(url).context["suggested"] == provisions


def test_a_decision_stays_with_its_own_finding(w, client):
    version = entered(w, client)
    worse, better = (version.findings.get(verdict=v) for v in ("worse", "better"))
    for one in (worse, better):
        services.decide(actor=w.daniyar, finding=one, decision=Decision.REJECTED)
    Finding.objects.filter(pk=better.pk).update(quote="other words of the same clause")
    services.read_version(version=version)
    assert version.findings.get(verdict="worse") == worse
    assert version.findings.get(verdict="worse").decision == "rejected"
    again = version.findings.get(verdict="better")
    assert (again.decision, again.pk == better.pk) == ("", False)


def test_a_text_is_read_by_the_law_of_its_day(w, client, monkeypatch):
    days = []
    read_on = registering.norms_on
    monkeypatch.setattr(registering, "norms_on", lambda day: days.append(day) or read_on(day))
    version = entered(w, client)
    today = timezone.localdate()
    for signed in (today - timedelta(days=900), today + timedelta(days=9)):
        version.agreement.signed_on = signed
        services.read_version(version=version)
    assert days == [today, today - timedelta(days=900), today]


def test_drafts_of_others_are_not_shown_and_only_what_is_above_is_offered(w, client):
    mine = entered(w, client).agreement
    today = timezone.localdate()

    def make(body, title, **more):
        return services.register_agreement(
            actor=w.daniyar, body=body, draft=services.Draft(title=title, **more)
        )

    make(w.union.mill, "A draft", oked="05102")
    signed = make(w.union.mill, "Signed", oked="05102", signed_on=today)
    assert selectors.peers_of(mine) == [signed]
    above = make(w.union.miners, "Above", level="branch", signed_on=today)
    make(w.union.miners, "Draft above", level="branch")
    aside = make(w.union.mill, "Aside", level="region", signed_on=today)
    form = client.get(desk("change", mine.public_id)).context["form"]
    assert list(form.fields["above"].queryset) == [above]
    for url in (desk("new"), desk("change", mine.public_id)):
        answer = client.post(
            url, {"body": w.union.mine.pk, "title": "x", "level": "organisation",
                  "above": aside.pk},
        )  # fmt: skip
        assert answer.status_code == 422
    mine.above = above
    assert selectors.peers_of(mine) == [above, signed]


def test_a_stranger_and_a_member_find_nothing(w, client):
    version = entered(w, client)
    finding = version.findings.first()
    for person in (w.marat, w.aigul):
        sign_in(client, person)
        for url in (desk("text", version.public_id), desk("show", version.agreement.public_id)):
            assert client.get(url).status_code in (403, 404)
        assert client.post(desk("decide", finding.pk), {"decision": "confirmed"}).status_code in (
            403, 404,
        )  # fmt: skip
    assert Finding.objects.exclude(decision="").count() == 0


def test_the_invented_agreements_show_every_state(w):
    demo.tell_a_story(officer=w.daniyar, primary=w.union.mine, branch=w.union.miners)
    row = Agreement.objects.get(level="organisation")
    said = {f.verdict for f in row.versions.get().findings.all()}
    assert said >= {"worse", "outdated_reference", "better", "equal"}
    assert (row.promises.get().state, row.rounds.get().proposals.count()) == ("partly", 2)


def test_an_officer_takes_his_acts_with_him_and_they_can_be_forgotten(w, client):
    version = entered(w, client)
    assert [row["agreement"] for row in personal.export(w.daniyar)] == [
        version.agreement.title, version.agreement.title,
    ]  # fmt: skip
    assert personal.erase(w.daniyar) == []
    assert personal.export(w.daniyar) == []
