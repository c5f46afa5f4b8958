"""Load the house as it is set up, plus the addresses of the limits: they run behind the same middleware."""

import os

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("LOG_LEVEL", "WARNING")
django.setup()
settings.ROOT_URLCONF = "bench.urls"
