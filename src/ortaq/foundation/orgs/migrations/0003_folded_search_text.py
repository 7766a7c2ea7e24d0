"""Bodies are found by folded words, as persons are: the spelling of letters does not count."""

from django.db import migrations

from ortaq.foundation.texts.folding import folded_words

CHUNK = 2000


def fold(apps, schema_editor):
    """Fold the names of the bodies that are here already."""
    bodies = apps.get_model("orgs", "Body").objects
    last = 0
    while True:
        rows = list(bodies.filter(pk__gt=last).order_by("pk")[:CHUNK])
        if not rows:
            return
        for body in rows:
            body.search_text = " ".join(folded_words(" ".join(body.name.values())))
        bodies.bulk_update(rows, ["search_text"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("orgs", "0002_succession_contacts_elections")]
    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
