"""The union vertical: bodies in two lines, mandates with terms."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs.kinds import Kind
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
    level = models.CharField(max_length=10, choices=Level.choices)
    kato = models.CharField(  # KATO unit; its first two digits are the region
        _("KATO"), max_length=9, blank=True, db_index=True
    )
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="body_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Link(models.Model):
    """Whose child a body is, in one line, from a day to a day (history is kept)."""

    child = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="links_up")
    parent = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="links_down")
    line = models.CharField(max_length=10, choices=Line.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)  # first day on which it no longer holds

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "line"], condition=Q(until__isnull=True), name="one_parent_a_line"
            ),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="no_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} under {self.parent_id} ({self.line})"


class Path(models.Model):
    """Closure of the live links: every ancestor of every body, itself included, in each line."""

    pk = models.CompositePrimaryKey("line", "ancestor", "descendant")
    line = models.CharField(max_length=10, choices=Line.choices)
    ancestor = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="paths_down")
    descendant = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="paths_up")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["descendant", "line", "depth"])]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class Mandate(models.Model):
    """A term of office: who may do what, at which body, from a day to a day."""

    class State(models.TextChoices):
        """A mandate that needs two persons waits for the second one."""

        PROPOSED = "proposed", _("Waits for a second person")
        HELD = "held", _("Held")
        ENDING = "ending", _("Ending waits for a second person")
        ENDED = "ended", _("Ended")
        REFUSED = "refused", _("Refused")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=20, choices=[(k.value, k.label) for k in Kind])
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)  # last day of the term
    ground = models.CharField(_("Ground"), max_length=300, blank=True)  # minutes, order
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["user", "state"]), models.Index(fields=["body", "kind"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="mandate_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="second_person_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.body_id}"
