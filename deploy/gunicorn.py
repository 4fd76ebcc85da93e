"""How gunicorn serves the portal; the same on a server and on a laptop, but for what the environment says."""

import os

wsgi_app = "portal.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, heartbeats need no disk
timeout = 30
graceful_timeout = 20
max_requests = 5000  # a worker that lost memory somewhere starts afresh, not all of them at once
max_requests_jitter = 500
control_socket_disable = True
forwarded_allow_ips = os.environ.get("PROXY", "127.0.0.1")
errorlog = "-"
accesslog = None  # addresses of pages name cases; the proxy counts requests
