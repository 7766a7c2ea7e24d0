"""Pages of membership: the member's and the desk's."""
