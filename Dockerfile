# The portal for a server. One image: web, worker, clock and the migration job differ by their command.

FROM node:24-slim AS design
WORKDIR /srv
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.13-slim AS packages
COPY requirements.txt .
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.13-slim AS words
RUN apt-get update && apt-get install -y --no-install-recommends gettext && rm -rf /var/lib/apt/lists/*
COPY locale /srv/locale
RUN for po in /srv/locale/*/LC_MESSAGES/*.po; do msgfmt --check -o "${po%.po}.mo" "$po"; done

FROM python:3.13-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home --home-dir /var/lib/portal portal
WORKDIR /srv
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 \
    OPENBLAS_NUM_THREADS=1 VAR=/var/lib/portal STATIC_ROOT=/srv/collected HOST=0.0.0.0 PORT=8000
COPY --from=packages /opt/venv /opt/venv
COPY --from=design /srv/node_modules/dkfds/dist node_modules/dkfds/dist
COPY manage.py ./
COPY deploy deploy
COPY static static
COPY templates templates
COPY portal portal
COPY intake intake
COPY placements placements
COPY mentoring mentoring
COPY evaluation evaluation
COPY --from=words /srv/locale locale
# Settings that let Django start; no secret, and none of them stays in the image.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    CPR_KEYS="$(python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())')" \
    CPR_INDEX_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    SITE_URL=https://build.invalid ALLOWED_HOSTS=build.invalid EMAIL_URL=dummy:// \
    DATABASE_URL=postgres://build.invalid/none REDIS_URL=redis://build.invalid/0 \
    python manage.py collectstatic --noinput --verbosity 0
USER 10001:10001
VOLUME /var/lib/portal
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.py"]
