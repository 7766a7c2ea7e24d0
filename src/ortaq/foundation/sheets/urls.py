"""Addresses under /desk/sheets/."""

from django.urls import path

from ortaq.foundation.sheets import views

app_name = "sheets"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<uuid:public_id>/", views.show, name="show"),
    path("<uuid:public_id>/progress/", views.progress, name="progress"),
    path("<uuid:public_id>/columns/", views.columns, name="columns"),
    path("<uuid:public_id>/rows/", views.rows, name="rows"),
    path("<uuid:public_id>/wrong.csv", views.wrong_rows, name="wrong"),
    path("<uuid:public_id>/act/", views.act, name="act"),
    path("blank/<str:name>.xlsx", views.blank, name="blank"),
]
