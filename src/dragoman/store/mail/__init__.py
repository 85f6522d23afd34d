"""The newsletter's subscribers, their consent, and the mails to them: beside the press, never of it."""
