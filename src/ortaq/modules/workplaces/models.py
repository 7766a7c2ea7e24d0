"""Employers, their sites and head-counts; who works there, for whom and on whose side."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.texts.fields import Texts, TextsField
from ortaq.lib.kazid import OKED_SECTIONS, region_of_kato, section_of_oked


class Side(models.TextChoices):
    """On whose side of the table a person sits at his workplace."""

    WORKER = "worker", _("Worker")
    MANAGER = "manager", _("Manager")
    HR = "hr", _("Human resources")


EMPLOYER_SIDE = (Side.MANAGER, Side.HR)


class Group(models.Model):
    """A group of companies: employers under one owner."""

    name = TextsField(_("Name"), max_length=200)
    sort_key = models.CharField(max_length=320, blank=True, editable=False, db_index=True)

    def __str__(self) -> str:
        return str(self.name)


class Employer(models.Model):
    """A legal person or an entrepreneur who employs."""

    bin = models.CharField(_("BIN"), max_length=12, null=True, blank=True, unique=True)
    name = TextsField(_("Name"), max_length=300)
    oked = models.CharField(_("OKED"), max_length=5, blank=True)  # two to five digits
    kato = models.CharField(_("KATO"), max_length=9, blank=True)  # of the head office
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="employers"
    )
    sort_key = models.CharField(max_length=320, blank=True, editable=False, db_index=True)
    search_text = models.TextField(blank=True, editable=False)  # folded names and BIN
    joined_into = models.ForeignKey(  # the other row of the same employer: this one only remembers
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )
    joined_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True)
                | Q(bin__isnull=True, joined_on__isnull=False),
                name="a_joined_employer_keeps_no_bin",
            ),
            models.CheckConstraint(
                condition=Q(bin__isnull=True) | Q(bin__regex=r"^\d{12}$"), name="bin_is_12_digits"
            ),
        ]
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="employer_search")
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def section(self) -> str:
        """The letter of the OKED section; '' when it is not known."""
        return section_of_oked(self.oked) or ""

    @property
    def trade(self) -> str:
        """The OKED section in the reader's language."""
        return str(Texts(OKED_SECTIONS[self.section])) if self.section else ""

    @property
    def region(self) -> str:
        """The region of the head office in the reader's language."""
        return region_name(self.kato)


class Site(models.Model):
    """A place where people of one employer work: a plant, a school, a shop of a plant."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="sites")
    name = TextsField(_("Name"), max_length=300)
    kato = models.CharField(_("KATO"), max_length=9, blank=True, db_index=True)
    address = models.CharField(_("Address"), max_length=300, blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)  # first day closed
    sort_key = models.CharField(max_length=320, blank=True, editable=False, db_index=True)
    search_text = models.TextField(blank=True, editable=False)  # folded: names, employer, address

    class Meta:
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="site_search")
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def region(self) -> str:
        """The region in the reader's language."""
        return region_name(self.kato)

    @property
    def full_name(self) -> str:
        """The site with its employer; once where both have one name, as small ones do."""
        return str(self) if self.name == self.employer.name else f"{self}, {self.employer}"

    def is_open_on(self, day: date) -> bool:
        """Whether people still work there on a day."""
        return self.closed_on is None or day < self.closed_on


class HeadCount(models.Model):
    """How many people work at a site on a day, and who says so."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="head_counts", db_index=False
    )
    on = models.DateField(_("On which day"))
    people = models.PositiveIntegerField(_("People"))
    source = models.CharField(_("Source"), max_length=200, blank=True)

    class Meta:
        constraints = [  # its index finds the latest count of a site
            models.UniqueConstraint(fields=["site", "on"], name="one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.people} at {self.site_id} on {self.on}"


class Attachment(models.Model):
    """Which body's members work at a site, from a day to a day. A site has one body at a time.

    Where two primaries share a plant, each has a site of its own (a shop, a ward), so that people
    are counted once and coverage adds up (ADR 0011).
    """

    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="attachments")
    since = models.DateField(_("Since"))
    until = models.DateField(null=True, blank=True)  # first day on which it no longer holds

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_body_a_site",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    (Func(F("since"), F("until"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="attachment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} of {self.body_id}"


class JobQuerySet(models.QuerySet["Job"]):
    """Questions about jobs that every selector asks."""

    def live_on(self, day: date) -> "JobQuerySet":
        """Keep those that hold on a day."""
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day)
        )


class Job(models.Model):
    """A person's work at a site, from a day to a day, and on whose side."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="jobs")
    position = models.CharField(_("Position"), max_length=200, blank=True)
    side = models.CharField(
        _("On whose side"), max_length=10, choices=Side.choices, default=Side.WORKER
    )
    whole_employer = models.BooleanField(  # a director, the head of personnel: not one site only
        _("Acts for the whole employer, at every site"), default=False
    )
    since = models.DateField(_("Works there since"), null=True, blank=True)  # None: not known
    until = models.DateField(_("Last day"), null=True, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    marked_at = models.DateTimeField(null=True, blank=True)
    mark_ground = models.CharField(_("Ground"), max_length=300, blank=True)

    objects: ClassVar[models.Manager["Job"]] = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "site"], condition=Q(until__isnull=True), name="one_job_a_site"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="job_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(side="worker", whole_employer=False)
                | Q(side__in=["manager", "hr"], marked_at__isnull=False),
                name="a_mark_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user"], condition=Q(side__in=["manager", "hr"]), name="job_employer_side"
            ),
            models.Index(  # few have one; whoever takes a person back asks for it
                fields=["marked_by"], condition=Q(marked_by__isnull=False), name="job_marked_by"
            ),
        ]

    def __str__(self) -> str:
        return f"job {self.pk} at {self.site_id}"

    @property
    def is_employer_side(self) -> bool:
        """Whether the person sits on the employer's side here."""
        return self.side in EMPLOYER_SIDE


def region_name(kato: str) -> str:
    """Return the region of a KATO code in the reader's language; '' for none."""
    region = region_of_kato(kato) if kato else None
    return str(Texts(region.names)) if region else ""
