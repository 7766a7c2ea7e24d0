"""./ortaq bench NAME: run a measurement of the folder bench and print what it found."""

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path

from ortaq.config.env import CHECKOUT
from ortaq.ops.errors import StartError


def main(argv: list[str]) -> int:
    """Run the word. The exit code is 1 when the measurement itself says "passed": false."""
    names = sorted(p.stem for p in (CHECKOUT / "bench").glob("[a-z]*.py"))
    parser = argparse.ArgumentParser(prog="ortaq bench", description=__doc__)
    parser.add_argument("name", metavar="NAME", help=", ".join(names))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result there, too")
    given = parser.parse_args(argv)
    if given.name not in names:
        raise StartError(f"There is no measurement {given.name}; there are: {', '.join(names)}.")
    sys.path.insert(0, str(CHECKOUT))
    result = import_module(f"bench.{given.name}").main()
    text = json.dumps(result, indent=2, ensure_ascii=False)
    print(text)
    if given.json:
        given.json.write_text(text + "\n")
    return 0 if result.get("passed", True) else 1
