"""Addresses under /my/membership/."""

from django.urls import path

from ortaq.modules.membership.views import member, own

app_name = "membership"
urlpatterns = [
    path("", member.mine, name="mine"),
    path("apply/", member.apply, name="apply"),
    path("apply/<int:body_id>/", member.confirm, name="confirm"),
    path("<int:pk>/leave/", member.leave, name="leave"),
    path("<int:pk>/move/", own.move, name="move"),
    path("<int:pk>/circumstances/", own.circumstances, name="circumstances"),
    path("moves/<int:pk>/withdraw/", own.withdraw, name="withdraw-move"),
]
