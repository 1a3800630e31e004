"""Standing questions put to everything that is heard.

watch (a saved query in the watch language) · mention (a post that a watch caught, with where in it).
"""
