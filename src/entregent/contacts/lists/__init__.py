"""Lists of people: read whatever made them, judged line by line, taken in by batches, put out."""
