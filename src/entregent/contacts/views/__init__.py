"""Screens: the people known, one person, what is noted of them."""
