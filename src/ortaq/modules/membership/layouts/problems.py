"""What may be wrong with a row of a list of members, or must be known about it."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.sheets.layouts import problem

# Rows that do not come in
NO_NAME = problem(
    "membership.no_name", _("A family name and a given name are needed in this row.")
)
INITIALS = problem(
    "membership.initials",
    _("Only initials stand here, and nobody in the register answers to them."),
)
NO_BODY = problem(
    "membership.no_body", _("This list is for several primaries: say in the row which one.")
)
NO_SUCH_BODY = problem(
    "membership.no_such_body",
    _("No open primary below has exactly this name; write its name in full, or its number."),
)
FUTURE = problem("membership.future", _("This day is still to come."))
IIN_BORN_ON = problem(
    "membership.iin_born_on", _("The IIN and the date of birth of this row do not agree.")
)
IIN_SEX = problem("membership.iin_sex", _("The IIN and the sex of this row do not agree."))
TWO_UNDER_ONE_IIN = problem(
    "membership.two_under_one_iin", _("Two different people stand under this IIN in the list.")
)
IIN_OF_ANOTHER = problem(
    "membership.iin_of_another",
    _("In the register this IIN belongs to a person with another name. Check the number."),
)
NAMESAKES = problem(
    "membership.namesakes",
    _("This name stands here twice without IIN or date of birth: add one of them."),
)

# Rows that need a look, and notes
ALIKE = problem(
    "membership.alike",
    _("A person born on this day, with a name like this one, is in the register. Is it the same?"),
)
REPEATED = problem("membership.repeated", _("This person stands in the list more than once."))
APPLIED = problem(
    "membership.applied", _("This person's application waits for a decision; decide it first.")
)
CONTACT_TAKEN = problem(
    "membership.contact_taken",
    _("The phone or e-mail is another person's in the register, so it will be left out."),
)
NO_SITE = problem(
    "membership.no_site",
    _("This workplace is not in the register of workplaces, so the job will be left out."),
)

# What cannot be undone
USED = problem(
    "membership.used", _("Something has been done with this record since, so it stays.")
)
