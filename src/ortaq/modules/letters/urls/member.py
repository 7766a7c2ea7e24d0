"""Addresses under /my/letters/."""

from django.urls import path

from ortaq.modules.letters.views import member

app_name = "letters"
urlpatterns = [
    path("<uuid:public_id>/", member.show, name="show"),
    path("<uuid:public_id>/approve/", member.approve, name="approve"),
    path("<uuid:public_id>/refuse/", member.refuse, name="refuse"),
    path("<uuid:public_id>/done/", member.done, name="done"),
    path("<uuid:public_id>/letter.pdf", member.pdf, name="pdf"),
]
