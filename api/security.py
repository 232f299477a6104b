"""Tokens: signed with one fixed algorithm, every claim required; refresh tokens have exactly one successor each."""

import hashlib
import hmac
import time
from typing import Any, Literal, NoReturn

import jwt
import msgspec

from api.errors import ApiError
from graph.ids import LARGEST, milliseconds
from graph.settings import Secrets, Settings

ALGORITHM = "HS256"
ISSUER = AUDIENCE = "tweetgraph"
CLAIMS = ["iss", "aud", "sub", "exp", "iat", "jti", "sid", "type"]
SKEW = 60  # seconds by which another process's clock may be ahead of ours

Kind = Literal["access", "refresh"]


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What a verified token says."""

    user_id: int
    session_id: int
    token_id: str


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """The two tokens of a session, as every answer with tokens carries them."""

    refresh: str
    access: str


class Tokens:
    """Makes and verifies the tokens of one network: all its processes share the secret."""

    def __init__(self, secret: str, *, access_minutes: int, refresh_minutes: int, session_days: int) -> None:
        self.secret = secret
        self._key = secret.encode()
        self.access_seconds = access_minutes * 60
        self.refresh_seconds = refresh_minutes * 60
        self._session_ms = session_days * 86_400_000

    @classmethod
    def of(cls, settings: Settings, kept: Secrets) -> "Tokens":
        """The tokens of the network that these settings describe."""
        return cls(
            kept.secret,
            access_minutes=settings.access_minutes,
            refresh_minutes=settings.refresh_minutes,
            session_days=settings.session_days,
        )

    def refresh_ms(self, *, session_id: int, now_ms: int) -> int:
        """For how long a refresh token of this session is good from now on: never beyond the session's own end."""
        return min(self.refresh_seconds * 1000, self._end_ms(session_id) - now_ms)

    def pair(self, *, user_id: int, session_id: int, token_id: str, issued_ms: int) -> Pair:
        """Both tokens of a session; the same arguments give the same texts."""
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(user_id),
            "sid": str(session_id),
            "iat": issued_ms // 1000,
        }
        access_id = self._derived("access", token_id)
        refresh_seconds = self.refresh_ms(session_id=session_id, now_ms=issued_ms) // 1000
        return Pair(
            refresh=self._signed({**claims, "jti": token_id, "type": "refresh"}, refresh_seconds),
            access=self._signed(
                {**claims, "jti": access_id, "type": "access"}, min(self.access_seconds, refresh_seconds)
            ),
        )

    def read(self, token: str, kind: Kind) -> Claims:
        """Verify a token. Raises `token_expired`, and `token_invalid` for anything else that is wrong with it."""
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                options={"require": CLAIMS, "verify_iat": False, "strict_aud": True},
            )
            read = Claims(
                user_id=int(claims["sub"]), session_id=int(claims["sid"]), token_id=msgspec.convert(claims["jti"], str)
            )
            ids = (read.user_id, read.session_id)
            if claims["type"] != kind or claims["iat"] > time.time() + SKEW or not all(0 < i <= LARGEST for i in ids):
                _refuse()
            if kind == "refresh" and self._end_ms(read.session_id) <= time.time() * 1000:
                raise ApiError("token_expired")
        except jwt.ExpiredSignatureError as error:
            raise ApiError("token_expired") from error
        except (jwt.PyJWTError, msgspec.ValidationError, ValueError, TypeError, RecursionError) as error:
            raise ApiError("token_invalid") from error
        return read

    def successor(self, token_id: str) -> str:
        """The id of the one refresh token that follows another: a repeated request makes the same."""
        return self._derived("successor", token_id)

    @staticmethod
    def digest(token_id: str) -> str:
        """How a refresh token is kept: its id is random, so a plain hash cannot be reversed."""
        return hashlib.sha256(token_id.encode()).hexdigest()

    def _end_ms(self, session_id: int) -> int:
        """When a session is over, however often it was refreshed: its id tells when it began."""
        return milliseconds(session_id) + self._session_ms

    def _derived(self, purpose: str, token_id: str) -> str:
        return hmac.new(self._key, f"{purpose}:{token_id}".encode(), hashlib.sha256).hexdigest()[:32]

    def _signed(self, claims: dict[str, Any], seconds: int) -> str:
        return jwt.encode({**claims, "exp": claims["iat"] + seconds}, self._key, algorithm=ALGORITHM)


def bearer(headers: list[tuple[bytes, bytes]]) -> str | None:
    """The token of a request, None if there is no Authorization header. Raises `token_invalid` for any other."""
    found = [value for name, value in headers if name == b"authorization"]
    if not found:
        return None
    scheme, _, token = found[0].decode("latin-1").strip().partition(" ")
    if len(found) > 1 or scheme.lower() != "bearer" or not token.strip():
        _refuse()
    return token.strip()


def _refuse() -> NoReturn:
    raise ApiError("token_invalid")
