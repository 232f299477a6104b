"""What can go wrong while the parts are fetched, started and kept running."""


class StackError(Exception):
    """The stack cannot be brought up or kept up; the message is one sentence for the person at the terminal."""
