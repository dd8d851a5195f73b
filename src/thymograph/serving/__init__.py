"""`thymograph serve`: the page, a read-only SPARQL 1.1 endpoint, and an editor for queries, on one port.

A small HTTP front (:mod:`thymograph.serving.front`) lends each query to a worker process
(:mod:`thymograph.serving.pool`) that holds the store read-only and can be killed without harm.
"""
