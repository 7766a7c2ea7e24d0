"""Pages of letters: the desk's, the member's, and those that need no account."""
