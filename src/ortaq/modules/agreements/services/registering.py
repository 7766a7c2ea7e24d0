"""Register an agreement, take its text in, check it, decide on findings."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events import jobs
from ortaq.foundation.events.bus import publish
from ortaq.foundation.files import blobs
from ortaq.foundation.files.services import store
from ortaq.modules.agreements.checking.model import Finding as Found
from ortaq.modules.agreements.checking.model import Report
from ortaq.modules.agreements.documents.reader import UnreadableError, can_ocr, read, read_scan
from ortaq.modules.agreements.events import AgreementChecked, AgreementRegistered
from ortaq.modules.agreements.models import Agreement, Finding, Version
from ortaq.modules.agreements.running import SLOW, check_apart, norms_on
from ortaq.modules.agreements.workflow import Check, Decision

if TYPE_CHECKING:
    from ortaq.foundation.orgs.models import Body
    from ortaq.modules.workplaces.models import Employer

GRAVE = ("worse", "below_ilo")
READ, CHECKED = 40, 100  # percent of progress


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What the registry says of an agreement."""

    title: str
    level: str = Agreement.Level.ORGANISATION
    employer: "Employer | None" = None
    oked: str = ""
    signed_on: date | None = None
    expires_on: date | None = None
    covered: int | None = None
    above: Agreement | None = None


@transaction.atomic
def register_agreement(*, actor: User, body: "Body", draft: Draft) -> Agreement:
    """Enter an agreement in the registry; its OKED is the employer's where none is given."""
    row = Agreement(body=body, made_at=timezone.now(), made_by=actor)
    _fill(row, draft)
    row.full_clean()
    row.save()
    _note("registered", row, actor)
    publish(AgreementRegistered(agreement_id=row.pk, body_id=body.pk))
    return row


@transaction.atomic
def change_agreement(*, actor: User, agreement: Agreement, draft: Draft) -> Agreement:
    """Correct what the registry says of an agreement."""
    _fill(agreement, draft)
    agreement.full_clean()
    agreement.save()
    _note("changed", agreement, actor)
    return agreement


def _fill(row: Agreement, draft: Draft) -> None:
    for name in ("title", "level", "employer", "signed_on", "expires_on", "covered", "above"):
        setattr(row, name, getattr(draft, name))
    row.oked = draft.oked or (draft.employer.oked if draft.employer else "")


@transaction.atomic
def add_version(*, actor: User, agreement: Agreement, name: str, stream: IO[bytes]) -> Version:
    """Keep a text; a job reads and checks it after commit. Raises FileRefusedError."""
    stored = store(owner=actor, name=name, stream=stream)
    Agreement.objects.select_for_update().get(pk=agreement.pk)  # numbers one after another
    last = agreement.versions.order_by("-no").first()
    row = Version.objects.create(
        agreement=agreement,
        no=last.no + 1 if last else 1,
        file=stored,
        at=timezone.now(),
        by=actor,
    )
    _note("uploaded", agreement, actor, version=row.no)
    jobs.defer("agreements.read", version_id=row.pk)
    return row


def read_version(*, version: Version) -> Version:
    """Read and check a text; by the job. Runs again without harm: decisions of people stay.

    Reading is done outside a transaction, because a scan takes minutes.
    """
    _progress(version, Check.READING, 5)
    try:
        report = _checked(version)
    except UnreadableError as error:
        version.refusal = error.reason
        _progress(version, Check.REFUSED, CHECKED)
        return version
    _keep(version=version, report=report)
    return version


def _checked(version: Version) -> Report:
    version.lines = _lines(version)
    _progress(version, Check.READING, READ)
    today, signed = timezone.localdate(), version.agreement.signed_on
    norms = norms_on(min(signed, today) if signed else today)
    return check_apart(version.lines, norms, limits=SLOW)


def _lines(version: Version) -> list[str]:
    path = blobs.path_of(version.file.sha256)
    try:
        return read(path)
    except UnreadableError as error:
        if error.reason != "scan":
            raise
        if not can_ocr():
            raise UnreadableError("no_ocr") from error
    _progress(version, Check.READING, 10)
    return read_scan(path)


def _progress(version: Version, state: Check, percent: int) -> None:
    version.state, version.progress = state.value, percent
    version.save(update_fields=["state", "progress", "refusal", "lines"])


@transaction.atomic
def _keep(*, version: Version, report: Report) -> None:
    """Write what the check found in place of an earlier run.

    A decision stays with the very finding it was made on; one that is found no more goes with it.
    """
    rows = {
        _same(row): row
        for found in (*report.findings, *report.advice)
        for row in (_row(version, found),)
    }
    decided = {_same(row): row.pk for row in version.findings.exclude(decision="")}
    kept = decided.keys() & rows.keys()
    version.findings.exclude(pk__in=[decided[key] for key in kept]).delete()
    Finding.objects.bulk_create(row for key, row in rows.items() if key not in kept)
    version.missing = [{**asdict(norm), "place": norm.place} for norm in report.missing]
    version.edition = report.edition
    version.state, version.progress = Check.DONE.value, CHECKED
    version.save()
    violations = sum(found.verdict in GRAVE for found in report.findings)
    publish(AgreementChecked(version_id=version.pk, violations=violations))


def _same(row: Finding) -> tuple[str, ...]:
    """What makes it this finding: a person's word was about exactly this."""
    return (row.clause, row.item, row.norm_id, row.verdict, row.stated, row.required, row.quote)


def _row(version: Version, found: Found) -> Finding:
    return Finding(
        version=version,
        verdict=str(found.verdict),
        clause=found.clause[:60],
        item=found.item[:4],
        place=found.place,
        norm_id=found.norm_id,
        param_key=found.param_key,
        article=found.article[:40],
        point=found.point[:20],
        stated=found.stated[:300],
        required=found.required[:600],
        quote=found.quote,
        confidence=found.confidence,
        reason=found.reason,
        proposed=found.proposed,
    )


@transaction.atomic
def decide(*, actor: User, finding: Finding, decision: Decision, note: str = "") -> Finding:
    """Write down a person's word on a finding: confirmed or rejected."""
    finding.decision, finding.note = decision.value, note
    finding.decided_by, finding.decided_at = actor, timezone.now()
    finding.full_clean(exclude=["reason", "proposed"])
    finding.save()
    _note("decided", finding.version.agreement, actor, clause=finding.clause)
    return finding


def _note(act: str, row: Agreement, actor: User, **more: object) -> None:
    audit.record(
        action=f"agreements.{act}",
        subject=row,
        actor=actor,
        body_id=row.body_id,
        params={"title": row.title[:80], **more},
    )
