"""What is known of a survey file beside its cells: variables, labels, reasons, and the codebook."""
