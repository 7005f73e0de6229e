"""The exceptions for data that a rule asked for and can't have: it is not there, or there is too much of it."""


class Unavailable(Exception):  # noqa: N818 - not an error: it says why a rule has nothing to look at
    """The data that a rule needs is not there; the message says why."""


class TooMuch(Unavailable):
    """A rule has more to compare than a limit allows, and is stopped; the message says why, and what to do."""
