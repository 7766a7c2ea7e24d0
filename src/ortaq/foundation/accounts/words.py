"""How the acts of this room read in the trail."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.accounts.consents import label_of
from ortaq.foundation.audit.sentences import own_act, sentence
from ortaq.foundation.audit.subjects import subject
from ortaq.foundation.texts.dates import month

sentence("accounts.registered", _("entered a person into the register"))
sentence("accounts.signed_in", _("signed in"))
sentence("accounts.address_changed", _("changed an e-mail or phone"))
sentence("accounts.profile_changed", _("changed the profile"))
sentence("accounts.password_changed", _("changed the password"))
sentence("accounts.factor_added", _("added a second factor"))
sentence("accounts.factor_removed", _("removed a second factor"))
sentence("accounts.second_factor_reset", _("reset a person's second factor"))
sentence("accounts.iin_set", _("entered an IIN"))
sentence("accounts.iin_taken_back", _("took back an IIN that a table had brought"))
sentence(
    "accounts.registration_undone", _("took back a person whom a table had brought by mistake")
)
sentence("accounts.link_made", _("made a one-time sign-in link for {hours} hours"))
sentence("accounts.link_used", _("signed in by a one-time link"))
sentence("accounts.record_opened", _("opened a person's record"))
sentence(
    "accounts.consent_given",
    _("gave consent “{purpose}”, wording of {version}"),
    purpose=label_of,
    version=month,
)
sentence("accounts.consent_withdrawn", _("took back consent “{purpose}”"), purpose=label_of)
sentence("accounts.correction_asked", _("asked to correct a record"))
sentence("accounts.correction_accepted", _("corrected a record"))
sentence("accounts.correction_refused", _("refused to correct a record"))
sentence("accounts.export_asked", _("asked for a copy of the data"))
sentence("accounts.export_fetched", _("fetched a copy of the data"))
sentence("accounts.erasure_asked", _("asked for erasure"))
sentence("accounts.erased", _("erased a person's data"))
sentence("accounts.breach_recorded", _("recorded a breach of personal data"))
sentence("accounts.breach_reported", _("reported a breach to the authorised body"))
sentence("accounts.breach_people_told", _("told people of a breach"))
sentence("accounts.breach_closed", _("closed a breach"))

# What people do about their own data is theirs; who signed in and by what stays named: that is
# what a trail is read for after a theft.
own_act(
    "accounts.consent_given",
    "accounts.consent_withdrawn",
    "accounts.correction_asked",
    "accounts.erasure_asked",
    "accounts.export_asked",
    "accounts.export_fetched",
    "accounts.profile_changed",
)

subject("accounts.user", _("Person"))  # by number: a name is opened with a purpose
subject("accounts.correction", _("Correction of a record"))
subject("accounts.breach", _("Breach of personal data"))
