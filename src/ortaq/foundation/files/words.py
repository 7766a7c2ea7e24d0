"""What the audit trail says about files."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import own_act, sentence
from ortaq.foundation.audit.subjects import subject
from ortaq.foundation.files.kinds import short_name_of

sentence("files.stored", _("added a file ({type})"), type=short_name_of)
sentence("files.infected", _("found a virus in a file and locked it"))
sentence("files.removed", _("removed a file that belonged to nothing"))
own_act("files.stored")

subject("files.storedfile", _("File"))  # its name may tell what a case is about
