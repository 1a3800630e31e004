"""The look: base page, components, charts, icons, style and the one small script.

Knows no room: everything it shows (navigation, addresses, people) comes from the context. No models.
Words: base page, plain page (login, errors), entry, quote, timeline, palette, toast.
"""
