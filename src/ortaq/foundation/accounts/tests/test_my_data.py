import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ortaq.foundation.accounts import personal, selectors, services
from ortaq.foundation.accounts.errors import (
    ErasureBlockedError,
    NotOpenError,
    PurposeNeededError,
)
from ortaq.foundation.accounts.factories import iin, person
from ortaq.foundation.accounts.models import Consent, Correction, DataExport, Identity, User
from ortaq.foundation.audit.models import Entry
from ortaq.foundation.events.testing import run_jobs, waiting

pytestmark = pytest.mark.django_db


def sign_in(client, outbox, email):
    client.post("/account/login/", {"login": email, "way": "code"})
    client.post("/account/login/code/confirm/", {"code": outbox[-1].code})


# --- openings ---------------------------------------------------------------------------------
def test_opening_a_record_needs_a_purpose_lasts_an_hour_and_is_seen(client):
    aigul, saule = person("aigul"), person("saule")
    with pytest.raises(PurposeNeededError):
        services.open_record(reader=saule, person=aigul, purpose=" for work ", post="Chair")
    opening = services.open_record(
        reader=saule, person=aigul, purpose="Checking the membership fee", post="Chair, Kentau"
    )
    assert opening.until - opening.opened_at == timedelta(minutes=60)
    assert selectors.live_opening(saule, aigul) == opening
    assert selectors.live_opening(aigul, saule) is None
    opening.until = timezone.now()
    opening.save()
    assert selectors.live_opening(saule, aigul) is None
    client.force_login(aigul)
    page = client.get("/account/data/openings/").content.decode()
    assert "Checking the membership fee" in page
    assert "Chair, Kentau" in page
    client.force_login(saule)
    assert "Checking" not in client.get("/account/data/openings/").content.decode()


def test_an_opening_is_in_the_trail_without_its_purpose():
    aigul, saule = person("aigul"), person("saule")
    services.open_record(reader=saule, person=aigul, purpose="Secret illness case", post="Chair")
    entry = Entry.objects.get(action="accounts.record_opened")
    assert (entry.actor, entry.subject_id, entry.params) == (saule, str(aigul.pk), {})


# --- consents ---------------------------------------------------------------------------------
def test_consents_are_versioned_and_taken_back(monkeypatch):
    aigul = person("aigul")
    first = services.give_consent(user=aigul, code="news")
    assert services.give_consent(user=aigul, code="news") == first
    Consent.objects.filter(pk=first.pk).update(version="2020-01")
    assert [p.code for p in selectors.outdated_consents(aigul)] == ["news"]
    services.give_consent(user=aigul, code="news")
    assert selectors.outdated_consents(aigul) == []
    services.withdraw_consent(user=aigul, code="news")
    assert not selectors.has_consent(aigul, "news")
    assert Consent.objects.filter(user=aigul, withdrawn_at__isnull=False).count() == 2


def test_consents_by_the_page(client):
    aigul = person("aigul")
    client.force_login(aigul)
    client.post("/account/data/consents/", {"purpose": "news", "act": "give"})
    assert selectors.has_consent(aigul, "news")
    client.post("/account/data/consents/", {"purpose": "news", "act": "withdraw"})
    assert not selectors.has_consent(aigul, "news")
    response = client.post("/account/data/consents/", {"purpose": "processing", "act": "withdraw"})
    assert response.headers["Location"] == "/account/data/erase/"
    assert (
        client.post("/account/data/consents/", {"purpose": "x", "act": "give"}).status_code == 404
    )


# --- correction -------------------------------------------------------------------------------
def test_a_name_is_corrected_by_an_officer_not_by_oneself(client):
    aigul, saule = person("aigul"), person("saule")
    client.force_login(aigul)
    form = {
        "family_name": "Әбілқасым",
        "given_name": aigul.given_name,
        "patronymic": aigul.patronymic,
        "born_on": "1985-03-14",
        "iin": "",
    }
    client.post("/account/data/correct/", form)
    wish = Correction.objects.get()
    aigul.refresh_from_db()
    assert (aigul.family_name, wish.given_name, wish.born_on) == (
        "Әбілқасымова",
        None,
        date(1985, 3, 14),
    )
    with pytest.raises(PermissionError):
        services.accept_correction(actor=aigul, correction=wish)
    old_key = aigul.sort_key
    services.accept_correction(actor=saule, correction=wish)
    aigul.refresh_from_db()
    assert (aigul.family_name, aigul.born_on) == ("Әбілқасым", date(1985, 3, 14))
    assert aigul.sort_key != old_key
    with pytest.raises(NotOpenError):
        services.refuse_correction(actor=saule, correction=wish, answer="…")


