"""Acts and messages: each name used in code has its sentence, with no empty place in it."""

import ast
import re
from functools import cache

import pytest

from ortaq.foundation.audit.sentences import known_actions
from ortaq.foundation.notify.kinds import kinds
from tests.architecture import plan

PLACE = re.compile(r"{(\w+)}")


def literals(node: ast.AST | None) -> list[str]:
    """Return the literal texts that an expression may be: "a" or ("b" if x else "c")."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    text = plan.constant(node)
    return [text] if text else []


@cache
def used(function: str, word: str) -> list[tuple[str, str, ast.Call]]:
    return [
        (f"{source.name}:{call.lineno}", name, call)
        for source in plan.sources()
        for call in source.calls(function)
        for name in literals(plan.keyword(call, word))
    ]


def given(call: ast.Call) -> set[str] | None:
    """Return the keys of ``params={…}``; None when they are not written out."""
    node = plan.keyword(call, "params")
    if node is None:
        return set()
    if not isinstance(node, ast.Dict):
        return None
    keys = [plan.constant(key) for key in node.keys]
    return None if None in keys else set(keys)


def test_every_recorded_act_has_its_sentence():
    known = set(known_actions())
    silent = [
        f"{where} {name}" for where, name, _ in used("record", "action") if name not in known
    ]

    assert silent == []


def test_every_sent_message_has_its_kind():
    known = {kind.name for kind in kinds()}
    silent = [f"{where} {name}" for where, name, _ in used("notify", "kind") if name not in known]

    assert silent == []


def test_no_sentence_waits_for_an_act_that_nobody_does():
    text = "\n".join(
        source.path.read_text() for source in plan.sources() if source.path.name != "words.py"
    )
    # f"appeals.{kind}" stands for every act of its room; its own tests walk the kinds.
    computed = tuple(set(re.findall(r'action=f"([a-z]+\.[a-z_]*){', text)))
    idle = [
        name
        for name in known_actions()
        if f'"{name}"' not in text and not name.startswith(computed)
    ]

    assert idle == []


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_messages_have_no_empty_place(kind):
    places = set(PLACE.findall(f"{kind.title} {kind.text}"))
    for where, name, call in used("notify", "kind"):
        keys = given(call)
        if name == kind.name and keys is not None:
            assert places <= keys, f"{where} does not give {places - keys}"


def test_action_names_begin_with_the_name_of_their_room():
    for source in plan.sources():
        for call in source.calls("sentence"):
            name = plan.constant(call.args[0]) if call.args else None
            if name and source.room and plan.rank(source.room) > plan.rank("foundation.audit"):
                assert name.startswith(f"{source.room.rpartition('.')[2]}."), name
