"""Records over time, as pure folds: the same reports in any order give the same ledgers."""
