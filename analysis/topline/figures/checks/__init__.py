"""What published figures say of each other, held together: sums, nets, bases, dates, totals."""
