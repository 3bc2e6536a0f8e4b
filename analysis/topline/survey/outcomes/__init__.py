"""Models of answers in order, of answers without one, and of times: by the largest likelihood."""
