"""/actor: who somebody is, and what they lately said, did, met and want."""
