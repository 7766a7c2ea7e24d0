"""Who may open a page: the marks live in ``ui`` so that every floor can use them; the name stays."""

from ortaq.foundation.ui.access import SignedRequest, needs, public, require, signed_in

__all__ = ["SignedRequest", "needs", "public", "require", "signed_in"]
