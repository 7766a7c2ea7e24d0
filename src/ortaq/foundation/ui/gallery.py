"""What the gallery shows: invented people and numbers, for looking at components only."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy

from ortaq.foundation.ui.forms import DateInput, choice
from ortaq.foundation.ui.icons import ICONS
from ortaq.foundation.ui.nav import Item
from ortaq.foundation.ui.paging import Page
from ortaq.lib.workdays import KZ

SHELLS = ("public", "member", "desk")


class _Tongues(forms.MultiWidget):
    """Three boxes as in foundation/texts, which stands beside us."""

    template_name = "ui/forms/texts.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__({code: forms.TextInput({"lang": code}) for code in ("kk", "ru", "en")})

    def decompress(self, value: Any) -> list[str]:
        return value or ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        names = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
        for (code, tongue), box in zip(names, context["widget"]["subwidgets"], strict=True):
            box |= {"tongue": tongue, "code": code}
        return context


class _Names(forms.MultiValueField):
    widget = _Tongues

    def __init__(self, **kwargs: Any) -> None:
        super().__init__([forms.CharField(required=False)] * 3, **kwargs)

    def compress(self, data_list: list[str]) -> list[str]:
        return data_list


class SampleForm(forms.Form):
    """Every kind of field."""

    quiet = True  # its errors are for looking at: they do not take the focus

    topic = forms.ChoiceField(
        label=pgettext_lazy("gallery", "What is it about?"),
        widget=forms.RadioSelect,
        choices=[
            (
                "pay",
                choice(
                    pgettext_lazy("gallery", "Pay"),
                    pgettext_lazy("gallery", "Late, too little, or not clear"),
                ),
            ),
            (
                "safety",
                choice(
                    pgettext_lazy("gallery", "Safety"),
                    pgettext_lazy("gallery", "Danger, injury, clothing"),
                ),
            ),
            ("other", pgettext_lazy("gallery", "Something else")),
        ],
    )
    text = forms.CharField(
        label=pgettext_lazy("gallery", "What happened?"),
        help_text=pgettext_lazy(
            "gallery", "Write as you speak. We will ask when something is missing."
        ),
        max_length=2000,
        widget=forms.Textarea,
    )
    day = forms.DateField(
        label=pgettext_lazy("gallery", "When did it happen?"), required=False, widget=DateInput
    )
    phone = forms.CharField(
        label=pgettext_lazy("gallery", "Your phone"),
        help_text=pgettext_lazy("gallery", "For example, +7 701 123 45 67"),
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    place = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Place of work"),
        required=False,
        choices=[
            ("", pgettext_lazy("gallery", "Choose")),
            ("1", pgettext_lazy("gallery", "Mine No. 7")),
        ],
    )
    papers = forms.FileField(
        label=pgettext_lazy("gallery", "Photos or papers"),
        required=False,
        help_text=pgettext_lazy("gallery", "Up to 20 MB each"),
    )
    name = _Names(label=pgettext_lazy("gallery", "Name of the body"))
    agree = forms.BooleanField(
        label=pgettext_lazy("gallery", "My name may be told to the employer")
    )


def _menu() -> list[Item]:
    return [
        Item(pgettext("gallery", "Home"), "?shell=member", "home", current=True),
        Item(pgettext("gallery", "Card"), "?shell=member", "card"),
        Item(pgettext("gallery", "Ask"), "?shell=member", "ask"),
        Item(pgettext("gallery", "Voice"), "?shell=member", "voice", count=2),
        Item(pgettext("gallery", "More"), "?shell=member", "more"),
    ]


def _rail() -> list[Item]:
    members, house = pgettext("gallery", "People"), pgettext("gallery", "House")
    return [
        Item(pgettext("gallery", "Today"), "?shell=desk", "clock", current=True, count=7),
        Item(pgettext("gallery", "Appeals"), "?shell=desk", "chat", count=12),
        Item(pgettext("gallery", "Members"), "?shell=desk", "people", group=members),
        Item(pgettext("gallery", "Bodies"), "?shell=desk", "building", group=members),
        Item(pgettext("gallery", "Mandates"), "?shell=desk", "key", group=members),
        Item(pgettext("gallery", "Journal"), "?shell=desk", "history", group=house),
        Item(pgettext("gallery", "Jobs"), "?shell=desk", "refresh", group=house),
    ]


def _links() -> list[Item]:
    return [Item(name, f"?shell={name}", "home") for name in SHELLS]


MENUS = {"public": _links, "member": _menu, "desk": _rail}


def _steps() -> list[dict[str, Any]]:
    now = timezone.now()
    due = KZ.add(timezone.localdate(now), 3)
    return [
        {
            "title": pgettext("gallery", "You sent the appeal"),
            "state": "done",
            "who": "Айгүл Сәрсенова",
            "at": now - timedelta(days=1),
        },
        {
            "title": pgettext("gallery", "Daniyar has it"),
            "detail": pgettext("gallery", "He is the lawyer of your branch union."),
            "state": "now",
            "who": "Данияр Оспанов",
            "at": due,
        },
        {"title": pgettext("gallery", "You get an answer"), "state": "next"},
        {"title": pgettext("gallery", "You say whether it helped"), "state": "next"},
    ]


def _small(label: str, values: list[int | None], note: str) -> dict[str, Any]:
    return {"label": label, "values": values, "note": note}


def _region(
    name: str, path: str, zone: str, value: int | None, place: tuple[int, int]
) -> dict[str, Any]:
    x, y = place
    return {"name": name, "path": path, "zone": zone, "value": value, "x": x, "y": y}


def _pictures() -> dict[str, Any]:
    months = [
        pgettext("gallery", "Jan"),
        pgettext("gallery", "Feb"),
        pgettext("gallery", "Mar"),
        pgettext("gallery", "Apr"),
        pgettext("gallery", "May"),
        pgettext("gallery", "Jun"),
    ]
    return {
        "spark": [4, 6, 5, None, 7, 9, 8, 12],
        "bars": [
            (pgettext("gallery", "Qaraghandy region"), 128, "red"),
            (pgettext("gallery", "Aqtobe region"), 74, "watch"),
            (pgettext("gallery", "Almaty city"), 41, "calm"),
            (pgettext("gallery", "Ulytau region"), None),
        ],
        "months": months,
        "series": [
            (pgettext("gallery", "Sent"), [31, 40, 38, 52, 61, 58]),
            (pgettext("gallery", "Answered"), [28, 33, 37, None, 55, 60]),
        ],
        "smalls": [
            _small(
                pgettext("gallery", "Pay"),
                [3, 4, 6, 9],
                pgettext("gallery", "Tripled since January"),
            ),
            _small(
                pgettext("gallery", "Safety"), [5, 5, 4, 3], pgettext("gallery", "Falls slowly")
            ),
            _small(
                pgettext("gallery", "Housing"),
                [None, 2, 2, 2],
                pgettext("gallery", "Does not change"),
            ),
        ],
        "regions": [
            _region(
                pgettext("gallery", "North"), "M10 8 70 4l24 26-40 18-46-6z", "calm", 4, (50, 25)
            ),
            _region(
                pgettext("gallery", "East"),
                "M94 30l50-10 14 40-54 12-50-24z",
                "watch",
                9,
                (118, 46),
            ),
            _region(
                pgettext("gallery", "South"), "M54 48l50 24-10 24-60-4-8-36z", "red", 21, (62, 76)
            ),
            _region(
                pgettext("gallery", "West"), "M8 42l18 14 8 36-30-4z", "nodata", None, (17, 68)
            ),
        ],
    }


def sample(request: HttpRequest) -> dict[str, Any]:
    """Return everything that the gallery's template needs."""
    shell = request.GET.get("shell", "public")
    shell = shell if shell in SHELLS else "public"
    now = timezone.now()
    today = timezone.localdate(now)
    return {
        "shell": shell,
        "shell_template": f"ui/{shell}.html",
        "items": MENUS[shell](),
        "icons": sorted(ICONS),
        "clocks": [
            {"due": KZ.add(today, 8)},
            {"due": KZ.add(today, 2)},
            {"due": today},
            {"due": KZ.add(today, -3)},
            {"due": today, "done": KZ.add(today, -1)},
            {"due": KZ.add(today, -5), "done": KZ.add(today, -3)},
        ],
        "now": now,
        "moments": [now, now - timedelta(days=1), now + timedelta(days=4), now.replace(year=2024)],
        "steps": _steps(),
        "form": SampleForm(auto_id="id_%s"),
        "wrong": SampleForm({}, prefix="w"),
        "page": Page(items=[], next_url="?after=x", previous_url="?before=x"),
        "rows": [
            ("ORT-2041", "Айгүл Сәрсенова", pgettext("gallery", "Pay"), today, 250_000),
            (
                "ORT-2040",
                "Нұрлан Әбдіқадыров",
                pgettext("gallery", "Safety"),
                KZ.add(today, 4),
                1_480_500,
            ),
            (
                "ORT-2038",
                "Өмірзақ Һамитов",
                pgettext("gallery", "Something else"),
                KZ.add(today, -2),
                0,
            ),
        ],
        **_pictures(),
    }
