"""Who may ask for what: each operation, as it is asked about somebody's things, and what each role is answered.

The somebody is `owner`, whom each role has its own of. A row has one sign for each role, in the order of `ROLES`: `.`
for what succeeds, else the last digit of the error's status, 400, 401, 403 or 404. The order of the rows is that of the
requests: what changes how the two stand comes last.
"""

from dataclasses import dataclass, field
from typing import Any

ROLES = (
    "anonymous",
    "stranger",
    "follower",
    "blocked",
    "muted",
    "admitted",  # follows an owner who is protected
    "owner",  # is protected, too
    "ended",  # the session was, from another one
    "deactivated",
    "suspended",
    "staff",
)
SIGNS = {400: "0", 401: "1", 403: "3", 404: "4"}

ALL = ". . . . . . . . . . ."
OWNERS = ". . . 4 . . . 1 1 1 ."  # of the owner's, for whom they meet: read by who is not signed in, too
NAMED = "1 . . 4 . . . 1 1 1 ."  # the same, for who is signed in
MINE = "1 . . . . . . 1 1 1 ."  # of whoever asks
THEIRS = "1 4 4 4 4 4 . 1 1 1 4"  # the owner's alone; for others it is not there
WRITERS = "1 3 3 4 3 3 . 1 1 1 3"  # the owner's to change, and others know that it is there
TOWARDS = "1 . . 4 . . 0 1 1 1 ."  # something between two people
PROVED = "1 0 0 0 0 0 0 1 1 1 0"  # asked with a wrong password
STAFF = "1 3 3 3 3 3 3 1 1 1 ."


@dataclass(frozen=True)
class Row:
    """A request about the owner's things, and a sign for each role."""

    operation: str
    asked: str  # method and path
    answers: str
    body: dict[str, Any] = field(default_factory=dict)

    def answer(self, role: str) -> str:
        """What a role is answered."""
        return self.answers.replace(" ", "")[ROLES.index(role)]


WRONG = "wrong horse battery"
RIGHT = "correct horse battery"
TEXT = {"content": "something new"}
WHY = {"reason": "it is spam"}
NEW = {"password": "another horse 77", "password2": "another horse 77"}

