"""The page of published figures: what belongs together, how it is drawn, what all share."""
