"""How sending can fail: the whole line, or this message only."""


class Unreachable(Exception):
    """The other side is down; everything is kept and tried again, however long it takes."""


class Refused(Exception):
    """This message was not taken; it is tried again some times, then shown as failed."""
