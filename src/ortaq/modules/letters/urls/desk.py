"""Addresses under /desk/letters/."""

from django.urls import path

from ortaq.modules.letters.views import desk, solutions

app_name = "letters-desk"
urlpatterns = [
    path("", desk.index, name="index"),
    path("new/<str:number>/", desk.new, name="new"),
    path("replies/<int:pk>/release/", desk.release, name="release"),
    path("files/<int:pk>/", desk.file, name="file"),
    path("<uuid:public_id>/", desk.show, name="show"),
    path("<uuid:public_id>/change/", desk.change, name="change"),
    path("<uuid:public_id>/prepare/", desk.prepare, name="prepare"),
    path("<uuid:public_id>/send/", desk.send, name="send"),
    path("<uuid:public_id>/link/", desk.link, name="link"),
    path("<uuid:public_id>/withdraw/", desk.withdraw, name="withdraw"),
    path("<uuid:public_id>/letter.pdf", desk.pdf, name="pdf"),
    path("<uuid:public_id>/letter.docx", desk.docx, name="docx"),
    path("<uuid:public_id>/solution/", solutions.propose, name="propose"),
    path("<uuid:public_id>/solution/confirm/", solutions.confirm, name="confirm"),
    path("<uuid:public_id>/solution/publish/", solutions.publish, name="publish"),
    path("<uuid:public_id>/solution/close/", solutions.close, name="close"),
    path("<uuid:public_id>/solution/check/", solutions.check, name="check"),
]
