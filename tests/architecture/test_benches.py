"""A bench that asks for somebody whom the demo lacks stops after minutes, seen by nobody."""

from bench import appeals, register, vertical

from ortaq.demo.federation import STORY

ASKED = {
    *(role for _name, role, _path in vertical.PAGES),
    *(role for _name, role, _path, _limit in appeals.PAGES),
    *(role for _given, _name, role in register.READERS),
}


def test_everybody_whom_the_benches_ask_for_is_in_the_demo():
    told = [role.casefold() for _name, role in STORY]

    assert [
        role for role in sorted(ASKED) if not any(role.casefold() in one for one in told)
    ] == []
