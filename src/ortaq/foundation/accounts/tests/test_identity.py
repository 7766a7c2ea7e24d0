from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command

from ortaq.foundation.accounts import keys, selectors, services
from ortaq.foundation.accounts.errors import BadIinError, IinConflictError, IinTakenError
from ortaq.foundation.accounts.factories import iin, person
from ortaq.foundation.accounts.models import Identity
from ortaq.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
BORN = date(1985, 3, 14)
NUMBER = iin(BORN, "f")


def test_an_iin_is_found_and_read_but_never_stored_in_clear():
    aigul = person("aigul", iin=NUMBER)
    assert selectors.find_by_iin(NUMBER) == aigul
    assert selectors.find_by_iin(f"{NUMBER[:6]} {NUMBER[6:]}") == aigul
    assert selectors.iin_of(aigul) == NUMBER
    row = Identity.objects.get(user=aigul)
    assert NUMBER.encode() not in bytes(row.iin_box) + bytes(row.iin_lookup)
    assert (aigul.born_on, aigul.sex) == (BORN, "f")


def test_audit_and_repr_do_not_hold_the_number():
    aigul = person("aigul", iin=NUMBER)
    assert NUMBER not in repr(aigul) + repr(
        list(Entry.objects.values_list("params", "subject_id"))
    )
    assert Entry.objects.filter(action="accounts.iin_set", subject_id=str(aigul.pk)).count() == 1


def test_a_record_that_says_otherwise_wins_a_named_refusal():
    aigul = person("aigul", born_on=date(1985, 3, 15), sex="m")
    with pytest.raises(IinConflictError) as caught:
        services.set_iin(actor=None, user=aigul, iin=NUMBER)
    assert caught.value.fields == ("born_on", "sex")
    assert NUMBER not in str(caught.value)


def test_wrong_numbers_and_taken_numbers_are_refused():
    person("aigul", iin=NUMBER)
    marat = person("marat")
    with pytest.raises(BadIinError):
        services.set_iin(actor=None, user=marat, iin="123456789012")
    with pytest.raises(IinTakenError):
        services.set_iin(actor=None, user=marat, iin=NUMBER)


def test_a_number_under_the_old_key_is_still_taken(settings):
    settings.IDENTITY_KEYS = ["old"]
    aigul = person("aigul", iin=NUMBER)
    settings.IDENTITY_KEYS = ["new", "old"]
    assert selectors.find_by_iin(NUMBER) == aigul
    with pytest.raises(IinTakenError):
        services.set_iin(actor=None, user=person("marat"), iin=NUMBER)


class Killed(BaseException):
    pass


def test_rotation_killed_in_the_middle_goes_on(settings):
    settings.IDENTITY_KEYS = ["old"]
    people = {n: person(f"p{n}", iin=iin(date(1990, 1, n + 1), "m")) for n in range(7)}
    old_id = keys.ring()[0].id
    settings.IDENTITY_KEYS = ["new", "old"]

    def kill(done):
        raise Killed

    with pytest.raises(Killed):
        services.rotate_keys(batch=3, after_batch=kill)
    assert Identity.objects.filter(key_id=old_id).count() == 4
    for n, user in people.items():  # the site goes on reading both
        assert selectors.find_by_iin(iin(date(1990, 1, n + 1), "m")) == user
    call_command("rotate_identity_keys", "--batch", "3")
    assert Identity.objects.filter(key_id=old_id).count() == 0
    settings.IDENTITY_KEYS = ["new"]
    for n, user in people.items():
        assert selectors.iin_of(user) == iin(date(1990, 1, n + 1), "m")


def test_rotation_moves_the_secrets_of_apps_and_wishes(settings):
    settings.IDENTITY_KEYS = ["old"]
    aigul = person("aigul")
    secret = keys.seal_text("SECRET", place="mfa")
    Authenticator.objects.create(user=aigul, type="totp", data={"secret": secret})
    services.ask_correction(person=aigul, iin=NUMBER)
    settings.IDENTITY_KEYS = ["new", "old"]
    assert services.rotate_keys() == 2
    assert services.rotate_keys() == 0
    settings.IDENTITY_KEYS = ["new"]
    moved = Authenticator.objects.get(user=aigul).data["secret"]
    assert keys.unseal_text(moved, place="mfa") == "SECRET"
    wish = selectors.corrections_of(aigul)[0]
    assert keys.unseal(wish.iin_box, place=selectors.iin_place(aigul)).decode() == NUMBER
