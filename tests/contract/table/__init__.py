"""The contract as data: one file for each part of the API; see tests.contract.forms for the words.

`ENTRIES` has one entry of each operation, `FURTHER` what else an operation can be asked for.
"""

from tests.contract.table import (
    accounts,
    discovery,
    engagement,
    exports,
    factors,
    feeds,
    further,
    hashtags,
    keys,
    media,
    moderation,
    notifications,
    safety,
    scheduled,
    search,
    tweets,
)

ENTRIES = (
    *accounts.ENTRIES,
    *discovery.ENTRIES,
    *factors.ENTRIES,
    *exports.ENTRIES,
    *feeds.ENTRIES,
    *tweets.ENTRIES,
    *scheduled.ENTRIES,
    *engagement.ENTRIES,
    *hashtags.ENTRIES,
    *notifications.ENTRIES,
    *search.ENTRIES,
    *media.ENTRIES,
    *safety.ENTRIES,
    *moderation.ENTRIES,
)
FURTHER = (*further.FURTHER, *discovery.FURTHER, *search.FURTHER, *media.FURTHER, *keys.FURTHER)
