"""What is published beside figures: how precise they are, and what two of them have in common."""
