"""Lists of words, written in the code as people write them: side by side."""


def word_list(text: str) -> frozenset[str]:
    """Return the words of the text, cut at white space."""
    return frozenset(text.split())
