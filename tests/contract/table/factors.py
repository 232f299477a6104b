"""The second factor, and that an address is somebody's; the reference had neither."""

from tests.api.conftest import PASSWORD
from tests.contract.forms import Effect, Entry, Refusal, Rows, Text
from tests.contract.shapes import SAID

WRONG = {"password": "not the password 1"}
SPENT = {"password": PASSWORD, "code": "{recovery}"}
ON = Effect(who=("newcomer",), path="/me/", at="two_factor", equals=True)
OFF = Effect(who=("newcomer",), path="/me/", at="two_factor", equals=False)
SIGNS_IN = Effect(
    who=("nobody",), method="POST", path="/login/", body={"username": "{newcomer}", "password": PASSWORD}, status=200
)
NEEDS_MORE = Effect(
    who=("nobody",), method="POST", path="/login/", body={"username": "{newcomer}", "password": PASSWORD}, status=401
)

ENTRIES = (
    Entry(
        rows=("two factors",),
        operation="accounts.begin_second_factor",
        method="POST",
        path="/two-factor/",
        who="newcomer",
        body={"password": PASSWORD},
        status=200,
        repeat=200,
        shape={"secret": Text("[A-Z2-7]{32}"), "otpauth_uri": Text(r"otpauth://totp/TweetGraph:\w+\?secret=\S+")},
        refusals=(
            Refusal(status=400, code="invalid_credentials", body=WRONG),
            Refusal(status=400, code="validation_error", given=("recovery",)),
        ),
    ),
    Entry(
        rows=("two factors",),
        operation="accounts.confirm_second_factor",
        method="POST",
        path="/two-factor/confirm/",
        who="newcomer",
        body={"code": "{first_code}"},
        given=("phone",),
        status=200,
        shape={"recovery_codes": Rows(Text("([a-z2-7]{6}-){3}[a-z2-7]{6}"))},
        refusals=(
            Refusal(status=400, code="validation_error", fields=("code",), body={"code": "000000"}),
            Refusal(status=400, code="validation_error", fields=("code",), body={"code": "1"}),
        ),
        effects=(ON, NEEDS_MORE, Effect(who=("phone",), path="/me/", status=401)),
    ),
    Entry(
        rows=("two factors",),
        operation="accounts.end_second_factor",
        method="DELETE",
        path="/two-factor/",
        who="newcomer",
        body=SPENT,
        status=200,
        repeat=200,
        shape=SAID,
        refusals=(
            Refusal(status=400, code="invalid_credentials", body=SPENT | WRONG),
            Refusal(
                status=400,
                code="validation_error",
                fields=("code",),
                given=("recovery",),
                body=SPENT | {"code": "000000"},
            ),
            Refusal(status=400, code="validation_error", fields=("code",), body={"password": PASSWORD}),
        ),
        effects=(OFF, SIGNS_IN),
    ),
    Entry(
        rows=("verified addresses",),
        operation="accounts.send_verification_email",
        method="POST",
        path="/verify-email/",
        who="newcomer",
        status=200,
        repeat=200,
        shape=SAID,
        mail=("{newcomer_email}", "Confirm your address"),
    ),
    Entry(
        rows=("verified addresses",),
        operation="accounts.verify_email",
        method="POST",
        path="/verify-email/{verification}/",
        who="nobody",
        given=("newcomer",),
        status=200,
        shape=SAID,
        refusals=(
            Refusal(status=400, code="validation_error", fields=("token",), path="/verify-email/x/y/"),
            Refusal(status=400, code="validation_error", fields=("token",), path="/verify-email/{verification}x/"),
            Refusal(status=404, code="not_found", path="/verify-email/x/" + "y" * 101 + "/"),
        ),
        effects=(Effect(who=("newcomer",), path="/me/", at="email_verified", equals=True),),
    ),
)
