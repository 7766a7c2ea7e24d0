"""Addresses under /desk/audit/."""

from django.urls import path

from ortaq.foundation.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.trail, name="trail"),
    path("entries.csv", views.trail_csv, name="csv"),
    path("heads.csv", views.heads_csv, name="heads"),
]
