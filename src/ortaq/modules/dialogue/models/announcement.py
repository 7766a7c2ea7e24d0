"""Announcements of a body to its members: one row, whatever their number."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.texts.fields import TextsField

WHO = settings.AUTH_USER_MODEL


class Announcement(models.Model):
    """What a body says to its members and to those of every body below."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(  # the index below begins with it
        "orgs.Body", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    author = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    title = TextsField(_("Title"), max_length=150)
    text = TextsField(_("Text"), max_length=4000)
    sent_at = models.DateTimeField()
    goes_at = models.DateTimeField()  # members read it from then on
    withdrawn_at = models.DateTimeField(null=True)
    addressed = models.PositiveIntegerField(null=True)  # members it reached when it went out
    idempotency_key = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "idempotency_key"], name="one_announcement_a_key"
            ),
            models.CheckConstraint(
                condition=Q(goes_at__gte=F("sent_at")), name="it_goes_out_after_it_is_sent"
            ),
        ]
        indexes = [models.Index(fields=["body", "-goes_at"], name="announcements_of_body")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_out(self) -> bool:
        """Whether members read it."""
        return self.withdrawn_at is None and self.goes_at <= timezone.now()

    @property
    def may_be_undone(self) -> bool:
        """Whether nobody but its leaders has seen it yet."""
        return self.withdrawn_at is None and self.goes_at > timezone.now()


class ReadMark(models.Model):
    """A person has opened an announcement."""

    pk = models.CompositePrimaryKey("announcement", "person")
    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="marks", db_index=False
    )
    person = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} read {self.announcement_id}"


class AnnouncementReply(models.Model):
    """A member's word on an announcement: to its leaders, or to all when he says so."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="replies", db_index=False
    )
    person = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=1000)
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField()
    idempotency_key = models.UUIDField()
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(WHO, null=True, on_delete=models.PROTECT, related_name="+")
    hidden_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "idempotency_key"], name="one_reply_a_key"),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | Q(hidden_reason__gt=""),
                name="a_reply_is_hidden_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["announcement", "-id"], name="replies_of_announcement")]

    def __str__(self) -> str:
        return f"reply {self.pk}"
