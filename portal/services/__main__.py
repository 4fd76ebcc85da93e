"""Run a command beside PostgreSQL and Redis: python -m portal.services KIND COMMAND…"""

import sys

from portal.services import NotReady, main

try:
    sys.exit(main(*sys.argv[1:]))
except NotReady as error:
    sys.exit(str(error))
