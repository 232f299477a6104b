"""Accounts: rows 1 to 13 of the reference, and sessions and refreshing, which it had not."""

from tests.api.conftest import PASSWORD
from tests.contract.forms import Effect, Entry, Refusal
from tests.contract.scene import NEW_PASSWORD
from tests.contract.shapes import MAYBE_TEXT, OWN_PROFILE, PROFILE, SAID, TIME, TOKENS, TWEET, URL, page

WRONG = "not the password 1"
APPLICATION = {
    "username": "{unused}",
    "email": "{unused}@example.com",
    "password": PASSWORD,
    "password2": PASSWORD,
}
MINE = {"name": "Ada {unused}", "bio": "Notes", "website": "https://example.com/ada", "location": "London"}
PUBLIC = {
    "username": str,
    "profile": PROFILE | {"id": int},
    "followers_count": int,
    "followers": URL,
    "following_count": int,
    "following": URL,
    "posts": URL,
    "pinned_tweet": TWEET,
    "is_following": bool,
    "follows_you": bool,
    "is_muted": bool,
    "is_blocked": bool,
    "is_requested": bool,
    "social_distance": 1,
    "is_protected": bool,
}
NAME_SHOWN = Effect(who=("reader", "nobody"), path="/users/{newcomer}/", at="profile.name", equals="Ada {unused}")
FOUND = Effect(
    who=("reader", "nobody"), path="/search/?q={unused}&type=users", at="results.*.username", has="{newcomer}"
)
LOGGED_OUT = Effect(who=("phone",), path="/me/", status=401)
BACK = {"username": "{newcomer}", "password": PASSWORD}
SIGNS_IN = Effect(who=("nobody",), method="POST", path="/login/", body=BACK, status=200)
CHANGED = {"old_password": PASSWORD, "password": NEW_PASSWORD, "password2": NEW_PASSWORD}
NEW = {"password": NEW_PASSWORD, "password2": NEW_PASSWORD}
WITH_NEW = Effect(
    who=("nobody",), method="POST", path="/login/", body={"username": "{newcomer}", "password": NEW_PASSWORD}
)
GONE = (
    Effect(who=("reader", "nobody"), path="/users/{newcomer}/", status=404),
    Effect(who=("reader", "nobody"), path="/tweets/{newcomers_tweet}/", status=404),
    Effect(who=("reader",), path="/tweets/feed/", at="results.*.id", lacks="{newcomers_tweet}"),
    Effect(who=("reader",), path="/users/{reader}/following/", at="results.*.username", lacks="{newcomer}"),
    Effect(
        who=("reader", "nobody"), path="/search/?q={newcomer}&type=users", at="results.*.username", lacks="{newcomer}"
    ),
    Effect(who=("reader", "nobody"), path="/search/?q=from:{newcomer}", at="results.*.id", lacks="{newcomers_tweet}"),
    Effect(who=("newcomer",), path="/me/", status=401),
)
LEAVING = ("newcomers_tweet", "reader_follows_newcomer")

