"""Comparisons: tests of paired answers, tables, trends and many pairs, and p-values for many."""
