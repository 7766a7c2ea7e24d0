"""Pages of workplaces: the desk's, persons, and the member's own."""
