"""The commands of `tweetgraph`: every module lists its own in COMMANDS, and `connected` has what they share."""
