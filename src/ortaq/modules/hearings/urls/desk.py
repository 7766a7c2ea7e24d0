"""Addresses under /desk/hearings/."""

from django.urls import path

from ortaq.modules.hearings.views import calendar, desk, terms

app_name = "hearings-desk"
urlpatterns = [
    path("", calendar.show, name="calendar"),
    path("feed/", calendar.feed, name="feed"),
    path("feed/<str:secret>.ics", calendar.feed_file, name="feed-file"),
    path("terms/", terms.running, name="terms"),
    path("terms/<int:pk>/", terms.show, name="term"),
    path("terms/<int:pk>/stop/", terms.stop, name="stop-term"),
    path("terms/<int:pk>/stand/", terms.stand, name="stand-still"),
    path("terms/<int:pk>/run/", terms.run, name="run-again"),
    path("appeal/<str:number>/", desk.new, name="new"),
    path("appeal/<str:number>/terms/", terms.open_terms, name="open-terms"),
    path("case/<str:number>/", desk.new_of_case, name="new-of-case"),
    path("<uuid:public_id>/", desk.show, name="show"),
    path("<uuid:public_id>/postpone/", desk.postpone, name="postpone"),
    path("<uuid:public_id>/held/", desk.held, name="held"),
    path("<uuid:public_id>/cancel/", desk.cancel, name="cancel"),
]
