# The server: `docker compose up`, or see docs/serving.md. Every package is the one that requirements.image.lock names, checked by hash.
ARG PYTHON=python:3.11-slim-bookworm

FROM ${PYTHON} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
RUN python -m venv /opt/bookwright
COPY requirements.image.lock ./
RUN /opt/bookwright/bin/pip install --require-hashes -r requirements.image.lock
COPY . .
RUN /opt/bookwright/bin/pip install --no-deps --no-build-isolation .

FROM ${PYTHON}
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin bookwright \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=build /opt/bookwright /opt/bookwright
ENV PATH=/opt/bookwright/bin:$PATH HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
VOLUME /data
EXPOSE 8123
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8123/ready', timeout=4)"]
ENTRYPOINT ["bookwright"]
CMD ["serve", "--host", "0.0.0.0", "--data", "/data"]
