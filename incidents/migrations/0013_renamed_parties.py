"""Renamed parties are followed as renamed places are, and the reader's own parties keep what the reader calls them."""

import tomllib

import django.db.models.deletion
from django.db import migrations, models

from extraction.lexicon import FOLDER


def name_for_the_reader(apps, schema_editor):
    tables = tomllib.loads((FOLDER / "parties.toml").read_text(encoding="utf-8"))
    known = [canonical for names in tables.values() for canonical in names]
    actors = apps.get_model("incidents", "Actor").objects.using(schema_editor.connection.alias)
    actors.filter(name__in=known, reader_name="").update(reader_name=models.F("name"))


class Migration(migrations.Migration):
    dependencies = [
        ("geo", "0004_edits"),
        ("incidents", "0012_signed_notes"),
    ]

    operations = [
        migrations.RunPython(name_for_the_reader, migrations.RunPython.noop, elidable=True),
        migrations.RenameModel("PlaceRenaming", "Renaming"),
        migrations.AlterField(
            model_name="renaming",
            name="place",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="geo.place"
            ),
        ),
        migrations.AddField(
            model_name="renaming",
            name="actor",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="incidents.actor"
            ),
        ),
        migrations.AddConstraint(
            model_name="renaming",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor__isnull", False), ("place", None))
                | models.Q(("actor", None), ("place__isnull", False)),
                name="renaming_of_a_place_or_a_party",
            ),
        ),
    ]
