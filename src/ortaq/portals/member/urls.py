"""Addresses under /my/: the portal's own pages, then each trade's."""

from django.urls import include, path

from ortaq.portals.member import views

own = [
    path("", views.home, name="home"),
    path("card/", views.card, name="card"),
    path("more/", views.more, name="more"),
]
urlpatterns = [
    path("", include((own, "member"))),
    path("appeals/", include("ortaq.modules.appeals.urls.member")),
    path("hearings/", include("ortaq.modules.hearings.urls.member")),
    path("talk/", include("ortaq.modules.dialogue.urls.member")),
    path("letters/", include("ortaq.modules.letters.urls.member")),
    path("membership/", include("ortaq.modules.membership.urls.member")),
    path("membership/job/", include("ortaq.modules.workplaces.urls.member")),
    path("messages/", include("ortaq.foundation.notify.urls")),
]
