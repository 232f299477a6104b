"""What mails say, as text and as HTML of the same words."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from html import escape

import msgspec
from email_validator import validate_email

from graph.ids import milliseconds
from graph.settings import Settings


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A subject, sentences, and a link where there is something to do."""

    subject: str
    sentences: tuple[str, ...]
    link: str = ""
    label: str = ""  # of the link


def welcome_letter(link: str, *, hours: int) -> Letter:
    """The account is there; the link verifies the address."""
    return Letter(
        subject="Welcome to TweetGraph",
        sentences=(
            "Your account is ready.",
            "If it was not you who registered with this address, reset the password and delete the account.",
            f"If it was you, confirm this address with the link below, which is good for {hours} hours.",
        ),
        link=link,
        label="Confirm your address",
    )


def verification_letter(link: str, *, hours: int) -> Letter:
    """The link that verifies the address."""
    return Letter(
        subject="Confirm your address",
        sentences=(
            "Somebody, hopefully you, asked to confirm that this address belongs to your account.",
            f"The link is good for {hours} hours, and once. If it was not you, ignore this mail.",
        ),
        link=link,
        label="Confirm your address",
    )


def reset_letter(link: str, *, minutes: int) -> Letter:
    """The link that sets a new password."""
    return Letter(
        subject="Reset your password",
        sentences=(
            "Somebody, hopefully you, asked for a new password for your account.",
            f"The link is good for {minutes} minutes, and once. If it was not you, ignore this mail.",
        ),
        link=link,
        label="Choose a new password",
    )


def changed_letter() -> Letter:
    """The password is another one."""
    return Letter(
        subject="Your password was changed",
        sentences=(
            "Your password was changed, and other sessions have ended.",
            "If it was not you, reset your password.",
        ),
    )


def deactivated_letter() -> Letter:
    """The account rests."""
    return Letter(
        subject="Your account was deactivated",
        sentences=(
            "Your account was deactivated: nobody sees it any more, and all sessions have ended.",
            "Activate it with your password whenever you like. If it was not you, reset your password.",
        ),
    )


def reactivated_letter(link: str) -> Letter:
    """The account is back, and the page where one signs in."""
    return Letter(
        subject="Welcome back",
        sentences=("Your account is active again.", "If it was not you, reset your password."),
        link=link,
        label="Sign in",
    )


def exported_letter(*, hours: int) -> Letter:
    """The archive of a person's data is there; no link to it, for whoever reads a mail is not always its receiver."""
    return Letter(
        subject="The archive of your data is ready",
        sentences=(
            f"The archive of your data that was asked for is ready. For {hours} hours it is where you asked for it.",
            "If it was not you, change your password: somebody has been signed in as you.",
        ),
    )


def message(letter: Letter, settings: Settings, *, username: str, address: str, event_id: int) -> EmailMessage:
    """The mail; the same event gives the same Message-ID and date.

    It greets by username: a display name is free text, which others could have us mail to whomever they register.
    """
    to = _mailbox(address)
    mail = EmailMessage(policy=SMTP if to.isascii() else SMTPUTF8)
    mail["Subject"] = letter.subject
    mail["From"] = settings.mail_from
    mail["To"] = to
    mail["Date"] = format_datetime(datetime.fromtimestamp(milliseconds(event_id) / 1000, UTC))
    mail["Message-ID"] = f"<{event_id}@{parseaddr(settings.mail_from)[1].rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    greeting = f"Hello {username},"
    mail.set_content("\n\n".join(filter(None, (greeting, *letter.sentences, letter.link))) + "\n")
    paragraphs = "".join(f"<p>{escape(sentence)}</p>\n" for sentence in (greeting, *letter.sentences))
    link = f'<p><a href="{escape(letter.link)}">{escape(letter.label)}</a></p>\n' if letter.link else ""
    mail.add_alternative(
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>{escape(letter.subject)}</title></head>\n<body>\n{paragraphs}{link}</body>\n</html>\n",
        subtype="html",
    )
    return mail


def _mailbox(address: str) -> str:
    """The address as mail servers know it: its domain in ASCII, whatever letters its owner writes it with."""
    if address.isascii():
        return address
    found = validate_email(address, check_deliverability=False)
    return f"{found.local_part}@{found.ascii_domain}"
