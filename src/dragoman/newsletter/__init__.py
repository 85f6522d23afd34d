"""The morning brief by mail: editions, subscribers, consent, sending, bounces."""
