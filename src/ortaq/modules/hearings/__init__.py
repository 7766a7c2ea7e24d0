"""Hearings of cases, their calendar, and the days by which one may still sue."""
