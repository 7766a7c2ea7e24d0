"""From a file's bytes to rows of text: what kind of table it is, and its rows one by one."""

from ortaq.foundation.sheets.reading.source import Source, UnreadableError, inspect, opened

__all__ = ["Source", "UnreadableError", "inspect", "opened"]
