"""Addresses under /desk/."""

from django.urls import path

from ortaq.foundation.orgs.views import bodies, elections, mandates, reshaping

app_name = "orgs"
urlpatterns = [
    path("bodies/", bodies.browse, name="bodies"),
    path("bodies/new/", bodies.open_new, name="open"),
    path("bodies/<int:pk>/", bodies.show, name="body"),
    path("bodies/<int:pk>/rename/", bodies.rename, name="rename"),
    path("bodies/<int:pk>/move/", bodies.move, name="move"),
    path("bodies/<int:pk>/move/cancel/", bodies.cancel_move, name="cancel-move"),
    path("bodies/<int:pk>/close/", bodies.close, name="close"),
    path("bodies/<int:pk>/contacts/", bodies.contacts, name="contacts"),
    path("bodies/<int:pk>/merge/", reshaping.merge, name="merge"),
    path("bodies/<int:pk>/merge/posts/", reshaping.end_posts, name="end-posts"),
    path("bodies/<int:pk>/split/", reshaping.split, name="split"),
    path("bodies/<int:pk>/elections/new/", elections.plan, name="plan"),
    path("elections/", elections.calendar, name="elections"),
    path("elections/calendar.ics", elections.calendar_as_file, name="calendar"),
    path("elections/<int:pk>/", elections.election, name="election"),
    path("elections/<int:pk>/off/", elections.call_off, name="call-off"),
    path("mandates/", mandates.index, name="mandates"),
    path("mandates/new/", mandates.propose, name="propose"),
    path("mandates/waiting/", mandates.confirm_many, name="confirm-many"),
    path("mandates/<int:pk>/confirm/", mandates.confirm, name="confirm"),
    path("mandates/<int:pk>/refuse/", mandates.refuse, name="refuse"),
    path("mandates/<int:pk>/end/", mandates.end, name="end"),
]
