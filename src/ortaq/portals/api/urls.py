"""Addresses of the machine door."""

from django.urls import path, re_path

from ortaq.portals.api import views
from ortaq.portals.api.door import api

app_name = "api"
urlpatterns = [
    path("openapi.json", views.openapi, name="openapi"),
    path("docs", views.docs, name="docs"),
    path("v1/", views.nothing_here, name="v1"),  # the library would answer with a bare page
    path("v1/", api.urls),
    re_path(r"^", views.nothing_here, name="nothing_here"),
]
