"""Addresses under /desk/workplaces/."""

from django.urls import path

from ortaq.modules.workplaces.views import desk, joining, people

app_name = "workplaces-desk"
urlpatterns = [
    path("", desk.index, name="index"),
    path("new/", desk.add_employer, name="add"),
    path("groups/", desk.groups, name="groups"),
    path("<int:pk>/", desk.employer, name="employer"),
    path("<int:pk>/edit/", desk.edit_employer, name="edit"),
    path("<int:pk>/join/", joining.join, name="join"),
    path("<int:pk>/sites/new/", desk.add_site, name="add-site"),
    path("sites/<int:pk>/", desk.site, name="site"),
    path("sites/<int:pk>/edit/", desk.edit_site, name="edit-site"),
    path("sites/<int:pk>/count/", desk.count, name="count"),
    path("sites/<int:pk>/attach/", desk.attach, name="attach"),
    path("sites/<int:pk>/detach/", desk.detach, name="detach"),
    path("sites/<int:pk>/close/", desk.close, name="close-site"),
    path("sites/<int:pk>/person/", desk.find_person, name="find-person"),
    path("person/<uuid:public_id>/", people.person, name="person"),
    path("person/<uuid:public_id>/at/<int:site_id>/", people.job, name="job"),
    path("jobs/<int:pk>/mark/", people.mark, name="mark"),
    path("jobs/<int:pk>/end/", people.end, name="end-job"),
]
