"""The areas that the public is shown instead of places that must not be told."""

from django.db import models
from django.db.models import Q


class CoarseArea(models.Model):
    """A circle, drawn once (`incidents.coarse_areas`) for one place and shown for every place that it holds.

    It is never changed and never taken away: a second circle around one place would tell where the two meet.
    """

    country = models.CharField(max_length=2, blank=True)
    admin1 = models.CharField(max_length=20, blank=True)  # the governorate to name; empty where only the country is
    latitude = models.FloatField()
    longitude = models.FloatField()
    radius_m = models.PositiveIntegerField()
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)), name="coarsearea_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.country} #{self.pk}"
