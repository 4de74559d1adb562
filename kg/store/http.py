"""Requests to the one address that a user has named: nothing is followed elsewhere, nothing is read without end."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from http.client import HTTPException, HTTPMessage
from typing import IO, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from ..errors import QueryError, StoreError

__all__ = ["Reply", "check_address", "send"]

LARGEST = 1 << 28  # bytes of an answer
CHUNK = 1 << 16
SHOWN = 200  # characters of a server's own words


class Reply(NamedTuple):
    """What a server answered: the type of its content, without parameters, and the content."""

    media_type: str
    content: bytes


class _Stay(HTTPRedirectHandler):
    """Refuse to be sent elsewhere."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        raise StoreError(f"{req.full_url} sends elsewhere; if that is right, give the address {newurl}")


def check_address(url: str) -> None:
    """Raise unless an address is one of the web and bears no password."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StoreError(f"{url}: an endpoint has an address that begins with http:// or https://")
    if "@" in parts.netloc:
        raise StoreError("write no password into an address; put user:password into KG_LOGIN")


def send(
    url: str, method: str, content: bytes | None, headers: Mapping[str, str], *, timeout: float
) -> Reply:
    """Send a request and return the answer; ``timeout`` is in seconds, for all of it.

    ``user:password`` for the server is taken from ``KG_LOGIN``.
    """
    check_address(url)
    request = Request(url, data=content, headers=dict(headers), method=method)
    end = time.monotonic() + timeout
    try:
        with _opener(url).open(request, timeout=timeout) as reply:
            found = bytearray()
            while chunk := reply.read1(CHUNK):
                found += chunk
                if len(found) > LARGEST:
                    raise QueryError(f"{url}: the answer is larger than {LARGEST} bytes; ask for less")
                if time.monotonic() > end:
                    raise TimeoutError
            return Reply(reply.headers.get_content_type(), bytes(found))
    except HTTPError as error:
        said = " ".join(error.read(CHUNK).decode("utf-8", "replace").split())[:SHOWN]
        raise StoreError(f"{url} refuses ({error.code} {error.reason}): {said}") from error
    except TimeoutError as error:
        raise QueryError(f"{url}: no answer within {timeout:g} s; ask for less or allow more time") from error
    except (OSError, HTTPException) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise QueryError(f"{url}: no answer within {timeout:g} s; is it running?") from error
        raise StoreError(
            f"{url} cannot be reached ({getattr(error, 'reason', error)}); is it running?"
        ) from error


def _opener(url: str) -> OpenerDirector:
    user, colon, password = os.environ.get("KG_LOGIN", "").partition(":")
    if not colon:
        return build_opener(_Stay)
    known = HTTPPasswordMgrWithDefaultRealm()
    known.add_password(None, url, user, password)
    return build_opener(_Stay, HTTPBasicAuthHandler(known), HTTPDigestAuthHandler(known))
