"""Persons, their identity numbers and one-time ways in."""

import uuid
from typing import Any, ClassVar

import rules
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.naming import key_of_name, words_of_name


class UserManager(BaseUserManager["User"]):
    """Makes persons; a person without a password signs in by code."""

    def create_user(self, **fields: Any) -> "User":
        """Return a new person with all that a name needs; ``email`` is kept lower-case."""
        password = fields.pop("password", None)
        if fields.get("email"):
            fields["email"] = fields["email"].lower()
        user = self.model(**fields)
        name = (user.family_name, user.given_name, user.patronymic)
        user.sort_key, user.name_words = key_of_name(*name), words_of_name(*name)
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
    name_words = ArrayField(  # naming.words_of_name: by these a search finds the person
        models.TextField(), default=list, db_default=[], blank=True, editable=False
    )
    is_active = models.BooleanField(default=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["family_name", "given_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")) | models.Q(email__isnull=True),
                name="user_email_is_lower_case",
            ),
            models.CheckConstraint(
                condition=models.Q(phone__isnull=True)
                | models.Q(phone__regex=r"^\+[1-9][0-9]{7,14}$"),
                name="user_phone_is_e164",
            ),
        ]
        indexes = [
            # New rows wait in a list that every search reads through: half a megabyte at most.
            GinIndex(
                fields=["name_words"],
                name="user_name_words",
                fastupdate=True,
                gin_pending_list_limit=512,
            ),
            models.Index(fields=["born_on"], name="user_born_on"),  # is this person known?
        ]

    def __str__(self) -> str:
        return self.full_name or str(self.public_id)

    def __repr__(self) -> str:
        return f"<User {self.public_id}>"  # never a name: this string reaches logs

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Ask the rules of the modules; nobody is above them."""
        return self.is_active and rules.has_perm(perm, self, obj)

    @property
    def full_name(self) -> str:
        """Family name first, as in documents."""
        if self.erased_at:
            return gettext("Name removed")
        return " ".join(filter(None, (self.family_name, self.given_name, self.patronymic)))

    @property
    def short_name(self) -> str:
        """Given name and family name, as people introduce themselves."""
        if self.erased_at:
            return gettext("Name removed")
        return f"{self.given_name} {self.family_name}".strip()


class NameWord(models.Model):
    """A folded word that occurs in somebody's name: few enough to look for the nearest ones.

    A trigger on persons adds words. It never waits for another transaction, so a word may stand
    here twice, and one may outlive its last bearer: ``services.tidy_name_words`` clears both.
    """

    word = models.TextField()

    class Meta:
        indexes = [
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="name_word_near"),
            models.Index(fields=["word"], opclasses=["text_pattern_ops"], name="name_word_begins"),
        ]

    def __str__(self) -> str:
        return f"word {self.pk}"  # never the word: this string reaches logs


class Identity(models.Model):
    """A person's IIN: closed with a key, found by a keyed hash (never stored in clear)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="identity")
    iin_box = models.BinaryField()  # AES-256-GCM, bound to the person's public_id (keys.py)
    iin_lookup = models.BinaryField(unique=True)  # HMAC-SHA-256 under the lookup key
    key_id = models.CharField(max_length=8, db_index=True)

    def __str__(self) -> str:
        return f"identity of {self.user_id}"


class SignInLink(models.Model):
    """A one-time link: the first administrator's, an invited officer's, a demo person's."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    token_hash = models.BinaryField(unique=True)  # SHA-256 of the token
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    counts_as_second_factor = models.BooleanField(default=False)  # in a demo only

    def __str__(self) -> str:
        return f"link of {self.user_id}"
