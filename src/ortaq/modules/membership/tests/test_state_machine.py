"""Any order of acts: the register stays whole, whatever people do with it."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ortaq.foundation.orgs.factories import mandate, person, union
from ortaq.foundation.orgs.kinds import Kind
from ortaq.modules.membership import selectors, services
from ortaq.modules.membership.models import Membership, StepTaken
from ortaq.modules.membership.workflow import ENDED, IN_FORCE, LIVE, IllegalStepError, LeaveReason

REFUSALS = (services.MembershipError, IllegalStepError)
PEOPLE = st.integers(0, 2)
PLACES = st.integers(0, 2)


class Life(RuleBasedStateMachine):
    """Three people and three primaries; every act by an officer who is none of them."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        u = union()
        self.primaries = [u.mine, u.mill, u.port]
        self.people = [person(name) for name in ("Aigul", "Bota", "Dana")]
        self.saule = person("Saule")
        mandate(self.saule, u.centre, Kind.CHAIR)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def last(self, who: int, where: int) -> Membership | None:
        rows = Membership.objects.filter(user=self.people[who], body=self.primaries[where])
        return rows.order_by("-pk").first()

    def attempt(self, act, **about) -> None:
        try:
            act(**about)
        except REFUSALS:
            return

    @rule(who=PEOPLE, where=PLACES)
    def apply(self, who: int, where: int) -> None:
        services.apply_for_membership(user=self.people[who], body=self.primaries[where])

    @rule(who=PEOPLE, where=PLACES, act=st.sampled_from(["approve", "refuse"]))
    def decide(self, who: int, where: int, act: str) -> None:
        if row := self.last(who, where):
            if act == "approve":
                self.attempt(services.approve_application, actor=self.saule, membership=row)
            else:
                self.attempt(
                    services.refuse_application, actor=self.saule, membership=row, reason="No"
                )

    @rule(who=PEOPLE, where=PLACES)
    def leave(self, who: int, where: int) -> None:
        if row := self.last(who, where):
            self.attempt(services.leave, user=self.people[who], membership=row)

    @rule(who=PEOPLE, where=PLACES, act=st.sampled_from(["suspend", "resume", "exclude", "end"]))
    def act(self, who: int, where: int, act: str) -> None:
        if row := self.last(who, where):
            run, more = {
                "suspend": (services.suspend, {"ground": "Studies"}),
                "resume": (services.resume, {}),
                "exclude": (services.exclude, {"decision": "No. 1"}),
                "end": (services.end_membership, {"reason": LeaveReason.WORK}),
            }[act]
            self.attempt(run, actor=self.saule, membership=row, **more)

    @rule(who=PEOPLE, where=PLACES, to=PLACES)
    def transfer(self, who: int, where: int, to: int) -> None:
        if row := self.last(who, where):
            self.attempt(
                services.transfer_member,
                actor=self.saule,
                membership=row,
                body=self.primaries[to],
                on=timezone.localdate(),
                ground="Work",
            )

    @rule(source=PLACES, into=PLACES)
    def join_bodies(self, source: int, into: int) -> None:
        if source != into:
            services.move_with_bodies(
                from_ids=[self.primaries[source].pk],
                into_id=self.primaries[into].pk,
                on=timezone.localdate(),
            )

    @invariant()
    def register_is_whole(self) -> None:
        rows = list(Membership.objects.all())
        live = [(row.user_id, row.body_id) for row in rows if row.state in LIVE]
        assert len(live) == len(set(live))
        cards: dict[str, int] = {}
        for row in rows:
            if row.card_no:  # a number is one person's for ever
                assert cards.setdefault(row.card_no, row.user_id) == row.user_id
            assert (row.left_on is not None) == (row.state in ENDED)
            if row.state == "transferred":
                assert Membership.objects.filter(came_from=row, card_no=row.card_no).count() == 1
        here = [
            sum(m.state in IN_FORCE for m in rows if m.body_id == b.pk) for b in self.primaries
        ]
        assert here == [selectors.count_of(body) for body in self.primaries]

    @invariant()
    def movement_adds_up(self) -> None:
        """Came in minus went out is who is there; what moved out has moved in."""
        rows = Membership.objects.all()
        came = rows.filter(since__isnull=False).count()
        gone = rows.filter(left_on__isnull=False).count()
        assert came - gone == rows.filter(state__in=IN_FORCE).count()
        moved_in = rows.filter(came_from__isnull=False).count()
        assert moved_in == rows.filter(state="transferred").count()
        assert StepTaken.objects.filter(step="transfer").count() == moved_in


@pytest.mark.django_db
def test_any_order_of_acts_keeps_the_register_whole() -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
