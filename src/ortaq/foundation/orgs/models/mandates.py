"""Terms of office."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs.kinds import ONE_PERSON_KINDS, SINGLE_KINDS, Kind, Trait
from ortaq.foundation.orgs.models.bodies import Body


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
    warned_days = models.PositiveSmallIntegerField(  # the alarm given last: 90, 30 or 7 days
        null=True, blank=True, editable=False
    )

    objects: ClassVar[models.Manager["Mandate"]] = MandateQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user", "state"]),
            models.Index(fields=["body", "kind"]),
            models.Index(  # what runs out when
                fields=["until"], condition=Q(state__in=["held", "ending"]), name="mandate_until"
            ),
        ]
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