MATRIX = (
    Row("health.live", "GET /health/live", ALL),
    Row("health.ready", "GET /health/ready", ALL),
    Row("accounts.profile", "GET /users/{owner}/", OWNERS),
    Row("follows.followers", "GET /users/{owner}/followers/", OWNERS),
    Row("follows.following", "GET /users/{owner}/following/", OWNERS),
    Row("feeds.author", "GET /tweets/user/{owner}/", OWNERS),
    Row("tweets.detail", "GET /tweets/{tweet}/", OWNERS),
    Row("tweets.comments", "GET /tweets/{tweet}/comments/", OWNERS),
    Row("tweets.comment_detail", "GET /tweets/{tweet}/comments/{comment}/", OWNERS),
    Row("tweets.history", "GET /tweets/{tweet}/history/", OWNERS),
    Row("tweets.quotes", "GET /tweets/{tweet}/quotes/", OWNERS),
    Row("tweets.thread", "GET /tweets/{comment}/thread/", OWNERS),
    Row("engagement.retweets", "GET /tweets/{tweet}/retweets/", OWNERS),
    Row("engagement.likes", "GET /tweets/{tweet}/likes/", "1 3 3 4 3 3 . 1 1 1 3"),
    Row("hashtags.tweets", "GET /hashtags/{tag}/", ". . . . . . . 1 1 1 ."),
    Row("trends.current", "GET /trends/", ". . . . . . . 1 1 1 ."),
    Row("search.find", "GET /search/?q={owner}", ". . . . . . . 1 1 1 ."),
    Row("feeds.home", "GET /tweets/feed/", MINE),
    Row("realtime.events", "GET /events/?wait=0", MINE),
    Row("accounts.me", "GET /me/", MINE),
    Row("accounts.sessions", "GET /sessions/", MINE),
    Row("engagement.bookmarks", "GET /tweets/bookmarks/", MINE),
    Row("tweets.scheduled", "GET /tweets/scheduled/", MINE),
    Row("hashtags.followed", "GET /hashtags/followed/", MINE),
    Row("hashtags.feed", "GET /hashtags/feed/", MINE),
    Row("notifications.mentions", "GET /mentions/", MINE),
    Row("notifications.received", "GET /notifications/", MINE),
    Row("notifications.unread", "GET /notifications/unread/", MINE),
    Row("notifications.unread_count", "GET /notifications/count/", MINE),
    Row("safety.blocks", "GET /blocks/", MINE),
    Row("safety.mutes", "GET /mutes/", MINE),
    Row("safety.muted_words", "GET /muted-words/", MINE),
    Row("follows.requests", "GET /follow-requests/", MINE),
    Row("discovery.suggestions", "GET /suggestions/", MINE),
    Row("discovery.fans", "GET /me/fans/", MINE),
    Row("discovery.not_following_back", "GET /me/not-following-back/", MINE),
    Row("discovery.followers_you_know", "GET /users/{owner}/followers-you-know/", NAMED),
    Row("discovery.shared_following", "GET /users/{owner}/shared-following/", NAMED),
    Row("discovery.mutuals", "GET /users/{owner}/mutuals/", NAMED),
    Row("discovery.shortest_path", "GET /users/{owner}/path/", NAMED),
    Row("discovery.similar", "GET /users/{owner}/similar/", NAMED),
    Row("discovery.for_you", "GET /feeds/for-you/", MINE),
    Row("discovery.liked_by_following", "GET /feeds/liked-by-following/", MINE),
    Row("discovery.catch_up", "GET /feeds/catch-up/", MINE),
    Row("discovery.dismiss", "DELETE /suggestions/{owner}/", "1 . . 4 . . 4 1 1 1 ."),
    Row("feeds.index", "GET /feeds/", MINE),
    Row("feeds.close_friends", "GET /feeds/close-friends/", MINE),
    Row("feeds.conversations", "GET /feeds/conversations/", MINE),
    Row("feeds.hashtag_mix", "GET /feeds/hashtag-mix/", MINE),
    Row("feeds.mutuals", "GET /feeds/mutuals/", MINE),
    Row("feeds.on_this_day", "GET /feeds/on-this-day/", MINE),
    Row("feeds.quiet_friends", "GET /feeds/quiet-friends/", MINE),
    Row("feeds.rising", "GET /feeds/rising/", MINE),
    Row("feeds.unanswered", "GET /feeds/unanswered/", MINE),
    Row("exports.state", "GET /export/", MINE),
    Row("accounts.people", "GET /users/", STAFF),
    Row("moderation.queue", "GET /moderation/reports/", STAFF),
    Row("moderation.rings", "GET /moderation/rings/", STAFF),
    Row("moderation.actions", "GET /moderation/actions/?username={owner}", STAFF),
    Row("accounts.update_me", "PATCH /me/update/", MINE, {"bio": "x"}),
    Row("accounts.replace_me", "PUT /me/update/", MINE, {"name": "x"}),
    Row("media.upload", "POST /media/", MINE, {"file": b""}),
    Row("media.describe", "PATCH /media/{medium}/", THEIRS, {"alt": "x"}),
    Row("tweets.publish", "POST /tweets/", "1 . . 0 . . . 1 1 1 .", TEXT | {"quote_of": "{tweet}"}),
    Row("tweets.comment", "POST /tweets/{tweet}/comments/", NAMED, TEXT),
    Row("tweets.edit", "PATCH /tweets/{tweet}/", WRITERS, TEXT),
    Row("tweets.replace", "PUT /tweets/{tweet}/", WRITERS, TEXT),
    Row("tweets.pin", "POST /tweets/{tweet}/pin/", WRITERS),
    Row("tweets.unpin", "DELETE /tweets/{tweet}/pin/", WRITERS),
    Row("tweets.reschedule", "PATCH /tweets/scheduled/{scheduled}/", THEIRS, TEXT),
    Row("tweets.unschedule", "DELETE /tweets/scheduled/{scheduled}/", THEIRS),
    Row("engagement.like", "POST /tweets/{tweet}/likes/", NAMED),
    Row("engagement.unlike", "DELETE /tweets/{tweet}/likes/", NAMED),
    Row("engagement.retweet", "POST /tweets/{tweet}/retweets/", NAMED),
    Row("engagement.unretweet", "DELETE /tweets/{tweet}/retweets/", NAMED),
    Row("engagement.bookmark", "POST /tweets/{tweet}/bookmark/", NAMED),
    Row("engagement.unbookmark", "DELETE /tweets/{tweet}/bookmark/", NAMED),
    Row("hashtags.follow", "POST /hashtags/{tag}/follow/", MINE),
    Row("hashtags.unfollow", "DELETE /hashtags/{tag}/follow/", MINE),
    Row("safety.mute_word", "POST /muted-words/", MINE, {"word": "spoiler"}),
    Row("safety.unmute_word", "DELETE /muted-words/{word}/", THEIRS),
    Row("safety.mute_thread", "POST /tweets/{tweet}/mute/", NAMED),
    Row("safety.unmute_thread", "DELETE /tweets/{tweet}/mute/", NAMED),
    Row("notifications.mark_read", "PATCH /notifications/{notification}/read/", THEIRS),
    Row("notifications.put_read", "PUT /notifications/{notification}/read/", THEIRS),
    Row("notifications.remove", "DELETE /notifications/{notification}/", THEIRS),
    Row("notifications.mark_all_read", "POST /notifications/mark-all-read/", MINE),
    Row("follows.accept", "POST /follow-requests/{asker}/accept/", THEIRS),
    Row("follows.reject", "POST /follow-requests/{other_asker}/reject/", MINE),
    Row("follows.remove_follower", "DELETE /users/{asker}/follower/", MINE),
    Row("safety.report", "POST /reports/", TOWARDS, {"tweet": "{tweet}", "reason": "spam"}),
    Row("moderation.warn", "POST /moderation/users/{owner}/warn/", STAFF, WHY),
    Row("moderation.hide", "POST /moderation/tweets/{tweet}/hide/", STAFF, WHY),
    Row("moderation.restore_tweet", "POST /moderation/tweets/{tweet}/restore/", STAFF, WHY),
    Row("moderation.resolve", "POST /moderation/reports/{case}/resolve/", STAFF, WHY),
    Row("moderation.suspend", "POST /moderation/users/{owner}/suspend/", STAFF, WHY),
    Row("moderation.restore_user", "POST /moderation/users/{owner}/restore/", STAFF, WHY),
    Row("tweets.remove_comment", "DELETE /tweets/{tweet}/comments/{comment}/", WRITERS),
    Row("tweets.remove", "DELETE /tweets/{tweet}/", WRITERS),
    Row("follows.follow", "POST /users/{owner}/follow/", TOWARDS),
    Row("follows.unfollow", "DELETE /users/{owner}/unfollow/", NAMED),
    Row("safety.mute", "POST /users/{owner}/mute/", TOWARDS),
    Row("safety.unmute", "DELETE /users/{owner}/mute/", NAMED),
    Row("safety.block", "POST /users/{owner}/block/", TOWARDS),
    Row("safety.unblock", "DELETE /users/{owner}/block/", NAMED),
    Row("accounts.end_session", "DELETE /sessions/{session}/", THEIRS),
    Row("accounts.logout", "POST /logout/", MINE, {"refresh": "{other_refresh}"}),
    Row("accounts.change_password", "POST /change-password/", PROVED, {"old_password": WRONG} | NEW),
    Row("accounts.deactivate", "POST /deactivate/", PROVED, {"password": WRONG}),
    Row("accounts.delete_account", "DELETE /delete/", PROVED, {"password": WRONG}),
    Row("accounts.send_verification_email", "POST /verify-email/", MINE),
    Row("exports.start", "POST /export/", MINE),
    Row("accounts.begin_second_factor", "POST /two-factor/", PROVED, {"password": WRONG}),
    Row("accounts.confirm_second_factor", "POST /two-factor/confirm/", PROVED, {"code": "000000"}),
    Row("accounts.end_second_factor", "DELETE /two-factor/", PROVED, {"password": WRONG, "code": "000000"}),
    # What follows asks for no token, and takes none: it is about who is named in the body.
    Row("accounts.refresh", "POST /token/refresh/", ". . . . . . . 1 1 1 .", {"refresh": "{refresh}"}),
    Row("accounts.login", "POST /login/", ". . . . . . . . 3 3 .", {"username": "{caller}", "password": RIGHT}),
    Row("accounts.activate", "POST /activate/", ". . . . . . . . . 3 .", {"username": "{caller}", "password": RIGHT}),
    Row(
        "accounts.register",
        "POST /register/",
        ALL,
        {"username": "{unused}", "email": "{unused}@example.com", "password": RIGHT, "password2": RIGHT},
    ),
    Row(
        "accounts.send_reset_password_email", "POST /send-reset-password-email/", ALL, {"email": "{caller}@example.com"}
    ),
    Row("accounts.reset_password", "POST /reset-password/x/y/", "0 0 0 0 0 0 0 0 0 0 0", NEW),
    Row("accounts.verify_email", "POST /verify-email/x/y/", "0 0 0 0 0 0 0 0 0 0 0"),
)
