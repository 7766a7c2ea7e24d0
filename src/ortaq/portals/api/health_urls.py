"""Addresses at the root, where load balancers look for them."""

from django.urls import path

from ortaq.portals.api import health

app_name = "health"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
