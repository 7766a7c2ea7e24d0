"""Persons and what the house keeps of them."""

import uuid
from typing import Any, ClassVar

import rules
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes persons; a person without a password signs in by code."""

    def create_user(self, **fields: Any) -> "User":
        """Return a new person; ``email`` is kept lower-case."""
        password = fields.pop("password", None)
        if fields.get("email"):
            fields["email"] = fields["email"].lower()
        user = self.model(**fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person: a member, an officer, or both. Not every person has ever signed in."""

    class Sex(models.TextChoices):
        """As in the identity document."""

        FEMALE = "f", _("Female")
        MALE = "m", _("Male")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("E-mail"), null=True, blank=True, unique=True)
    phone = models.CharField(  # E.164, for example +77011234567
        _("Phone"), max_length=16, null=True, blank=True, unique=True
    )
    phone_verified = models.BooleanField(default=False)
    family_name = models.CharField(_("Family name"), max_length=100)
    given_name = models.CharField(_("Given name"), max_length=100)
    patronymic = models.CharField(_("Patronymic"), max_length=100, blank=True)
    sex = models.CharField(_("Sex"), max_length=1, choices=Sex.choices, blank=True)
    born_on = models.DateField(_("Date of birth"), null=True, blank=True)
    language = models.CharField(
        _("Language"), max_length=2, choices=settings.LANGUAGES, default="kk"
    )
    sort_key = models.CharField(  # texts.sorting.sort_key of the name: Kazakh alphabetical order
        max_length=320, blank=True, editable=False, db_index=True
    )
    is_active = models.BooleanField(default=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[misc]

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["family_name", "given_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")) | models.Q(email__isnull=True),
                name="user_email_is_lower_case",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or str(self.public_id)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Ask the rules of the modules; nobody is above them."""
        return self.is_active and rules.has_perm(perm, self, obj)

    @property
    def full_name(self) -> str:
        """Family name first, as in documents."""
        return " ".join(filter(None, (self.family_name, self.given_name, self.patronymic)))

    @property
    def short_name(self) -> str:
        """Given name and family name, as people introduce themselves."""
        return f"{self.given_name} {self.family_name}".strip()


class Identity(models.Model):
    """A person's IIN: closed with a key, found by a keyed hash (never stored in clear)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="identity")
    iin_box = models.BinaryField()  # Fernet token
    iin_lookup = models.BinaryField(unique=True)  # HMAC-SHA-256 under the lookup key
    key_id = models.CharField(max_length=8, db_index=True)

    def __str__(self) -> str:
        return f"identity of {self.user_id}"


class Consent(models.Model):
    """What a person agreed to, in which wording, and when he took it back."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_live_consent_a_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class RecordOpening(models.Model):
    """Who opened whose record from above, and why; the person sees it."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="openings")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reader_post = models.CharField(max_length=300)  # the mandate at that moment, in words
    purpose = models.CharField(max_length=500)
    opened_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField()  # the purpose is asked anew after this moment

    def __str__(self) -> str:
        return f"{self.reader_id} opened {self.person_id}"


class Breach(models.Model):
    """A breach of personal data, with its legal clock."""

    discovered_at = models.DateTimeField()
    what_happened = models.TextField()
    kinds_of_data = models.CharField(max_length=300)
    people_count = models.PositiveIntegerField(null=True, blank=True)
    report_due_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True, blank=True)
    people_told_at = models.DateTimeField(null=True, blank=True)
    measures = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"breach {self.pk}"


class RetentionRun(models.Model):
    """What the nightly job removed, by kind of data."""

    kind = models.CharField(max_length=60)
    ran_at = models.DateTimeField()
    before = models.DateTimeField()
    removed = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.removed}"


class SignInLink(models.Model):
    """A one-time link: the first administrator's, an invited officer's, a demo person's."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    token_hash = models.BinaryField(unique=True)  # SHA-256 of the token
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    counts_as_second_factor = models.BooleanField(default=False)  # in a demo only

    def __str__(self) -> str:
        return f"link of {self.user_id}"
