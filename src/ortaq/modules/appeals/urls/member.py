"""Addresses under /my/appeals/."""

from django.urls import path

from ortaq.modules.appeals.views import member

app_name = "appeals"
urlpatterns = [
    path("", member.mine, name="mine"),
    path("new/", member.new, name="new"),
    path("<str:number>/", member.show, name="show"),
    path("<str:number>/receipt/", member.receipt, name="receipt"),
    path("<str:number>/rate/", member.rate, name="rate"),
    path("<str:number>/reopen/", member.reopen, name="reopen"),
    path("<str:number>/files/<int:pk>/", member.file, name="file"),
]
