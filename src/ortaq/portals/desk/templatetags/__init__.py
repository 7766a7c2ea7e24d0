"""Tags of the desk's top bar."""
