"""The union vertical in two lines: bodies, mandates and reach."""
