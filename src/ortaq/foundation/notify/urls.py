"""Addresses under /my/messages/."""

from django.urls import path

from ortaq.foundation.notify import views

app_name = "notify"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="read-all"),
    path("settings/", views.preferences, name="settings"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("<int:number>/", views.open_message, name="open"),
    path("<int:number>/read/", views.read, name="read"),
]
