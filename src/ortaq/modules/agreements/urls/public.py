"""Addresses under /agreements/ for everybody."""

from django.urls import path

from ortaq.modules.agreements.views import public

app_name = "agreements-public"
urlpatterns = [path("check/", public.check, name="check")]
