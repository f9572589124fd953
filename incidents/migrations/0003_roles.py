"""Five roles, each a group of its own name; the two groups before them keep their people."""

from django.db import migrations

ROLES = ("reader", "contributor", "editor", "reviewer", "administrator")
FORMER = {"editors": "editor", "reviewers": "reviewer"}


def make_roles(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for former, name in FORMER.items():
        groups.filter(name=former).update(name=name)
    for name in ROLES:
        groups.get_or_create(name=name)


def back_to_two_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for former, name in FORMER.items():
        groups.filter(name=name).update(name=former)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_groups")]

    operations = [migrations.RunPython(make_roles, back_to_two_groups, elidable=False)]
