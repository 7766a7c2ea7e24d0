"""Which object stands behind each address of the walk: always Aigul's case at the mine."""

from collections.abc import Callable
from typing import Any

from ortaq.foundation.notify.locks import unsubscribe_token
from tests.world import World

Place = Callable[[World], dict[str, Any]]


def _file(world: World) -> dict[str, Any]:
    return {"number": world.appeal.number, "pk": world.attachment.pk}


# By the name of an address; what is not here is filled by the name of its argument below.
OBJECTS: dict[str, Place] = {
    # Aigul's
    "accounts:export_file": lambda world: {"pk": world.export.pk},
    "appeals:show": lambda world: {"number": world.appeal.number},
    "appeals:receipt": lambda world: {"number": world.appeal.number},
    "appeals:confirm": lambda world: {"number": world.answered.number},
    "appeals:reopen": lambda world: {"number": world.answered.number},
    "appeals:withdraw": lambda world: {"number": world.appeal.number},
    "appeals:file": _file,
    "sheets:blank": lambda _world: {"name": "membership.members"},
    **{
        f"sheets:{page}": lambda world: {"public_id": world.sheet.public_id}
        for page in ("show", "progress", "columns", "rows", "wrong", "act")
    },
    "workplaces:end": lambda world: {"pk": world.aiguls_job.pk},
    "membership:leave": lambda world: {"pk": world.aiguls_membership.pk},
    "membership:move": lambda world: {"pk": world.aiguls_membership.pk},
    "membership:circumstances": lambda world: {"pk": world.aiguls_membership.pk},
    "membership:withdraw-move": lambda world: {"pk": world.wish.pk},
    "notify:open": lambda world: {"number": world.message.pk},
    "notify:read": lambda world: {"number": world.message.pk},
    # an officer's
    "appeals-desk:show": lambda world: {"number": world.appeal.number},
    "appeals-desk:take": lambda world: {"number": world.appeal.number},
    "appeals-desk:review": lambda world: {"pk": world.review.pk},
    "appeals-desk:report": lambda world: {"public_id": world.report.public_id},
    "appeals-desk:write": lambda world: {"number": world.appeal.number},
    "appeals-desk:answer": lambda world: {"number": world.appeal.number},
    "appeals-desk:hand_over": lambda world: {"number": world.appeal.number},
    **{
        f"appeals-desk:{act}": lambda world: {"number": world.appeal.number}
        for act in ("note", "merge", "part", "group", "ungroup")
    },
    **{
        f"appeals-desk:{page}": lambda world: {"number": world.case.number}
        for page in ("case", "answer_case", "word_case", "close_case")
    },
    "appeals-desk:reply": lambda world: {"pk": world.saved_reply.pk},
    "appeals-desk:drop_reply": lambda world: {"pk": world.saved_reply.pk},
    "appeals-desk:plan": lambda world: {"public_id": world.people["daniyar"].public_id},
    "appeals:case": lambda world: {"number": world.case.number},
    "appeals:sign_case": lambda world: {"number": world.case.number},
    **{
        f"appeals-desk:{act}": lambda world: {"number": world.appeal.number}
        for act in (
            "ask_help",
            "explain",
            "name_deputy",
            "help_one",
            "offer_help",
            "take_over",
            "hand_on",
        )
    },
    "appeals-desk:back": lambda world: {"pk": world.absence.pk},
    "appeals-desk:calendar_take_back": lambda world: {"pk": world.calendar_line.pk},
    "appeals-desk:file": _file,
    "appeals-desk:transcribe": _file,
    "appeals-desk:route": lambda world: {"number": world.appeal.number},
    "appeals-desk:entered": lambda world: {"number": world.guests.number},
    "appeals-desk:enter_for": lambda world: {"public_id": world.aigul.public_id},
    "appeals:agree": lambda world: {"number": world.appeal.number},
    "appeals-desk:original": _file,
    "letters-desk:new": lambda world: {"number": world.appeal.number},
    "letters-desk:release": lambda world: {"pk": world.reply.pk},
    "letters-desk:file": lambda world: {"pk": world.enclosure.pk},
    **{
        f"letters-desk:{page}": lambda world: {"public_id": world.letter.public_id}
        for page in ("show", "change", "prepare", "send", "link", "withdraw", "pdf", "docx")
    },
    **{
        f"letters-desk:{page}": lambda world: {"public_id": world.sent_letter.public_id}
        for page in ("propose", "confirm", "publish", "close", "check")
    },
    **{
        f"letters:{page}": lambda world: {"public_id": world.letter.public_id}
        for page in ("show", "approve", "refuse", "done", "pdf")
    },
    "letters-public:answer": lambda world: {"token": world.letter_token},
    "letters-public:answer_pdf": lambda world: {"token": world.letter_token},
    "letters-public:agreement": lambda world: {"public_id": world.solution.public_id},
    "law:topic": lambda _world: {"slug": "pay"},
    "assistant:draft": lambda _world: {"kind": "commission"},
    "assistant-desk:sort": lambda world: {"number": world.appeal.number},
    "law:sum": lambda _world: {"slug": "late-wages"},
    "law:norm": lambda _world: {"norm_id": "tk-113-3"},
    "law:act": lambda _world: {"code": "tk"},
    "law:article": lambda _world: {"code": "tk", "number": "113"},
    **{
        f"law-desk:{page}": lambda _world: {"norm_id": "tk-113-3"}
        for page in ("norm", "sign", "sign_kazakh", "read_again", "revise")
    },
    **{
        f"law-desk:{page}": lambda _world: {"pk": 0}
        for page in ("edition", "check_edition", "withdraw")
    },
    **{
        f"agreements-desk:{page}": lambda world: {"public_id": world.agreement.public_id}
        for page in ("show", "change", "upload", "compare", "promise", "open-round")
    },
    **{
        f"agreements-desk:{page}": lambda world: {"public_id": world.agreement_text.public_id}
        for page in ("text", "docx", "pdf", "json")
    },
    **{
        f"agreements-desk:{page}": lambda world: {"public_id": world.bargaining.public_id}
        for page in ("round", "propose", "close", "protocol")
    },
    "agreements-desk:decide": lambda world: {"pk": world.agreement_finding.pk},
    "agreements-desk:answer": lambda world: {"pk": world.proposal.pk},
    "agreements-desk:mark": lambda world: {"pk": world.promise.pk},
    "hearings:answer": lambda world: {"public_id": world.hearing.public_id},
    "hearings-desk:feed-file": lambda _world: {"secret": "no-such-secret"},
    "hearings-desk:new": lambda world: {"number": world.appeal.number},
    "hearings-desk:open-terms": lambda world: {"number": world.appeal.number},
    "hearings-desk:new-of-case": lambda world: {
        "number": world.case.number if "case" in world.things else "C-0"
    },
    **{
        f"hearings-desk:{page}": lambda world: {"public_id": world.hearing.public_id}
        for page in ("show", "postpone", "held", "cancel")
    },
    **{
        f"hearings-desk:{page}": lambda world: {"pk": world.limitation.pk}
        for page in ("term", "stop-term", "stand-still", "run-again")
    },
    "dialogue:start-chair": lambda world: {"pk": world.mine.pk},
    "dialogue:start-case": lambda world: {"number": world.appeal.number},
    "dialogue-desk:start": lambda world: {"number": world.appeal.number},
    **{
        f"{room}:{page}": lambda world: {"public_id": world.thread.public_id}
        for room, page in (
            ("dialogue", "show"),
            ("dialogue", "earlier"),
            ("dialogue-desk", "show"),
            ("dialogue-desk", "mute"),
        )
    },
    "dialogue:file": lambda world: {
        "public_id": world.thread.public_id,
        "pk": world.voice.pk,
    },
    **{
        f"{room}:{page}": lambda world: {"public_id": world.announcement.public_id}
        for room, page in (
            ("dialogue", "announcement"),
            ("dialogue-desk", "announcement"),
            ("dialogue-desk", "undo"),
        )
    },
    "dialogue-desk:hide": lambda world: {
        "public_id": world.announcement.public_id,
        "pk": world.public_reply.pk,
    },
    "dialogue-desk:lift": lambda world: {"pk": world.mute.pk},
    "membership-desk:application": lambda world: {"pk": world.application.pk},
    "membership-desk:members": lambda world: {"pk": world.mine.pk},
    "membership-desk:counts": lambda world: {"pk": world.mine.pk},
    "membership-desk:export": lambda world: {"pk": world.mine.pk},
    "membership-desk:move-many": lambda world: {"pk": world.mine.pk},
    "membership-desk:membership": lambda world: {"pk": world.aiguls_membership.pk},
    "membership-desk:circumstances": lambda world: {"pk": world.aiguls_membership.pk},
    "membership-desk:move": lambda world: {"pk": world.aiguls_membership.pk},
    "membership-desk:step": lambda world: {"pk": world.aiguls_membership.pk, "act": "pause"},
    "membership-desk:transfer": lambda world: {"pk": world.wish.pk},
    "membership-desk:join": lambda world: {
        "keep": world.aigul.public_id,
        "drop": world.hopeful.public_id,
    },
    "membership-desk:undo-join": lambda world: {"pk": world.merge.pk},
    "membership-desk:person": lambda world: {"public_id": world.aigul.public_id},
    "workplaces-desk:employer": lambda world: {"pk": world.company.pk},
    "workplaces-desk:edit": lambda world: {"pk": world.company.pk},
    "workplaces-desk:add-site": lambda world: {"pk": world.company.pk},
    "workplaces-desk:join": lambda world: {"pk": world.company.pk},
    **{
        f"workplaces-desk:{page}": lambda world: {"pk": world.shaft.pk}
        for page in (
            "site",
            "edit-site",
            "count",
            "attach",
            "detach",
            "close-site",
            "find-person",
        )
    },
    "workplaces-desk:person": lambda world: {"public_id": world.aigul.public_id},
    "workplaces-desk:job": lambda world: {
        "public_id": world.aigul.public_id,
        "site_id": world.shaft.pk,
    },
    "workplaces-desk:mark": lambda world: {"pk": world.aiguls_job.pk},
    "workplaces-desk:end-job": lambda world: {"pk": world.aiguls_job.pk},
    "accounts-desk:breach": lambda world: {"pk": world.breach.pk},
    "accounts-desk:correction": lambda world: {"pk": world.correction.pk},
    "desk:figures": lambda world: {"pk": world.mine.pk},
    "desk:movement": lambda world: {"pk": world.mine.pk},
    "desk:comparison": lambda world: {"pk": world.mine.pk},
    "desk:figures-table": lambda world: {"pk": world.mine.pk, "form": "csv"},
    "desk:movement-table": lambda world: {"pk": world.mine.pk, "form": "csv"},
    "orgs:body": lambda world: {"pk": world.mine.pk},
    "orgs:rename": lambda world: {"pk": world.mine.pk},
    "orgs:move": lambda world: {"pk": world.mine.pk},
    "orgs:cancel-move": lambda world: {"pk": world.mine.pk},
    "orgs:close": lambda world: {"pk": world.mine.pk},
    "orgs:contacts": lambda world: {"pk": world.mine.pk},
    "orgs:merge": lambda world: {"pk": world.mine.pk},
    "orgs:end-posts": lambda world: {"pk": world.mine.pk},
    "orgs:split": lambda world: {"pk": world.mine.pk},
    "orgs:plan": lambda world: {"pk": world.mine.pk},
    "orgs:election": lambda world: {"pk": world.meeting.pk},
    "orgs:call-off": lambda world: {"pk": world.meeting.pk},
    "orgs:confirm": lambda world: {"pk": world.proposed.pk},
    "orgs:refuse": lambda world: {"pk": world.proposed.pk},
    "orgs:end": lambda world: {"pk": world.mandate.pk},
    "notify:unsubscribe": lambda world: {"token": unsubscribe_token(world.aigul.pk, "")},
    # the API's
    "/api/v1/membership/<membership_id>/leave": lambda world: {
        "membership_id": world.aiguls_membership.pk
    },
    "/api/v1/appeals/<number>": lambda world: {"number": world.appeal.number},
    "/api/v1/appeals/<number>/answer": lambda world: {"number": world.appeal.number},
    # of a person who does not walk, so that for everybody it is somebody else's
    "mfa_remove_webauthn": lambda world: {"pk": world.passkey.pk},
    "mfa_edit_webauthn": lambda world: {"pk": world.passkey.pk},
}