ENTRIES = (
    Entry(
        rows=(1,),
        operation="accounts.register",
        method="POST",
        path="/register/",
        who="nobody",
        body=APPLICATION,
        status=201,
        shape=TOKENS | {"detail": "Registration successful"},
        refusals=(
            Refusal(status=400, code="validation_error", fields=("username",), body=APPLICATION | {"username": "a b"}),
            Refusal(status=400, code="validation_error", fields=("username",), body=APPLICATION | {"username": "feed"}),
            Refusal(
                status=400, code="validation_error", fields=("username",), body=APPLICATION | {"username": "{reader}"}
            ),
            Refusal(
                status=400, code="validation_error", fields=("email",), body=APPLICATION | {"email": "{reader_email}"}
            ),
            Refusal(status=400, code="validation_error", fields=("email",), body=APPLICATION | {"email": "nowhere"}),
            Refusal(
                status=400, code="validation_error", fields=("password2",), body=APPLICATION | {"password2": WRONG}
            ),
            Refusal(
                status=400, code="validation_error", fields=("username", "email", "password", "password2"), body={}
            ),
        ),
        effects=(
            Effect(who=("reader", "nobody"), path="/users/{unused}/", at="username", equals="{unused}"),
            Effect(who=("staff",), path="/users/", at="results.*.username", has="{unused}"),
            Effect(
                who=("reader", "nobody"), path="/search/?q={unused}&type=users", at="results.*.username", has="{unused}"
            ),
        ),
        mail=("{unused}@example.com", "Welcome to TweetGraph"),
    ),
    Entry(
        rows=(2,),
        operation="accounts.login",
        method="POST",
        path="/login/",
        who="nobody",
        body={"username": "{newcomer}", "password": PASSWORD},
        status=200,
        shape=TOKENS | {"detail": "Login Success"},
        refusals=(
            Refusal(status=400, code="validation_error", fields=("username", "password"), body={}),
            Refusal(status=401, code="invalid_credentials", body={"username": "{newcomer}", "password": WRONG}),
            Refusal(status=401, code="invalid_credentials", body={"username": "{unused}", "password": PASSWORD}),
            Refusal(status=401, code="two_factor_required", given=("recovery",)),
            Refusal(status=401, code="two_factor_required", given=("recovery",), body=BACK | {"code": "000000"}),
            Refusal(status=401, code="invalid_credentials", given=("recovery",), body=BACK | {"password": WRONG}),
            Refusal(status=403, code="account_deactivated", given=("deactivated",)),
            Refusal(status=403, code="account_suspended", given=("suspended",)),
            Refusal(
                status=401,
                code="invalid_credentials",
                given=("suspended",),
                body={"username": "{newcomer}", "password": WRONG},
            ),
        ),
        effects=(Effect(who=("newcomer",), path="/sessions/", at="count", equals=2),),
    ),
    Entry(
        rows=(3,),
        operation="accounts.logout",
        method="POST",
        path="/logout/",
        who="newcomer",
        body={"refresh": "{newcomer_refresh}"},
        status=200,
        shape=SAID,
        refusals=(
            Refusal(status=400, code="validation_error", fields=("refresh",), body={}),
            Refusal(status=400, code="token_invalid", body={"refresh": "no token"}),
            Refusal(status=400, code="token_invalid", body={"refresh": "{stranger_refresh}"}),
        ),
        effects=(
            Effect(who=("newcomer",), path="/me/", status=401),
            Effect(
                who=("nobody",),
                method="POST",
                path="/token/refresh/",
                body={"refresh": "{newcomer_refresh}"},
                status=401,
            ),
        ),
    ),
    Entry(
        rows=("D13", "D44"),
        operation="accounts.refresh",
        method="POST",
        path="/token/refresh/",
        who="nobody",
        body={"refresh": "{newcomer_refresh}"},
        status=200,
        repeat=200,
        shape=TOKENS,
        refusals=(
            Refusal(status=400, code="validation_error", fields=("refresh",), body={}),
            Refusal(status=401, code="token_invalid", body={"refresh": "no token"}),
            Refusal(status=401, code="token_expired", body={"refresh": "{expired_refresh}"}),
        ),
        effects=(Effect(who=("successor",), path="/me/", at="username", equals="{newcomer}"),),
    ),
    Entry(
        rows=(4,),
        operation="accounts.me",
        method="GET",
        path="/me/",
        status=200,
        shape=OWN_PROFILE | {"id": int, "username": str, "email": str, "email_verified": bool, "two_factor": bool},
    ),
    Entry(
        rows=(5,),
        operation="accounts.replace_me",
        method="PUT",
        path="/me/update/",
        who="newcomer",
        body=MINE,
        status=200,
        repeat=200,
        shape=OWN_PROFILE,
        refusals=(
            Refusal(status=400, code="validation_error", fields=("name",), body={"bio": "no name"}),
            Refusal(status=400, code="validation_error", fields=("website",), body=MINE | {"website": "javascript:1"}),
            Refusal(status=400, code="validation_error", fields=("bio",), body=MINE | {"bio": "x" * 351}),
        ),
        effects=(NAME_SHOWN, FOUND, Effect(who=("newcomer",), path="/me/", at="location", equals="London")),
    ),
    Entry(
        rows=(5,),
        operation="accounts.update_me",
        method="PATCH",
        path="/me/update/",
        who="newcomer",
        body={"name": "Ada {unused}"},
        status=200,
        repeat=200,
        shape=OWN_PROFILE,
        refusals=(
            Refusal(status=400, code="validation_error", fields=("name",), body={"name": ""}),
            Refusal(status=400, code="validation_error", fields=("location",), body={"location": "x" * 101}),
        ),
        effects=(
            NAME_SHOWN,
            FOUND,
            Effect(who=("reader",), path="/tweets/{newcomers_tweet}/", at="author.name", equals="Ada {unused}"),
        ),
    ),
    Entry(
        rows=(6, "D21"),
        operation="accounts.people",
        method="GET",
        path="/users/",
        who="staff",
        given=("newcomer",),
        status=200,
        shape=page({"id": int, "username": str, "email": MAYBE_TEXT}, None),
        refusals=(Refusal(status=403, code="forbidden", who="reader"),),
    ),
    Entry(
        rows=(7, "D28"),
        operation="accounts.profile",
        method="GET",
        path="/users/{author}/",
        given=("pinned",),
        status=200,
        shape=PUBLIC,
        refusals=(Refusal(status=404, code="not_found", path="/users/{unused}/"),),
    ),
    Entry(
        rows=(8,),
        operation="accounts.change_password",
        method="POST",
        path="/change-password/",
        who="newcomer",
        body=CHANGED,
        given=("phone",),
        status=200,
        shape=SAID,
        refusals=(
            Refusal(status=400, code="invalid_credentials", body=CHANGED | {"old_password": WRONG}),
            Refusal(status=400, code="validation_error", fields=("password2",), body=CHANGED | {"password2": WRONG}),
        ),
        effects=(LOGGED_OUT, WITH_NEW),
        mail=("{newcomer_email}", "Your password was changed"),
    ),
    Entry(
        rows=(9,),
        operation="accounts.send_reset_password_email",
        method="POST",
        path="/send-reset-password-email/",
        who="nobody",
        body={"email": "{newcomer_email}"},
        status=200,
        repeat=200,
        shape={"detail": "If the email is registered, a reset link has been sent."},
        refusals=(Refusal(status=400, code="validation_error", fields=("email",), body={}),),
        mail=("{newcomer_email}", "Reset your password"),
    ),
    Entry(
        rows=(10, "D27"),
        operation="accounts.reset_password",
        method="POST",
        path="/reset-password/{link}/",
        who="nobody",
        body=NEW,
        given=("phone",),
        status=200,
        shape=SAID,
        refusals=(
            Refusal(status=400, code="validation_error", fields=("token",), path="/reset-password/x/y/"),
            Refusal(status=400, code="validation_error", fields=("token",), path="/reset-password/{link}x/"),
            Refusal(status=400, code="validation_error", fields=("password2",), body=NEW | {"password2": WRONG}),
            Refusal(status=404, code="not_found", path="/reset-password/x/" + "y" * 101 + "/"),
        ),
        effects=(LOGGED_OUT, WITH_NEW),
        mail=("{newcomer_email}", "Your password was changed"),
    ),
    Entry(
        rows=(11,),
        operation="accounts.deactivate",
        method="POST",
        path="/deactivate/",
        who="newcomer",
        body={"password": PASSWORD},
        given=LEAVING,
        status=200,
        shape=SAID,
        refusals=(
            Refusal(status=400, code="invalid_credentials", body={"password": WRONG}),
            Refusal(status=400, code="validation_error", fields=("password",), body={}),
        ),
        effects=GONE,
        mail=("{newcomer_email}", "Your account was deactivated"),
    ),
    Entry(
        rows=(12,),
        operation="accounts.activate",
        method="POST",
        path="/activate/",
        who="nobody",
        body=BACK,
        given=("newcomers_tweet", "deactivated"),
        status=200,
        repeat=200,
        shape=SAID,
        refusals=(
            Refusal(status=401, code="invalid_credentials", body=BACK | {"password": WRONG}),
            Refusal(status=401, code="invalid_credentials", body=BACK | {"username": "{unused}"}),
            Refusal(status=400, code="validation_error", fields=("username", "password"), body={}),
            Refusal(status=401, code="two_factor_required", body=BACK | {"username": "{guarded_and_resting}"}),
            Refusal(status=403, code="account_suspended", given=("suspended",)),
        ),
        effects=(
            Effect(who=("reader", "nobody"), path="/users/{newcomer}/"),
            Effect(who=("reader", "nobody"), path="/tweets/{newcomers_tweet}/"),
            Effect(who=("nobody",), path="/search/?q=from:{newcomer}", at="results.*.id", has="{newcomers_tweet}"),
            SIGNS_IN,
        ),
        mail=("{newcomer_email}", "Welcome back"),
    ),
    Entry(
        rows=(13, "D18"),
        operation="accounts.delete_account",
        method="DELETE",
        path="/delete/",
        who="newcomer",
        body={"password": PASSWORD},
        given=LEAVING,
        status=200,
        shape=SAID,
        refusals=(
            Refusal(status=400, code="invalid_credentials", body={"password": WRONG}),
            Refusal(status=400, code="validation_error", fields=("password",), body={}),
        ),
        effects=GONE,
    ),
    Entry(
        rows=("D13", "D45"),
        operation="accounts.sessions",
        method="GET",
        path="/sessions/",
        status=200,
        shape=page({"id": int, "user_agent": str, "created_at": TIME, "last_used_at": TIME, "current": bool}),
    ),
    Entry(
        rows=("D13",),
        operation="accounts.end_session",
        method="DELETE",
        path="/sessions/{phone_session}/",
        who="newcomer",
        status=204,
        refusals=(
            Refusal(status=404, code="not_found", path="/sessions/1/"),
            Refusal(status=404, code="not_found", who="stranger"),
        ),
        effects=(
            LOGGED_OUT,
            Effect(who=("newcomer",), path="/sessions/", at="results.*.id", lacks="{phone_session}"),
        ),
    ),
)
