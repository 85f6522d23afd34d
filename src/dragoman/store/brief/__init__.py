"""What a brief is written from: of some days, no more of it than its lines rest on."""
