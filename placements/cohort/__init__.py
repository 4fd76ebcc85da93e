"""The cohort in the product: read from the rows, run by the worker, shown on a board, approved by people."""
