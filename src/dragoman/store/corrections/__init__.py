"""What people say of records: right, wrong, missed, one and the same; and what stands of it."""
