"""Each check of tools/ can fail: a spoilt checkout is reported, and a clean one is not."""

from pathlib import Path

import pytest
from tools.checks import catalogues, glossary, migrations, sources

CLEAN_PO = """# Not yet proof-read by a native speaker.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
APP = "src/ortaq/modules/appeals"
PO = f"{APP}/locale/kk/LC_MESSAGES/django.po"
GLOSSARY = "| kk | ru | en | checked |\n|---|---|---|---|\n| төраға | председатель | chair | ✓ |\n"


@pytest.fixture
def write(tmp_path: Path):
    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return tmp_path

    put("requirements.lock", "django==5.2.19 \\\n    --hash=sha256:00\n")
    return put


def test_two_wordings_of_one_text_are_found_and_a_context_settles_it(write) -> None:
    entry = 'msgid "Sent"\nmsgstr "{}"\n'
    other = PO.replace("appeals", "polls")
    write(f"{APP}/apps.py", "")
    write(f"{APP.replace('appeals', 'polls')}/apps.py", "")
    write(PO, CLEAN_PO + entry.format("Жіберілді"))
    root = write(other, CLEAN_PO + entry.format("Жіберілген"))
    assert catalogues.agreed(root) == [
        "kk: 'Sent' is 'Жіберілді' in appeals and 'Жіберілген' in polls"
    ]
    write(other, CLEAN_PO + 'msgctxt "poll"\n' + entry.format("Жіберілген"))
    assert catalogues.agreed(root) == []


@pytest.mark.parametrize(
    ("check", "name", "text", "finding"),
    [
        (
            sources.file_sizes,
            "src/a.py",
            "x = 1\n" * 401,
            "src/a.py has 401 lines; 400 is the end",
        ),
        (
            sources.function_sizes,
            "src/a.py",
            "def f():\n" + "    x = 1\n" * 60,
            "src/a.py:1 f() has 61 lines of 60",
        ),
        (sources.machine_paths, "src/a.py", f'x = "/{"root"}/x"', "src/a.py:1 holds a path of"),
        (sources.machine_paths, "docs/a.md", f"/{'work'}/main", "docs/a.md:1 holds a path of"),
        (
            sources.locks,
            "requirements.lock",
            "--index-url https://x/\n",
            "requirements.lock:1 holds an address",
        ),
        (
            sources.locks,
            "requirements.lock",
            "django==5.2.19\n",
            "requirements.lock:1 pins django==5.2.19 without a hash",
        ),
        (sources.inline_code, "src/a.html", '\n<p style="a">', "src/a.html:2 has a style attr"),
        (sources.inline_code, "src/a.html", "<style>", "src/a.html:1 has an inline <style>"),
        (sources.inline_code, "src/a.html", "<script>", "src/a.html:1 has an inline <script>"),
        (sources.inline_code, "src/a.html", '<a onclick="x">', "src/a.html:1 has an on… attr"),
        (sources.inline_code, "src/a.html", '<a href="javascript:x">', "javascript: address"),
    ],
)
def test_spoilt_sources_are_reported(write, check, name, text, finding):
    findings = check(write(name, text))

    assert len(findings) == 1
    assert finding in findings[0]


@pytest.mark.parametrize(
    ("check", "name", "text"),
    [
        (sources.file_sizes, "src/a.py", "x = 1\n" * 400),
        (sources.machine_paths, "src/a.py", 'x = "/my/appeals/"'),
        (sources.inline_code, "src/a.html", '<script src="/a.js" defer></script>'),
        (sources.inline_code, "src/a.html", '{# <p style="x"> #}<p data-style="x">{{ on }}</p>'),
    ],
)
def test_clean_sources_are_not(write, check, name, text):
    assert check(write(name, text)) == []


def test_forks_and_nameless_migrations_are_reported(write):
    head = 'dependencies = [("appeals", "{}")]\noperations = []\n'
    write(f"{APP}/migrations/0001_initial.py", "dependencies = []\noperations = []\n")
    write(f"{APP}/migrations/0002_due_on.py", head.format("0001_initial"))
    root = write(f"{APP}/migrations/0003_topic.py", head.format("0002_due_on"))
    assert migrations.linear(root) == []

    write(f"{APP}/migrations/0003_topic.py", head.format("0001_initial"))
    assert migrations.linear(root) == ["appeals: 0003_topic must depend on 0002_due_on alone"]

    write(f"{APP}/migrations/0003_topic.py", head.format("0002_due_on"))
    write(f"{APP}/migrations/0004_auto_20261123.py", head.format("0003_topic"))
    assert migrations.linear(root) == [
        "appeals: 0004_auto_20261123 does not say what it does",
    ]


@pytest.mark.parametrize(
    ("entry", "finding"),
    [
        ('msgid "Chair"\nmsgstr ""\n', "'Chair' is not translated"),
        ('#, fuzzy\nmsgid "Chair"\nmsgstr "Төраға"\n', "'Chair' is fuzzy"),
        ('msgid "No {number}"\nmsgstr "№ {nomer}"\n', "'No {number}' has other placeholders"),
        (
            '#, python-format\nmsgid "%(n)s a"\nmsgstr "a"\n',
            "'%(n)s a' has other placeholders",
        ),
        (
            'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
            "'a' needs 2 plural forms",
        ),
    ],
)
def test_incomplete_catalogues_are_reported(write, entry, finding):
    write(f"{APP}/apps.py", "")
    findings = catalogues.complete(write(PO, CLEAN_PO + entry))

    assert len(findings) == 1
    assert finding in findings[0]


def test_catalogues_that_do_not_say_who_read_them_are_reported(write):
    write(f"{APP}/apps.py", "")
    root = write(PO, CLEAN_PO.partition("\n")[2] + 'msgid "Chair"\nmsgstr "Төраға"\n')

    assert catalogues.complete(root) == [
        f"{PO}: the head must say: Not yet proof-read by a native speaker."
    ]


def test_catalogues_behind_their_source_are_reported(write):
    write(f"{APP}/apps.py", "")
    write(f"{APP}/models.py", "from django.utils.translation import gettext as _\n_('New')\n")
    write(PO, CLEAN_PO + 'msgid "Old"\nmsgstr "Ескі"\n')
    root = write(PO.replace("/kk/", "/ru/"), CLEAN_PO + 'msgid "New"\nmsgstr "Новый"\n')

    assert catalogues.current(root) == [f"{PO} lacks 'New'", f"{PO} keeps 'Old'"]


def test_a_word_outside_of_the_glossary_is_reported(write):
    write("docs/glossary.md", GLOSSARY)
    root = write(PO, CLEAN_PO + 'msgid "The chair"\nmsgstr "Бастық"\n')
    assert glossary.used(root) == [f"{PO}: 'The chair' says 'chair' without төра…"]

    write(PO, CLEAN_PO + 'msgid "The chair"\nmsgstr "Төрағасы"\n')
    assert glossary.used(root) == []

    write(PO, CLEAN_PO + '# glossary: furniture\nmsgid "A chair"\nmsgstr "Орындық"\n')
    assert glossary.used(root) == []
