"""The one result: a tidy table of estimates, their covariance, and how they were made.

``estimates`` is its door. ``schema`` says what columns it has, ``rows`` and ``presentation`` fill
them for microdata, ``table`` checks them, ``printed`` shows them. ``intervals`` is the table of
intervals, ``reasons`` that of what a reader may have to know of a row, ``reason_codes`` reads and
words it. What is made of estimates is a module of ``algebra`` each.
"""
