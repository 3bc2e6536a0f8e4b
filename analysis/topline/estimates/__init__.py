"""The one result: a tidy table of estimates, their covariance, and how they were made.

``estimates`` is its door. ``schema`` says what columns it has, ``rows`` and ``presentation`` fill
them for microdata, ``display`` shows them; ``reasons`` lists what a reader may have to know of a
row. What is made of estimates is a module each: ``contrasts``, ``comparisons``, ``nets``,
``standardising`` and ``delta``, the linear ones by way of ``sums``.
"""
