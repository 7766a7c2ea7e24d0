"""The doors of the house."""

from django.urls import include, path

urlpatterns = [
    path("", include("ortaq.portals.api.health_urls")),
    path("", include("ortaq.portals.public.urls")),
    path("ask/person/", include("ortaq.modules.appeals.urls.guest")),
    path("ask/", include("ortaq.modules.assistant.urls.public")),
    path("figures/appeals/", include("ortaq.modules.appeals.urls.figures")),
    path("law/", include("ortaq.modules.law.urls.public")),
    path("agreements/", include("ortaq.modules.agreements.urls.public")),
    path("", include("ortaq.modules.letters.urls.public")),
    path("", include("ortaq.foundation.ui.urls")),
    path("account/", include("ortaq.foundation.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("my/", include("ortaq.portals.member.urls")),
    path("desk/", include("ortaq.portals.desk.urls")),
    path("api/", include("ortaq.portals.api.urls")),
]
handler400 = "ortaq.foundation.ui.views.bad_request"
