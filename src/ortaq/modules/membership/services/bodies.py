"""Acts that follow the vertical: bodies were joined, their members go along."""

from datetime import date
from typing import Any

from django.db import connection, transaction

from ortaq.foundation.audit.services import record_many
from ortaq.modules.membership.models import Membership

# Of a person's memberships in all these bodies one remains: the one in the new body, else the
# oldest. The others are the same belonging twice, and nobody leaves.
_TWICE = """
    UPDATE membership_membership m
       SET state = 'left', left_on = GREATEST(m.since, %(on)s), leave_reason = 'double'
      FROM (SELECT id, row_number() OVER (
                PARTITION BY user_id ORDER BY (body_id = %(into)s) DESC, since, id) AS place
              FROM membership_membership
             WHERE body_id = ANY(%(all)s) AND state IN ('approved', 'suspended')) ranked
     WHERE ranked.id = m.id AND ranked.place > 1
"""
_GOING = """
    SELECT id, state FROM membership_membership
     WHERE body_id = ANY(%(from)s) AND state IN ('approved', 'suspended')
     ORDER BY id FOR UPDATE
"""
_GO = """
    UPDATE membership_membership
       SET state = 'transferred', left_on = GREATEST(since, %(on)s)
     WHERE id = ANY(%(ids)s)
"""
_ARRIVE = """
    INSERT INTO membership_membership
           (user_id, body_id, state, card_no, applied_at, decided_at, decided_by_id, reason, since,
            leave_reason, came_from_id, entered_by_id, sex, born_on, is_veteran, is_disabled,
            is_retired)
    SELECT m.user_id, %(into)s, was.state, m.card_no, m.applied_at, m.decided_at, m.decided_by_id,
           '', m.left_on, '', m.id, m.entered_by_id, m.sex, m.born_on, m.is_veteran,
           m.is_disabled, m.is_retired
      FROM unnest(%(ids)s::bigint[], %(states)s::text[]) AS was(id, state)
      JOIN membership_membership m ON m.id = was.id
    RETURNING id
"""
_REMEMBER = """
    INSERT INTO membership_steptaken (membership_id, step, "on", at, by_id, ground)
    SELECT id, 'transfer', left_on, now(), NULL, ''
      FROM membership_membership WHERE id = ANY(%(ids)s)
"""
_APPLICATIONS_TWICE = """
    UPDATE membership_membership m
       SET state = 'withdrawn'
     WHERE m.state = 'applied' AND m.body_id = ANY(%(from)s)
       AND EXISTS (SELECT FROM membership_membership other
                    WHERE other.user_id = m.user_id AND other.id <> m.id
                      AND other.body_id = ANY(%(all)s)
                      AND (other.state IN ('approved', 'suspended')
                           OR other.state = 'applied'
                              AND (other.body_id = %(into)s OR other.id < m.id)))
"""
_APPLICATIONS = """
    UPDATE membership_membership SET body_id = %(into)s
     WHERE state = 'applied' AND body_id = ANY(%(from)s)
"""
_WISHES = """
    UPDATE membership_transfer wish
       SET to_body_id = CASE WHEN to_body_id = ANY(%(from)s) THEN %(into)s ELSE to_body_id END,
           membership_id = COALESCE(new.id, membership_id),
           state = CASE WHEN (m.body_id = %(into)s OR new.id IS NOT NULL)
                             AND to_body_id = ANY(%(all)s)
                        THEN 'withdrawn' ELSE wish.state END
      FROM membership_membership m
      LEFT JOIN membership_membership new ON new.came_from_id = m.id AND new.body_id = %(into)s
     WHERE m.id = wish.membership_id AND wish.state = 'asked'
       AND (wish.to_body_id = ANY(%(from)s) OR m.body_id = ANY(%(from)s))
"""


@transaction.atomic
def move_with_bodies(*, from_ids: list[int], into_id: int, on: date) -> int:
    """Move everybody of bodies that were joined into the body that took them; return how many.

    Members keep card, years and state; applications wait in the new body; who belonged to
    several of the bodies belongs once. Idempotent: a second run finds nobody to move.
    """
    about: dict[str, Any] = {
        "from": from_ids,
        "into": into_id,
        "all": [*from_ids, into_id],
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TWICE, about)
        cursor.execute(_APPLICATIONS_TWICE, about)
        cursor.execute(_APPLICATIONS, about)
        cursor.execute(_GOING, about)
        going = cursor.fetchall()
        about |= {"ids": [pk for pk, _state in going], "states": [state for _pk, state in going]}
        cursor.execute(_GO, about)
        cursor.execute(_ARRIVE, about)
        arrived = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(_REMEMBER, about)
        cursor.execute(_WISHES, about)
    record_many(
        action="membership.moved_with_body",
        model=Membership,
        ids=arrived,
        actor=None,
        body_id=into_id,
    )
    return len(arrived)
