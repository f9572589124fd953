from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

# The language is in the address, so that a shared link shows what its sender saw; English has no prefix.
urlpatterns = [
    path("api/", include("api.urls")),
    path("admin/", admin.site.urls),
    path("", include("publicmap.machine_urls")),
    *i18n_patterns(
        path("desk/", include("desk.urls")),
        path("", include("publicmap.urls")),
        prefix_default_language=False,
    ),
]
