"""Addresses that are the same in every language."""

from django.urls import path

from publicmap.views import data, machines

app_name = "machines"
urlpatterns = [
    path("map/data/manifest.json", data.manifest, name="manifest"),
    path("map/data/<str:name>", data.file, name="data"),
    path("map/search.json", machines.search, name="search"),
    path("map/version.json", machines.version, name="version"),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("healthz", machines.health, name="health"),
]
