"""Where the press comes from: sources, their hosts, how they fare, and the end of an errand."""