# Open to everybody, whoever's they are: the secret in the address is the key.
ARGUMENTS: dict[str, Callable[[World], Any]] = {
    "token": lambda world: world.token,
    "key": lambda _world: "no-such-key",
    "body_id": lambda world: world.school.pk,
    "site_id": lambda world: world.shaft.pk,
}


# What a machine would send; an empty body would be refused before anybody asks who sends it.
BODIES = {
    "/api/v1/appeals/<number>/answer": '{"text": "Checked."}',
}

# Reading that is itself an act: it leaves an entry in the audit trail, or marks a message read.
RECORDED_READING = {
    "accounts:export_file",
    "appeals-desk:original",
    "notify:open",
    "dialogue:show",
    "dialogue-desk:show",
    "dialogue:announcement",
    "hearings-desk:feed-file",
    "letters-desk:pdf",
    "letters-desk:docx",
    "letters-desk:file",
    "letters-public:answer",
}

# The preview runs the erasure and takes it back; the database counts those rows all the same.
REHEARSED = {"accounts:erase"}

# Forms that machines send without our token, each with its reason.
WITHOUT_TOKEN = {"notify:unsubscribe": "mail programs post here by themselves (RFC 8058)"}

# What of Aigul's nobody may meet but those who are named: words and who may read them where.
READERS = {
    "My night shifts were not paid.": {"aigul", "saule", "erlan", "daniyar"},
    "aigul@example.kz": {"aigul", "saule", "erlan", "daniyar", "karlygash"},
    "+77010000002": {"aigul", "saule", "erlan", "daniyar", "karlygash"},
    "Әбдіқадырова": {"aigul", "saule", "erlan", "daniyar", "karlygash"},
    # a guest who asked confidentially: the name is nowhere but with the officer who has the case
    "Жасырынова": {"daniyar"},
    "+77015550101": {"daniyar"},
}
# She asked to correct her name, so those who keep the register must read it there; and to move to
# the school, so its chair must read who comes.
READERS_AT = {
    "desk:today": {"gulnar"},
    "membership-desk:transfers": {"gulnar"},
    "membership-desk:transfer": {"gulnar"},
    "accounts-desk:corrections": {"timur", "admin"},
    "accounts-desk:correction": {"timur", "admin"},
}

# Addresses that are walked with a query, as a browser would come.
QUERIES = {"desk:search": "?q=Айгүл"}


def arguments(name: str, wanted: tuple[str, ...], world: World) -> dict[str, Any]:
    """Return the arguments of an address; KeyError names one that nobody has filled."""
    if name in OBJECTS:
        return OBJECTS[name](world)
    missing = [argument for argument in wanted if argument not in ARGUMENTS]
    if missing:
        raise KeyError(f"tests/permissions/places.py has no object for {name}: {missing}")
    return {argument: ARGUMENTS[argument](world) for argument in wanted}
