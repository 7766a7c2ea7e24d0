"""Names inside a quoted sentence: «Организация рудника „Орлеу“», “Union of ‘Orleu’”."""

_INNER = str.maketrans({"«": "„", "»": "“", "“": "‘", "”": "’"})


def inner(text: object) -> str:
    """Return a name with its own quotation marks made inner ones, to stand inside quotes."""
    return str(text).translate(_INNER)
