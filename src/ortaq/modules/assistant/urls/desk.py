"""Addresses under /desk/assistant/."""

from django.urls import path

from ortaq.modules.assistant.views import desk

app_name = "assistant-desk"
urlpatterns = [path("<str:number>/sort/", desk.sort, name="sort")]
