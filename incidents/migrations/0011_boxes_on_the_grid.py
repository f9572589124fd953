"""Boxes on the grid of millionths of a degree that browsers compare on, and the embargoes that end found by an index."""

from django.db import migrations, models
from django.db.models import F, Func, Q


def put_on_grid(apps, schema_editor):
    incidents = apps.get_model("incidents", "Incident").objects.using(schema_editor.connection.alias)
    rounded = {side: Func(F(side) * 1e6, function="ROUND") / 1e6 for side in ("west", "south", "east", "north")}
    incidents.filter(west__isnull=False).update(**rounded)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0010_coarse_areas")]

    operations = [
        migrations.RunPython(put_on_grid, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                fields=["embargo_until"], condition=Q(("embargo_until__isnull", False)), name="incident_embargo"
            ),
        ),
    ]
