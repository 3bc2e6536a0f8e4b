"""What is made of estimates: contrasts, comparisons, nets, functions, standardised estimates."""
