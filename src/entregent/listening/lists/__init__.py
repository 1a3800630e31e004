"""Lists of sources: brought in, taken in by batches, put out, shown to other readers. docs/decisions/0022-lists-of-sources.md"""
