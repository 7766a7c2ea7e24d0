"""The folded words of every name, and the list of different ones, by which people are found."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

from ortaq.foundation.accounts.naming import words_of_name

CHUNK = 5000

# Two triggers, because a trigger with transition tables hears one kind of act. A word that is
# there already costs one look into the index; a new one may be written twice by two transactions
# at once, so that neither waits for the other.
KEEP = """
create function accounts_keep_name_words() returns trigger language plpgsql as $$
begin
    insert into accounts_nameword (word)
    select word from (select distinct unnest(name_words) as word from fresh) found
     where not exists (select from accounts_nameword known where known.word = found.word);
    return null;
end $$;
create trigger accounts_user_words_new after insert on accounts_user
    referencing new table as fresh for each statement
    execute function accounts_keep_name_words();
create trigger accounts_user_words_changed after update on accounts_user
    referencing new table as fresh for each statement
    execute function accounts_keep_name_words();
"""
FORGET = """
drop trigger accounts_user_words_new on accounts_user;
drop trigger accounts_user_words_changed on accounts_user;
drop function accounts_keep_name_words();
"""


def fill(apps, schema_editor):
    """Give the people who are here already their words."""
    users = apps.get_model("accounts", "User").objects
    last = 0
    while True:
        rows = list(users.filter(pk__gt=last, erased_at__isnull=True).order_by("pk")[:CHUNK])
        if not rows:
            return
        for user in rows:
            user.name_words = words_of_name(user.family_name, user.given_name, user.patronymic)
        users.bulk_update(rows, ["name_words"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_throttle_table")]

    operations = [
        TrigramExtension(),
        migrations.AddField(
            model_name="user",
            name="name_words",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.CreateModel(
            name="NameWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.TextField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="name_word_near", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(
                        fields=["word"], name="name_word_begins", opclasses=["text_pattern_ops"]
                    ),
                ]
            },
        ),
        migrations.RunSQL(KEEP, FORGET),
        migrations.RunPython(fill, migrations.RunPython.noop),
        # Deferred checks of the rows just filled stand in the way of an index on their table.
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="user",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=True,
                fields=["name_words"],
                gin_pending_list_limit=512,
                name="user_name_words",
            ),
        ),
    ]
