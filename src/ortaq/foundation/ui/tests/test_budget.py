"""What a phone must carry, and what the templates must not hold."""

import gzip
import re
from pathlib import Path

import pytest

UI = Path(__file__).parents[1]
TEMPLATES = [*UI.glob("templates/**/*.html"), *UI.parent.glob("texts/templates/**/*.html")]


def weight(name: str) -> int:
    return len(gzip.compress((UI / "static" / "ui" / name).read_bytes(), 6))


def test_the_style_sheet_and_the_script_are_light():
    assert weight("ortaq.css") <= 10 * 1024
    assert weight("ui.js") <= 3 * 1024


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_style_or_script(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_both_dark_palettes_are_the_same():
    css = (UI / "static" / "ui" / "ortaq.css").read_text()
    chosen, device = re.findall(r'data-theme="(?:dark|auto)"\] \{(.*?)\}', css, re.DOTALL)
    assert chosen.split() == device.split()


def _channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _contrast(one: str, two: str) -> float:
    def light(colour: str) -> float:
        r, g, b = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
        return 0.2126 * _channel(r) + 0.7152 * _channel(g) + 0.0722 * _channel(b)

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _tokens(block: str) -> dict[str, str]:
    found = re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", block)
    return {k: v if len(v) == 7 else "#" + "".join(c * 2 for c in v[1:]) for k, v in found}


GROUNDS = ("paper", "sheet", "well")
TEXT = [
    *(("ink", ground) for ground in GROUNDS),
    *(("soft", ground) for ground in GROUNDS),
    *(("act", ground) for ground in (*GROUNDS, "act-well")),
    ("ink", "act-well"), ("ink", "sun-well"), ("ink", "red-well"), ("ink", "calm-well"),
    ("soft", "act-well"), ("on-act", "act"), ("act-deep", "act-well"),
    ("sun-ink", "sun-well"), ("red", "red-well"), ("red", "paper"), ("red", "sheet"),
    ("calm", "calm-well"),
]  # fmt: skip
SHAPES = [("edge", "paper"), ("edge", "sheet"), ("act", "line"), ("ink", "sun")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_keep_wcag_aa(theme):
    css = (UI / "static" / "ui" / "ortaq.css").read_text()
    light = _tokens(css.split(":root {")[1].split("}")[0])
    dark = _tokens(css.split('[data-theme="dark"] {')[1].split("}")[0])
    token = light if theme == "light" else light | dark
    for pairs, least in ((TEXT, 4.5), (SHAPES, 3.0)):
        poor = {
            (one, two): round(_contrast(token[one], token[two]), 2)
            for one, two in pairs
            if _contrast(token[one], token[two]) < least
        }
        if theme == "dark":
            poor.pop(("ink", "sun"), None)  # focus: there the paper-dark outline carries
        assert poor == {}
