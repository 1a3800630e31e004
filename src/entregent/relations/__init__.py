"""Relations: what passed between a contact and us, what each promised, and when a word is due.

An exchange is any real contact between two people; a mailing is not one. What is owed is told from exchanges and promises by
core.lifecycle, never kept as a verdict. Who somebody is, and what is known of them: contacts.
"""
