"""A long work says how far it is, truthfully and seldom."""

from ortaq.ops.progress import Progress


def test_it_tells_the_rest_at_the_rate_seen_so_far(capsys) -> None:
    clock = [100.0]
    progress = Progress(lambda: clock[0])
    for seconds in range(1, 31):
        clock[0] = 100.0 + seconds
        progress("people", seconds * 1000, 100_000)  # a thousand a second
    assert capsys.readouterr().out.splitlines() == [
        "  people: 10,000 of 100,000, about 2 min more",
        "  people: 20,000 of 100,000, about 80 s more",
        "  people: 30,000 of 100,000, about 70 s more",
    ]


def test_the_next_work_has_a_rate_of_its_own(capsys) -> None:
    clock = [0.0]
    progress = Progress(lambda: clock[0])
    clock[0] = 10.0
    progress("people", 1000, 1000)
    clock[0] = 30.0
    progress("memberships", 100, 1000)
    assert capsys.readouterr().out.splitlines() == [
        "  people: 1,000 of 1,000, about 0 s more",
        "  memberships: 100 of 1,000, about 3 min more",
    ]
