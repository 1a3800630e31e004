"""Figures of the product, measured on the machine at hand and held against their targets."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the product has it: entregent.web.settings
