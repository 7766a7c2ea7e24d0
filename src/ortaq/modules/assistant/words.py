"""What the audit trail says about the assistant."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import sentence
from ortaq.foundation.audit.subjects import subject

sentence("assistant.triage_confirmed", _("confirmed how appeal {number} is sorted"))
sentence("assistant.article_chosen", _("chose article {article} for a question"))

subject("assistant.miss", _("Question to learn from"))
subject("assistant.correction", _("Sorting of an appeal"))
