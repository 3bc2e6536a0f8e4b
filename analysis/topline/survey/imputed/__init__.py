"""Several completed versions of the same data, estimated as one."""
