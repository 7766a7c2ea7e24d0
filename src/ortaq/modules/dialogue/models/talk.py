"""Threads between a member and an officer, their words, who sits at the other end."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ortaq.modules.dialogue.workflow import About, Earlier

WHO = settings.AUTH_USER_MODEL


class Thread(models.Model):
    """One talk of a member: with the chair of his primary, or with who holds his case."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("orgs.Body", null=True, on_delete=models.PROTECT, related_name="+")
    appeal = models.ForeignKey(
        "appeals.Appeal", null=True, on_delete=models.PROTECT, related_name="threads"
    )
    officer = models.ForeignKey(  # who sits at the other end now; None: nobody
        WHO, null=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    last_id = models.BigIntegerField(default=0)  # of its last message
    last_at = models.DateTimeField()
    waits_since = models.DateTimeField(null=True)  # the member's first word without an answer
    member_read = models.BigIntegerField(default=0)  # the last message that he has seen
    officer_read = models.BigIntegerField(default=0)
    member_new = models.PositiveIntegerField(default=0)  # unread words, for the member
    officer_new = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=True) ^ Q(appeal__isnull=True),
                name="a_thread_is_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["member", "body"],
                condition=Q(body__isnull=False),
                name="one_thread_with_a_chair",
            ),
            models.UniqueConstraint(
                fields=["appeal"], condition=Q(appeal__isnull=False), name="one_thread_a_case"
            ),
            models.CheckConstraint(
                condition=Q(officer__isnull=True) | ~Q(officer=F("member")),
                name="nobody_talks_to_himself",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-last_at"], name="talk_of_member"),
            models.Index(fields=["officer", "waits_since", "-last_at"], name="talk_of_officer"),
        ]

    def __str__(self) -> str:
        return f"talk {self.pk}"

    @property
    def about(self) -> About:
        """What it is about."""
        return About.CHAIR if self.body_id else About.CASE


class Seat(models.Model):
    """Somebody at the other end of a thread, for a time, and from which word on he reads."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="seats")
    officer = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reads_after = models.BigIntegerField(default=0)  # the id of the last word he does not read
    earlier = models.CharField(
        max_length=8, choices=[(e.value, e.value) for e in Earlier], default=Earlier.NONE.value
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread"], condition=Q(until__isnull=True), name="one_seat_a_thread"
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} in {self.thread_id}"


class Message(models.Model):
    """One word in a thread; voice and pictures are its enclosures."""

    thread = models.ForeignKey(  # the index below begins with it
        Thread, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    author = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    idempotency_key = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "idempotency_key"], name="one_word_a_key")
        ]
        indexes = [models.Index(fields=["thread", "-id"], name="words_of_thread")]

    def __str__(self) -> str:
        return f"word {self.pk}"


class Enclosure(models.Model):
    """A file of a message: a voice, a picture, a paper."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="enclosures")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"file {self.file_id} of word {self.message_id}"


class Mute(models.Model):
    """A person may not write at a body until a day: said by a leader, with the reason."""

    person = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("orgs.Body", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(WHO, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body"],
                condition=Q(lifted_at__isnull=True),
                name="one_mute_a_person_and_body",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="a_mute_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(person=F("by")), name="nobody_mutes_himself"),
        ]

    def __str__(self) -> str:
        return f"mute of {self.person_id} until {self.until:%Y-%m-%d}"


class Wishes(models.Model):
    """Whether a person lets others see what he has read; absent: no."""

    person = models.OneToOneField(
        WHO, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    receipts = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"wishes of {self.person_id}"
