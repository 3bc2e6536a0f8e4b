"""What a person's columns of figures are called, and what is made where they have none."""
