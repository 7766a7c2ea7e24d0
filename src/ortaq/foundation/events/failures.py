"""Why a job failed: the kind of error and the place in the code, never its text."""

from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import Any

from django.utils import timezone
from procrastinate.job_context import JobContext

from ortaq.foundation.events.models import Failure

ROOT = str(Path(__file__).parents[2])


def place_of(error: BaseException) -> str:
    """Return ``module/file.py:line`` of the deepest frame in our own code."""
    frames = [
        frame for frame in extract_tb(error.__traceback__) if frame.filename.startswith(ROOT)
    ]
    if not frames:
        return ""
    return f"{Path(frames[-1].filename).relative_to(ROOT)}:{frames[-1].lineno}"


def note(job_id: int, error: BaseException) -> None:
    """Keep the last failure of a job. Messages of errors may quote people's data, so no text."""
    kind = type(error)
    Failure.objects.update_or_create(
        job_id=job_id,
        defaults={
            "at": timezone.now(),
            "error": f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")[:200],
            "place": place_of(error)[:200],
        },
    )


def note_failure(call_next: Callable[[], Any], context: JobContext, worker: object) -> Any:
    """Wrap every job of the house (a procrastinate task middleware)."""
    try:
        return call_next()
    except Exception as error:
        if context.job.id:
            note(context.job.id, error)
        raise
