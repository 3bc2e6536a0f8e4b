"""What a printed, rounded percentage can have been."""
