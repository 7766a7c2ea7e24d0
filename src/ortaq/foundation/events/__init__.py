"""Facts a module states and the jobs they start, in the caller's transaction."""
