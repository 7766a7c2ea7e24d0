"""What the audit trail says about the law."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import sentence
from ortaq.foundation.audit.subjects import subject

sentence("law.imported", _("imported the text of act {act} ({language}), edition of {on}"))
sentence("law.edition_checked", _("found nothing newer than the edition of {on} of act {act}"))
sentence("law.signed", _("signed norm {norm}"))
sentence("law.kazakh_read", _("approved the Kazakh of norm {norm}"))
sentence("law.withdrawn", _("withdrew the signature under norm {norm}"))
sentence("law.revised", _("worded norm {norm} anew"))
sentence("law.read_again", _("read norm {norm} again after a new edition"))
sentence("law.value_set", _("set the value {key} to {amount} from {on}"))
subject("law.edition", _("Edition of an act"), name=str)
subject("law.signoff", _("Signature under a norm"), name=lambda row: row.norm)
subject("law.normversion", _("Wording of a norm"), name=lambda row: row.norm)
subject("law.touch", _("Norm touched by a new edition"), name=lambda row: row.norm)
subject("law.value", _("Reference value"), name=lambda row: row.key)
