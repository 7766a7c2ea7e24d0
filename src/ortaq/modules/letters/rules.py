"""Who may do what with a letter.

Who may know the author's name may read a letter: the author, the holder and, unless the appeal is
confidential, who works at the same desk. Only the holder writes, sends and opens what came back;
only the author says his word on the pages. Counterparts have no permissions: they have a link.
"""

from typing import TYPE_CHECKING

import rules

from ortaq.foundation.accounts.models import User
from ortaq.modules.appeals import rules as appeals
from ortaq.modules.letters.models import Answer, Enclosure, Letter

if TYPE_CHECKING:
    from ortaq.modules.appeals.models import Appeal


@rules.predicate
def may_name_author(user: User, letter: Letter) -> bool:
    """Reads the appeal and may know whose it is."""
    return user.has_perm("appeals.name_author", letter.appeal)


@rules.predicate
def is_author(user: User, letter: Letter) -> bool:
    """The letter is about his appeal."""
    return letter.appeal.author_id == user.pk


@rules.predicate
def sees_own(user: User, letter: Letter) -> bool:
    """The author, once there are pages for him: a draft is the officer's own."""
    return bool(is_author.test(user, letter)) and letter.prepared_at is not None


@rules.predicate
def works(user: User, letter: Letter) -> bool:
    """Reads it as an officer; the author reads his in his own cabinet."""
    return bool(may_name_author.test(user, letter)) and not is_author.test(user, letter)


@rules.predicate
def holds(user: User, letter: Letter) -> bool:
    """Has the appeal."""
    return bool(appeals.is_holder.test(user, letter.appeal))


@rules.predicate
def holds_appeal(user: User, appeal: "Appeal") -> bool:
    """Has the appeal that a letter is to be about."""
    return bool(appeals.is_holder.test(user, appeal))


@rules.predicate
def holds_answer(user: User, answer: Answer) -> bool:
    """Has the appeal that a reply is about."""
    return bool(holds.test(user, answer.letter))


@rules.predicate
def holds_enclosure(user: User, enclosure: Enclosure) -> bool:
    """Has the appeal that a file came in for."""
    return bool(holds.test(user, enclosure.answer.letter))


rules.add_perm("letters.desk", appeals.is_worker)
rules.add_perm("letters.begin", holds_appeal)
rules.add_perm("letters.view", works)
rules.add_perm("letters.write", holds)
rules.add_perm("letters.own", sees_own)
rules.add_perm("letters.release", holds_answer)
rules.add_perm("letters.open_file", holds_enclosure)