def test_one_wish_at_a_time_and_an_iin_travels_closed():
    aigul, saule = person("aigul"), person("saule")
    number = iin(date(1985, 3, 14), "f")
    wish = services.ask_correction(person=aigul, iin=number)
    assert number.encode() not in bytes(wish.iin_box)
    with pytest.raises(NotOpenError):
        services.ask_correction(person=aigul, given_name="А")
    services.accept_correction(actor=saule, correction=wish)
    wish.refresh_from_db()
    assert (selectors.iin_of(aigul), wish.iin_box) == (number, None)


def test_a_person_changes_his_language_at_once(client):
    aigul = person("aigul")
    client.force_login(aigul)
    client.post("/account/data/profile/", {"language": "ru", "sex": "f"})
    aigul.refresh_from_db()
    assert (aigul.language, aigul.sex) == ("ru", "f")


# --- address ----------------------------------------------------------------------------------
def test_a_new_address_is_proven_and_the_old_one_is_told(client, outbox):
    aigul = person("aigul")
    sign_in(client, outbox, "aigul@example.org")
    client.post("/account/data/address/", {"address": "new@example.org"})
    client.post("/account/data/address/code/", {"code": outbox[-1].code})
    aigul.refresh_from_db()
    assert aigul.email == "new@example.org"
    assert (outbox[-1].address, outbox[-1].code) == ("aigul@example.org", "")


def test_an_address_of_another_person_is_not_taken_over(client, outbox):
    aigul, saule = person("aigul"), person("saule")
    sign_in(client, outbox, "aigul@example.org")
    response = client.post("/account/data/address/", {"address": "saule@example.org"})
    assert response.headers["Location"] == "/account/data/address/code/"  # the same as for any
    client.post("/account/data/address/code/", {"code": outbox[-1].code})
    aigul.refresh_from_db()
    saule.refresh_from_db()
    assert (aigul.email, saule.email) == ("aigul@example.org", "saule@example.org")


def test_dangerous_pages_ask_again_and_lead_back(client, outbox):
    person("aigul")
    sign_in(client, outbox, "aigul@example.org")
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 16 * 60
    session.save()
    response = client.get("/account/data/export/")
    assert response.headers["Location"] == "/account/prove/?next=%2Faccount%2Fdata%2Fexport%2F"
    prove = response.headers["Location"]
    assert client.get(prove).status_code == 200
    client.post(prove)
    assert client.post(prove, {"code": "x"}).status_code == 200
    back = client.post(prove, {"code": outbox[-1].code})
    assert back.headers["Location"] == "/account/data/export/"
    assert client.get("/account/data/export/").status_code == 200


# --- export -----------------------------------------------------------------------------------
def test_the_copy_holds_the_persons_own_data_and_nobody_elses(client, outbox):
    aigul, saule = person("aigul", iin=iin(date(1985, 3, 14), "f")), person("saule")
    marat = person("marat")
    services.open_record(reader=saule, person=aigul, purpose="Checking the fee", post="Chair")
    services.open_record(reader=saule, person=marat, purpose="Marat's own matter", post="Chair")
    sign_in(client, outbox, "aigul@example.org")
    client.post("/account/data/export/")
    client.post("/account/data/export/")  # one at a time
    assert DataExport.objects.count() == 1
    run_jobs()
    export = DataExport.objects.get()
    response = client.get(f"/account/data/export/{export.pk}/")
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as archive:
        names = set(archive.namelist())
        own = json.loads(archive.read("accounts.json"))
        everything = b"".join(archive.read(name) for name in names).decode()
    assert names == {f"{data.name}.json" for data in personal.registered()} | {"my-data.html"}
    assert own["person"]["email"] == "aigul@example.org"
    assert own["person"]["iin"] == iin(date(1985, 3, 14), "f")
    assert [o["purpose"] for o in own["openings"]] == ["Checking the fee"]
    assert own["openings"][0]["reader_post"] == "Chair"
    assert saule.family_name not in json.dumps(own, ensure_ascii=False)
    foreign = [saule.email, marat.email, marat.family_name, str(marat.public_id), "own matter"]
    assert [text for text in foreign if text in everything] == []
    assert b"aigul@example.org" not in bytes(export.box)


def test_marat_cannot_fetch_it_nor_anybody_after_seven_days(client, outbox):
    aigul = person("aigul")
    person("marat")
    export = services.request_export(user=aigul)
    run_jobs()
    sign_in(client, outbox, "marat@example.org")
    assert client.get(f"/account/data/export/{export.pk}/").status_code == 404
    client.post("/account/logout/")
    sign_in(client, outbox, "aigul@example.org")
    assert client.get(f"/account/data/export/{export.pk}/").status_code == 200
    DataExport.objects.update(until=timezone.now())
    assert client.get(f"/account/data/export/{export.pk}/").status_code == 404


