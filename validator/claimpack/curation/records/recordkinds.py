"""The kinds of record that can be added one by one, each with its table."""

KINDS = {
    "claim": "claims",
    "source": "sources",
    "concept": "concepts",
    "estimate": "estimates",
    "reference": "references",
    "relation": "relations",
}
"""For each kind, as people call one record, the name of its table."""
