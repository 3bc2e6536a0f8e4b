"""Commands about published percents, claims and sample sizes."""
