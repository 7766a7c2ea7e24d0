"""Addresses under /desk/law/."""

from django.urls import path

from ortaq.modules.law.views import desk

app_name = "law-desk"
urlpatterns = [
    path("", desk.index, name="index"),
    path("values/", desk.values, name="values"),
    path("editions/", desk.editions, name="editions"),
    path("editions/<int:pk>/", desk.edition, name="edition"),
    path("editions/<int:pk>/check/", desk.check_edition, name="check_edition"),
    path("signatures/<int:pk>/withdraw/", desk.withdraw, name="withdraw"),
    path("norms/<str:norm_id>/", desk.norm, name="norm"),
    path("norms/<str:norm_id>/sign/", desk.sign, name="sign"),
    path("norms/<str:norm_id>/kazakh/", desk.sign_kazakh, name="sign_kazakh"),
    path("norms/<str:norm_id>/again/", desk.read_again, name="read_again"),
    path("norms/<str:norm_id>/revise/", desk.revise, name="revise"),
]
