"""A classifier of sentences: how much each sounds like what a rule looks for, in whatever words it is said.

Phrases find what was written before; a promise of success can be made in a thousand other ways. A small network reads the vectors
of the encoder's lower layers and gives each sentence a score for each code; `evaluation/etiquette_training.py` makes its weights
from sentences written for it. What it finds is a doubt or a warning: it never blocks. docs/decisions/0049-sentences-by-ear.md
"""

from entregent.core.etiquette.classifier.network import Classifier, usual_classifier

__all__ = ["Classifier", "usual_classifier"]
