"""What goes for good: pages, people, texts whose time is over; and that it does not come in again."""
