"""Door two: microdata and their design, to Estimates.

A row's way: ``columns`` reads it from the user's frame, ``build`` codes its design once,
``domains`` says which estimate it belongs to, ``cells`` adds it to the sums of its unit and
domain, ``smooth`` (or ``quantiles``) makes estimates of the sums, ``kernels`` their covariance,
and ``results`` the table.
"""
