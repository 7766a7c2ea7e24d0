"""PURE. Pictures are decoded and drawn anew: nothing but the pixels survives."""

import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from ortaq.foundation.files.cleaning import CleaningError
from ortaq.foundation.files.kinds import GIF, JPEG, PNG, Kind

MAX_PIXELS = 50_000_000
LONGEST = 4096  # px; small print on a photographed page stays legible
THUMBNAIL = 320

_SAVING: dict[str, dict[str, Any]] = {
    "image/jpeg": {"format": "JPEG", "quality": 85, "optimize": True},
    "image/png": {"format": "PNG", "compress_level": 6},
    "image/webp": {"format": "WEBP", "quality": 85},
}


def clean(original: Path, folder: Path, kind: Kind) -> Kind:
    """Write the picture and its thumbnail. Of an animation the first frame is kept."""
    made = PNG if kind is GIF else kind
    try:
        picture = _drawn(original)
    except Image.DecompressionBombError as error:
        raise CleaningError("too_many_pixels") from error
    except (UnidentifiedImageError, ValueError, SyntaxError, EOFError) as error:
        raise CleaningError("broken") from error
    except OSError as error:
        if error.errno is not None:  # the disk, not the picture
            raise
        raise CleaningError("broken") from error
    body = _flat(picture) if made is JPEG else picture
    body.save(folder / "body", **_SAVING[made.media_type])
    small = _flat(picture)
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    small.save(folder / "thumbnail", format="JPEG", quality=80, optimize=True)
    return made


def _drawn(original: Path) -> Image.Image:
    """Return the upright picture in sRGB, without anything that was written beside the pixels."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with Image.open(original, formats=["JPEG", "PNG", "WEBP", "GIF"]) as source:
        if source.width * source.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        if source.format == "JPEG":
            source.draft(None, (LONGEST, LONGEST))  # decode no more than is needed
        source.seek(0)
        source.load()
        picture = ImageOps.exif_transpose(source)
    picture = _srgb(picture)
    picture.thumbnail((LONGEST, LONGEST))
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _srgb(picture: Image.Image) -> Image.Image:
    """Return RGB, RGBA or L; colours of another profile are converted, the profile is dropped."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith(("I", "F")):  # 16 or 32 bits a pixel, as scanners make them
        picture = ImageOps.autocontrast(picture.point(lambda v: v / 256).convert("L"), cutoff=0)
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        picture = _out_of(profile, picture)
    if picture.mode in ("RGB", "RGBA", "L"):
        return picture
    has_alpha = picture.mode in ("LA", "PA", "La", "RGBa") or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha else "RGB")


def _out_of(profile: bytes, picture: Image.Image) -> Image.Image:
    """Return the picture with its colours converted; a broken profile leaves them as they are."""
    try:
        converted = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if picture.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        converted = None
    return converted or picture


def _flat(picture: Image.Image) -> Image.Image:
    """Return a copy on white paper."""
    if picture.mode != "RGBA":
        return picture.copy()
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
