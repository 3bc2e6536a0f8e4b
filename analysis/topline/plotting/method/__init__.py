"""Charts of methods: coverage, tipping points, funnels, weights."""
