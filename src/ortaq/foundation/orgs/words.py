"""How acts on bodies and mandates read in the audit trail."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import sentence
from ortaq.foundation.audit.subjects import subject

sentence("orgs.body_opened", _("opened the body “{body}”"))
sentence("orgs.body_renamed", _("renamed the body “{before}” to “{body}”"))
sentence("orgs.body_moved", _("moved the body “{body}” under “{parent}” ({line}) from {on}"))
sentence("orgs.body_left_line", _("took the body “{body}” out of the {line} from {on}"))
sentence("orgs.contacts_set", _("changed the address of the body “{body}”"))
sentence("orgs.body_merged", _("merged the body “{body}” into “{into}” from {on}: {ground}"))
sentence("orgs.bodies_joined", _("took into “{body}” from {on}: {bodies} ({ground})"))
sentence("orgs.body_split", _("split the body “{body}” from {on}: {bodies} ({ground})"))
sentence("orgs.election_planned", _("planned a meeting for {on}: {kind}, “{body}”"))
sentence("orgs.election_replanned", _("gave a meeting another day, {on}: {kind}, “{body}”"))
sentence("orgs.election_held", _("recorded the result of a meeting of {on}: {kind}, “{body}”"))
sentence("orgs.election_called_off", _("called off a meeting of {on}: {kind}, “{body}”"))
sentence("orgs.planned_move_cancelled", _("cancelled the planned move of “{body}” ({line})"))
sentence("orgs.body_taken_back", _("took back “{body}”, which a table had opened"))
sentence("orgs.proposal_taken_back", _("took back a proposal that a table had made"))
sentence("orgs.body_closed", _("closed the body “{body}” from {on}"))
sentence("orgs.first_administrator_named", _("named the first administrator of the installation"))
sentence(
    "orgs.second_administrator_named",
    _("named the second administrator of the installation, while there was no other to confirm"),
)
sentence("orgs.mandate_proposed", _("proposed a mandate: {post}, “{body}”"))
sentence("orgs.mandate_granted", _("granted a mandate: {post}, “{body}”"))
sentence("orgs.mandate_confirmed", _("confirmed a mandate: {post}, “{body}”"))
sentence("orgs.mandate_refused", _("refused a mandate: {post}, “{body}”"))
sentence("orgs.mandate_end_proposed", _("proposed to end a mandate on {until}: {post}, “{body}”"))
sentence("orgs.mandate_end_confirmed", _("confirmed the end of a mandate: {post}, “{body}”"))
sentence("orgs.mandate_end_refused", _("refused the end of a mandate: {post}, “{body}”"))
sentence("orgs.mandate_barred", _("ended a mandate at once ({ground}): {post}, “{body}”"))
sentence("orgs.mandate_expired", _("marked a mandate whose term ran out: {post}, “{body}”"))

subject("orgs.body", _("Body"), name=str)
# Who holds a post is no secret: the body's page says it to everybody at the desk.
subject(
    "orgs.mandate",
    _("Post"),
    name=lambda mandate: f"{mandate.get_kind_display()}: {mandate.user.short_name}",
    related=("user",),
)
