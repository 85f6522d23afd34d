"""`dragoman recode`: what a new reader would change."""
