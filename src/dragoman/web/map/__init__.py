"""/map: acts whose words name their place."""
