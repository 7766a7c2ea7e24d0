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
from ortaq.foundation.orgs.models import Body, Path
from ortaq.modules.appeals.models import (
    Appeal,
    Attachment,
    Case,
    Clock,
    Report,
    Review,
    SavedReply,
    Told,
)
from ortaq.modules.appeals.routing import kinds_for, kinds_of
from ortaq.modules.appeals.standing_in import stands_in
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
    primary, reads no case of the branch. While he is away his deputy has it as he would.
    """
    has_it = appeal.holder_id == user.pk or stands_in(user, appeal)
    return has_it and bool(is_at_desk.test(user, appeal))


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
    if appeal.author_id == user.pk:
        return False
    here = orgs.is_here(user, appeal.desk_id, kinds=kinds_of(appeal)) or stands_in(user, appeal)
    return here and not is_kept_away.test(user, appeal)


def step_of(level: str) -> Told:
    """Return at which step of the way up the leaders of a body of this level are told."""
    return _STEPS.get(level, Told.MIDDLE)


_STEPS: dict[str, Told] = {
    Body.Level.PRIMARY.value: Told.PRIMARY,
    Body.Level.CENTRE.value: Told.CENTRE,
}


@rules.predicate
def is_shown_to(user: User, appeal: Appeal) -> bool:
    """Whether an open appeal has been shown to this leader: its term passed, or help was asked.

    He sees number, topic, clock and officer, and may offer help, take it over or hand it over.
    """
    if user.pk in {appeal.author_id, appeal.holder_id} or not appeal.is_open:
        return False
    held = orgs.mandates_of(user, kinds=LEADERS)
    if not held or is_kept_away.test(user, appeal):
        return False
    running = Clock.objects.filter(appeal=appeal, stopped_at__isnull=True)
    told = max(running.values_list("told", flat=True), default=0)
    shown = [m for m in held if step_of(m.body.level) <= told]
    if any(m.body_id == appeal.desk_id for m in shown):
        return True  # a primary helps at its own desk only: what lies above has passed it
    tops = [m.body_id for m in shown if m.body.level != Body.Level.PRIMARY]
    return Path.objects.filter(ancestor__in=tops, descendant=appeal.body_id).exists()


@rules.predicate
def is_centre_leader(user: User) -> bool:
    """Chair, deputy or officer of the national centre: enters the ministry's orders."""
    held = orgs.mandates_of(user, kinds=LEADERS)
    return any(mandate.body.level == Body.Level.CENTRE for mandate in held)


@rules.predicate
def is_leader(user: User) -> bool:
    """Chair, deputy or officer of any body."""
    return bool(orgs.mandates_of(user, kinds=LEADERS))


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


REVIEWERS = LEADERS | {Kind.AUDITOR}


@rules.predicate
def is_reviewer(user: User, review: Review) -> bool:
    """Stands above the desk whose closed case was drawn, and had no part in it.

    Not at the desk itself: nobody marks his own office. The centre, above which nothing stands, is
    read by its auditors.
    """
    appeal = review.appeal
    if user.pk in (appeal.author_id, appeal.holder_id) or is_kept_away.test(user, appeal):
        return False
    if not orgs.reaches(user, review.desk_id, kinds=REVIEWERS):
        return False
    here = [m for m in orgs.mandates_of(user) if m.body_id == review.desk_id]
    return all(m.kind == Kind.AUDITOR and m.body.level == "centre" for m in here)


@rules.predicate
def reads_report(user: User, report: Report) -> bool:
    """Leads or audits the body that the report is about, here or from above."""
    return orgs.reaches(user, report.body_id, kinds=REVIEWERS)


@rules.predicate
def is_review_reader(user: User) -> bool:
    """Holds any mandate that may review, or that may hold appeals and be told of reviews."""
    return bool(orgs.mandates_of(user, kinds=REVIEWERS | WORKERS))


can_work = is_at_desk  # the holder is one of them
may_give_away = is_holder | is_leader_at_desk
# Two appeals of one author: who joins them knows already whose both are.
may_merge = may_give_away & (is_holder | (is_open_about_author & can_work))


def keeps_replies(user: User, body_id: int) -> bool:
    """Holds appeals at that very body, so keeps its saved replies."""
    return orgs.is_here(user, body_id, kinds=WORKERS)


@rules.predicate
def is_at_case(user: User, case: Case) -> bool:
    """Holds a suitable mandate at the desk of a collective case, and is not on the other side."""
    if not orgs.is_here(user, case.desk_id, kinds=kinds_for(Topic(case.topic))):
        return False
    return not _is_other_side_of_case(user, case)


