"""The exceptions by which something that a rule asked for is not to be had: it is not there, or is too much."""


class Unavailable(Exception):  # noqa: N818 - not an error: it says why a rule has nothing to look at
    """What a rule wanted to look at is not there; the message says why."""


class TooMuch(Unavailable):
    """What a rule wanted to compare is beyond a limit, so that it is stopped; the message says why, and what to do."""
