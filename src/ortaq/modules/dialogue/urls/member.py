"""Addresses under /my/talk/."""

from django.urls import path

from ortaq.modules.dialogue.views import member, notices

app_name = "dialogue"
urlpatterns = [
    path("", member.index, name="index"),
    path("start/chair/<int:pk>/", member.start_with_chair, name="start-chair"),
    path("start/case/<str:number>/", member.start_in_case, name="start-case"),
    path("receipts/", member.receipts, name="receipts"),
    path("news/", notices.listed, name="announcements"),
    path("news/<uuid:public_id>/", notices.show, name="announcement"),
    path("<uuid:public_id>/", member.show, name="show"),
    path("<uuid:public_id>/earlier/", member.earlier, name="earlier"),
    path("<uuid:public_id>/files/<int:pk>/", member.file, name="file"),
]
