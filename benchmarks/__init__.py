"""Figures of the product, measured on the machine at hand and held against their targets."""
