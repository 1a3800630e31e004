"""The rules, one file a family: W wording, B beginning, M maintaining, E ending, P people and data."""
