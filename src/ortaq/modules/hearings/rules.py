"""Who may do what with a hearing or a term.

Read: those who read the matter (an appeal's author and its desk; a collective case's people and
its desk) and who represents in it. Keep: the holder and the leaders of the desk. No rule here is
wider than the appeal's own: the employer's side, whom an appeal complains of, and, where its
author bypasses his workplace, anybody of his primary meet neither a hearing nor its hour.
"""

from typing import TYPE_CHECKING

import rules

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.modules.appeals import selectors as appeals
from ortaq.modules.appeals.rules import LEADERS, WORKERS, is_author, is_holder
from ortaq.modules.appeals.rules import can_work as can_work_appeal
from ortaq.modules.appeals.rules import is_leader_at_desk as is_leader_of_appeal
from ortaq.modules.hearings.models import Feed, Hearing, Limitation
from ortaq.modules.workplaces import selectors as workplaces

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Case


def is_of_case(user: User, case: "Case") -> bool:
    """Whether a person asked or signed in a collective case."""
    asked = case.appeals.filter(author=user).exists()
    return asked or case.signatures.filter(person=user).exists()


def may_work_case(user: User, case: "Case") -> bool:
    """Whether an officer sits at the case's desk, on nobody's side, with no share in it."""
    if not orgs.is_here(user, case.desk_id, kinds=WORKERS):
        return False
    if workplaces.is_employer_side(user, case.body_id) or is_of_case(user, case):
        return False
    # By one question: a flood may have put ten thousand appeals into one case.
    return not case.appeals.filter(appeals.kept_away(user)).exists()


@rules.predicate
def is_called(user: User, hearing: Hearing) -> bool:
    """Whose matter is heard."""
    if hearing.appeal is not None:
        return bool(is_author.test(user, hearing.appeal))
    return hearing.case is not None and is_of_case(user, hearing.case)


@rules.predicate
def works_matter(user: User, hearing: Hearing) -> bool:
    """Reads the matter as an officer of its desk."""
    if hearing.appeal is not None:
        return bool(can_work_appeal.test(user, hearing.appeal))
    return hearing.case is not None and may_work_case(user, hearing.case)


@rules.predicate
def keeps_matter(user: User, hearing: Hearing) -> bool:
    """Has the matter, or leads the desk where it lies."""
    if hearing.appeal is not None:
        return bool(may_keep.test(user, hearing.appeal))
    return hearing.case is not None and bool(may_keep_case.test(user, hearing.case))


@rules.predicate
def may_keep(user: User, appeal: object) -> bool:
    """Has an appeal, or leads the desk where it lies."""
    return bool(is_holder.test(user, appeal) or is_leader_of_appeal.test(user, appeal))


@rules.predicate
def may_keep_case(user: User, case: "Case") -> bool:
    """Has a collective case, or leads the desk where it lies."""
    if not may_work_case(user, case):
        return False
    return case.holder_id == user.pk or orgs.is_here(user, case.desk_id, kinds=LEADERS)


@rules.predicate
def keeps_term(user: User, limitation: Limitation) -> bool:
    """Has the appeal that the term belongs to, or leads its desk."""
    return bool(may_keep.test(user, limitation.appeal))


@rules.predicate
def has_desk(user: User) -> bool:
    """Holds any mandate that may hold appeals."""
    return bool(orgs.mandates_of(user, kinds=WORKERS))


@rules.predicate
def is_own_feed(user: User, feed: Feed) -> bool:
    """Whose calendar it is."""
    return feed.person_id == user.pk


rules.add_perm("hearings.desk", has_desk)
rules.add_perm("hearings.view", works_matter)
rules.add_perm("hearings.keep", keeps_matter)
rules.add_perm("hearings.set", may_keep)
rules.add_perm("hearings.set_case", may_keep_case)
rules.add_perm("hearings.called", is_called)
rules.add_perm("hearings.keep_term", keeps_term)
rules.add_perm("hearings.revoke_feed", is_own_feed)
