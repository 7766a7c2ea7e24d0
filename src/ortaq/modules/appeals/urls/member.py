"""Addresses under /my/appeals/."""

from django.urls import path

from ortaq.modules.appeals.views import cases, member, own

app_name = "appeals"
urlpatterns = [
    path("", member.mine, name="mine"),
    path("new/", member.new, name="new"),
    path("claim/", member.claim, name="claim"),
    path("cases/<str:number>/", cases.shared, name="case"),
    path("cases/<str:number>/sign/", cases.sign, name="sign_case"),
    path("<str:number>/", own.show, name="show"),
    path("<str:number>/receipt/", member.receipt, name="receipt"),
    path("<str:number>/agree/", member.agree, name="agree"),
    path("<str:number>/confirm/", own.confirm, name="confirm"),
    path("<str:number>/reopen/", own.reopen, name="reopen"),
    path("<str:number>/withdraw/", own.withdraw, name="withdraw"),
    path("<str:number>/files/<int:pk>/", member.file, name="file"),
]
