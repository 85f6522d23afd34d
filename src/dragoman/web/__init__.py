"""The site, its interfaces and the server for machines: pages that work without script and show the words."""
