"""Addresses under /my/membership/."""

from django.urls import path

from ortaq.modules.membership.views import member

app_name = "membership"
urlpatterns = [
    path("", member.mine, name="mine"),
    path("apply/", member.apply, name="apply"),
    path("apply/<int:body_id>/", member.confirm, name="confirm"),
    path("<int:pk>/leave/", member.leave, name="leave"),
]
