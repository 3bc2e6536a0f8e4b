"""What commands share: their options, and how they print what they found."""
