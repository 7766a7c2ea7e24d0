"""Acts on the register: employers, groups, sites, head-counts."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.foundation.texts.fields import LANGUAGES, Texts
from ortaq.foundation.texts.folding import folded_words
from ortaq.foundation.texts.sorting import sort_key
from ortaq.lib.kazid import Bin, BinError, Kato
from ortaq.modules.workplaces import selectors
from ortaq.modules.workplaces.errors import (
    BinTakenError,
    JoinedError,
    NamelessError,
    WrongBinError,
    WrongDayError,
)
from ortaq.modules.workplaces.events import HeadCountSet
from ortaq.modules.workplaces.models import Employer, Group, HeadCount, Site

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

EARLIEST = date(1991, 12, 16)  # counts of an older day are typing errors


def clean_name(name: Mapping[str, str]) -> Texts:
    """Return the filled languages of a name. NamelessError when there is none."""
    texts = Texts({code: name[code].strip() for code in LANGUAGES if name.get(code, "").strip()})
    if not texts:
        raise NamelessError
    return texts


def sorting(name: Texts) -> str:
    """Return what a name sorts by: the Kazakh wording in the Kazakh alphabet."""
    return sort_key(name.in_language("kk"))[:320]


def former_names(employer_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the names of the rows that were joined to employers: they still find them."""
    found: dict[int, list[str]] = {}
    rows = Employer.objects.filter(joined_into__in=list(employer_ids))
    for pk, name in rows.values_list("joined_into", "name"):
        if pk:
            found.setdefault(pk, []).extend(name.values())
    return found


def name_employer(employer: Employer, name: Mapping[str, str], former: Iterable[str] = ()) -> None:
    """Set an employer's name with what sorting and searching need; nothing is saved."""
    employer.name = clean_name(name)
    employer.sort_key = sorting(employer.name)
    names = (*employer.name.values(), employer.bin or "", *former)
    words = dict.fromkeys(folded_words(" ".join(names)))
    employer.search_text = " ".join(words)


def name_site(site: Site, name: Mapping[str, str]) -> None:
    """Set a site's name, and what it is found by: its own words and its employer's."""
    site.name = clean_name(name)
    site.sort_key = sorting(site.name)
    own = folded_words(" ".join((*site.name.values(), site.address)))
    site.search_text = " ".join(dict.fromkeys([*own, *site.employer.search_text.split()]))


def clean_bin(text: str) -> str | None:
    """Return twelve digits, or None for ''. WrongBinError when they cannot have been given out."""
    try:
        return Bin.parse(text).digits if text.strip() else None
    except BinError as error:
        raise WrongBinError from error


@transaction.atomic
def add_group(*, actor: "User | None", name: Mapping[str, str]) -> Group:
    """Open a group of companies."""
    texts = clean_name(name)
    group = Group.objects.create(name=texts, sort_key=sorting(texts))
    _note("group_added", group, actor, group=dict(texts))
    return group


@transaction.atomic
def add_employer(
    *,
    actor: "User | None",
    name: Mapping[str, str],
    bin_text: str = "",
    oked: str = "",
    kato: str = "",
    group: Group | None = None,
) -> Employer:
    """Register an employer. BinTakenError names the one that has this BIN already."""
    employer = Employer(bin=clean_bin(bin_text), oked=oked, group=group)
    employer.kato = str(Kato.parse(kato)) if kato else ""
    _refuse_twin(employer)
    name_employer(employer, name)
    employer.full_clean(exclude=["bin"])
    employer.save()
    _note("employer_added", employer, actor, employer=dict(employer.name))
    return employer


@transaction.atomic
def change_employer(
    *,
    actor: "User | None",
    employer: Employer,
    name: Mapping[str, str],
    bin_text: str = "",
    oked: str = "",
    kato: str = "",
    group: Group | None = None,
) -> Employer:
    """Correct an employer; its sites are found by the new name, too."""
    employer.refresh_from_db(from_queryset=Employer.objects.select_for_update())
    refuse_joined(employer)
    before = dict(employer.name)
    employer.bin, employer.oked, employer.group = clean_bin(bin_text), oked, group
    employer.kato = str(Kato.parse(kato)) if kato else ""
    _refuse_twin(employer)
    name_employer(employer, name, former_names([employer.pk]).get(employer.pk, ()))
    employer.full_clean(exclude=["bin"])
    employer.save()
    for site in Site.objects.filter(employer=employer):
        site.employer = employer
        name_site(site, site.name)
        site.save(update_fields=["search_text"])
    names = {"employer": dict(employer.name), "before": before}
    _note("employer_changed", employer, actor, **names)
    return employer


@transaction.atomic
def add_site(
    *,
    actor: "User | None",
    employer: Employer,
    name: Mapping[str, str],
    kato: str = "",
    address: str = "",
) -> Site:
    """Register a place where people of an employer work."""
    refuse_joined(employer)
    site = Site(employer=employer, address=address.strip())
    site.kato = str(Kato.parse(kato)) if kato else ""
    name_site(site, name)
    site.full_clean()
    site.save()
    _note("site_added", site, actor, site=dict(site.name))
    return site


@transaction.atomic
def change_site(
    *,
    actor: "User | None",
    site: Site,
    name: Mapping[str, str],
    kato: str = "",
    address: str = "",
) -> Site:
    """Correct the name or the address of a site."""
    site.refresh_from_db(from_queryset=Site.objects.select_for_update())
    before, site.address = dict(site.name), address.strip()
    site.kato = str(Kato.parse(kato)) if kato else ""
    name_site(site, name)
    site.full_clean()
    site.save()
    _note("site_changed", site, actor, site=dict(site.name), before=before)
    return site


@transaction.atomic
def set_head_count(
    *, actor: "User | None", site: Site, on: date, people: int, source: str = ""
) -> HeadCount:
    """Say how many people work at a site on a day; a second word about that day replaces it."""
    if not EARLIEST <= on <= timezone.localdate():
        raise WrongDayError
    row, _made = HeadCount.objects.update_or_create(
        site=site, on=on, defaults={"people": people, "source": source.strip()}
    )
    _note("head_count_set", site, actor, site=dict(site.name), people=people, on=on.isoformat())
    publish(HeadCountSet(site_id=site.pk))
    return row


def refuse_joined(employer: Employer) -> None:
    """Raise JoinedError for a row that was joined to another one."""
    if employer.joined_into is not None:
        raise JoinedError(employer=employer.joined_into.name)


def _refuse_twin(employer: Employer) -> None:
    if employer.bin is None:
        return
    twin = Employer.objects.filter(bin=employer.bin).exclude(pk=employer.pk).first()
    if twin:
        raise BinTakenError(employer=twin.name)


def _note(
    act: str, subject: Group | Employer | Site, actor: "User | None", **params: object
) -> None:
    body = selectors.body_of(subject) if isinstance(subject, Site) else None
    audit.record(
        action=f"workplaces.{act}",
        subject=subject,
        actor=actor,
        body_id=body.pk if body else None,
        params=params,
    )
