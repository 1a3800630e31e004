"""Contacts: the people whom a team knows, the outlets they speak from, and where each thing known of them comes from.

A contact is a person; an outlet is what they write or speak in; both may have several of the other. Everything known is a fact,
with its source, its date and who noted it; what was wrong or is over ends and is kept until the person asks otherwise. Who must
not be contacted is kept as a keyed hash of their addresses, so that it outlives their file.

Not here: what passed between us (relations), what they publish (listening), what the law gives them to ask (privacy).
"""
