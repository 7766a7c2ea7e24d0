"""Addresses under /desk/workplaces/."""

app_name = "workplaces-desk"
urlpatterns: list[object] = []
