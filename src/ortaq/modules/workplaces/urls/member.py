"""Addresses under /my/membership/job/."""

from django.urls import path

from ortaq.modules.workplaces.views import member

app_name = "workplaces"
urlpatterns = [
    path("", member.mine, name="mine"),
    path("at/<int:site_id>/", member.edit, name="edit"),
    path("<int:pk>/end/", member.end, name="end"),
]
