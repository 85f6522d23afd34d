"""/api/v1 and its reference /api: the same values as the commands' `--json`."""
