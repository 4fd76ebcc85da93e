#!/usr/bin/env python
"""Django's command line."""

import os
import sys

FILES_ALONE = {"match", "messages"}  # commands that read no row and serve no page
ENOUGH = {  # for Django to start for them, where no server has been set up
    **dict.fromkeys(["SECRET_KEY", "CPR_KEYS", "CPR_INDEX_KEY"], "only for commands on files"),
    "DEMO": "1",
    "DATABASE_URL": "postgres:///none",
    "REDIS_URL": "redis:///0",
    "SITE_URL": "http://localhost",
    "ALLOWED_HOSTS": "localhost",
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if FILES_ALONE.intersection(sys.argv[1:2]) and "SECRET_KEY" not in os.environ:
        os.environ.update(ENOUGH)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
