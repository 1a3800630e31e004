"""Sources and the posts they publish.

source (a feed, read once for every workspace) · following (a workspace listens to a source) · reading (one run, with its outcome) ·
post. What is said in the posts about whom is for the rooms above.
"""
