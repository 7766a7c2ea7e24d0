"""Addresses under /desk/sheets/."""

app_name = "sheets"
urlpatterns: list[object] = []
