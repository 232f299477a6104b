"""`make bench`: what the home feed costs, against `RETURN 1` and against the naive statement in the same run."""