def test_building_twice_changes_nothing():
    export = services.request_export(user=person("aigul"))
    run_jobs()
    first = DataExport.objects.get().ready_at
    services.build_export(export_id=export.pk)
    assert DataExport.objects.get().ready_at == first


# --- erasure ----------------------------------------------------------------------------------
def test_erasure_leaves_a_nameless_person_and_the_trail(client, outbox):
    aigul, saule = person("aigul", iin=iin(date(1985, 3, 14), "f")), person("saule")
    services.open_record(reader=saule, person=aigul, purpose="Checking the fee", post="Chair")
    sign_in(client, outbox, "aigul@example.org")
    trail = list(Entry.objects.order_by("pk").values_list("pk", "action", "actor_id"))
    page = client.get("/account/data/erase/")
    assert page.status_code == 200
    (own,) = [data for data in personal.registered() if data.name == "accounts"]
    assert page.context["preview"].goes == [own.label]  # of the other rooms nothing is held
    assert len(page.context["preview"].stays) >= 3
    assert User.objects.get(pk=aigul.pk).email == "aigul@example.org"  # a preview erases nothing
    client.post("/account/data/erase/", {"sure": "on"})
    assert client.get("/account/data/").status_code == 302  # closed at once
    assert waiting("accounts.erase_person")
    run_jobs()
    gone = User.objects.get(pk=aigul.pk)
    assert (gone.family_name, gone.email, gone.born_on, gone.is_active) == ("", None, None, False)
    assert gone.erased_at
    assert not Identity.objects.filter(user=gone).exists()
    assert gone.openings.count() == 1
    after = list(Entry.objects.order_by("pk").values_list("pk", "action", "actor_id"))
    assert after[: len(trail)] == trail
    assert after[-1][1] == "accounts.erased"
    services.erase_person(user_id=aigul.pk)  # a second run changes nothing
    assert Entry.objects.filter(action="accounts.erased").count() == 1


def test_the_address_is_free_again_after_an_erasure():
    aigul = person("aigul")
    services.request_erasure(user=aigul)
    run_jobs()
    assert person("aigul").pk != aigul.pk


def test_what_must_end_first_stops_it(client, outbox):
    aigul = person("aigul")
    blocking = personal.PersonalData(
        name="zz_test",
        export=lambda u: {},
        erase=lambda u: [],
        obstacles=lambda u: ["You hold an office."],
    )
    personal.register(blocking)
    try:
        with pytest.raises(ErasureBlockedError):
            services.request_erasure(user=aigul)
        sign_in(client, outbox, "aigul@example.org")
        page = client.post("/account/data/erase/", {"sure": "on"}).content.decode()
        assert "You hold an office." in page
        assert User.objects.get(pk=aigul.pk).is_active
    finally:
        personal._registry.pop("zz_test")


# --- pages ------------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_page_of_my_data_shows(client, outbox, lang):
    person("aigul")
    client.cookies["lang"] = lang
    sign_in(client, outbox, "aigul@example.org")
    for name in (
        "",
        "profile/",
        "address/",
        "consents/",
        "correct/",
        "openings/",
        "export/",
        "erase/",
    ):
        assert client.get(f"/account/data/{name}").status_code == 200, name
    for path in (
        "/account/2fa/",
        "/account/sessions/",
        "/account/password/set/",
        "/account/logout/",
    ):
        assert client.get(path).status_code == 200, path


def test_the_signed_out_see_nothing_of_it(client):
    for name in (
        "",
        "profile/",
        "address/",
        "consents/",
        "correct/",
        "openings/",
        "export/",
        "export/1/",
        "erase/",
        "address/code/",
    ):
        response = client.get(f"/account/data/{name}")
        assert response.status_code == 302, name
        assert response.headers["Location"].startswith("/account/login/"), name


def test_two_persons_cannot_share_an_address():
    person("aigul")
    with pytest.raises(ValidationError):
        person("marat", email="not an address")


def test_a_long_list_of_openings_costs_no_more_queries(client, django_assert_num_queries):
    aigul = person("aigul")
    client.force_login(aigul)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get("/account/data/openings/")
        return len(queries)

    def fill(names):
        for name in names:
            services.open_record(
                reader=person(name), person=aigul, purpose="Checking the fee", post="Chair"
            )

    fill(["o1"])
    few = cost()
    fill([f"o{n}" for n in range(2, 9)])
    assert cost() == few
