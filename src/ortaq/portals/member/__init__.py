"""The member's door: one thumb, 390 pixels."""
