"""Messages to people: in the app, by e-mail, and ports for the rest."""
