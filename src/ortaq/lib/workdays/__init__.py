"""Working days: the calendar in which the law counts deadlines."""
