"""The exception by which a package says that something a rule asked for is not there."""


class Unavailable(Exception):  # noqa: N818 - not an error: it says why a rule has nothing to look at
    """What a rule wanted to look at is not there; the message says why."""
