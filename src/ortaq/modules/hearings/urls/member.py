"""Addresses under /my/hearings/."""

from django.urls import path

from ortaq.modules.hearings.views import member

app_name = "hearings"
urlpatterns = [
    path("", member.mine, name="mine"),
    path("<uuid:public_id>/", member.answer, name="answer"),
]