@rules.predicate
def has_case(user: User, case: Case) -> bool:
    """The officer who has the collective case, while he holds his post there."""
    return case.holder_id == user.pk and bool(is_at_case.test(user, case))


@rules.predicate
def is_leader_at_case(user: User, case: Case) -> bool:
    """Chair, deputy or officer of the desk of a collective case."""
    return is_at_case.test(user, case) and orgs.is_here(user, case.desk_id, kinds=LEADERS)


@rules.predicate
def may_sign(user: User, case: Case) -> bool:
    """Member of the primary, or at work at the site, and never a manager there."""
    if not case.words or _is_other_side_of_case(user, case):
        return False
    if any(body.pk == case.body_id for body in membership.bodies_of(user)):
        return True
    if case.site_id is None or not membership.bodies_of(user):
        return False
    return any(job.site_id == case.site_id for job in workplaces.jobs_of(user))


@rules.predicate
def may_plan_for(user: User, person: User) -> bool:
    """Whether somebody may plan where an officer's appeals go: his leader, or he himself."""
    if user.pk == person.pk:
        return bool(is_worker.test(user))
    led = {mandate.body_id for mandate in orgs.mandates_of(user, kinds=LEADERS)}
    return any(mandate.body_id in led for mandate in orgs.mandates_of(person, kinds=WORKERS))


@rules.predicate
def may_keep_reply(user: User, reply: SavedReply) -> bool:
    """Holds appeals at the desk whose saved reply it is."""
    return keeps_replies(user, reply.body_id)


def _is_other_side_of_case(user: User, case: Case) -> bool:
    """A manager where the case comes from, or the very person whom an appeal of it is about."""
    return (
        workplaces.is_employer_side(user, case.body_id)
        or (case.site_id is not None and workplaces.is_employer_side_in(user, case.site_id))
        or Appeal.objects.filter(case=case, against=user).exists()
    )


@rules.predicate
def wrote_down(user: User, appeal: Appeal) -> bool:
    """The officer who wrote it down for who came; he prints the receipt, and reads no more."""
    return appeal.entered_by_id == user.pk


@rules.predicate
def may_enter_for(user: User, person: User) -> bool:
    """Holds appeals within reach of a primary of this member, and is not the member himself."""
    if user.pk == person.pk or not orgs.mandates_of(user, kinds=WORKERS):
        return False
    bodies = membership.bodies_of(person)
    return any(orgs.reaches(user, body.pk, kinds=WORKERS) for body in bodies)


@rules.predicate
def may_transcribe(user: User, attachment: Attachment) -> bool:
    """Works on the appeal of the recording."""
    return bool(can_work.test(user, attachment.appeal))


can_read = is_author | can_work

rules.add_perm("appeals.submit", is_member)
rules.add_perm("appeals.own", is_author)
rules.add_perm("appeals.view", can_read)
rules.add_perm("appeals.name_author", is_author | is_holder | (is_open_about_author & can_work))
rules.add_perm("appeals.entered", wrote_down)
rules.add_perm("appeals.enter_for", may_enter_for)
rules.add_perm("appeals.transcribe", may_transcribe)
rules.add_perm("appeals.desk", is_worker)
rules.add_perm("appeals.register", is_register_reader)
rules.add_perm("appeals.work", can_work)
rules.add_perm("appeals.take", can_work)
rules.add_perm("appeals.write", is_holder)
rules.add_perm("appeals.answer", is_holder)
rules.add_perm("appeals.help", is_leader)
rules.add_perm("appeals.help_with", is_shown_to)
rules.add_perm("appeals.keep_calendar", is_centre_leader)
rules.add_perm("appeals.hand_over", may_give_away)
rules.add_perm("appeals.merge", may_merge)
rules.add_perm("appeals.group", may_give_away)
rules.add_perm("appeals.case", is_at_case)
rules.add_perm("appeals.answer_case", is_at_case)
rules.add_perm("appeals.keep_case", has_case | is_leader_at_case)
rules.add_perm("appeals.sign_case", may_sign)
rules.add_perm("appeals.keep_reply", may_keep_reply)
rules.add_perm("appeals.plan", may_plan_for)
rules.add_perm("appeals.confirm", is_author)
rules.add_perm("appeals.withdraw", is_author)
rules.add_perm("appeals.reopen", is_author)
rules.add_perm("appeals.download", may_read_file)
rules.add_perm("appeals.download_original", holds_file)
rules.add_perm("appeals.reviews", is_review_reader)
rules.add_perm("appeals.review", is_reviewer)
rules.add_perm("appeals.reports", is_register_reader)
rules.add_perm("appeals.download_report", reads_report)
