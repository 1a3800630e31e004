"""The rules of the trade, pure: no Django, no network, no clock, no files.

Text in, judgement out. Everything that needs the outside world receives it as an argument.
"""
