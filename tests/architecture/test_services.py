"""Acts: keyword-only, told in a docstring, in one transaction with their trace."""

import ast
import inspect
from importlib import import_module

import pytest

from tests.architecture import plan


def services() -> list[plan.Source]:
    return [
        source
        for source in plan.sources()
        if source.room and "services" in source.path.relative_to(plan.SRC).with_suffix("").parts
    ]


def public_functions(source: plan.Source):
    """Yield the acts: what the room's ``services`` offers, not the steps they share inside."""
    offered = set()
    if "services" in source.path.parts[:-1]:
        front = ast.parse((source.path.parent / "__init__.py").read_text())
        offered = {
            alias.name
            for node in front.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
    for node in source.tree.body:
        is_act = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if is_act and (not offered or node.name in offered):
            yield node


def test_services_take_keywords_only():
    positional = [
        f"{source.name}:{node.lineno} {node.name}"
        for source in services()
        for node in public_functions(source)
        if node.args.args or node.args.posonlyargs or node.args.vararg
    ]

    assert positional == []


def test_services_say_what_their_signature_cannot():
    silent = [
        f"{source.name}:{node.lineno} {node.name}"
        for source in services()
        for node in public_functions(source)
        if not ast.get_docstring(node)
    ]

    assert silent == []


def test_services_never_see_a_request_or_a_form():
    seen = [
        f"{source.name}:{node.lineno} {node.name}({argument.arg})"
        for source in services()
        for node in public_functions(source)
        for argument in node.args.kwonlyargs
        if argument.arg in {"request", "form", "post", "cleaned_data"}
        and "str" not in ast.unparse(argument.annotation or ast.Constant(""))
    ]

    assert seen == []


def test_acts_that_leave_a_trace_are_one_transaction():
    """An act that publishes or records is atomic, or says that it runs in its caller's."""
    loose = []
    for source in services():
        for node in public_functions(source):
            inner = {plan.called(call) for call in ast.walk(node) if isinstance(call, ast.Call)}
            if not inner & {"publish", "record"}:
                continue
            text = ast.unparse(node)
            said = "caller's transaction" in " ".join((ast.get_docstring(node) or "").split())
            if "transaction.atomic" not in text and not said:
                loose.append(f"{source.name}:{node.lineno} {node.name}")

    assert loose == []


@pytest.mark.parametrize("room", plan.ORDER)
def test_services_are_fully_annotated(room):
    module_path = plan.SRC.joinpath(*room.split("."))
    if not (module_path / "services.py").exists() and not (module_path / "services").exists():
        return
    module = import_module(f"ortaq.{room}.services")
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("_") or plan.room_of(function.__module__) != room:
            continue
        signature = inspect.signature(inspect.unwrap(function))
        assert signature.return_annotation is not inspect.Signature.empty, name
