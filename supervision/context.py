"""What every page shows around its content."""


def house(request) -> dict:
    """The frame of a page: the navigation the person's posts give."""
    return {}
