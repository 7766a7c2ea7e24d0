"""Texts in three languages: the column, the form field and what they refuse."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from ortaq.foundation.texts.fields import Texts, TextsField
from ortaq.foundation.texts.forms import TextsField as TextsFormField


@pytest.mark.parametrize(
    ("language", "shown"), [("kk", "Кәсіподақ"), ("ru", "Профсоюз"), ("en", "Профсоюз")]
)
def test_the_reader_gets_his_language_or_the_nearest(language, shown):
    name = Texts(kk="Кәсіподақ", ru="Профсоюз")
    with override(language):
        assert str(name) == shown


def test_a_wording_says_which_language_it_is_in():
    assert Texts(ru="Шахта").wording("kk") == ("ru", "Шахта")
    assert Texts(ru="").wording("kk") == ("kk", "")
    assert Texts(en="Mine").in_language("de") == "Mine"


@pytest.mark.parametrize(
    "value",
    [
        {"de": "Grube"},
        {"kk": 5},
        {"kk": ["a"]},
        {"kk": None},
        "text",
        ["kk"],
    ],
)
def test_only_known_languages_and_strings_are_kept(value):
    with pytest.raises(ValidationError) as refusal:
        TextsField().clean(value, None)
    assert refusal.value.code == "texts"


@pytest.mark.parametrize("value", [{}, {"kk": ""}, {"kk": "  ", "ru": ""}])
def test_a_required_text_needs_one_language(value):
    with pytest.raises(ValidationError):
        TextsField().clean(value, None)
    assert TextsField(blank=True).clean(value, None) == value


def test_length_holds_for_each_language():
    field = TextsField(max_length=5)
    assert field.clean({"kk": "12345", "ru": "123"}, None) == Texts(kk="12345", ru="123")
    with pytest.raises(ValidationError) as refusal:
        field.clean({"kk": "1", "ru": "123456"}, None)
    assert refusal.value.code == "too_long"


class NameForm(forms.Form):
    name = TextsFormField(label="Name", max_length=10)
    note = TextsFormField(label="Note", required=False, multiline=True)


def test_one_filled_language_is_enough_and_the_empty_ones_are_not_kept():
    form = NameForm({"name_kk": " ", "name_ru": " Шахта ", "name_en": ""})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"name": Texts(ru="Шахта"), "note": Texts()}
    assert isinstance(form.cleaned_data["name"], Texts)


def test_nothing_filled_is_said_in_words():
    form = NameForm({})
    with override("en"):
        assert form.errors == {"name": ["Fill in at least one of the three languages."]}


def test_too_long_is_refused_in_any_language():
    assert "name" in NameForm({"name_en": "x" * 11}).errors


def test_each_box_has_its_language_its_label_and_its_value():
    html = str(NameForm(initial={"name": Texts(ru="Шахта")}))
    assert re.search(r'<input type="text" name="name_ru" value="Шахта"[^>]*lang="ru"', html)
    assert '<label for="id_name_0" lang="kk">Қазақша</label>' in html
    assert html.count("<fieldset") == 2
    assert html.count("<textarea") == 3


def test_a_model_field_offers_the_three_boxes():
    field = TextsField("name of the body", max_length=300, help_text="As in the statute")
    field.set_attributes_from_name("name")
    box = field.formfield()
    assert isinstance(box, TextsFormField)
    assert (box.label, box.help_text, box.required) == (
        "Name of the body",
        "As in the statute",
        True,
    )
    assert box.clean(["", "", "Mine"]) == Texts(en="Mine")
    with pytest.raises(ValidationError):
        box.clean(["x" * 301, "", ""])
