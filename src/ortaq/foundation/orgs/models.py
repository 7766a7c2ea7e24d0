"""The union vertical: bodies in two lines, mandates with terms."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs.kinds import ONE_PERSON_KINDS, SINGLE_KINDS, Kind, Trait
from ortaq.foundation.texts.fields import TextsField


class Line(models.TextChoices):
    """The two lines of the vertical; a primary stands in both at once."""

    BRANCH = "branch", _("Branch line")
    TERRITORY = "territory", _("Territorial line")


class Body(models.Model):
    """A body of the union, from the national centre down to a primary organisation."""

    class Level(models.TextChoices):
        """Where a body stands in the vertical."""

        CENTRE = "centre", _("National centre")
        BRANCH = "branch", _("Branch union")
        REGION = "region", _("Territorial body")
        PRIMARY = "primary", _("Primary organisation")

    name = TextsField(_("Name"))  # {"kk": …, "ru": …, "en": …}
    level = models.CharField(_("Level"), max_length=10, choices=Level.choices)
    kato = models.CharField(  # KATO unit; its first two digits are the region
        _("KATO"), max_length=9, blank=True, db_index=True
    )
    opened_on = models.DateField(_("Opened on"))
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)  # first day closed
    sort_key = models.CharField(max_length=320, blank=True, editable=False, db_index=True)
    search_text = models.TextField(blank=True, editable=False)  # all names, casefolded

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="body_closes_after_it_opens",
            ),
            models.UniqueConstraint(
                fields=["level"], condition=Q(level="centre"), name="one_centre"
            ),
        ]
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="body_search")
        ]

    def __str__(self) -> str:
        return str(self.name)

    def is_open_on(self, day: date) -> bool:
        """Whether the body works on a day."""
        return self.opened_on <= day and (self.closed_on is None or day < self.closed_on)


class Link(models.Model):
    """Whose child a body is, in one line, from a day to a day (history is kept)."""

    child = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="links_up")
    parent = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="links_down")
    line = models.CharField(max_length=10, choices=Line.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)  # first day on which it no longer holds
    pending = models.BooleanField(default=False)  # begins or ends on a day still to come

    class Meta:
        indexes = [
            models.Index(fields=["parent", "line"]),
            models.Index(fields=["since"], condition=Q(pending=True), name="link_pending"),
        ]
        constraints = [
            ExclusionConstraint(  # one parent a line on any day, whatever the services do
                name="one_parent_a_line",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("line", RangeOperators.EQUAL),
                    (Func(F("since"), F("until"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="no_own_parent"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="link_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} under {self.parent_id} ({self.line})"


class Path(models.Model):
    """Closure of the live links: every ancestor of every body, itself included, in each line.

    A closed body keeps its place, so that its archive stays within the reach of those above.
    """

    pk = models.CompositePrimaryKey("line", "ancestor", "descendant")
    line = models.CharField(max_length=10, choices=Line.choices)
    # No index of one column: the planner takes it for the centre, and then reads every body.
    ancestor = models.ForeignKey(
        Body, on_delete=models.CASCADE, related_name="paths_down", db_index=False
    )
    descendant = models.ForeignKey(
        Body, on_delete=models.CASCADE, related_name="paths_up", db_index=False
    )
    depth = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(  # does this reach that; what stands above
                fields=["descendant", "ancestor"], include=["line", "depth"], name="path_up"
            ),
            models.Index(  # what stands below
                fields=["ancestor", "line", "depth"], include=["descendant"], name="path_down"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Questions about mandates that every selector asks."""

    def live_on(self, day: date) -> "MandateQuerySet":
        """Keep those that are in force on a day."""
        return self.filter(
            Q(until__isnull=True) | Q(until__gte=day), since__lte=day, state__in=Mandate.IN_FORCE
        )


class Mandate(models.Model):
    """A term of office: who may do what, at which body, from a day to a day."""

    class State(models.TextChoices):
        """A mandate that needs two persons waits for the second one."""

        PROPOSED = "proposed", _("Waits for a second person")
        HELD = "held", _("Held")
        ENDING = "ending", _("Ending waits for a second person")
        ENDED = "ended", _("Ended")
        REFUSED = "refused", _("Refused")

    IN_FORCE: ClassVar[tuple[State, ...]] = (State.HELD, State.ENDING)
    OPEN: ClassVar[tuple[State, ...]] = (State.PROPOSED, State.HELD, State.ENDING)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(_("Post"), max_length=20, choices=[(k.value, k.label) for k in Kind])
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    since = models.DateField(_("First day"))
    until = models.DateField(_("Last day"), null=True, blank=True)
    ground = models.CharField(_("Ground"), max_length=300, blank=True)  # minutes, order
    founding = models.BooleanField(  # granted while the house had no second person
        default=False, editable=False
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_on = models.DateField(_("Last day"), null=True, blank=True)  # as proposed
    end_ground = models.CharField(_("Ground"), max_length=300, blank=True)
    end_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    warned_of = models.DateField(null=True, blank=True, editable=False)  # the last day told about

    objects: ClassVar[models.Manager["Mandate"]] = MandateQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "state"]), models.Index(fields=["body", "kind"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="mandate_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=(Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")))
                & (Q(ended_by__isnull=True) | ~Q(ended_by=F("end_proposed_by"))),
                name="second_person_is_another",
            ),
            models.CheckConstraint(
                condition=(Q(proposed_by__isnull=True) | ~Q(proposed_by=F("user")))
                & (Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("user")))
                & (Q(ended_by__isnull=True) | ~Q(ended_by=F("user"))),
                name="nobody_grants_himself",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "refused"])
                | Q(kind__in=ONE_PERSON_KINDS)
                | Q(founding=True)
                | Q(proposed_by__isnull=False, confirmed_by__isnull=False),
                name="two_persons_grant",
            ),
            ExclusionConstraint(
                name="one_term_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("body", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=["proposed", "held", "ending"]),
            ),
            ExclusionConstraint(
                name="one_holder_of_a_single_post",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(kind__in=SINGLE_KINDS, state__in=["held", "ending"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.body_id}"

    @property
    def trait(self) -> Trait:
        """What this kind of mandate carries."""
        return Kind(self.kind).trait

    @property
    def label(self) -> str:
        """The post in the reader's language."""
        return str(self.trait.label)

    def is_live_on(self, day: date) -> bool:
        """Whether the mandate is in force on a day."""
        return (
            self.state in self.IN_FORCE
            and self.since <= day
            and (self.until is None or day <= self.until)
        )
