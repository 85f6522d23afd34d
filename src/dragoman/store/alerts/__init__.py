"""Rules of watching, the alerts that they made, and who is told of them."""
