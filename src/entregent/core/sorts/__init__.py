"""What sort of thing was said: question, criticism, praise…, as a suggestion for a person to confirm. Pure; French and English."""

from entregent.core.sorts.sorts import Sort, Suggestion
from entregent.core.sorts.suggest import VERSION, suggest_sort

__all__ = ["VERSION", "Sort", "Suggestion", "suggest_sort"]
