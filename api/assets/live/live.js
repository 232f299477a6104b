"use strict";

// The demonstration of real time: reads over the API, is told over /ws/. The tokens are in this variable and nowhere
// else, so that no other page and no later visitor finds them: reloading signs out.
let session = null;
let socket = null;
let cursor = null;
let pause = 1000; // milliseconds before the next try to connect
let older = null;
let waiting = []; // entries that came while one reads

const at = (id) => document.getElementById(id);
const shown = new Map(); // id of an entry -> its element
const watched = new Map(); // id of a tweet -> the elements that show it

function tell(text, state = "away") {
  at("state").textContent = text;
  at("state").dataset.state = state;
}
function complain(text) { at("alert").textContent = text || ""; }

async function call(method, path, body, again = true) {
  const headers = { Accept: "application/json" };
  if (session) headers.Authorization = `Bearer ${session.access}`;
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), credentials: "omit" });
  const said = answer.status === 204 ? null : await answer.json();
  if (answer.status === 401 && again && said.error === "token_expired") {
    if (await refresh()) return call(method, path, body, false);
  }
  if (!answer.ok) {
    const fields = Object.values(said.fields || {}).flat().join(" ");
    throw new Error(fields || said.detail);
  }
  return said;
}

let refreshing = null; // one exchange at a time: a refresh token has one successor

function refresh() {
  refreshing = refreshing || exchange().finally(() => { refreshing = null; });
  return refreshing;
}

async function exchange() {
  if (!session) return false;
  const answer = await fetch("/token/refresh/", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refresh: session.refresh }),
    credentials: "omit",
  });
  if (answer.ok) session = (await answer.json()).token;
  else if (answer.status === 401) leave("Your session has ended.");
  return answer.ok;
}

function attempt(act) {
  return async (event) => {
    if (event) event.preventDefault();
    complain("");
    try { await act(event); } catch (error) { complain(error.message); }
  };
}

function connect() {
  const url = new URL("/ws/", location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const mine = new WebSocket(url);
  socket = mine;
  tell("Connecting …");
  mine.onopen = () => say({ type: "auth", token: session.access, ...(cursor ? { cursor } : {}) });
  mine.onmessage = (event) => { if (mine === socket) heard(JSON.parse(event.data)); };
  mine.onclose = async (event) => {
    if (mine !== socket || !session) return;
    if (event.reason === "session_ended" || event.reason === "token_invalid") return leave("Your session has ended.");
    if (event.reason === "token_expired") await refresh();
    if (event.reason === "invalid_cursor") { cursor = null; clear(); }
    tell("Not connected, trying again …");
    setTimeout(() => { if (session && mine === socket) connect(); }, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, 30000);
  };
}

function say(message) {
  if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

const HEARD = {
  ping() { say({ type: "pong" }); },
  async ready() {
    tell("Live", "live");
    pause = 1000;
    for (const id of watched.keys()) say({ type: "watch", tweet: id });
    if (shown.size === 0) await attempt(load)();
  },
  entry(message) { arrive(message.entry); },
  notification(message) { notice(message.notification); },
  unread(message) { at("unread").textContent = message.count ? `${message.count} unread` : ""; },
  counts(message) { for (const element of watched.get(message.tweet) || []) count(element, message); },
  gone(message) {
    for (const element of watched.get(message.tweet) || []) element.remove();
    watched.delete(message.tweet);
  },
};

function heard(message) {
  if (message.cursor) cursor = message.cursor;
  if (HEARD[message.type]) HEARD[message.type](message);
}

async function load() {
  const page = await call("GET", "/tweets/feed/");
  page.results.forEach(insert);
  older = page.next;
  at("more").hidden = !older;
  const told = await call("GET", "/notifications/");
  told.results.reverse().forEach(notice);
}

function arrive(entry) {
  if (shown.has(entry.id) || waiting.some((each) => each.id === entry.id)) return;
  if (scrollY < 200 && !at("feed").contains(document.activeElement)) {
    insert(entry);
    shown.get(entry.id).className = "new";
    return;
  }
  waiting.push(entry); // what one reads does not move
  at("show-new").textContent = `${waiting.length} new`;
  at("show-new").hidden = false;
}

function insert(entry) {
  if (shown.has(entry.id)) return;
  const element = draw(entry);
  const below = [...at("feed").children].find((each) => Number(each.dataset.id) < entry.id);
  at("feed").insertBefore(element, below || null);
  shown.set(entry.id, element);
}

function draw(entry) {
  const tweet = entry.type === "retweet" ? entry.original_tweet : entry;
  const element = at("tweet").content.firstElementChild.cloneNode(true);
  const part = (name) => element.querySelector(name);
  element.dataset.id = entry.id;
  part(".face").textContent = tweet.author.name.slice(0, 1).toUpperCase();
  part(".face").dataset.hue = tweet.author.id % 6;
  part(".name").textContent = tweet.author.name;
  part(".username").textContent = `@${tweet.author.username}`;
  stamp(part("time"), tweet.created_at);
  part(".text").textContent = tweet.content;
  if (entry.type === "retweet") {
    part(".again").textContent = `${entry.author.name} retweeted${entry.quote ? `: ${entry.quote}` : ""}`;
    part(".again").hidden = false;
  }
  part(".media").append(...tweet.media.map(picture));
  if (tweet.quoted) {
    const gone = tweet.quoted.unavailable;
    part(".quotee").textContent = gone ? "" : `${tweet.quoted.author.name} @${tweet.quoted.author.username}`;
    part(".quoted").textContent = gone ? "This tweet is not available." : tweet.quoted.content;
    part("blockquote").hidden = false;
  }
  element.liked = tweet.is_liked;
  count(element, tweet);
  part(".like").onclick = attempt(async () => {
    await call(element.liked ? "DELETE" : "POST", `/tweets/${tweet.id}/likes/`);
    element.liked = !element.liked;
    count(element, { likes_count: element.likes + (element.liked ? 1 : -1), comments_count: element.comments });
  });
  const form = part(".reply");
  const label = form.querySelector("label");
  label.textContent = `Reply to ${tweet.author.name}`;
  form.elements.content.id = `reply-${entry.id}`;
  label.htmlFor = form.elements.content.id;
  part(".answer").onclick = () => {
    form.hidden = !form.hidden;
    part(".answer").setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) form.elements.content.focus();
  };
  form.onsubmit = attempt(async () => {
    await call("POST", `/tweets/${tweet.id}/comments/`, { content: form.elements.content.value });
    form.reset();
    form.hidden = true;
    part(".answer").setAttribute("aria-expanded", "false");
    part(".answer").focus();
  });
  watch(tweet.id, element);
  return element;
}

// Pictures of this origin are shown; those of a bucket elsewhere are links, for this page loads from here alone.
function picture(medium) {
  const url = new URL(medium.thumbnail || medium.url, location.href);
  const element = document.createElement(url.origin === location.origin ? "img" : "a");
  if (element instanceof HTMLImageElement) {
    element.src = url;
    element.alt = medium.alt;
    element.loading = "lazy";
  } else {
    element.href = medium.url;
    element.textContent = medium.alt || "Picture";
  }
  return element;
}

const STEPS = [[60, "second"], [60, "minute"], [24, "hour"], [7, "day"]];
const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });

