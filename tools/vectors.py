"""Learn the assistant's reading from its texts: python -m tools.vectors [--check].

The table by which Kazakh and Russian are told is counted from the same texts.
Vectors are kept in var/vectors.npz by text, so that only new texts are embedded.
"""

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "var" / "vectors.npz"
if __name__ == "__main__":
    os.environ |= {"OMP_NUM_THREADS": "1"}
    sys.path[:0] = [str(ROOT / "src")]

from ortaq.foundation.ai.adapters.nano import NanoEmbedder  # noqa: E402 -- the path is said first
from ortaq.lib.norms import read_norms  # noqa: E402
from ortaq.lib.retrieval import language  # noqa: E402
from ortaq.modules.assistant import asks  # noqa: E402
from ortaq.modules.assistant.learning import learn, statements  # noqa: E402

FILE = asks.DATA / "reading.npz"
NORMS = ROOT / "src/ortaq/modules/law/data/norms_kz.jsonl"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


class Kept:
    """An embedder that remembers."""

    def __init__(self) -> None:
        """Read what is remembered."""
        self.inner = NanoEmbedder()
        self.known: dict[str, np.ndarray] = {}
        if KEPT.exists():
            with np.load(KEPT) as stored:
                self.known = dict(zip(stored["marks"].tolist(), stored["rows"], strict=True))

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of texts, making those that are new."""
        new = [text for text in dict.fromkeys(texts) if _mark(text) not in self.known]
        for start in range(0, len(new), 64):
            part = new[start : start + 64]
            for text, row in zip(part, self.inner.embed_queries(part), strict=True):
                self.known[_mark(text)] = row
        if new:
            KEPT.parent.mkdir(exist_ok=True)
            rows = np.array(list(self.known.values()))
            np.savez(KEPT, marks=np.array(list(self.known)), rows=rows)
        return np.array([self.known[_mark(text)] for text in texts], dtype=np.float32)


def main(words: list[str]) -> int:
    """Write data/reading.npz, or say whether it is stale."""
    if "--check" in words:
        with np.load(FILE) as stored:
            return int(str(stored["digest"]) != asks.digest())
    embed = Kept()
    with NORMS.open(encoding="utf-8") as lines:
        norms = read_norms(lines)
    made = learn(embed, embed.inner.name, norms)
    np.savez_compressed(FILE, **made)
    own = [*asks.paraphrases(), *statements(norms)]
    kazakh, russian = ([ask.text for ask in own if ask.lang == lang] for lang in ("kk", "ru"))
    pieces = json.dumps(language.learn(kazakh, russian), ensure_ascii=False, indent=0)
    language.FILE.write_text(f"{pieces}\n", encoding="utf-8")
    print(f"{FILE.name}: {FILE.stat().st_size / 1e6:.1f} MB, {len(made['vectors'])} paraphrases")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
