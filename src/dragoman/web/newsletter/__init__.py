"""/newsletter: signing up, confirming, leaving, issues on the web; the same sign-up for programs."""
