"""Addresses under /desk/jobs/."""

from django.urls import path

from ortaq.foundation.events import views

app_name = "events"
urlpatterns = [
    path("", views.overview, name="jobs"),
    path("act/", views.act, name="act"),
    path("rerun-all/", views.rerun_all, name="rerun-all"),
]
