"""Quality of judgement, measured on data that others labelled, and held against floors.

A measure is a module of this folder with `rows(shared)`; see README.md.
"""
