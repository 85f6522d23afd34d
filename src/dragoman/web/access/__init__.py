"""Who comes in: accounts, sessions, the secret that signs them, how fast one may ask, who is turned away at the door."""
