"""What left stays what left: number, pages and approval of a sent letter never change.

Its words may be emptied when the member's data are erased; the digest stays as the proof.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION letters_sent_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what left of letters_letter never changes';
END $$;
CREATE TRIGGER letters_sent_never_changes
    BEFORE UPDATE ON letters_letter FOR EACH ROW
    WHEN (OLD.sent_at IS NOT NULL AND
        (OLD.appeal_id, OLD.body_id, OLD.kind, OLD.year, OLD.seq, OLD.names_member, OLD.digest,
         OLD.approved_digest, OLD.approved_at, OLD.sent_at)
        IS DISTINCT FROM
        (NEW.appeal_id, NEW.body_id, NEW.kind, NEW.year, NEW.seq, NEW.names_member, NEW.digest,
         NEW.approved_digest, NEW.approved_at, NEW.sent_at))
    EXECUTE FUNCTION letters_sent_never_changes();
"""
BACKWARD = """
DROP TRIGGER letters_sent_never_changes ON letters_letter;
DROP FUNCTION letters_sent_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
