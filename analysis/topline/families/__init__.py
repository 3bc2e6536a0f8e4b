"""Families of methods: what there is to choose from, wherever a method has a name."""
