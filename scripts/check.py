"""Everything that can be found wrong without running the product: format, lint, settings, migrations, words.

Needs no database and no network. Every step runs, two at a time, even when an earlier one failed.
"""

import os
import secrets
import shutil
import subprocess
import sys
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent
TEMPLATES = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "templates").rglob("*.html"))]
DJADE = str(Path(sys.executable).with_name("djade"))
MANAGE = [sys.executable, "manage.py"]
MANAGE_QUIETLY = [
    sys.executable,
    "-W",
    "ignore:Got an error checking",
    "manage.py",
]  # there is no database here
STEPS = {
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "ruff check": [sys.executable, "-m", "ruff", "check", "."],
    "djade": [DJADE, "--check", "--target-version", "5.2", *TEMPLATES],
    "djlint": [sys.executable, "-m", "djlint", "--lint", "--quiet", *TEMPLATES],
    "migrations": [*MANAGE_QUIETLY, "makemigrations", "--check", "--dry-run"],
    "production settings": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "translations": [*MANAGE, "messages", "check"],
}
if shutil.which("docker-compose"):
    STEPS["docker-compose"] = ["docker-compose", "config", "--quiet"]
PRODUCTION = {  # settings as a server has them; nothing answers at these addresses and nothing has to
    "SECRET_KEY": secrets.token_urlsafe(60),
    "CPR_KEYS": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    "CPR_INDEX_KEY": secrets.token_urlsafe(60),
    "SITE_URL": "https://indgang.example.dk",
    "ALLOWED_HOSTS": "indgang.example.dk",
    "DATABASE_URL": "postgres://portal:none@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "submission://portal:none@127.0.0.1:1",
    "TRUSTED_PROXY_COUNT": "1",
    "CLAMAV_URL": "tcp://127.0.0.1:1",
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "PYTHONUTF8": "1",
    **dict.fromkeys(["POSTGRES_PASSWORD", "CONTACT_EMAIL", "CONTACT_PHONE", "DPO_EMAIL"], "none"),
    "TLS_FOLDER": "/none",
}
LEFT_OUT = {"DEBUG", "DEMO", "NO_RATE_LIMITS"}  # a laptop's settings must not colour the answer


def run(name):
    """Run one step: its name, whether it passed, its seconds and what it said."""
    kept = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}
    started = perf_counter()
    step = subprocess.run(
        STEPS[name],
        cwd=ROOT,
        env=kept | PRODUCTION,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    return name, step.returncode == 0, perf_counter() - started, step.stdout


def main(*names):
    failed = 0
    with ThreadPoolExecutor(2) as pool:
        for name, passed, seconds, said in pool.map(run, names or STEPS):
            print(f"{'ok    ' if passed else 'FAILED'} {name:20} {seconds:5.1f} s", flush=True)
            if not passed:
                failed += 1
                print(said.strip(), end="\n\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
