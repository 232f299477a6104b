"""Usernames that nobody may have, neither by registering nor by being imported."""

# Names that are, or look like, a part of the product; compared in lower case.
RESERVED = frozenset(  # a paragraph reads better than ninety lines
    """
    about account accounts activate admin administrator analytics api app auth blog bookmark bookmarks browser
    change_password comment comments contact deactivate delete docs edit everyone explore favicon feed feeds
    follow followers following graph hashtag hashtags health help here home info likes list login logout mail me
    media mention mentions message messages metrics moderator neo4j news none notification notifications null
    official people pin privacy profile read redoc refresh register replies reset reset_password retweet
    retweets robots root scalar schema search security session sessions settings signin signup static status
    suggestions support system team terms thread timeline token trends tweet tweetgraph tweets undefined
    unfollow unread update user users username webmaster welcome well_known ws www
    """.split()  # noqa: SIM905
)
