"""The side of the people in the file: they are told that it exists, read all of it, correct it, refuse, and leave it.

A notice tells them (GDPR, art. 14). A link opens their own page, without an account. A request has a day by which it is answered.
What is past its time is proposed for erasure, and a person confirms. Each room says in its `personal_data` what it keeps of
somebody and how it lets go of it; this room only asks them all (`privacy.rooms`). docs/decisions/0041-their-side.md
"""
