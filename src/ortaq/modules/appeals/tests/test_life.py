"""The life of an appeal: whatever people and the calendar do, it is never lost."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs.factories import mandate, person
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Mandate
from ortaq.modules.appeals import services
from ortaq.modules.appeals.models import Absence, Appeal
from ortaq.modules.appeals.routing import successors
from ortaq.modules.appeals.services import Intake
from ortaq.modules.appeals.tests.factories import world
from ortaq.modules.appeals.tests.life import hands, house_at, troubles
from ortaq.modules.appeals.workflow import IllegalStepError, Topic, Urgency, Verdict

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 20, 16, tzinfo=ZoneInfo("Asia/Almaty"))
REFUSALS = (
    IllegalStepError,
    services.AlreadyExtendedError,
    services.DeputyError,
    services.NotHolderError,
    services.NotShownError,
    services.NotSuitableError,
    services.OwnAppealError,
    services.TooLateError,
)


class Life(RuleBasedStateMachine):
    """Authors ask, officers work, leave and go on leave, clocks ring: in any order."""

    @initialize()
    def begin(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.house_context = house_at(START)
        self.house = self.house_context.__enter__()
        self.w = world()
        self.galym, self.zhanna = person("Galym"), person("Zhanna")
        mandate(self.galym, self.w.union.centre, Kind.LAWYER)
        mandate(self.zhanna, self.w.union.miners, Kind.CHAIR)
        self.submit(Topic.PAY, Urgency.ORDINARY, False, False)

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.house_context.__exit__(None, None, None)
            self.atomic.__exit__(None, None, None)

    def _latest(self, back: int) -> Appeal:
        rows = Appeal.objects.order_by("-pk").select_related("author")
        return rows[back % rows.count()]

    def _officer(self, appeal: Appeal) -> User | None:
        pk = hands(appeal)
        return User.objects.get(pk=pk) if pk else None

    @rule(
        topic=st.sampled_from(Topic),
        urgency=st.sampled_from(Urgency),
        bypass=st.booleans(),
        against=st.booleans(),
    )
    def submit(self, topic: Topic, urgency: Urgency, bypass: bool, against: bool) -> None:
        services.submit_appeal(
            author=self.w.aigul,
            body=self.w.union.mine,
            topic=topic.value,
            text="The bonus of October was not paid.",
            idempotency_key=uuid4(),
            intake=Intake(
                urgency=urgency, bypass=bypass, against=self.w.saule if against else None
            ),
        )

    @rule(
        back=st.integers(0, 3), act=st.sampled_from(["take", "write", "answer", "help", "explain"])
    )
    def work(self, back: int, act: str) -> None:
        appeal = self._latest(back)
        if (officer := self._officer(appeal)) is None:
            return
        try:
            with transaction.atomic():
                self._act(act, officer, appeal)
        except REFUSALS:
            return

    def _act(self, act: str, officer: User, appeal: Appeal) -> None:
        if act == "take":
            services.take_appeal(officer=officer, appeal=appeal)
        elif act == "write":
            services.write_to_member(officer=officer, appeal=appeal, text="I called the plant.")
        elif act == "help":
            services.ask_help(officer=officer, appeal=appeal, words="I need the pay sheets.")
        elif act == "explain":
            services.explain_delay(officer=officer, appeal=appeal, words="The court.", days=3)
        else:
            late = services.is_late(appeal=appeal, now=timezone.now())
            if late:
                with pytest.raises(services.LateWithoutReasonError), transaction.atomic():
                    services.answer_appeal(officer=officer, appeal=appeal, text="Paid.")
            services.answer_appeal(
                officer=officer, appeal=appeal, text="Paid.", late_reason="Late" if late else ""
            )

    @rule(back=st.integers(0, 3), act=st.sampled_from(["yes", "no", "reopen", "withdraw"]))
    def author_says(self, back: int, act: str) -> None:
        appeal = self._latest(back)
        author = appeal.author
        try:
            with transaction.atomic():
                if act == "reopen":
                    services.reopen_appeal(author=author, appeal=appeal, reason="Not paid.")
                elif act == "withdraw":
                    services.withdraw(author=author, appeal=appeal)
                else:
                    services.confirm_outcome(
                        author=author, appeal=appeal, verdict=Verdict(act), words="Not paid."
                    )
        except REFUSALS:
            return

    @rule(back=st.integers(0, 3), which=st.integers(0, 5), help_over=st.booleans())
    def goes_over(self, back: int, which: int, help_over: bool) -> None:
        appeal = self._latest(back)
        posts = successors(appeal)
        if not posts or not appeal.is_open:
            return
        officer = posts[which % len(posts)].officer
        try:
            with transaction.atomic():
                if help_over:
                    services.take_over(leader=officer, appeal=appeal, reason="I have time.")
                else:
                    services.hand_over_appeal(
                        actor=officer, appeal=appeal, officer=officer, reason="Nearer."
                    )
        except REFUSALS:
            return

    @rule(hours=st.sampled_from([1, 3, 20, 70, 400, 800]))
    def clocks_tick(self, hours: int) -> None:
        now = self.house.pass_time(hours=hours)
        services.escalate_due(now=now)
        assert services.escalate_due(now=now) == 0
        services.close_silent(now=now)

    @rule(who=st.sampled_from(["daniyar", "saule", "galym", "zhanna", "kairat"]))
    def a_mandate_ends_or_begins(self, who: str) -> None:
        user = getattr(self, who, None) or getattr(self.w, who)
        today = timezone.localdate()
        held = Mandate.objects.filter(user=user)
        ends = held.filter(until=None).exists()
        held.update(until=today - timedelta(days=1) if ends else None)
        officer = User.objects.get(pk=user.pk)
        services.release_absences_of(deputy=officer)
        services.pass_on_appeals_of(officer=officer)

    @rule(who=st.sampled_from(["daniyar", "saule", "galym", "zhanna"]), days=st.integers(0, 20))
    def somebody_is_away(self, who: str, days: int) -> None:
        officer = User.objects.get(pk=(getattr(self, who, None) or getattr(self.w, who)).pk)
        today = timezone.localdate()
        if own := Absence.objects.filter(officer=officer, until__gte=today).first():
            services.end_absence(actor=officer, absence=own)
            return
        try:
            with transaction.atomic():
                services.set_absence(
                    actor=officer,
                    officer=officer,
                    deputy=self.galym if who != "galym" else self.w.nurlan,
                    since=today,
                    until=today + timedelta(days=days),
                )
        except REFUSALS:
            return

    @invariant()
    def nothing_is_lost(self) -> None:
        if hasattr(self, "w"):
            assert troubles() == []


def test_whatever_happens_no_open_appeal_is_without_an_officer_a_clock_and_a_reason() -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=3,
            stateful_step_count=16,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # a failing life is told whole; shrinking takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
