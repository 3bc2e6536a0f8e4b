"""What a survey tells about itself: one record, read by captions, reports and ``topline check``."""
