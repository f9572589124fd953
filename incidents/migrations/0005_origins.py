"""The sketches by which reprints are found, and what an editor took apart; texts captured before get their sketch."""

import django.db.models.deletion
from django.db import migrations, models

from extraction.similarity import band_keys, shingles


def sketch_texts(apps, schema_editor):
    versions = apps.get_model("incidents", "ReportVersion").objects.using(schema_editor.connection.alias)
    bands = apps.get_model("incidents", "TextBand").objects.using(schema_editor.connection.alias)
    for version in versions.only("text").iterator(chunk_size=200):
        keys = band_keys(shingles(version.text))
        bands.bulk_create(bands.model(report_version=version, key=key) for key in keys)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0004_audit")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="distinct_from",
            field=models.ManyToManyField(blank=True, to="incidents.report"),
        ),
        migrations.CreateModel(
            name="TextBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.BigIntegerField(db_index=True)),
                (
                    "report_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="incidents.reportversion",
                    ),
                ),
            ],
        ),
        migrations.RunPython(sketch_texts, migrations.RunPython.noop, elidable=True),
    ]
