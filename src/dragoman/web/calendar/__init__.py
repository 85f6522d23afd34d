"""/calendar, /calendar.ics, /meeting, /channels and /channel: who meets when, and through what."""
