"""Talk between a member and those who work for him; announcements with replies."""
