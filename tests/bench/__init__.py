"""`make bench`: what the home feed and the long lists cost, against `RETURN 1` in the same run, and real time."""
