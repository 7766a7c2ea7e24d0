"""Addresses under /desk/: the register and the records of persons."""

from django.urls import path

from ortaq.modules.membership.views import desk, export, joining, life, moving, paper

app_name = "membership-desk"
urlpatterns = [
    path("members/", desk.index, name="index"),
    path("members/new/", paper.new, name="new"),
    path("members/applications/", desk.applications, name="applications"),
    path("members/applications/<int:pk>/", desk.application, name="application"),
    path("members/transfers/", moving.transfers, name="transfers"),
    path("members/transfers/<int:pk>/", moving.transfer, name="transfer"),
    path("members/doubles/", joining.doubles, name="doubles"),
    path("members/doubles/<uuid:keep>/<uuid:drop>/", joining.join, name="join"),
    path("members/doubles/<int:pk>/undo/", joining.undo, name="undo-join"),
    path("members/body/<int:pk>/", desk.members, name="members"),
    path("members/body/<int:pk>/move/", moving.move_many, name="move-many"),
    path("members/body/<int:pk>/export/", export.members, name="export"),
    path("members/body/<int:pk>/counts/", desk.counts, name="counts"),
    path("members/<int:pk>/", life.show, name="membership"),
    path("members/<int:pk>/circumstances/", life.circumstances, name="circumstances"),
    path("members/<int:pk>/move/", moving.move, name="move"),
    path("members/<int:pk>/<slug:act>/", life.step, name="step"),
    path("person/<uuid:public_id>/", desk.person, name="person"),
]
