"""Bodies in two lines, their places from day to day, and what came out of what."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

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
    address = models.CharField(_("Address"), max_length=300, blank=True)
    phone = models.CharField(_("Phone"), max_length=50, blank=True)  # the office's, nobody's own
    email = models.EmailField(_("E-mail"), blank=True)
    sort_key = models.CharField(max_length=320, blank=True, editable=False, db_index=True)
    search_text = models.TextField(blank=True, editable=False)  # words of all names, folded

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
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="body_search"),
            models.Index(  # the hundred that something may stand under, among thousands
                fields=["sort_key"],
                condition=Q(level__in=["centre", "branch", "region"]),
                name="body_above_primaries",
            ),
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
    ground = models.CharField(_("Ground"), max_length=300, blank=True)  # of coming here

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


class Succession(models.Model):
    """Which body came out of which: a merger closes the one before, a split leaves it at work."""

    class Kind(models.TextChoices):
        """How the one came out of the other."""

        MERGED = "merged", _("Merged into another body")
        SPLIT = "split", _("A new body came out of it")

    before = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="successions")
    after = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    ground = models.CharField(_("Ground"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="one_succession"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="no_own_successor"),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} {self.kind} {self.after_id}"
