"""The command line, and `pipeline.py`: the whole flow on one page."""
