"""Messages to people, and how each one travelled."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """One message to one person; its words are made when it is read or sent, in his language."""

    person = models.ForeignKey(  # the indexes below begin with it
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    kind = models.CharField(max_length=80)
    params = models.JSONField(default=dict)  # plain values for the words; nothing sensitive
    url = models.CharField(max_length=300, blank=True)  # a path of this installation
    urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=120, blank=True)  # the same fact is told only once

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="message_of_person"),
            models.Index(fields=["created_at"], name="message_age"),
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="message_unread"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], condition=~Q(key=""), name="one_message_a_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.person_id}"


class Delivery(models.Model):
    """How a message travels by one channel."""

    class State(models.TextChoices):
        """Where it is on its road."""

        WAITING = "waiting", _("Waits")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the receiving server")
        SKIPPED = "skipped", _("Not sent")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()  # after quiet hours, or with the next digest
    claimed_at = models.DateTimeField(null=True, blank=True)  # since when it is being sent
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=120, blank=True)  # a code, never an address

    class Meta:
        indexes = [
            models.Index(
                fields=["channel", "due_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="delivery_due",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["message", "channel"], name="one_delivery_a_channel")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} by {self.channel}: {self.state}"


class Preferences(models.Model):
    """How a person wants to be reached. Absent: e-mail at once, quiet from 22:00 to 08:00."""

    class Digest(models.TextChoices):
        """When messages that are not urgent travel."""

        INSTANT = "instant", _("Each one at once")
        DAILY = "daily", _("Once a day, together")
        NONE = "none", _("Not at all: I read them in Ortaq")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="message_preferences",
    )
    muted = models.JSONField(default=dict)  # {"appeals": ["email"]}: channels off, by group
    quiet_from = models.TimeField(_("Quiet from"), default=time(22))
    quiet_until = models.TimeField(_("Quiet until"), default=time(8))
    digest = models.CharField(
        _("Messages that are not urgent"),
        max_length=10,
        choices=Digest.choices,
        default=Digest.INSTANT,
    )

    def __str__(self) -> str:
        return f"preferences of {self.person_id}"


class BouncedAddress(models.Model):
    """An address that a server refused for good; nothing more is sent there until it changes."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    address = models.EmailField()
    at = models.DateTimeField()
    code = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"bounced address of {self.person_id}"


class Parcel(models.Model):
    """Something secret or foreign on its way (a code, a mail of allauth), locked with a key.

    The job's arguments hold only its number; the row is deleted when sent or too old.
    """

    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    box = models.BinaryField()  # Fernet token of a JSON object

    def __str__(self) -> str:
        return f"parcel {self.pk}"
