"""`dragoman newsletter` and `dragoman subscribers`: issues, their sending, and who gets them."""
