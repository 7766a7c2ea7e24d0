"""The registry, the check by a job, decisions, papers, bargaining; who may; the public page."""

import io
import json
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ortaq.foundation.events.testing import run_jobs
from ortaq.modules.agreements import demo, personal
from ortaq.modules.agreements.models import Agreement, Finding, Proposal, Round, Version
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
        client.post(desk("propose", row.public_id), {"clause": "4.2", "union_text": words})
    first, second = Proposal.objects.order_by("pk")
    client.post(desk("answer", first.pk), {"employer_text": "28", "outcome": "disagreed"})
    client.post(desk("answer", second.pk), {"employer_text": "", "outcome": "agreed"})
    assert client.get(desk("round", row.public_id)).status_code == 200
    data = client.get(desk("protocol", row.public_id)).content
    document = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "Отпуск — 30 дней" in document
    assert "28" in document
    client.post(desk("close", row.public_id))
    client.post(desk("propose", row.public_id), {"union_text": "Поздно"})
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
