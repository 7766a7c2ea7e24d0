"""Acts of agreements."""

from ortaq.modules.agreements.services.bargaining import (
    answer_proposal,
    close_round,
    mark_promise,
    open_round,
    promise,
    propose,
)
from ortaq.modules.agreements.services.registering import (
    Draft,
    add_version,
    change_agreement,
    decide,
    read_version,
    register_agreement,
)

__all__ = [
    "Draft",
    "add_version",
    "answer_proposal",
    "change_agreement",
    "close_round",
    "decide",
    "mark_promise",
    "open_round",
    "promise",
    "propose",
    "read_version",
    "register_agreement",
]
