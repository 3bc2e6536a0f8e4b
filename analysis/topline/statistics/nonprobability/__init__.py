"""Samples that chose themselves: who takes part, and means under a model of that."""
