"""The two columns of notes become rows, signed by whoever wrote them last as far as the history tells."""

from django.db import migrations

_KINDS = {"internal_note": "internal", "geolocation_note": "geolocation"}


def to_rows(apps, schema_editor):
    Incident, IncidentNote, Revision = (
        apps.get_model("incidents", name) for name in ("Incident", "IncidentNote", "Revision")
    )
    for column, kind in _KINDS.items():
        for incident in Incident.objects.exclude(**{column: ""}).order_by("pk").iterator():
            revisions = Revision.objects.filter(subject="incident", subject_id=incident.pk).order_by("-number")
            written = next((each for each in revisions.defer("state").iterator() if column in each.changes), None)
            IncidentNote.objects.create(
                incident=incident,
                kind=kind,
                text=getattr(incident, column),
                signed_by_id=written.made_by_id if written else None,
                signed_at=written.made_at if written else incident.changed_at,
            )


def to_columns(apps, schema_editor):
    Incident, IncidentNote = apps.get_model("incidents", "Incident"), apps.get_model("incidents", "IncidentNote")
    for column, kind in _KINDS.items():
        words = {}
        for note in IncidentNote.objects.filter(kind=kind).order_by("pk"):
            words.setdefault(note.incident_id, []).append(note.text)
        for number, texts in words.items():
            Incident.objects.filter(pk=number).update(**{column: "\n\n".join(texts)})
    IncidentNote.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("incidents", "0012_coarse_found")]

    operations = [
        migrations.RunPython(to_rows, to_columns),
        migrations.RemoveField(model_name="incident", name="internal_note"),
        migrations.RemoveField(model_name="incident", name="geolocation_note"),
    ]
