"""A whole store in one file, and back: the file, its lines, and what each subject writes as lines."""
