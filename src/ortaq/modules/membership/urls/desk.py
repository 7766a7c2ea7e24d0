"""Addresses under /desk/: the register and the records of persons."""

from django.urls import path

from ortaq.modules.membership.views import desk

app_name = "membership-desk"
urlpatterns = [
    path("members/", desk.index, name="index"),
    path("members/applications/", desk.applications, name="applications"),
    path("members/applications/<int:pk>/", desk.application, name="application"),
    path("members/body/<int:pk>/", desk.members, name="members"),
    path("members/body/<int:pk>/counts/", desk.counts, name="counts"),
    path("person/<uuid:public_id>/", desk.person, name="person"),
]
