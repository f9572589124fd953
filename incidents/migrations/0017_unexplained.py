from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0016_named_author")]

    operations = [
        migrations.AddField("publishedversion", "unexplained", models.PositiveBigIntegerField(default=0)),
    ]
