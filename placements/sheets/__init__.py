"""Matching on spreadsheets alone: files in, facts, the same rules and solver, a workbook out."""
