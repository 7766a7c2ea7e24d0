"""Who may open a page: the marks live in ``ui`` for every floor to use."""

from ortaq.foundation.ui.access import SignedRequest, needs, public, require, signed_in

__all__ = ["SignedRequest", "needs", "public", "require", "signed_in"]
