"""Addresses under /law/, for everybody."""

from django.urls import path

from ortaq.modules.law.views import public, sums

app_name = "law"
urlpatterns = [
    path("", public.index, name="index"),
    path("ilo/", public.ilo, name="ilo"),
    path("values/", public.values, name="values"),
    path("sums/", sums.index, name="sums"),
    path("sums/<slug:slug>/", sums.one, name="sum"),
    path("topics/<slug:slug>/", public.topic, name="topic"),
    path("norms/<str:norm_id>/", public.norm, name="norm"),
    path("acts/<slug:code>/", public.act, name="act"),
    path("acts/<slug:code>/<slug:number>/", public.article, name="article"),
]
