"""Signing norms, wording them anew, reading them again after a new edition."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.audit import services as audit
from ortaq.foundation.events.bus import publish
from ortaq.lib.norms import Norm
from ortaq.modules.law import snapshot
from ortaq.modules.law.errors import ChangedMeanwhileError, UnknownNormError
from ortaq.modules.law.events import NormSettled
from ortaq.modules.law.models import Edition, NormVersion, SignOff, Touch
from ortaq.modules.law.services.marking import hold, renew


def _norm(norm_id: str) -> Norm:
    found = snapshot.current().norms.get(norm_id)
    if found is None:
        raise UnknownNormError(norm_id)
    return found


def _said(norm: Norm) -> dict[str, Any]:
    param = norm.param
    return {
        "statement": norm.statement.raw(),
        "exceptions": norm.exceptions.raw(),
        "citation": norm.citation.text("ru"),
        "demand": [param.direction, param.value, param.unit, param.per] if param else [],
    }


def _done(action: str, subject: Any, actor: User, norm_id: str) -> None:
    renew()
    audit.record(action=action, subject=subject, actor=actor, params={"norm": norm_id})
    publish(NormSettled(norm=norm_id))


@transaction.atomic
def sign_norm(
    *, actor: User, norm_id: str, digest: str, aspect: str = "law", words: str = ""
) -> SignOff:
    """Sign the very wording that the person has read (``digest``); settles an open touch.

    A signature for an earlier wording stays in the history, withdrawn. Signing the same wording
    again by the same person changes nothing.
    """
    hold()
    norm = _norm(norm_id)
    now = norm.digest if aspect == SignOff.Aspect.LAW else norm.kk_digest
    if digest != now:
        raise ChangedMeanwhileError
    standing = SignOff.objects.filter(
        norm=norm_id, aspect=aspect, withdrawn_at__isnull=True
    ).first()
    touch = aspect == SignOff.Aspect.LAW and _settle(norm_id, actor)
    if standing and standing.digest == now and standing.signed_by_id == actor.pk and not touch:
        return standing
    if standing:
        SignOff.objects.filter(pk=standing.pk).update(
            withdrawn_at=timezone.now(), withdrawn_by=actor
        )
    edition = Edition.objects.filter(is_current=True, language="ru", act__code=norm.act).first()
    row = SignOff.objects.create(
        norm=norm_id,
        aspect=aspect,
        digest=now,
        wording=_said(norm),
        edition=edition.dated if edition else norm.edition,
        words=words,
        signed_by=actor,
        signed_at=timezone.now(),
    )
    _done("law.signed" if aspect == SignOff.Aspect.LAW else "law.kazakh_read", row, actor, norm_id)
    return row


@transaction.atomic
def withdraw_sign_off(*, actor: User, sign_off: SignOff, why: str) -> None:
    """Take a signature back; idempotent, the row stays."""
    hold()
    rows = SignOff.objects.filter(pk=sign_off.pk, withdrawn_at__isnull=True)
    if rows.update(withdrawn_at=timezone.now(), withdrawn_by=actor, withdrawn_why=why):
        _done("law.withdrawn", sign_off, actor, sign_off.norm)


@transaction.atomic
def revise_norm(
    *, actor: User, norm_id: str, changes: dict[str, Any], why: str, seen: str = ""
) -> NormVersion:
    """Word a norm anew; signatures for the words before hold no longer. Earlier ones are kept.

    ``seen`` is the digest of the wording that the person began from: a colleague's newer words
    are not overwritten unread.
    """
    hold()
    norm = _norm(norm_id)
    if seen and seen != norm.seen:
        raise ChangedMeanwhileError
    last = NormVersion.objects.filter(norm=norm_id).order_by("-number").first()
    content = {**(last.content if last else _content(norm)), **changes}
    row = NormVersion.objects.create(
        norm=norm_id,
        number=last.number + 1 if last else 1,
        content=content,
        why=why,
        made_by=actor,
        made_at=timezone.now(),
    )
    _done("law.revised", row, actor, norm_id)
    return row


def _content(norm: Norm) -> dict[str, Any]:
    """Return a norm as data, so that a wording of the union stands on its own."""
    plain = (
        "id", "act", "article", "point", "sub", "topic", "worker_facing", "param_key",
        "cba_check", "source", "confidence", "note", "instrument", "force", "addressee",
        "kz_relation",
    )  # fmt: skip
    content: dict[str, Any] = {key: getattr(norm, key) for key in plain}
    for key in ("statement", "short", "applies_to", "exceptions"):
        content[key] = getattr(norm, key).raw()
    for key in ("valid_from", "valid_to", "edition"):
        day = getattr(norm, key)
        content[key] = day.isoformat() if day else None
    content |= {"hints_ru": list(norm.hints_ru), "hints_kk": list(norm.hints_kk)}
    param = norm.param
    content["param"] = vars(param) if param else None
    return {**content, **norm.extra}


@transaction.atomic
def settle_touch(*, actor: User, norm_id: str) -> None:
    """Say that a norm was read against the new edition and stays as it is; idempotent."""
    hold()
    if _settle(norm_id, actor):
        touch = Touch.objects.filter(norm=norm_id).latest("pk")
        _done("law.read_again", touch, actor, norm_id)


def _settle(norm_id: str, actor: User) -> bool:
    rows = Touch.objects.filter(norm=norm_id, settled_at__isnull=True)
    return bool(rows.update(settled_at=timezone.now(), settled_by=actor))


@transaction.atomic
def check_edition(*, actor: User, edition: Edition) -> None:
    """Write down that somebody looked at the official site today and found nothing newer."""
    Edition.objects.filter(pk=edition.pk).update(checked_on=timezone.localdate(), checked_by=actor)
    audit.record(
        action="law.edition_checked",
        subject=edition,
        actor=actor,
        params={"act": edition.act.code, "on": edition.dated.isoformat()},
    )
