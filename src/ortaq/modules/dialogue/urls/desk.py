"""Addresses under /desk/talk/."""

from django.urls import path

from ortaq.modules.dialogue.views import announcing, desk

app_name = "dialogue-desk"
urlpatterns = [
    path("", desk.index, name="index"),
    path("case/<str:number>/", desk.start, name="start"),
    path("muted/", desk.muted, name="muted"),
    path("muted/<int:pk>/lift/", desk.lift, name="lift"),
    path("announcements/", announcing.listed, name="announcements"),
    path("announcements/new/", announcing.new, name="announce"),
    path("announcements/<uuid:public_id>/", announcing.show, name="announcement"),
    path("announcements/<uuid:public_id>/undo/", announcing.undo, name="undo"),
    path("announcements/<uuid:public_id>/replies/<int:pk>/", announcing.hide, name="hide"),
    path("<uuid:public_id>/", desk.show, name="show"),
    path("<uuid:public_id>/mute/", desk.mute, name="mute"),
]
