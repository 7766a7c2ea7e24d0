"""Addresses for everybody."""

from django.urls import path

from ortaq.portals.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("check/", views.check, name="check"),
]
