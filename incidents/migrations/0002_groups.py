"""The two groups that the policies know."""

from django.db import migrations


def make_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for name in ("editors", "reviewers"):
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_domain"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop, elidable=False)]
