"""The exceptions for what a rule asked for and can't get: it is not there, or is too much."""


class Unavailable(Exception):  # noqa: N818 - not an error: it says why a rule has nothing to look at
    """What a rule wanted to look at is not there; the message says why."""


class TooMuch(Unavailable):
    """What a rule wanted to compare is beyond a limit, so that it is stopped; the message says why, and what to do."""
