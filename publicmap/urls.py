"""The pages, each in every language; what only machines read stands in `machine_urls`."""

from django.urls import path

from publicmap.views import gazetteer, incidents, log, pages

app_name = "publicmap"
urlpatterns = [
    path("", pages.map_page, name="map"),
    path("method/", pages.method, name="method"),
    path("incidents/", incidents.incident_list, name="incidents"),
    path("incidents/<slug:code>/", incidents.incident_page, name="incident"),
    path("incidents/<slug:code>/card/", incidents.incident_card, name="card"),
    path("log/", log.log, name="log"),
    path("log.atom", log.log_feed, name="log_feed"),
    path("places.json", gazetteer.places, name="places"),
    path("map/towns/<int:zoom>/<int:x>/<int:y>.json", gazetteer.towns, name="towns"),
]
