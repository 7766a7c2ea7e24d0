"""A whole planted agreement: entries of lists, short cells of tables, both languages.

``planted.txt`` holds what each line must get after " @": the parameter and w(orse), e(qual) or
b(etter); "-" where nothing is asked.
"""

from pathlib import Path

from ortaq.modules.agreements.checking.check import check
from ortaq.modules.agreements.checking.norms import from_files

HERE = Path(__file__).parent
LAW = HERE.parents[1] / "law" / "data"


def test_a_planted_agreement_is_read_in_its_own_form():
    lines, wanted = [], {}
    for place, line in enumerate((HERE / "planted.txt").read_text(encoding="utf-8").splitlines()):
        text, _, asked = line.partition(" @")
        lines.append(text)
        if asked and asked != "-":
            wanted[place] = tuple(asked.split())
    report = check(lines, from_files(LAW / "norms_kz.jsonl", LAW / "norms_ilo.jsonl"))
    told = {(f.place, f.param_key, str(f.verdict)[0]) for f in report.findings}
    missed = [lines[p] for p, (key, verdict) in wanted.items() if (p, key, verdict) not in told]
    assert len(missed) <= 0.1 * len(wanted), missed
    alarms = [f for f in report.findings if f.verdict == "worse"]
    false = [
        (f.param_key, lines[f.place]) for f in alarms if wanted.get(f.place, ("", ""))[1] != "w"
    ]
    assert false == []
