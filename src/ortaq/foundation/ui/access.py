"""Who may open a page: every view carries one of these three marks, and a test checks it."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

if TYPE_CHECKING:
    from ortaq.foundation.accounts.models import User

    class SignedRequest(HttpRequest):
        """A request whose user has signed in."""

        user: User
else:
    SignedRequest = HttpRequest

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]


def public(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Mark a view that anybody may open."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Ask for a sign-in and nothing more; the view shows only the reader's own things."""

    @wraps(view)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    check.access = "signed_in"  # type: ignore[attr-defined]
    return check


def needs(permission: str, *, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Ask for a permission; with ``load``, on the object that the URL's arguments name.

    ``load(**url_arguments)`` returns the object or None; the view gets it as its second
    positional argument instead of those arguments. Who may not see an object gets the same 404
    as for one that does not exist. Without an object the refusal is a 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def check(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if load is None:
                if not request.user.has_perm(permission):
                    raise PermissionDenied
                return view(request, **kwargs)
            subject = load(**kwargs)
            if subject is None or not request.user.has_perm(permission, subject):
                raise Http404
            return view(request, subject)

        check.access = permission  # type: ignore[attr-defined]
        return check

    return decorate


def require(user: "User", permission: str, subject: object = None) -> None:
    """Raise PermissionDenied unless the user holds a permission; for a second question inside."""
    if not user.has_perm(permission, subject):
        raise PermissionDenied
