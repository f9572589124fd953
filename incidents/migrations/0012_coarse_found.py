"""The few records that are published coarsened are found by an index: each filter for parties looks at them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0011_boxes_on_the_grid")]

    operations = [
        migrations.AddIndex(
            model_name="incident", index=models.Index(fields=["sensitivity"], name="incident_sensitivity")
        ),
    ]
