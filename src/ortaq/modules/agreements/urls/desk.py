"""Addresses under /desk/agreements/."""

from django.urls import path

from ortaq.modules.agreements.views import bargaining, desk, files, texts

app_name = "agreements-desk"
urlpatterns = [
    path("", desk.index, name="index"),
    path("new/", desk.new, name="new"),
    path("texts/<uuid:public_id>/", texts.show, name="text"),
    path("texts/<uuid:public_id>/checked.docx", files.docx, name="docx"),
    path("texts/<uuid:public_id>/checked.pdf", files.pdf, name="pdf"),
    path("texts/<uuid:public_id>/checked.json", files.as_json, name="json"),
    path("findings/<int:pk>/", texts.decide, name="decide"),
    path("rounds/<uuid:public_id>/", bargaining.show, name="round"),
    path("rounds/<uuid:public_id>/propose/", bargaining.propose, name="propose"),
    path("rounds/<uuid:public_id>/close/", bargaining.close, name="close"),
    path("rounds/<uuid:public_id>/protocol.docx", files.protocol, name="protocol"),
    path("proposals/<int:pk>/", bargaining.answer, name="answer"),
    path("promises/<int:pk>/", bargaining.mark, name="mark"),
    path("<uuid:public_id>/", desk.show, name="show"),
    path("<uuid:public_id>/change/", desk.change, name="change"),
    path("<uuid:public_id>/upload/", desk.upload, name="upload"),
    path("<uuid:public_id>/compare/", texts.compare, name="compare"),
    path("<uuid:public_id>/promise/", bargaining.promise, name="promise"),
    path("<uuid:public_id>/round/", bargaining.open_round, name="open-round"),
]
