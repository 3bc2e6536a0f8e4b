"""Two kernels of variance, lonely units and degrees of freedom."""
