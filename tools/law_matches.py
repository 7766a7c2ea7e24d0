"""Match the norms to official texts before a release; ship the outcome, not the texts.

``PYTHONPATH=src python -m tools.law_matches PATH…`` writes ``data/matches.json``: which norm was
found in which edition, with the digest of the wording. A norm that changes later is matched no
longer, until this runs again.
"""

import json
import sys
from datetime import date
from pathlib import Path

from ortaq.lib.norms import amended_on, match, open_source, read_act, read_norms, recognise

DATA = Path(__file__).parents[1] / "src" / "ortaq" / "modules" / "law" / "data"


def main(paths: list[str]) -> None:
    """Match every norm that was read, and write what was found."""
    today = date.max
    texts = {}
    for path in map(Path, paths):
        text = open_source(path).text
        articles = read_act(text)
        edition = amended_on(text, until=today)
        texts[recognise(text, articles)] = (edition, {a.number: a for a in articles}, path.name)
    with (DATA / "norms_kz.jsonl").open(encoding="utf-8") as lines:
        norms = [norm for norm in read_norms(lines) if norm.confidence == "read"]
    found = {}
    for norm in norms:
        edition, articles, name = texts.get(norm.act, (None, {}, ""))
        if edition and match(norm, articles).is_match:
            found[norm.id] = {"digest": norm.digest, "edition": str(edition), "source": name}
    note = "Found by rule in official texts before the release; the texts are not shipped."
    rows = ",\n".join(
        f"  {json.dumps(key)}: {json.dumps(row)}" for key, row in sorted(found.items())
    )
    text = f'{{\n "_note": {json.dumps(note)},\n "norms": {{\n{rows}\n }}\n}}\n'
    (DATA / "matches.json").write_text(text, encoding="utf-8")
    print(f"{len(found)} of {len(norms)} norms that were read are matched.")


if __name__ == "__main__":
    main(sys.argv[1:])
