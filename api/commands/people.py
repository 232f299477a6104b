"""tweetgraph user create | suspend | restore | lift-second-factor, and token."""

import asyncio
import secrets
import sys
from typing import TypeVar

import click as plain
import msgspec
import rich_click as click

from api.accounts import sessions
from api.accounts.checks import checked_person, refuse_taken
from api.accounts.schemas import Registering
from api.errors import ApiError
from api.gate import Sessions
from api.hints import tell
from api.passwords import Passwords
from api.security import Tokens
from api.shared import ALIVE_SECONDS, Shared
from graph.accounts import factors, lifecycle, repository
from graph.accounts.repository import NewPerson
from graph.client import connect
from graph.processes.repository import leased
from graph.settings import from_environment, load_secrets
from tasks.hints import Hint

T = TypeVar("T")


@click.group()
def user() -> None:
    """Work with people's accounts."""


@user.command()
@click.option("--username", prompt=True, help="3 to 30 letters, digits and underscores.")
@click.option("--email", prompt="E-mail", help="The address; it is not checked by a mail.")
@click.option("--staff", is_flag=True, help="May list all people.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it.")
def create(*, username: str, email: str, staff: bool, password_stdin: bool) -> None:
    """Register a person; without a password one is made up and shown on the terminal.

    \b
    Examples:
      tweetgraph user create --staff
      tweetgraph user create --username ada --email ada@example.com --password-stdin < password.txt
    """
    password, generated = _password(from_stdin=password_stdin)
    asyncio.run(_create(username.strip(), email.strip(), password, staff=staff))
    click.echo(f"{username.strip()} is registered.")
    if generated:
        click.echo(f"The password is {password}")


@user.command()
@click.argument("username")
@click.option("--reason", default="", metavar="TEXT", help="Why; it stands in the audit trail.")
def suspend(username: str, reason: str) -> None:
    """Keep a person out and hide them from everybody, at once; what they wrote stays.

    \b
    Examples:
      tweetgraph user suspend mallory
      tweetgraph user suspend mallory --reason "sells followers"
    """
    asyncio.run(_suspend(username, reason))
    click.echo(f"{username} is suspended.")


@user.command()
@click.argument("username")
@click.option("--reason", default="", metavar="TEXT", help="Why; it stands in the audit trail.")
def restore(username: str, reason: str) -> None:
    """Lift a suspension; who had deactivated the account before has to activate it.

    \b
    Examples:
      tweetgraph user restore mallory
    """
    click.echo(f"{username} is {asyncio.run(_restore(username, reason))}.")


@user.command()
@click.argument("username")
def lift_second_factor(username: str) -> None:
    """Put a person's second factor off, who has lost the app and the recovery codes; the password stays.

    \b
    Examples:
      tweetgraph user lift-second-factor ada
    """
    asyncio.run(_lift(username))
    click.echo(f"{username} signs in with the password alone.")


@click.command()
@click.argument("username")
def token(username: str) -> None:
    """Open a session for a person and print its access token, and nothing else.

    \b
    Examples:
      curl -H "Authorization: Bearer $(tweetgraph token ada)" http://127.0.0.1:8000/me/
    """
    click.echo(asyncio.run(_token(username)))


def _password(*, from_stdin: bool) -> tuple[str, bool]:
    """The password, and whether it was made up; one that was is shown on a terminal and nowhere else."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise plain.UsageError("There is no terminal to ask for a password: give --password-stdin.")
    given = click.prompt(
        "Password (empty: make one up)", hide_input=True, default="", show_default=False, confirmation_prompt=True
    )
    return (given, False) if given else (secrets.token_urlsafe(15), True)


async def _create(username: str, email: str, password: str, *, staff: bool) -> None:
    settings = from_environment()
    kept = load_secrets(settings)
    body = {"username": username, "email": email, "password": password, "password2": password}
    try:
        data = msgspec.convert(body, Registering)
        email = checked_person(data)
        async with connect(settings, kept) as graph, leased(graph):
            tokens = Tokens.of(settings, kept)
            person = NewPerson(
                username=username, email=email, password_hash=await Passwords().hashed(password), staff=staff
            )
            opening = sessions.opening(graph, tokens, "command line")
            refuse_taken(
                await repository.register(graph, user_id=graph.next_id(), person=person, session=opening.session)
            )
    except msgspec.ValidationError as error:
        raise plain.ClickException(str(error)) from error
    except ApiError as error:
        fields = error.body.fields or {}
        raise plain.ClickException(" ".join(f"{name}: {' '.join(said)}" for name, said in fields.items())) from error


async def _suspend(username: str, reason: str) -> None:
    settings = from_environment()
    kept = load_secrets(settings)
    shared = Shared(settings.redis_address)
    try:
        async with connect(settings, kept) as graph, leased(graph):
            ended = await lifecycle.suspend(graph, username=username, reason=reason)
        gate = Sessions(shared, access_seconds=Tokens.of(settings, kept).access_seconds)
        await gate.all_ended(ended)
        await tell(shared, Hint(hidden=True))
        if shared.away:
            click.echo(f"Redis is away: running processes may take {ALIVE_SECONDS} seconds to notice.", err=True)
    finally:
        await shared.close()


async def _restore(username: str, reason: str) -> str:
    settings = from_environment()
    async with connect(settings, load_secrets(settings)) as graph, leased(graph):
        return (await lifecycle.restore(graph, username=username, reason=reason)).status


async def _lift(username: str) -> None:
    settings = from_environment()
    async with connect(settings, load_secrets(settings)) as graph:
        await factors.lift_second_factor(graph, username=username)


async def _token(username: str) -> str:
    settings = from_environment()
    kept = load_secrets(settings)
    async with connect(settings, kept) as graph, leased(graph):
        tokens = Tokens.of(settings, kept)
        opening = sessions.opening(graph, tokens, "command line")
        user_id = await repository.open_session(graph, username=username, session=opening.session)
        return opening.pair(tokens, user_id).access


COMMANDS = (user, token)
