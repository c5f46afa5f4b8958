"""What holds for all tests: how a database is emptied, what a password costs, and that the longest begin first."""

from django.conf import settings

from tests.emptying import allow_emptying

allow_emptying()
# A million rounds for each log-in make a password hard to guess and the suite a minute longer.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]

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
