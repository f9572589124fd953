from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0018_short_names")]

    operations = [
        migrations.RemoveField("publishedversion", "unexplained"),
        # 0: nothing of what was counted before is taken for explained.
        migrations.AddField("publishedversion", "explained", models.PositiveBigIntegerField(default=0)),
    ]
