"""Addresses under /figures/appeals/: for everybody."""

from django.urls import path

from ortaq.modules.appeals.views import open_figures

app_name = "appeals-figures"
urlpatterns = [
    path("", open_figures.figures, name="all"),
    path("table.csv", open_figures.table, name="table"),
]
