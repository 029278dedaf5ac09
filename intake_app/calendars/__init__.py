"""Calendars: dates as people tell them, in four calendars, kept as told and shown with the conversion."""
