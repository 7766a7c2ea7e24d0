"""Addresses that need no account."""

from django.urls import path

from ortaq.modules.letters.views import public

app_name = "letters-public"
urlpatterns = [
    path("answer/<str:token>/", public.answer, name="answer"),
    path("answer/<str:token>/letter.pdf", public.answer_pdf, name="answer_pdf"),
    path("agreed/", public.agreements, name="agreements"),
    path("agreed/<uuid:public_id>/", public.agreement, name="agreement"),
]
