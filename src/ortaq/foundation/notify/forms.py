"""What people choose about their messages."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ortaq.foundation.notify.kinds import groups
from ortaq.foundation.notify.models import Preferences
from ortaq.foundation.notify.ports import known_channels

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User


class TimeInput(forms.TimeInput):
    """The device's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PreferencesForm(forms.Form):
    """Channels by group, quiet hours, digest. One box a group and connected channel."""

    digest = forms.ChoiceField(
        label=gettext_lazy("Messages that are not urgent"),
        choices=Preferences.Digest.choices,
        widget=forms.RadioSelect,
    )
    quiet_from = forms.TimeField(label=gettext_lazy("Quiet from"), widget=TimeInput)
    quiet_until = forms.TimeField(
        label=gettext_lazy("Quiet until"),
        widget=TimeInput,
        help_text=gettext_lazy(
            "In these hours only urgent messages arrive. For none, give the same hour twice."
        ),
    )

    def __init__(self, *args: Any, wishes: Preferences, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("digest", "quiet_from", "quiet_until"):
            self.initial[name] = getattr(wishes, name)
        self._boxes = [
            (group, channel)
            for channel in known_channels()
            if channel.connected
            for group in groups()
        ]
        for group, channel in self._boxes:
            self.fields[f"{channel.name}-{group.name}"] = forms.BooleanField(
                required=False,
                initial=channel.name not in wishes.muted.get(group.name, ()),
                label=_("{channel}: {group}").format(channel=channel.label, group=group.label),
            )

    def wishes_of(self, person: "User") -> dict[str, Any]:
        """Return the arguments of ``services.save_preferences``."""
        muted: dict[str, list[str]] = {}
        for group, channel in self._boxes:
            if not self.cleaned_data[f"{channel.name}-{group.name}"]:
                muted.setdefault(group.name, []).append(channel.name)
        return {
            "person": person,
            "muted": muted,
            "digest": self.cleaned_data["digest"],
            "quiet_from": self.cleaned_data["quiet_from"],
            "quiet_until": self.cleaned_data["quiet_until"],
        }
