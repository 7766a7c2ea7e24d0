"""Addresses under /desk/appeals/."""

from django.urls import path

from ortaq.modules.appeals.views import answering, beside, cases, desk, entering, plan, queue, saved

app_name = "appeals-desk"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("replies/", saved.replies, name="replies"),
    path("replies/<int:pk>/", saved.reply, name="reply"),
    path("replies/<int:pk>/drop/", saved.drop_reply, name="drop_reply"),
    path("plan/", plan.plans, name="plans"),
    path("plan/<uuid:public_id>/", plan.plan, name="plan"),
    path("cases/<str:number>/", cases.case, name="case"),
    path("cases/<str:number>/answer/", cases.answer_case, name="answer_case"),
    path("cases/<str:number>/words/", cases.word_case, name="word_case"),
    path("cases/<str:number>/close/", cases.close_case, name="close_case"),
    path("register/", desk.register, name="register"),
    path("enter/", entering.enter, name="enter"),
    path("enter/guest/", entering.enter_guest, name="enter_guest"),
    path("enter/<uuid:public_id>/", entering.enter_for, name="enter_for"),
    path("<str:number>/", desk.show, name="show"),
    path("<str:number>/note/", beside.note, name="note"),
    path("<str:number>/merge/", beside.merge, name="merge"),
    path("<str:number>/part/", beside.part, name="part"),
    path("<str:number>/group/", beside.group, name="group"),
    path("<str:number>/ungroup/", beside.ungroup, name="ungroup"),
    path("<str:number>/entered/", entering.entered, name="entered"),
    path("<str:number>/route/", entering.route, name="route"),
    path("<str:number>/take/", desk.take, name="take"),
    path("<str:number>/write/", answering.write, name="write"),
    path("<str:number>/answer/", answering.answer, name="answer"),
    path("<str:number>/hand-over/", desk.hand_over, name="hand_over"),
    path("<str:number>/files/<int:pk>/", desk.clean, name="file"),
    path("<str:number>/files/<int:pk>/words/", entering.transcribe, name="transcribe"),
    path("<str:number>/files/<int:pk>/original/", desk.original, name="original"),
]
