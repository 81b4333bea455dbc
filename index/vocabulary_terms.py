"""The terms of the vocabulary that should stay whole when text is cut."""

from ingest.vocabulary.load import vocabulary


def vocabulary_terms() -> list[str]:
    """Items with their printed and everyday names, and the names of the classification; sorted."""
    known = vocabulary()
    terms = {name.name for name in known.classification}
    for item in known.items.values():
        terms |= {item.name, *item.printed, *item.everyday}
    return sorted(terms)
