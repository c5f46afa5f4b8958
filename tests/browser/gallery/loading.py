"""Django, set up: imported before everything that has models, also in the processes that only walk."""

import django

django.setup()
