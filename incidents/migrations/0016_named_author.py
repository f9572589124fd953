"""The label of `blamed` says what the code means: somebody names the party, the report itself or whom it quotes."""

from django.db import migrations, models

CHOICES = [
    ("claimed", "Claimed by the party itself"),
    ("blamed", "Named as the author"),
    ("suspected", "Suspected"),
    ("denied", "Denied by the party"),
    ("unknown", "Unknown"),
]


class Migration(migrations.Migration):
    dependencies = [("incidents", "0015_restricted")]

    operations = [
        migrations.AlterField(
            model_name=model,
            name="attribution",
            field=models.CharField(choices=CHOICES, default="unknown", max_length=10),
        )
        for model in ("claimactor", "incident", "incidentactor")
    ]
