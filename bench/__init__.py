"""Measuring Dragoman: against the exam and public gold where they are at hand, and against itself."""
