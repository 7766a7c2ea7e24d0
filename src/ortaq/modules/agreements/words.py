"""What the audit trail says about agreements."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import sentence
from ortaq.foundation.audit.subjects import subject

sentence("agreements.registered", _("registered the agreement “{title}”"))
sentence("agreements.changed", _("corrected the registry of the agreement “{title}”"))
sentence("agreements.uploaded", _("took in text {version} of the agreement “{title}”"))
sentence("agreements.decided", _("decided on a finding at clause {clause} of “{title}”"))
sentence("agreements.promise_added", _("added a promise of the agreement “{title}”"))
sentence("agreements.promise_marked", _("marked a promise of the agreement “{title}”"))
sentence("agreements.round_opened", _("began bargaining about “{title}”"))
sentence("agreements.proposed", _("proposed a clause for “{title}”"))
sentence("agreements.proposal_answered", _("wrote down the answer to a clause of “{title}”"))
sentence("agreements.round_closed", _("ended bargaining about “{title}”"))
subject("agreements.agreement", _("Agreement"), name=lambda agreement: agreement.title)
