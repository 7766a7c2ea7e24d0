"""Who may: chairs, deputies and lawyers write within their reach; auditors and officers read."""

import rules

from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.rules import holds, within_reach

WRITERS = (Kind.CHAIR, Kind.DEPUTY, Kind.LAWYER)
READERS = (*WRITERS, Kind.AUDITOR, Kind.OFFICER, Kind.INSPECTOR)

rules.add_perm("agreements.desk", holds(*READERS))
rules.add_perm("agreements.add", holds(*WRITERS))
rules.add_perm("agreements.view", within_reach(*READERS))
rules.add_perm("agreements.write", within_reach(*WRITERS))
