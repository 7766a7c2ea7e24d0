"""To whom an appeal goes."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ortaq.modules.appeals.routing import Post


class HandOverForm(forms.Form):
    """To whom, and why."""

    officer = forms.ChoiceField(label=_("Hand over to"))
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The author reads this in the timeline."),
        max_length=500,
    )

    def __init__(self, *args: Any, posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.officer.public_id): post for post in posts}
        field = cast("forms.ChoiceField", self.fields["officer"])
        field.choices = [
            (
                key,
                _("{name}: {kind}, {body}").format(
                    name=post.officer.short_name,
                    kind=post.mandate.get_kind_display(),
                    body=post.mandate.body,
                ),
            )
            for key, post in self.posts.items()
        ]
