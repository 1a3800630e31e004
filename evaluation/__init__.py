"""Quality of judgement, measured on data that others labelled, and held against floors.

A measure is a module of this folder with `rows(shared)`; see README.md.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the product has it: entregent.web.settings
