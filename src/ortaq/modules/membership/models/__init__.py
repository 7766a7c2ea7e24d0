"""Tables: memberships, what was done with them, transfers asked for, records that were joined."""

from ortaq.modules.membership.models.acts import Merge, StepTaken, Transfer
from ortaq.modules.membership.models.membership import Membership

__all__ = ["Membership", "Merge", "StepTaken", "Transfer"]
