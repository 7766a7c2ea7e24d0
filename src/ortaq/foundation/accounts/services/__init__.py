"""Acts of this room; each is one transaction with its audit entry and its fact."""

from ortaq.foundation.accounts.naming import words_of_name
from ortaq.foundation.accounts.services.breaches import (
    close_breach,
    record_breach,
    record_people_told,
    record_report,
)
from ortaq.foundation.accounts.services.bulk import (
    NewPerson,
    PersonChange,
    change_people,
    register_people,
    remove_people_just_made,
    take_iins_back,
)
from ortaq.foundation.accounts.services.consents import give_consent, withdraw_consent
from ortaq.foundation.accounts.services.corrections import (
    accept_correction,
    ask_correction,
    refuse_correction,
)
from ortaq.foundation.accounts.services.erasure import (
    erase_person,
    preview_erasure,
    request_erasure,
)
from ortaq.foundation.accounts.services.exports import build_export, open_export, request_export
from ortaq.foundation.accounts.services.identity import rotate_keys, set_iin
from ortaq.foundation.accounts.services.links import make_sign_in_link, spend_sign_in_link
from ortaq.foundation.accounts.services.name_words import tidy_name_words
from ortaq.foundation.accounts.services.openings import note_openings, open_record
from ortaq.foundation.accounts.services.persons import (
    change_address,
    end_other_sessions,
    keep_language,
    prove_address,
    register_person,
    reset_second_factor,
    sign_up,
    update_profile,
)
from ortaq.foundation.accounts.services.records import (
    join_records,
    part_records,
)
from ortaq.foundation.accounts.services.retention import enforce_retention, tidy_throttle

__all__ = [
    "NewPerson",
    "PersonChange",
    "accept_correction",
    "ask_correction",
    "build_export",
    "change_address",
    "change_people",
    "close_breach",
    "end_other_sessions",
    "enforce_retention",
    "erase_person",
    "give_consent",
    "join_records",
    "keep_language",
    "make_sign_in_link",
    "note_openings",
    "open_export",
    "open_record",
    "part_records",
    "preview_erasure",
    "prove_address",
    "record_breach",
    "record_people_told",
    "record_report",
    "refuse_correction",
    "register_people",
    "register_person",
    "remove_people_just_made",
    "request_erasure",
    "request_export",
    "reset_second_factor",
    "rotate_keys",
    "set_iin",
    "sign_up",
    "spend_sign_in_link",
    "take_iins_back",
    "tidy_name_words",
    "tidy_throttle",
    "update_profile",
    "withdraw_consent",
    "words_of_name",
]
