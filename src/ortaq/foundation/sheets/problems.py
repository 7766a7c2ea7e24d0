"""What is wrong with a cell, a row or a whole sheet, in words."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.sheets.layouts import problem

# Cells
problem("required", _("This cell must be filled in."))
problem("unreadable", _("There are letters that cannot be read. Please type the cell anew."))
problem("too_long", _("The text is longer than 500 characters."))
problem("name", _("A name has letters only."))
problem("iin", _("An IIN has twelve digits and nothing else."))
problem("iin_length", _("An IIN has twelve digits; here are more or fewer."))
problem(
    "iin_digits", _("There is no such IIN: a digit is wrong. Please compare it with the card.")
)
problem(
    "bin", _("There is no such BIN: it has twelve digits, and the last one checks the others.")
)
problem("date", _("This is not a date. Write the day so: 31.12.1985."))
problem("date_order", _("The month stands before the day. Write the day first: 31.12.1985."))
problem("sex", _("Write “f” or “m”, “ж” or “м”, “ә” or “е”."))
problem("phone", _("This is not a phone number. Write it with all its digits: +7 701 123 45 67."))
problem("email", _("This is not an e-mail address."))
problem("number", _("This is not a number."))
problem("kato", _("There is no such KATO code: it has nine digits."))
problem("oked", _("There is no such OKED code."))
problem("choice", _("This word is not among the possible ones."))

# Rows
problem("row_too_long", _("The row is longer than the row of headers. A cell too many?"))
problem("row_shifted", _("The cells of this row have slipped to the side."))

# Sheets
problem("no_table", _("This is not a table. Please save it as XLSX or CSV and send it again."))
problem("no_rows", _("There is no row below the headers."))
problem("quotes", _("In line {line} a quotation mark is opened and never closed."))
problem("long_line", _("Line {line} is longer than any row of a table: this is not a table."))
problem("encrypted", _("The file is protected with a password. Please save it without one."))
problem("broken", _("The file cannot be read; it may be damaged. Please save it anew."))
problem("infected", _("The file contains a virus, so it was not opened."))
problem("too_large", _("The workbook is too large to open safely. Please save it as CSV."))
problem("too_many_rows", _("The sheet has too many rows. Please cut it into parts."))
problem("no_space", _("There is no room on the server. Nothing is lost; please try again later."))
problem("failed", _("Something in Ortaq failed. The administrators see it and will tell you."))
problem("lacks_column", _("A column that must be there was not found. Please name it."))
problem(
    "wrong_column",
    _("Most cells of the column “{column}” are not what they should be. Is it the right one?"),
)

# While the register is written
problem("body_closed", _("The body was closed meanwhile."))
problem("no_permission", _("Whoever confirmed the sheet may not enter it there any more."))
problem("conflict", _("The same people are being entered elsewhere at the same time."))
