"""How the acts of this room and of ``events``, which stands below, read."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import sentence
from ortaq.foundation.audit.subjects import subject

sentence("events.job_rerun", _("ran job {job} ({task}) again"))
sentence("events.job_discarded", _("discarded job {job} ({task})"))

subject("procrastinate.procrastinatejob", _("Job"))
