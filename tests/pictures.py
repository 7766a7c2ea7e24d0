"""Pictures for tests."""

import io

from PIL import Image


def picture() -> io.BytesIO:
    """Return a photograph with a place and an author in it."""
    stream = io.BytesIO()
    image = Image.new("RGB", (32, 24), "teal")
    exif = image.getexif()
    exif[0x013B] = "Aigul"  # Artist
    image.save(stream, "JPEG", exif=exif)
    stream.seek(0)
    return stream
