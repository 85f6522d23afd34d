"""`dragoman run`: many pages read by many processes or machines."""
