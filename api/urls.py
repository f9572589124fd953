from django.urls import path

from api import views

app_name = "api"
urlpatterns = [
    path("v1/", views.index, name="index"),
    path("v1/incidents/<slug:code>.geojson", views.incident_geojson, name="incident"),
    path("v1/counts.json", views.counts, name="counts"),
    path("v1/incidents.geojson", views.incidents_geojson, name="incidents_geojson"),
]
