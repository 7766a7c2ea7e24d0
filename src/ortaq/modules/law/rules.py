"""Who may do what with the law. Reading it needs no account.

A lawyer anywhere may sign: his name and post stand under it, and another lawyer may withdraw it.
Reference values bind every calculation of the union, so the centre sets them.
"""

import rules

from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.rules import at_centre, holds

is_lawyer = holds(Kind.LAWYER)
keeps_centre = at_centre(Kind.OFFICER, Kind.ADMINISTRATOR)

rules.add_perm("law.desk", is_lawyer | keeps_centre | at_centre(Kind.CHAIR))
rules.add_perm("law.sign", is_lawyer)
rules.add_perm("law.read_kazakh", is_lawyer | at_centre(Kind.OFFICER))
rules.add_perm("law.set_value", keeps_centre)
