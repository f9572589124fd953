"""The audit, with a row for each revision that was written before it."""

from itertools import islice

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def audit_what_was_done(apps, schema_editor):
    revisions = apps.get_model("incidents", "Revision").objects.using(schema_editor.connection.alias)
    entries = apps.get_model("incidents", "AuditEntry").objects.using(schema_editor.connection.alias)
    former = revisions.order_by("id").values_list("id", "made_at", "verb", "made_by_id", "subject", "subject_id")
    fields = ("revision_id", "at", "verb", "by_id", "subject", "subject_id")
    rows = (entries.model(**dict(zip(fields, values))) for values in former.iterator(chunk_size=2000))
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
