"""The form renderer: labels, hints, errors and the summary, tied together for screen readers."""

import re

from django import forms
from django.utils.translation import override

from ortaq.foundation.ui.forms import DateInput, choice


class ReportForm(forms.Form):
    text = forms.CharField(label="What happened?", help_text="As you speak", max_length=200)
    topic = forms.ChoiceField(
        label="Topic",
        choices=[("pay", choice("Pay", "Late or <little>")), ("other", "Other")],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(label="Day", required=False, widget=DateInput)
    agree = forms.BooleanField(label="I agree", help_text="You can take it back")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.data:
            raise forms.ValidationError("The whole is wrong")


def drawn(form: forms.Form) -> str:
    with override("en"):
        return str(form)


def test_a_field_has_its_label_above_and_its_hint_tied_to_it():
    html = drawn(ReportForm())
    assert '<label for="id_text">What happened?</label>' in html
    assert '<div class="hint" id="id_text_helptext">As you speak</div>' in html
    assert re.search(
        r'<input type="text" name="text"[^>]*aria-describedby="id_text_helptext"', html
    )
    assert (
        html.index('for="id_text"')
        < html.index('id="id_text_helptext"')
        < html.index('id="id_text"')
    )


def test_optional_fields_say_so_and_required_ones_do_not():
    html = drawn(ReportForm())
    assert re.findall(r'">([^<]+) <span class="optional">', html) == ["Day"]


def test_the_browser_does_not_speak_instead_of_us():
    assert " required" not in drawn(ReportForm())


def test_a_clean_form_has_no_summary():
    assert "summary" not in drawn(ReportForm())


def test_an_error_stands_at_its_field_and_in_a_summary_that_takes_the_focus():
    html = drawn(ReportForm({"x": "1"}))
    assert re.search(
        r'<div class="summary" role="alert" tabindex="-1" autofocus data-summary', html
    )
    assert "<li>The whole is wrong</li>" in html
    links = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>', html)
    required = "This field is required."
    assert links == [
        ("id_text", f"What happened? – {required}"),
        ("id_topic_0", f"Topic – {required}"),
        ("id_agree", f"I agree – {required}"),
    ]
    for target, _words in links:
        assert f' id="{target}"' in html
    assert re.search(
        r'name="text"[^>]*aria-invalid="true" aria-describedby="id_text_helptext id_text_error"',
        html,
    )
    assert re.search(r'<div class="error" id="id_text_error"><svg class="icon"', html)


def test_radio_buttons_are_one_named_group_of_cards():
    html = drawn(ReportForm({"x": "1"}))
    assert re.search(r'<fieldset aria-describedby="id_topic_error"><legend>Topic</legend>', html)
    assert html.count('<label class="choice"') == 2
    assert 'Pay<span class="hint">Late or &lt;little&gt;</span>' in html


def test_a_checkbox_stands_before_its_label():
    html = drawn(ReportForm())
    assert html.index('id="id_agree"') < html.index('<label for="id_agree">I agree</label>')
    assert html.count('id="id_agree_helptext"') == 1


def test_ids_are_unique():
    for form in (ReportForm(), ReportForm({"x": "1"}), ReportForm({"x": "1"}, prefix="p")):
        ids = re.findall(r' id="([^"]+)"', drawn(form))
        assert len(ids) == len(set(ids))


def test_hidden_fields_are_drawn_without_a_label():
    html = drawn(ReportForm())
    assert '<input type="hidden" name="token" id="id_token">' in html
    assert 'for="id_token"' not in html


def test_a_date_is_given_to_the_device_in_iso_whatever_the_language():
    form = ReportForm({"day": "2026-11-26"})
    with override("ru"):
        assert re.search(r'<input type="date" name="day" value="2026-11-26"', str(form))
        form.is_valid()
    assert form.cleaned_data["day"].isoformat() == "2026-11-26"


def test_what_a_person_typed_is_escaped():
    html = drawn(ReportForm({"text": '"><script>', "topic": "<b>"}))
    assert "<script>" not in html
    assert "<b>" not in html
