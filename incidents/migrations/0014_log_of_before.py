"""What was published and withdrawn before there was a public log stands in the revisions, and becomes its first lines."""

from django.db import migrations

EVENTS = {"publish_incident": "published", "withdraw_incident": "withdrawn"}


def to_lines(apps, schema_editor):
    Revision = apps.get_model("incidents", "Revision")
    PublicEntry = apps.get_model("incidents", "PublicEntry")
    untold = Revision.objects.filter(subject="incident", verb__in=EVENTS, public_entry=None).order_by("made_at", "id")
    revisions = untold.values_list("id", "subject_id", "verb", "made_at", "reason")
    lines = (
        PublicEntry(
            revision_id=revision,
            incident_id=incident,
            event=EVENTS[verb],
            at=at,
            # The reason of a withdrawal was asked for in public; that of a publication was not.
            note=reason if verb == "withdraw_incident" else "",
        )
        for revision, incident, verb, at, reason in revisions.iterator(chunk_size=500)
    )
    PublicEntry.objects.bulk_create(lines, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0013_renamed_parties")]

    operations = [migrations.RunPython(to_lines, migrations.RunPython.noop)]
