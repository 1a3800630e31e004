"""The people known as an address book that telephones and mail programs read: CardDAV (RFC 6352), without writing.

`xml` reads what they ask and writes what they are told; `members` finds the people and their cards; `resources` says what each
address has. Requests come in by `contacts.views.carddav`.
"""
