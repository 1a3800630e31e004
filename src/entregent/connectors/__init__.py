"""Sources: how posts come in. One folder a kind of source, one entry-point line each; no Django.

`contract` says what a connector promises, `registry` finds those that are installed, `http` is the only way out.
"""
