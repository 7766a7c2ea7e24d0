"""The list of words that occur in names: housekeeping."""

from django.db import connection, transaction

_TIDY = """
    DELETE FROM accounts_nameword word
     WHERE EXISTS (
            SELECT FROM accounts_nameword twin WHERE twin.word = word.word AND twin.id < word.id)
        OR NOT EXISTS (
            SELECT FROM accounts_user WHERE name_words @> ARRAY[word.word])
"""


@transaction.atomic
def tidy_name_words() -> int:
    """Drop words that nobody bears and words written twice; return how many. Idempotent."""
    with connection.cursor() as cursor:
        cursor.execute(_TIDY)
        return int(cursor.rowcount)
