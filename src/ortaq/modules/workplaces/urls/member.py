"""Addresses under /my/membership/job/."""

app_name = "workplaces"
urlpatterns: list[object] = []
