"""Who may do what with an appeal.

Read: its author; its holder; and, so that a colleague can stand in, officers of a suitable kind at
the very desk where it lies. Everybody above, beside and below sees at most the register: number,
topic, clock, holder, never the author or the words. The auditor reads the register and acts
nowhere. Nobody handles his own appeal, whatever mandates he holds, and no manager or HR officer
of a workplace meets an appeal of it, not even as a row of the register (ADR 0011). Nor does the
officer whom an appeal complains of, nor, when its author bypasses his workplace, anybody of his
own primary. The name in a confidential appeal is the holder's alone (ADR 0020).
"""

import rules

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.appeals.models import Appeal, Attachment
from ortaq.modules.appeals.routing import kinds_for
from ortaq.modules.appeals.workflow import HOLDERS, Secrecy, Topic
from ortaq.modules.membership import selectors as membership
from ortaq.modules.workplaces import selectors as workplaces

WORKERS = frozenset(Kind(kind) for kind in HOLDERS)
LEADERS = frozenset({Kind.CHAIR, Kind.DEPUTY, Kind.OFFICER})
REGISTER = WORKERS | {Kind.AUDITOR}


@rules.predicate
def is_member(user: User) -> bool:
    """Member of at least one primary."""
    return bool(membership.bodies_of(user))


@rules.predicate
def is_author(user: User, appeal: Appeal) -> bool:
    """The one who asked."""
    return appeal.author_id == user.pk


@rules.predicate
def is_holder(user: User, appeal: Appeal) -> bool:
    """The officer who has it, for as long as he holds the post at whose desk it lies.

    A post elsewhere does not keep it: who is no lawyer of the branch any more, yet chairs his own
    primary, reads no case of the branch.
    """
    return appeal.holder_id == user.pk and bool(is_at_desk.test(user, appeal))


@rules.predicate
def is_of_own_workplace(user: User, appeal: Appeal) -> bool:
    """Whether the user is a manager or HR officer where the appeal comes from, or happened."""
    return (
        workplaces.is_employer_side(user, appeal.body_id)
        or (appeal.site_id is not None and workplaces.is_employer_side_in(user, appeal.site_id))
        or workplaces.is_employer_side_to(user, appeal.author_id)
    )


@rules.predicate
def is_complained_of(user: User, appeal: Appeal) -> bool:
    """The officer whom the appeal is about."""
    return appeal.against_id == user.pk


@rules.predicate
def is_bypassed(user: User, appeal: Appeal) -> bool:
    """Of the author's own primary, by post or as a member, when he asked to go past it."""
    if not appeal.bypass:
        return False
    posts = {mandate.body_id for mandate in orgs.mandates_of(user)}
    return appeal.body_id in posts or membership.is_member(user, appeal.body)


# Whatever mandates he holds: not the words, not the name, not a row.
is_kept_away = is_of_own_workplace | is_complained_of | is_bypassed


@rules.predicate
def is_at_desk(user: User, appeal: Appeal) -> bool:
    """Holds a suitable mandate at the very body at whose desk the appeal lies.

    Never the author, and never who sits on the employer's side at a workplace of the author's
    primary or where the author works: the vertical bars the first, and this holds for both.
    """
    kinds = kinds_for(Topic(appeal.topic))
    if appeal.author_id == user.pk or not orgs.is_here(user, appeal.desk_id, kinds=kinds):
        return False
    return not is_kept_away.test(user, appeal)


@rules.predicate
def is_leader_at_desk(user: User, appeal: Appeal) -> bool:
    """Chair, deputy or officer of the desk; sees to it that nothing lies there."""
    return is_at_desk.test(user, appeal) and orgs.is_here(user, appeal.desk_id, kinds=LEADERS)


@rules.predicate
def is_worker(user: User) -> bool:
    """Holds any mandate that may hold appeals."""
    return bool(orgs.mandates_of(user, kinds=WORKERS))


@rules.predicate
def is_register_reader(user: User) -> bool:
    """Holds any mandate that reads the register."""
    return bool(orgs.mandates_of(user, kinds=REGISTER))


@rules.predicate
def may_read_file(user: User, attachment: Attachment) -> bool:
    """Reads the appeal that the file belongs to."""
    return bool(can_read.test(user, attachment.appeal))


@rules.predicate
def holds_file(user: User, attachment: Attachment) -> bool:
    """Has the case: the original, with whatever it may hide, is evidence for him alone."""
    return bool(is_holder.test(user, attachment.appeal))


@rules.predicate
def is_open_about_author(_user: User, appeal: Appeal) -> bool:
    """The author gave his name to the desk, not to the holder alone."""
    return appeal.secrecy != Secrecy.CONFIDENTIAL


can_work = is_at_desk  # the holder is one of them
can_read = is_author | can_work

rules.add_perm("appeals.submit", is_member)
rules.add_perm("appeals.own", is_author)
rules.add_perm("appeals.view", can_read)
rules.add_perm("appeals.name_author", is_author | is_holder | (is_open_about_author & can_work))
rules.add_perm("appeals.desk", is_worker)
rules.add_perm("appeals.register", is_register_reader)
rules.add_perm("appeals.work", can_work)
rules.add_perm("appeals.take", can_work)
rules.add_perm("appeals.answer", is_holder)
rules.add_perm("appeals.hand_over", is_holder | is_leader_at_desk)
rules.add_perm("appeals.rate", is_author)
rules.add_perm("appeals.reopen", is_author)
rules.add_perm("appeals.download", may_read_file)
rules.add_perm("appeals.download_original", holds_file)
