"""The door of machines: OpenAPI, the same rights as on screen."""
