"""Who may do what with the law. Reading it needs no account.

A norm is said to every member of the country, so its words and the signature under it are the
national centre's: a lawyer of the centre, by name. Lawyers elsewhere read the desk. Reference
values bind every calculation of the union, so the centre sets them as well.
"""

import rules

from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.rules import at_centre, holds

is_lawyer = holds(Kind.LAWYER)
is_national_lawyer = at_centre(Kind.LAWYER)
keeps_centre = at_centre(Kind.OFFICER, Kind.ADMINISTRATOR)

rules.add_perm("law.desk", is_lawyer | keeps_centre | at_centre(Kind.CHAIR))
rules.add_perm("law.sign", is_national_lawyer)
rules.add_perm("law.read_kazakh", at_centre(Kind.LAWYER, Kind.OFFICER))
rules.add_perm("law.set_value", keeps_centre)
