"""Ask the site as a browser does, inside this process: the whole WSGI application with a logged-in session."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from departments.models import Person

BACKEND = "departments.authentication.PersonBackend"


@cache
def application() -> WSGIHandler:
    """The application, loaded once."""
    return WSGIHandler()


class Browser:
    """A person who is logged in; `get` and `post` give the body and insist on success."""

    def __init__(self, person: Person):
        client = Client()
        client.force_login(person, backend=BACKEND)
        self.person, self.secret = person, _get_new_csrf_string()
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={self.secret}"

    def get(self, address: str) -> bytes:
        """The body of a page."""
        return self._ask("GET", address, b"")

    def post(self, address: str, values: dict) -> bytes:
        """Send a form."""
        return self._ask("POST", address, urlencode(values).encode())

    def headers(self) -> dict[str, str]:
        """What a request to a real server needs."""
        return {"Cookie": self.cookie, "X-CSRFToken": self.secret}

    def _ask(self, method: str, address: str, sent: bytes) -> bytes:
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(sent)),
            "HTTP_COOKIE": self.cookie,
            "HTTP_X_CSRFTOKEN": self.secret,
            "wsgi.input": BytesIO(sent),
            "wsgi.url_scheme": "http",
        }
        answered = []
        response = application()(environ, lambda status, headers: answered.append(status))
        body = b"".join(response)
        response.close()
        if answered[0][:3] not in ("200", "302"):
            raise RuntimeError(f"{method} {address}: {answered[0]}\n{body[:2000].decode(errors='replace')}")
        return body
