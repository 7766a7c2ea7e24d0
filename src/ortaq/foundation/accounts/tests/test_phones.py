import pytest
from django.core.exceptions import ValidationError

from ortaq.foundation.accounts import phones


@pytest.mark.parametrize(
    "text",
    [
        "87011234567",
        "+77011234567",
        "7 701 123 45 67",
        "8 (701) 123-45-67",
        "7011234567",
        "+7\u00a0701\u00a0123\u00a045\u00a067",
    ],
)
def test_every_way_of_writing_gives_one_number(text):
    assert phones.normalise(text) == "+77011234567"


@pytest.mark.parametrize("text", ["123", "+1 900 555 01 23", "8701123456", "abc", "+770112345678"])
def test_what_is_no_kazakhstan_number_is_refused(text):
    with pytest.raises(ValidationError):
        phones.normalise(text)


def test_masks_show_little():
    assert phones.masked("aigul@example.org") == "a•••@example.org"
    assert phones.masked("+77011234567") == "+7 701 ••• •• 67"
