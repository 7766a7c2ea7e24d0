"""The field that takes files."""

from django.utils import translation

from ortaq.foundation.files.forms import FilesField


def test_the_limits_are_said_in_the_readers_language_and_not_in_that_of_the_import():
    field = FilesField(max_count=10)

    with translation.override("kk"):
        assert str(field.help_text).startswith("10 файлға дейін")
    with translation.override("ru"):
        assert "10" in str(field.help_text)
        assert "МБ" in str(field.help_text)
