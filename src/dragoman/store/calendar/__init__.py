"""Meetings for the calendar, and which entry each of them has there."""
