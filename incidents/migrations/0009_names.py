"""Names that are found however they are spelt, sources and parties that turn out to be one, and a scale of reliability."""

import django.db.models.deletion
import incidents.models.named
from django.conf import settings
from django.db import migrations, models
from geo.folding import fold


def keep_judgements(apps, schema_editor):
    """What somebody wrote as reliability before there was a scale stays, as a note."""
    sources = apps.get_model("incidents", "Source").objects.using(schema_editor.connection.alias)
    for source in sources.exclude(reliability="").exclude(reliability__in="abcdef"):
        source.note = f"{source.note}\n{source.reliability}".strip()
        source.reliability = ""
        source.save(update_fields=["note", "reliability"])


def fold_names(apps, schema_editor):
    for name in ("Source", "SourceAlias", "Actor", "ActorAlias"):
        rows = apps.get_model("incidents", name).objects.using(schema_editor.connection.alias)
        for pk, written in list(rows.values_list("pk", "name")):
            rows.filter(pk=pk).update(folded=fold(written)[:400])


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0008_renamed_places'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActorMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField()),
                ('given', models.JSONField()),
                ('moved', models.JSONField()),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SourceMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField()),
                ('given', models.JSONField()),
                ('moved', models.JSONField()),
                ('reason', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='actor',
            name='folded',
            field=incidents.models.named.FoldedField(db_index=True, default='', editable=False, max_length=400, of='name'),
        ),
        migrations.AddField(
            model_name='actor',
            name='reader_name',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='actoralias',
            name='folded',
            field=incidents.models.named.FoldedField(db_index=True, default='', editable=False, max_length=400, of='name'),
        ),
        migrations.AddField(
            model_name='source',
            name='folded',
            field=incidents.models.named.FoldedField(db_index=True, default='', editable=False, max_length=400, of='name'),
        ),
        migrations.AddField(
            model_name='sourcealias',
            name='folded',
            field=incidents.models.named.FoldedField(db_index=True, default='', editable=False, max_length=400, of='name'),
        ),
        migrations.RunPython(keep_judgements, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='source',
            name='reliability',
            field=models.CharField(blank=True, choices=[('a', 'Completely reliable'), ('b', 'Usually reliable'), ('c', 'Fairly reliable'), ('d', 'Not usually reliable'), ('e', 'Unreliable'), ('f', 'Reliability cannot be judged')], max_length=1),
        ),
        migrations.AddConstraint(
            model_name='actor',
            constraint=models.UniqueConstraint(condition=models.Q(('reader_name', ''), _negated=True), fields=('reader_name',), name='actor_once_a_name_of_the_reader'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('reliability__in', ['', 'a', 'b', 'c', 'd', 'e', 'f'])), name='source_reliability_code'),
        ),
        migrations.AddField(
            model_name='actormerge',
            name='gone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gone_in', to='incidents.actor'),
        ),
        migrations.AddField(
            model_name='actormerge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='incidents.actor'),
        ),
        migrations.AddField(
            model_name='actormerge',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='actormerge',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sourcemerge',
            name='gone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gone_in', to='incidents.source'),
        ),
        migrations.AddField(
            model_name='sourcemerge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='incidents.source'),
        ),
        migrations.AddField(
            model_name='sourcemerge',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sourcemerge',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='actormerge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('gone',), name='actormerge_gone_into_one'),
        ),
        migrations.AddConstraint(
            model_name='sourcemerge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('gone',), name='sourcemerge_gone_into_one'),
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop, elidable=True),
    ]
