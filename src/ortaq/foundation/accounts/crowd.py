"""Reads of many people at once: by their numbers and addresses."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection

from ortaq.foundation.accounts import keys
from ortaq.foundation.accounts.models import Identity

AT_ONCE = 20_000  # look-ups in one question to the database


def find_by_iins(iins: Iterable[str]) -> dict[str, int]:
    """Return the persons of these IINs (digits only); one question for twenty thousand of them."""
    found: dict[str, int] = {}
    for part in _in_parts(dict.fromkeys(iins)):
        looked = {look: iin for iin in part for look in keys.lookups(iin)}
        # An array, not a list of thousands of parameters, which costs more than the answer.
        sql = "select iin_lookup, user_id from accounts_identity where iin_lookup = any(%s)"
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(looked)])
            found |= {looked[bytes(look)]: user_id for look, user_id in cursor.fetchall()}
    return found


def iins_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Return the IINs of these people, opened; whoever has none is absent. For lists going out."""
    rows = Identity.objects.filter(user__in=list(user_ids))
    return {
        user_id: keys.unseal(box, place=f"iin:{public_id}").decode()
        for user_id, public_id, box in rows.values_list("user_id", "user__public_id", "iin_box")
    }


def find_by_addresses(addresses: Iterable[str]) -> dict[str, int]:
    """Return the persons of these e-mails and phones, written as the register keeps them."""
    found: dict[str, int] = {}
    asked: dict[str, dict[str, None]] = {"email": {}, "phone": {}}
    for address in addresses:
        asked["email" if "@" in address else "phone"][address] = None
    for column, those in asked.items():
        sql = f"select {column}, id from accounts_user where {column} = any(%s)"  # noqa: S608
        for part in _in_parts(those):
            with connection.cursor() as cursor:
                cursor.execute(sql, [part])
                found |= dict(cursor.fetchall())
    return found


def _in_parts(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while part := list(islice(rest, AT_ONCE)):
        yield part
