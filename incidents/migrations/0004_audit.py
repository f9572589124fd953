"""The audit, with a row for each revision that was written before it."""

from itertools import islice

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Column of a revision -> of an entry; and where the state of each kind of record says what it is called.
COPIED = {"made_at": "at", "verb": "verb", "made_by_id": "by_id", "subject": "subject", "subject_id": "subject_id"}
NAMES = ("state__code", "state__name", "state__title")


def entry_of(row):
    name = next((row[key] for key in NAMES if row[key]), "")
    values = {field: row[column] for column, field in COPIED.items()}
    return {**values, "revision_id": row["id"], "subject_name": str(name)[:150]}


def audit_what_was_done(apps, schema_editor):
    revisions = apps.get_model("incidents", "Revision").objects.using(schema_editor.connection.alias)
    entries = apps.get_model("incidents", "AuditEntry").objects.using(schema_editor.connection.alias)
    former = revisions.order_by("id").values(*COPIED, "id", *NAMES)
    rows = (entries.model(**entry_of(row)) for row in former.iterator(chunk_size=2000))
    while batch := list(islice(rows, 2000)):
        entries.bulk_create(batch)


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0003_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('verb', models.CharField(max_length=40)),
                ('subject', models.CharField(choices=[('incident', 'Incident'), ('claim', 'Claim'), ('report', 'Report'), ('source', 'Source'), ('actor', 'Actor'), ('place', 'Place'), ('person', 'Person'), ('export', 'Export')], max_length=10)),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('subject_name', models.CharField(blank=True, max_length=150)),
                ('address', models.GenericIPAddressField(blank=True, null=True)),
                ('detail', models.JSONField(default=dict)),
                ('by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audit', to='incidents.revision')),
            ],
            options={
                'verbose_name_plural': 'audit entries',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['verb', '-id'], name='audit_verb'), models.Index(fields=['by', '-id'], name='audit_by'), models.Index(fields=['subject', 'subject_id', '-id'], name='audit_subject')],
            },
        ),
        migrations.RunPython(audit_what_was_done, migrations.RunPython.noop, elidable=False),
    ]
