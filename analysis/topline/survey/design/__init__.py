"""Sampling designs: strata, stages, replicate weights, presets."""
