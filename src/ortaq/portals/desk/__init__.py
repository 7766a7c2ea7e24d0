"""The officers' door: what needs me today."""
