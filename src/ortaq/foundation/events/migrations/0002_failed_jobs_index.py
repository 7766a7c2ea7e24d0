"""Dead letters are counted by every metrics scrape: give them a small index of their own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial"), ("procrastinate", "0041_post_retry_failed_job")]

    operations = [
        migrations.RunSQL(
            "create index events_dead_letters on procrastinate_jobs (id) where status = 'failed'",
            "drop index events_dead_letters",
        )
    ]
