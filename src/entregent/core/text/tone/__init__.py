"""The tone of a message: who speaks, to whom, how easily it reads, and the words that could be plainer. French and English.

Nothing here forbids anything: `core.etiquette` decides what to say of it.
"""

from entregent.core.text.tone.tone import Address, Person, Remark, Sector, Tone, tone_of

__all__ = ["Address", "Person", "Remark", "Sector", "Tone", "tone_of"]
