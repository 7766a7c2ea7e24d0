"""What was sent stays what was sent: the database refuses to change an original's columns."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION files_original_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an original of files_storedfile never changes';
END $$;
CREATE TRIGGER files_original_never_changes
    BEFORE UPDATE ON files_storedfile FOR EACH ROW
    WHEN ((OLD.public_id, OLD.owner_id, OLD.media_type, OLD.size, OLD.sha256, OLD.stored_at)
        IS DISTINCT FROM
        (NEW.public_id, NEW.owner_id, NEW.media_type, NEW.size, NEW.sha256, NEW.stored_at))
    EXECUTE FUNCTION files_original_never_changes();
"""
BACKWARD = """
DROP TRIGGER files_original_never_changes ON files_storedfile;
DROP FUNCTION files_original_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
