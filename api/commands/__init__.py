"""The commands of `tweetgraph`, one module for each kind; every module lists its own in COMMANDS."""
