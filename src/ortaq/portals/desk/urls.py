"""Addresses under /desk/: the portal's own pages, then each room's."""

from django.urls import include, path

from ortaq.portals.desk import figures, tables, views

own = [
    path("", views.today, name="today"),
    path("search/", views.search, name="search"),
    path("search/names/", views.names, name="names"),
    path("figures/", figures.index, name="figures-index"),
    path("figures/<int:pk>/", figures.show, name="figures"),
    path("figures/<int:pk>/movement/", figures.movement, name="movement"),
    path("figures/<int:pk>/comparison/", figures.comparison, name="comparison"),
    path("figures/<int:pk>/table.<slug:form>", tables.table, name="figures-table"),
    path("figures/<int:pk>/movement.<slug:form>", tables.movement, name="movement-table"),
]
urlpatterns = [
    path("", include((own, "desk"))),
    path("", include("ortaq.modules.membership.urls.desk")),
    path("appeals/", include("ortaq.modules.appeals.urls.desk")),
    path("hearings/", include("ortaq.modules.hearings.urls.desk")),
    path("talk/", include("ortaq.modules.dialogue.urls.desk")),
    path("letters/", include("ortaq.modules.letters.urls.desk")),
    path("law/", include("ortaq.modules.law.urls.desk")),
    path("assistant/", include("ortaq.modules.assistant.urls.desk")),
    path("agreements/", include("ortaq.modules.agreements.urls.desk")),
    path("workplaces/", include("ortaq.modules.workplaces.urls.desk")),
    path("sheets/", include("ortaq.foundation.sheets.urls")),
    path("", include("ortaq.foundation.accounts.desk_urls")),
    path("", include("ortaq.foundation.orgs.urls")),
    path("audit/", include("ortaq.foundation.audit.urls")),
    path("jobs/", include("ortaq.foundation.events.urls")),
]
