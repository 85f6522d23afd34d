"""httpx on top of the guarded socket."""

import ssl
from collections.abc import Iterable, Iterator
from typing import cast

import httpcore
import httpx

from dragoman.net.sockets import GuardedBackend


class GuardedTransport(httpx.BaseTransport):
    """Sends httpx's requests over connections that `GuardedBackend` opened, and no others."""

    def __init__(self, backend: GuardedBackend, *, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=tls, network_backend=backend, max_connections=1)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; errors stay httpcore's."""
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=cast(Iterable[bytes], request.stream),
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Hang up every connection."""
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    """The body of httpcore's answer, as httpx wants to read it."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
