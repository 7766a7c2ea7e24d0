"""Plain XLSX sheets as a stream: the first rows are there while the last ones are still packed.

Whatever is not plain raises ``UnusualError``, also in the middle; then a library that knows the
whole format has to go on from there.
"""

from ortaq.lib.workbooks.parts import UnusualError
from ortaq.lib.workbooks.stream import plain_rows

__all__ = ["UnusualError", "plain_rows"]
