"""The table of the default cache: allauth counts tries there, for all processes and restarts."""

from django.db import migrations

CREATE = """
create table if not exists cache_throttle (
    cache_key varchar(255) not null primary key,
    value text not null,
    expires timestamptz not null
);
create index if not exists cache_throttle_expires on cache_throttle (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, "drop table if exists cache_throttle")]
