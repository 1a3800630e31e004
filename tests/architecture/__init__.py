"""Guards of the house: each module holds one rule, takes a folder, and returns its complaints in plain words.

A guard is proved twice: the real tree has no complaint, and a deliberate violation written in a temporary
folder is caught. There is no list of exceptions; where a rule hurts the code, change the rule and say why.
"""
