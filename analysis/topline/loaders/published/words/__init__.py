"""What people who publish tables call things: bases, checks, statistics, dates, marks."""
