"""What the audit trail says about files."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit.sentences import sentence

sentence("files.stored", _("added a file ({type})"))
sentence("files.infected", _("found a virus in a file and locked it"))
sentence("files.removed", _("removed a file that belonged to nothing"))
