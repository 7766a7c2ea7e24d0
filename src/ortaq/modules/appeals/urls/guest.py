"""Addresses under /ask/person/."""

from django.urls import path

from ortaq.modules.appeals.views import guest

app_name = "appeals-guest"
urlpatterns = [
    path("", guest.ask, name="ask"),
    path("receipt/", guest.receipt, name="receipt"),
]
