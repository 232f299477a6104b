"""What the person at the terminal sees: a bar on a terminal, plain lines elsewhere, and a summary at the end."""

import sys

import rich.progress
from rich.console import Console
from rich.table import Table

from graph.local.artifacts import Progress
from graph.settings import Secrets, Settings

LINES = 4  # plain lines about one download


class Screen:
    """Tells what happens; secrets are shown on a terminal only, never to a file or a pipe."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, soft_wrap=True)
        self._bar: rich.progress.Progress | None = None
        self._task = rich.progress.TaskID(0)
        self._told = -1

    def tell(self, text: str) -> None:
        """Say one thing, on a line of its own."""
        self.console.print(text, markup=False)

    def fetched(self, progress: Progress) -> None:
        """Show how far a download is; no-op if nothing has to be fetched."""
        if self.console.is_terminal:
            self._draw(progress)
            return
        step = progress.done * LINES // progress.files
        if progress.received and step > self._told:
            self._told = step
            self.tell(f"  {progress.done} of {progress.files} files, {progress.received / 1e6:.0f} MB")
        if progress.done == progress.files:
            self._told = -1

    def _draw(self, progress: Progress) -> None:
        if self._bar is None and progress.received:
            columns = (
                rich.progress.BarColumn(),
                rich.progress.MofNCompleteColumn(),
                rich.progress.TextColumn("{task.fields[megabytes]:.0f} MB"),
            )
            self._bar = rich.progress.Progress(*columns, console=self.console, transient=True)
            self._task = self._bar.add_task("", total=progress.files, megabytes=0.0)
            self._bar.start()
        if self._bar is not None:
            self._bar.update(self._task, completed=progress.done, megabytes=progress.received / 1e6)
            if progress.done == progress.files:
                self.close()

    def close(self) -> None:
        """Take the bar away; no-op if none is shown."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def summary(self, settings: Settings, secrets: Secrets, *, demo: str | None) -> None:
        """Print where everything is; `demo` is the name of the demo account, None if there is none."""
        table = Table(
            title="TweetGraph is ready", title_justify="left", show_header=False, box=None, padding=(0, 2, 0, 0)
        )
        table.add_row("API", settings.public_url)
        table.add_row("Docs", f"{settings.public_url}/api/docs/")
        if settings.embeds_neo4j:
            table.add_row("Neo4j Browser", settings.browser_address)
            table.add_row("", f"user {settings.neo4j_user}, password {self._shown(secrets.neo4j_password, settings)}")
        if demo is not None:
            table.add_row("Demo account", f"user {demo}, password {self._shown(secrets.demo_password, settings)}")
        if not settings.smtp_url:
            table.add_row("Mails", f"files in {settings.mail_path}")
        table.add_row("Home", str(settings.home_path))
        self.console.print(table)

    def copied(self, settings: Settings, secrets: Secrets, *, made_at: str) -> None:
        """Print where a copy for analysts is served."""
        table = Table(
            title="The copy is served, read-only",
            title_justify="left",
            show_header=False,
            box=None,
            padding=(0, 2, 0, 0),
        )
        table.add_row("As of", made_at)
        table.add_row("Neo4j Browser", settings.browser_address)
        table.add_row("Bolt", settings.bolt_address)
        table.add_row("", f"user {settings.neo4j_user}, password {self._shown(secrets.neo4j_password, settings)}")
        self.console.print(table)

    def _shown(self, secret: str, settings: Settings) -> str:
        return secret if sys.stdout.isatty() else f"in {settings.home_path / 'secrets.json'}"