function stamp(element, moment) {
  element.dateTime = moment;
  element.title = new Date(moment).toLocaleString("en");
  let past = Math.max(0, (Date.now() - Date.parse(moment)) / 1000);
  if (past < 10) { element.textContent = "now"; return; }
  for (const [many, unit] of STEPS) {
    if (past < many) { element.textContent = ago.format(-Math.floor(past), unit); return; }
    past /= many;
  }
  element.textContent = new Date(moment).toLocaleDateString("en");
}

setInterval(() => { for (const each of document.querySelectorAll("time")) stamp(each, each.dateTime); }, 10000);

function watch(id, element) {
  if (watched.has(id)) { watched.get(id).push(element); return; }
  if (watched.size >= 50) { // the API tells of fifty: the oldest known goes
    const oldest = Math.min(...watched.keys());
    if (id < oldest) return;
    watched.delete(oldest);
    say({ type: "unwatch", tweet: oldest });
  }
  watched.set(id, [element]);
  say({ type: "watch", tweet: id });
}

function count(element, counts) {
  element.likes = counts.likes_count;
  element.comments = counts.comments_count;
  const like = element.querySelector(".like");
  like.textContent = `Like (${element.likes})`;
  like.setAttribute("aria-pressed", String(element.liked));
  element.querySelector(".answer").textContent = `Reply (${element.comments})`;
}

function notice(notification) {
  if (document.getElementById(`notice-${notification.id}`)) return;
  const element = document.createElement("li");
  element.id = `notice-${notification.id}`;
  const when = document.createElement("time");
  when.className = "quiet";
  stamp(when, notification.created_at);
  element.append(notification.content, " ", when);
  at("notices").prepend(element);
}

function clear() {
  for (const list of ["feed", "notices"]) at(list).replaceChildren();
  shown.clear();
  watched.clear();
  waiting = [];
  at("show-new").hidden = true;
}

function leave(why) {
  session = cursor = null;
  if (socket) socket.close();
  socket = null;
  clear();
  at("inside").hidden = at("leave").hidden = true;
  at("entry").hidden = false;
  at("username").focus();
  tell("Not connected");
  complain(why);
}

at("entry").onsubmit = attempt(async () => {
  const form = at("entry");
  const said = await call("POST", "/login/", { username: form.elements.username.value, password: form.elements.password.value });
  session = said.token;
  form.reset();
  form.hidden = true;
  at("inside").hidden = at("leave").hidden = false;
  at("content").focus();
  connect();
});
at("leave").onclick = attempt(async () => {
  const refresh = session.refresh;
  await call("POST", "/logout/", { refresh }).catch(() => {});
  leave("");
});
at("compose").onsubmit = attempt(async () => {
  insert(await call("POST", "/tweets/", { content: at("content").value }));
  at("compose").reset();
});
at("show-new").onclick = () => {
  waiting.forEach(insert);
  waiting = [];
  at("show-new").hidden = true;
  at("feed").focus();
  scrollTo({ top: 0 });
};
at("more").onclick = attempt(async () => {
  const url = new URL(older);
  const page = await call("GET", url.pathname + url.search);
  page.results.forEach(insert);
  older = page.next;
  at("more").hidden = !older;
});
at("read").onclick = attempt(() => call("POST", "/notifications/mark-all-read/"));
