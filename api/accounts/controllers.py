"""Accounts over HTTP."""

from litestar import Controller, get, patch, post, put
from litestar.params import JSONBody

from api.accounts import sessions
from api.accounts.checks import checked_person, checked_profile, refuse_taken
from api.accounts.proofs import claimed, proven
from api.accounts.schemas import (
    Issued,
    LoggedIn,
    LoggingIn,
    ProfileChange,
    ProfilePage,
    Profiling,
    Refreshing,
    Registered,
    Registering,
    Said,
)
from api.errors import ApiError
from api.guards import access
from api.paths import PathName
from api.requests import MAX_FILES, ApiRequest
from graph.accounts import repository
from graph.accounts.records import Me, OwnProfile
from graph.accounts.repository import NewPerson

REFUSED = {"deactivated": "account_deactivated", "suspended": "account_suspended"}


class AccountsController(Controller):
    """Registration, sessions and profiles."""

    tags = ("Accounts",)

    @post("/register/", operation_id="accounts.register", opt=access(who="credentials"))
    async def register(self, request: ApiRequest, data: JSONBody[Registering]) -> Registered:
        """Register and be logged in; a welcome follows."""
        email = checked_person(data)
        person = NewPerson(
            username=data.username, email=email, password_hash=await request.running.passwords.hashed(data.password)
        )
        opening = sessions.opening(request.graph, request.running.tokens, request.headers.get("user-agent", ""))
        user_id = request.graph.next_id()
        found = await repository.register(request.graph, user_id=user_id, person=person, session=opening.session)
        refuse_taken(found)
        return Registered(token=opening.pair(request.running.tokens, user_id))

    @post(
        "/login/",
        operation_id="accounts.login",
        status_code=200,
        opt=access(
            who="credentials",
            errors=("invalid_credentials", "two_factor_required", "account_deactivated", "account_suspended"),
        ),
    )
    async def login(self, request: ApiRequest, data: JSONBody[LoggingIn]) -> LoggedIn:
        """Log in by username or e-mail, whatever the case; a refused account is told so after the right password."""
        # A log-in at the same time may keep the password with newer parameters: then it is verified once more.
        for _ in range(2):
            found, verified_hash = await claimed(request, username=data.username, password=data.password)
            if found.status != "active":
                raise ApiError(REFUSED[found.status])
            proof = await proven(request, found, user_id=found.user_id, code=data.code)
            kept = verified_hash
            if request.running.passwords.outdated(kept):
                kept = await request.running.passwords.hashed(data.password)
            opening = sessions.opening(request.graph, request.running.tokens, request.headers.get("user-agent", ""))
            opened = await repository.login(
                request.graph,
                user_id=found.user_id,
                verified_hash=verified_hash,
                kept_hash=kept,
                proof=proof,
                session=opening.session,
            )
            if opened:
                return LoggedIn(token=opening.pair(request.running.tokens, found.user_id))
        raise ApiError("invalid_credentials")

    @post("/logout/", operation_id="accounts.logout", status_code=200, opt=access(errors=("400 token_invalid",)))
    async def logout(self, request: ApiRequest, data: JSONBody[Refreshing]) -> Said:
        """End the session of a refresh token at once, its access token included."""
        bad = ApiError("token_invalid", status=400)
        try:
            claims = request.running.tokens.read(data.refresh, "refresh")
        except ApiError:
            raise bad from None
        if claims.user_id != request.viewer_id:
            raise bad
        ended = await repository.logout(
            request.graph,
            user_id=claims.user_id,
            session_id=claims.session_id,
            presented_hash=request.running.tokens.digest(claims.token_id),
        )
        # NOTE: our own session stood when this request began; if it is gone, this statement was sent twice.
        if not (ended.known if ended else claims.session_id == request.auth.session_id):
            raise bad
        await request.running.sessions.ended(claims.session_id)
        return Said(detail="Logout Successful")

    @post(
        "/token/refresh/",
        operation_id="accounts.refresh",
        status_code=200,
        opt=access(who="credentials", scope="anon_read", errors=("token_invalid", "token_expired")),
    )
    async def refresh(self, request: ApiRequest, data: JSONBody[Refreshing]) -> Issued:
        """Exchange a refresh token for its one successor; using it again after the grace ends the session."""
        return Issued(token=await sessions.rotated(request.running, data.refresh))

    @get("/me/", operation_id="accounts.me")
    async def me(self, request: ApiRequest) -> Me:
        """Your own profile."""
        return await repository.me(request.graph, user_id=request.viewer_id)

    @put("/me/update/", operation_id="accounts.replace_me", request_max_body_size=MAX_FILES)
    async def replace_me(self, request: ApiRequest, data: JSONBody[Profiling]) -> OwnProfile:
        """Replace your profile; what is left out is emptied, but for the pictures."""
        changes = await checked_profile(request, data)
        return await repository.update_me(request.graph, user_id=request.viewer_id, changes=changes)

    @patch("/me/update/", operation_id="accounts.update_me", request_max_body_size=MAX_FILES)
    async def update_me(self, request: ApiRequest, data: JSONBody[ProfileChange]) -> OwnProfile:
        """Change part of your profile."""
        changes = await checked_profile(request, data)
        return await repository.update_me(request.graph, user_id=request.viewer_id, changes=changes)

    @get("/users/{username:str}/", operation_id="accounts.profile", opt=access(who="anyone"))
    async def profile(self, request: ApiRequest, username: PathName) -> ProfilePage:
        """A person's public page."""
        found = await repository.profile(request.graph, username=username, viewer_id=request.reader_id)
        base, name = request.settings.public_url, found.username
        flags = ("is_following", "follows_you", "is_muted", "is_blocked", "is_requested", "social_distance")
        return ProfilePage(
            username=name,
            profile=found.profile,
            followers_count=found.followers_count,
            followers=f"{base}/users/{name}/followers/",
            following_count=found.following_count,
            following=f"{base}/users/{name}/following/",
            posts=f"{base}/tweets/user/{name}/",
            pinned_tweet=found.pinned_tweet,
            is_protected=found.is_protected,
            **({flag: getattr(found, flag) for flag in flags} if request.reader_id is not None else {}),
        )
