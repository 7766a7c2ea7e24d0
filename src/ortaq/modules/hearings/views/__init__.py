"""Pages of hearings: the desk's and the member's."""
