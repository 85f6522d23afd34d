"""`dragoman corrections`, a person's desk, and forgetting: what people say of records, note, watch and erase."""
