"""The reader's short names of several parties ("the coalition") had become a party of their own."""

from typing import Any

from django.db import migrations


def remove(apps: Any, schema_editor: Any) -> None:
    actors = apps.get_model("incidents", "Actor").objects.filter(reader_name__contains="|", merged_into=None)
    for row in ("IncidentActor", "ClaimActor"):
        told = apps.get_model("incidents", row).objects.filter(actor__isnull=False)
        actors = actors.exclude(pk__in=told.values("actor"))
    pks = list(actors.values_list("pk", flat=True))
    apps.get_model("incidents", "ActorAlias").objects.filter(actor__in=pks).delete()
    apps.get_model("incidents", "Actor").objects.filter(pk__in=pks, merges=None, gone_in=None, merged=None).delete()


class Migration(migrations.Migration):
    dependencies = [("incidents", "0017_unexplained")]
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
