"""What holds for all tests: how a database is emptied, and that the longest begin first."""

from tests.emptying import allow_emptying

allow_emptying()

# Minutes each: begun last, one worker would be busy with them long after the others are done.
LONGEST = (
    "browser/test_every_page.py",
    "browser/test_large_type.py",
    "browser/test_long_report.py",
    "processes/",
)


def pytest_collection_modifyitems(items: list) -> None:
    """The longest tests first; all others in their order."""
    items.sort(key=lambda item: not any(name in item.nodeid for name in LONGEST))
