from django.db import migrations


class Migration(migrations.Migration):
    """The serial numbers behind card numbers: a gap is harmless, a repeat is impossible."""

    dependencies = [("membership", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE membership_card_serial"
            " AS bigint MINVALUE 0 MAXVALUE 999999999 START 0 NO CYCLE",
            "DROP SEQUENCE membership_card_serial",
        )
    ]
