"""The command line: `tweetgraph`, and `python -m api.cli`."""

import sys

import rich_click as click

from api.commands import analytics, data, feeds, graph, people, stack, tasks
from graph.errors import GraphError
from graph.local.errors import StackError
from graph.settings import SettingsError


class SentenceGroup(click.RichGroup):
    """Turns what a person can mend into one sentence on stderr: 2 for settings, 1 for the rest, 130 for Ctrl-C."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; ends the process with a sentence where others would show a traceback."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            sentence, code = str(error), 2
        except StackError as error:
            sentence, code = str(error), 1
        except GraphError as error:
            sentence, code = error.detail, 1
        except KeyboardInterrupt:
            sentence, code = "Interrupted.", 130
        except OSError as error:
            sentence, code = f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.", 1
        click.echo(f"Error: {sentence}", err=True)
        sys.exit(code)


@click.group(cls=SentenceGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tweetgraph", prog_name="tweetgraph")
def main() -> None:
    """A social network whose database, feed and recommender are one graph in Neo4j.

    All settings are variables TWEETGRAPH_…; docs/settings.md lists them.

    \b
    Examples:
      tweetgraph up
      tweetgraph status
      tweetgraph down
    """


for command in (
    *stack.COMMANDS,
    *data.COMMANDS,
    *people.COMMANDS,
    *tasks.COMMANDS,
    *feeds.COMMANDS,
    *analytics.COMMANDS,
    *graph.COMMANDS,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
