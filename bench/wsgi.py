"""The site with the limits beside it, for a real web server."""

import bench.loading  # noqa: F401
from config.wsgi import application

__all__ = ["application"]
