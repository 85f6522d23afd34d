"""What goes into the store, what it is asked, and whether it is well; the ledgers and copies too."""
