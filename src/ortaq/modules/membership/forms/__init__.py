"""HTTP input of membership pages, by what is done with it."""
