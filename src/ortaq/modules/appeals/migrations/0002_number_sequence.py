from django.db import migrations


class Migration(migrations.Migration):
    """One sequence for the numbers of all years; appeals_numberyear says where a year begins."""

    dependencies = [("appeals", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE appeals_number", "DROP SEQUENCE appeals_number")
    ]
