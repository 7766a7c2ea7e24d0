"""Addresses under /desk/."""

from django.urls import path

from ortaq.foundation.orgs.views import bodies, mandates

app_name = "orgs"
urlpatterns = [
    path("bodies/", bodies.browse, name="bodies"),
    path("bodies/new/", bodies.open_new, name="open"),
    path("bodies/<int:pk>/", bodies.show, name="body"),
    path("bodies/<int:pk>/rename/", bodies.rename, name="rename"),
    path("bodies/<int:pk>/move/", bodies.move, name="move"),
    path("bodies/<int:pk>/move/cancel/", bodies.cancel_move, name="cancel-move"),
    path("bodies/<int:pk>/close/", bodies.close, name="close"),
    path("mandates/", mandates.index, name="mandates"),
    path("mandates/new/", mandates.propose, name="propose"),
    path("mandates/<int:pk>/confirm/", mandates.confirm, name="confirm"),
    path("mandates/<int:pk>/refuse/", mandates.refuse, name="refuse"),
    path("mandates/<int:pk>/end/", mandates.end, name="end"),
]
