"""Addresses under /desk/appeals/."""

from django.urls import path

from ortaq.modules.appeals.views import desk

app_name = "appeals-desk"
urlpatterns = [
    path("", desk.queue, name="queue"),
    path("register/", desk.register, name="register"),
    path("<str:number>/", desk.show, name="show"),
    path("<str:number>/take/", desk.take, name="take"),
    path("<str:number>/answer/", desk.answer, name="answer"),
    path("<str:number>/hand-over/", desk.hand_over, name="hand_over"),
    path("<str:number>/files/<int:pk>/", desk.clean, name="file"),
    path("<str:number>/files/<int:pk>/original/", desk.original, name="original"),
]
