"""Signing, withdrawing, wording anew, values: what holds, until when, and who may."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.factories import body, mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.orgs.selectors import centre
from ortaq.modules.law import selectors, services
from ortaq.modules.law.models import SignOff, Touch
from ortaq.modules.law.selectors import Reason, Trust
from ortaq.modules.law.services.importing import Choices
from ortaq.modules.law.tests.test_importing import TEXTS

pytestmark = pytest.mark.django_db
NORM = "tk-113-3"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def daniyar() -> User:
    """The lawyer of the national centre."""
    user = person("Daniyar")
    mandate(user, body("Centre", Body.Level.CENTRE), Kind.LAWYER)
    return user


def _trust() -> tuple[str, str]:
    where = selectors.standing(selectors.norm(NORM))
    return where.trust, where.reason


def _import(text: str, on: date) -> None:
    services.import_act(actor=None, text=text, choices=Choices(dated=on))


def test_a_signature_holds_for_its_words_until_the_law_changes(daniyar):
    text = (TEXTS / "code_ru.txt").read_text()
    assert _trust() == (Trust.MATCHED, Reason.MATCHED_BEFORE)
    _import(text, date(2026, 9, 1))
    norm = selectors.norm(NORM)
    with pytest.raises(services.LawError, match="has changed since"):
        services.sign_norm(actor=daniyar, norm_id=NORM, digest="another")
    first = services.sign_norm(actor=daniyar, norm_id=NORM, digest=norm.digest, words="ok")
    assert _trust() == (Trust.SIGNED, Reason.SIGNED)
    assert selectors.standing(norm).signed_by == daniyar.full_name
    assert first.edition == date(2026, 9, 1)
    assert services.sign_norm(actor=daniyar, norm_id=NORM, digest=norm.digest) == first

    assert not selectors.standing(norm).kazakh_read
    services.sign_norm(actor=daniyar, norm_id=NORM, digest=norm.kk_digest, aspect="kk")
    assert selectors.standing(norm).kazakh_read

    _import(text.replace("1,25-кратной", "2-кратной"), date(2026, 11, 1))
    assert _trust() == (Trust.UNVERIFIED, Reason.TOUCHED)
    assert Touch.objects.filter(norm=NORM, settled_at=None).count() == 1

    services.revise_norm(
        actor=daniyar,
        norm_id=NORM,
        changes={"param": {"value": "2", "unit": "base_rate", "direction": "min"}},
        why="new edition",
    )
    renewed = selectors.norm(NORM)
    assert (renewed.param.value, selectors.version(NORM)) == ("2", 1)
    assert renewed.statement == norm.statement
    assert _trust() == (Trust.MATCHED, Reason.MATCHED)
    assert selectors.standing(renewed).kazakh_read  # its Kazakh words are the same
    second = services.sign_norm(actor=daniyar, norm_id=NORM, digest=renewed.digest)
    assert _trust() == (Trust.SIGNED, Reason.SIGNED)
    assert not Touch.objects.filter(norm=NORM, settled_at=None).exists()
    services.withdraw_sign_off(actor=daniyar, sign_off=second, why="by mistake")
    services.withdraw_sign_off(actor=daniyar, sign_off=second, why="again")
    assert _trust() == (Trust.MATCHED, Reason.MATCHED)
    rows = SignOff.objects.filter(norm=NORM, aspect="law").order_by("pk")
    assert [bool(row.withdrawn_at) for row in rows] == [True, True]
    assert len(selectors.history(NORM)) == 4


def test_the_later_edition_wins_and_memory_is_not_matched():
    _import((TEXTS / "code_ru.txt").read_text(), date(2026, 1, 9))
    twelfth = selectors.standing(selectors.norm("tk-157-1-12"))
    assert (twelfth.trust, twelfth.reason) == (Trust.UNVERIFIED, Reason.LATER)
    assert twelfth.is_later
    fault = selectors.standing(selectors.norm("tk-190-25"))
    assert (fault.trust, fault.reason) == (Trust.UNVERIFIED, Reason.MEMORY)
    standards = selectors.ilo_norms()
    assert {selectors.trust(n) for n in standards} == {Trust.UNVERIFIED}


def test_an_unknown_value_is_refused(daniyar):
    assert selectors.value("mrp", date(2026, 11, 23)) == 4325
    assert selectors.value("mrp", date(2022, 3, 31)) == 3063
    for key, day in (("mrp", "2027-01-01"), ("base_rate", "2026-11-23"), ("none", "2026-01-01")):
        with pytest.raises(selectors.UnknownValueError, match="not known"):
            selectors.value(key, date.fromisoformat(day))
    services.set_value(
        actor=daniyar,
        key="base_rate",
        amount=Decimal("17.5"),
        since=date(2026, 6, 1),
        source="№ 1",
    )
    assert selectors.value("base_rate", date(2026, 11, 23)) == Decimal("17.5")
    assert selectors.value_info("base_rate", date(2026, 11, 23)).signed
    with pytest.raises(selectors.UnknownValueError):
        selectors.value("base_rate", date(2026, 5, 31))
    services.set_value(
        actor=daniyar, key="base_rate", amount=Decimal(18), since=date(2026, 6, 1), source="№ 2",
        until=date(2026, 6, 30),
    )  # fmt: skip
    assert selectors.value("base_rate", date(2026, 6, 2)) == 18
    with pytest.raises(selectors.UnknownValueError):
        selectors.value("base_rate", date(2026, 7, 1))


def test_norms_are_chosen_by_day_topic_and_act():
    pay = selectors.norms(topic="оплата")
    assert pay
    assert {n.topic for n in pay} == {"оплата"}
    assert len(selectors.norms(act="tk")) > 400
    ended = next((n for n in selectors.norms() if n.valid_to), None)
    assert ended is None or ended.valid_to >= timezone.localdate()
    with pytest.raises(selectors.UnknownNormError):
        selectors.norm("no-such")
    assert selectors.trust(selectors.norm(NORM)) in set(Trust)


def _client(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}
    ]
    session.save()
    return client


@pytest.fixture
def two_editions() -> None:
    text = (TEXTS / "code_ru.txt").read_text()
    _import(text, date(2026, 1, 9))
    _import(text.replace("1,25-кратной", "2-кратной"), date(2026, 2, 9))


def test_pages_of_everybody(two_editions, django_assert_max_num_queries):
    guest = Client(headers={"accept-language": "ru"})
    pages = [
        "/law/", "/law/ilo/", "/law/values/", "/law/topics/pay/", "/law/topics/ilo-wages/",
        f"/law/norms/{NORM}/", "/law/acts/tk/", "/law/acts/tk/113/", "/law/norms/FA-01/",
        "/law/norms/tk-157-1-12/",
    ]  # fmt: skip
    for url in pages:
        with django_assert_max_num_queries(20):
            page = guest.get(url)
        assert page.status_code == 200, url
        assert len(page.content) < 60_000, url
    assert "chip--watch" in guest.get("/law/norms/tk-157-1-12/").content.decode()
    for url in ("/law/norms/zz/", "/law/topics/zz/", "/law/acts/zz/", "/law/acts/tk/999/"):
        assert guest.get(url).status_code == 404, url
    for url in ("/law/norms/%00/", "/law/acts/tk/%00/", "/law/acts/tk/1%27/"):
        assert guest.get(url).status_code in {400, 404}, url
    assert guest.get(f"/law/topics/pay/?page={'9' * 5000}").status_code == 200


def test_the_lawyers_desk(daniyar, two_editions, django_assert_max_num_queries):
    client = _client(daniyar)
    with django_assert_max_num_queries(40):
        page = client.get("/desk/law/")
    assert b"days ago" in page.content  # older than sixty days
    for shelf in ("touched", "kazakh", "matched", "signed", "all&page=3"):
        assert client.get(f"/desk/law/?shelf={shelf}").status_code == 200
    url = f"/desk/law/norms/{NORM}/"
    assert "<del>" in client.get(url).content.decode()
    assert client.post(f"{url}sign/", {"digest": selectors.norm(NORM).digest}).status_code == 302
    assert _trust()[0] == Trust.SIGNED
    assert "Daniyar" in Client().get(f"/law/norms/{NORM}/").content.decode()
    pk = SignOff.objects.get(norm=NORM).pk
    withdraw = f"/desk/law/signatures/{pk}/withdraw/"
    assert client.post(withdraw, {}).status_code == 200
    assert client.post(withdraw, {"why": "no"}).status_code == 302
    said = "Пеня – 2 базовые ставки"
    form = {"ru": said, "article": "113", "point": "3", "value": "2", "why": "x"}
    assert client.get(f"{url}revise/").status_code == 200
    assert client.post(f"{url}revise/", form).status_code == 302
    assert selectors.norm(NORM).statement.ru == said
    edition = selectors.edition("tk")
    assert "113" in client.get(f"/desk/law/editions/{edition.pk}/").content.decode()
    assert client.get("/desk/law/editions/").status_code == 200
    assert client.post(f"/desk/law/editions/{edition.pk}/check/").status_code == 302
    assert selectors.edition_age() == 0


def test_who_may_what(daniyar):
    value = {"key": "mrp", "amount": "4500", "since": "2027-01-01", "source": "law"}
    assert _client(daniyar).post("/desk/law/values/", value).status_code == 403
    officer = person("Saule")
    mandate(officer, centre(), Kind.OFFICER)
    saule = _client(officer)
    assert saule.post("/desk/law/values/", value).status_code == 302
    assert selectors.value("mrp", date(2027, 1, 1)) == 4500
    digest = selectors.norm(NORM).digest
    assert saule.post(f"/desk/law/norms/{NORM}/sign/", {"digest": digest}).status_code == 403
    assert _client(person("Marat")).get("/desk/law/").status_code == 403
    lawyer = person("Asel")
    mandate(lawyer, body("Primary"), Kind.LAWYER)
    asel = _client(lawyer)  # of a primary: reads what the nation's norms say, and no more
    page = asel.get(f"/desk/law/norms/{NORM}/")
    assert page.status_code == 200
    assert "/sign/" not in page.content.decode()
    form = {"ru": "Пени нет", "article": "113", "why": "x"}
    for act, data in (("sign", {"digest": digest}), ("revise", form), ("kazakh", {})):
        assert asel.post(f"/desk/law/norms/{NORM}/{act}/", data).status_code == 403
    assert selectors.version(NORM) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["sign", "revise"])
def test_two_lawyers_at_once(daniyar, act):
    """Nobody has touched the norm: there is no row to lock, and both come through, in turn."""
    other = person("Asel")
    norm = selectors.norm(NORM)
    seen = norm.seen
    gate, outcomes = threading.Barrier(2), []

    def run(actor: User, words: str) -> None:
        try:
            gate.wait(10)
            if act == "sign":
                services.sign_norm(actor=actor, norm_id=NORM, digest=norm.digest)
            else:
                changes = {"statement": {"ru": words, "kk": "", "en": ""}}
                services.revise_norm(
                    actor=actor, norm_id=NORM, changes=changes, why="x", seen=seen
                )
            outcomes.append("done")
        except services.LawError:
            outcomes.append("read again")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=pair) for pair in ((daniyar, "одно"), (other, "другое"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    if act == "sign":
        assert outcomes == ["done", "done"]
        rows = SignOff.objects.filter(norm=NORM).order_by("pk")
        assert [bool(row.withdrawn_at) for row in rows] == [True, False]
    else:  # the second had not read the first one's words
        assert sorted(outcomes) == ["done", "read again"]
        assert selectors.version(NORM) == 1
