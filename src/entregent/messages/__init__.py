"""Messages to contacts: one writes them here, the rules of etiquette read them, and they leave by one gate.

A message is a draft, waits, then has left; what the rules said of it and why a block was lifted stay with it. Nothing else in
Entregent writes to a contact: tests/architecture/test_leaving.py. Letters to members are no messages (accounts.letters).
"""
