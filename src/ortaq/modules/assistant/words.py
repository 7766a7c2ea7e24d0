"""What the audit trail says about the assistant."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import sentence
from ortaq.foundation.audit.subjects import subject

sentence("assistant.triage_confirmed", _("confirmed how appeal {number} is sorted"))
sentence("assistant.article_chosen", _("chose article {article} for a question"))
sentence("assistant.refused", _("turned the assistant off for one’s own appeals"))
sentence("assistant.allowed", _("turned the assistant on for one’s own appeals"))

subject("assistant.miss", _("Question to learn from"))
subject("assistant.correction", _("Sorting of an appeal"))
