"""Questions of one's own microdata: what kind each is, who answered it, how it is shown."""
