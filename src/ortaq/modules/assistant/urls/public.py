"""Addresses under /ask/, for everybody."""

from django.urls import path

from ortaq.modules.assistant.views import drafts, public

app_name = "assistant"
urlpatterns = [
    path("", public.ask, name="ask"),
    path("about/", public.about, name="about"),
    path("about/refuse/", public.refuse, name="refuse"),
    path("human/", public.human, name="human"),
    path("draft/", drafts.index, name="drafts"),
    path("draft/<slug:kind>/", drafts.one, name="draft"),
]
