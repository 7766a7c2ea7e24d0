"""Addresses below /desk/: include them there with an empty prefix."""

from django.urls import path

from ortaq.foundation.accounts.views import desk

app_name = "accounts-desk"
urlpatterns = [
    path("breaches/", desk.breaches, name="breaches"),
    path("breaches/new/", desk.new_breach, name="new_breach"),
    path("breaches/<int:pk>/", desk.breach, name="breach"),
    path("people-corrections/", desk.corrections, name="corrections"),
    path("people-corrections/<int:pk>/", desk.correction, name="correction"),
]
