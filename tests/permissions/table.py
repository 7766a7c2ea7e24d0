"""expected.tsv: one row an address and method, one column a person."""

from pathlib import Path

from tests.world import PEOPLE

FILE = Path(__file__).with_name("expected.tsv")

Row = tuple[str, str]


def read() -> dict[Row, dict[str, str]]:
    """Return {(address, method): {person: cell}}."""
    if not FILE.exists():
        return {}
    head, *lines = [line.split("\t") for line in FILE.read_text().splitlines()]
    return {(line[0], line[1]): dict(zip(head[2:], line[2:], strict=True)) for line in lines}


def write(person: str, met: dict[Row, str]) -> None:
    """Put one person's column into the file, keeping the others; rows in the order of names."""
    rows = read()
    people = list(PEOPLE)
    lines = ["\t".join(["address", "method", *people])]
    for name, method in sorted(met):
        cells = rows.get((name, method), {}) | {person: met[name, method]}
        lines.append("\t".join([name, method, *(cells.get(who, "?") for who in people)]))
    FILE.write_text("\n".join(lines) + "\n")
