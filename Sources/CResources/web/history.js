// The list of messages: grows at both ends, keeps its place, and never holds more than it must.

import { $, make, dayOf, dayKey } from "./elements.js";
import { state, isMine } from "./state.js";
import { call } from "./wire.js";
import { body, waitingBody } from "./message.js";

// Rows in the page at most; what scrolled far away is taken out and fetched again when wanted.
const most = 1200;

let messages = [];
let rows = new Map();
let more = { before: false, after: false };
let pending = new Map();
// The number of the last message that was read when the room was opened; the line stands behind it.
let readUntil = null;
let isStuck = true;
let lastTop = 0;
let busy = null;
// Counts what was loaded anew: answers to questions asked before are of no use then.
let loads = 0;

const list = () => $("messages");
export const loaded = () => messages;
export const hasLatest = () => !more.after;
export const isAtEnd = () => hasLatest() && list().scrollHeight - list().scrollTop - list().clientHeight < 60;
export const lastOwn = () => messages.findLast((message) => message.kind === "text" && isMine(message));

export const isFar = () => !hasLatest() || list().scrollHeight - list().scrollTop > 3 * list().clientHeight;

export function toEnd() {
  list().scrollTop = list().scrollHeight;
  lastTop = list().scrollTop;
  isStuck = true;
}

// MARK: Rows

function follows(message, before) {
  return before && before.kind === "text" && message.kind === "text" && before.from?.id === message.from?.id
    && Boolean(before.from?.bot) === Boolean(message.from?.bot) && message.at - before.at < 3e5;
}

// A row's day, the line of what is new, and whether it goes on from the one before.
function dress(index) {
  const message = messages[index];
  if (!message) return;
  const before = messages[index - 1];
  const row = rows.get(message.id);
  row.querySelector(":scope > .day")?.remove();
  row.querySelector(":scope > .fresh")?.remove();
  const newDay = !before || dayKey(before.at) !== dayKey(message.at);
  const fresh = readUntil !== null && message.number > readUntil && (!before || before.number <= readUntil);
  if (fresh) row.prepend(make("div", { class: "fresh", id: "fresh" }, make("span", {}, "以下是新消息")));
  if (newDay) row.prepend(make("div", { class: "day" }, make("span", {}, dayOf(message.at))));
  row.classList.toggle("joined", Boolean(!newDay && !fresh && follows(message, before)));
}

function rowFor(message) {
  const row = make("li", { id: `m${message.number}`, tabindex: "-1" }, body(message));
  rows.set(message.id, row);
  return row;
}

// Puts messages in where they belong; those that are there already are drawn anew.
function put(added) {
  const fresh = [];
  for (const message of added) {
    const row = rows.get(message.id);
    if (!row) { fresh.push(message); continue; }
    const index = messages.findIndex((known) => known.id === message.id);
    messages[index] = message;
    row.lastElementChild.replaceWith(body(message));
  }
  for (const message of fresh) {
    let index = messages.length;
    while (index > 0 && messages[index - 1].id > message.id) index -= 1;
    const next = messages[index];
    messages.splice(index, 0, message);
    list().insertBefore(rowFor(message), next ? rows.get(next.id) : pending.values().next().value ?? null);
    dress(index);
    dress(index + 1);
  }
}

function drop(count, fromEnd) {
  const gone = fromEnd ? messages.splice(messages.length - count) : messages.splice(0, count);
  for (const message of gone) {
    rows.get(message.id)?.remove();
    rows.delete(message.id);
  }
  if (!fromEnd) dress(0);
}

// Does something to the list while what one reads stays where it is.
function keeping(change) {
  const box = list().getBoundingClientRect();
  const anchor = [...list().children].find((row) => row.getBoundingClientRect().bottom > box.top + 1);
  const top = anchor?.getBoundingClientRect().top;
  change();
  if (anchor?.isConnected) list().scrollTop += anchor.getBoundingClientRect().top - top;
}

// MARK: Showing

function clear() {
  messages = [];
  rows = new Map();
  list().replaceChildren(...pending.values());
}

export async function open(room, read, hasUnread) {
  readUntil = hasUnread ? read : null;
  pending = new Map();
  clear();
  more = { before: true, after: false };
  await load(room, "");
  const fresh = $("fresh");
  toEnd();
  if (fresh && fresh.offsetTop < list().scrollTop) {
    list().scrollTop = fresh.offsetTop - 24;
    isStuck = false;
  }
}

async function load(room, query) {
  list().setAttribute("aria-busy", "true");
  loads += 1;
  const turn = loads;
  try {
    const page = await call(`/api/rooms/${room}/messages${query}`);
    if (state.room !== room || turn !== loads) return;
    // What the news brought while the page was on its way is not in it.
    const end = page.messages.at(-1)?.id ?? 0;
    const newer = page.after || more.after ? [] : messages.filter((message) => message.id > end);
    clear();
    more = { before: page.before, after: page.after };
    put([...page.messages, ...newer]);
    $("nothing").hidden = page.messages.some((message) => message.kind === "text") || pending.size > 0;
  } finally { list().removeAttribute("aria-busy"); }
}

// One page more at an end.
async function extend(query, end) {
  if (busy) return busy;
  const room = state.room;
  const turn = loads;
  list().setAttribute("aria-busy", "true");
  busy = call(`/api/rooms/${room}/messages?${query}`).then((page) => {
    if (state.room !== room || turn !== loads) return;
    more[end] = page[end];
    keeping(() => {
      put(page.messages);
      const over = messages.length - most;
      if (over > 0) { drop(over, end === "before"); more[end === "before" ? "after" : "before"] = true; }
    });
  }).catch(() => {}).finally(() => { busy = null; list().removeAttribute("aria-busy"); });
  return busy;
}

export function scrolled() {
  // What came meanwhile made the list longer: only whoever goes up has left the end.
  isStuck = isAtEnd() || (isStuck && hasLatest() && list().scrollTop >= lastTop);
  lastTop = list().scrollTop;
  if (!messages.length) return;
  if (more.before && list().scrollTop < 400) extend(`before=${messages[0].id}`, "before");
  else if (more.after && list().scrollHeight - list().scrollTop - list().clientHeight < 400) extend(`after=${messages.at(-1).id}`, "after");
}

// The window or the software keyboard changed the height: whoever was at the end stays there.
export function resized() { if (isStuck) toEnd(); }

export async function toLatest() {
  if (more.after) await load(state.room, "");
  toEnd();
}

export async function jump(number) {
  if (!$(`m${number}`)) await load(state.room, `?around=${number}`);
  const row = $(`m${number}`);
  if (!row) return;
  isStuck = false;
  row.scrollIntoView({ block: "center" });
  row.classList.remove("flash");
  requestAnimationFrame(() => row.classList.add("flash"));
}

// MARK: News

// Takes in what is new or changed here.
export function take(message, isSeen) {
  const last = messages.at(-1);
  const isNew = !last || message.id > last.id;
  // Behind a gap it would stand in the wrong place; it comes with the page it belongs to.
  if (isNew && more.after) return;
  if (!isNew && message.id < messages[0].id) return;
  const stay = isStuck || isMine(message);
  if (isNew && !isSeen && readUntil === null && !isMine(message)) readUntil = message.number - 1;
  const change = () => {
    put([message]);
    const over = messages.length - most;
    if (over > 0) { drop(over, !isStuck); more[isStuck ? "before" : "after"] = true; }
  };
  if (isNew || stay) change(); else keeping(change);
  $("nothing").hidden = true;
  if (isNew && isMine(message)) isStuck = true;
}

// Goes to the end after news, once for all that came together.
export function follow() { if (isStuck && hasLatest()) toEnd(); }

export const isFollowing = () => isStuck && hasLatest();

export function remove(number) {
  const index = messages.findIndex((message) => message.number === number);
  if (index < 0) return;
  rows.get(messages[index].id).remove();
  rows.delete(messages[index].id);
  messages.splice(index, 1);
  dress(index);
}

// After a lost connection: what was changed or taken away meanwhile.
export async function refresh() {
  const room = state.room;
  if (!room || more.after) return;
  const page = await call(`/api/rooms/${room}/messages`);
  if (state.room !== room) return;
  const there = new Set(page.messages.map((message) => message.id));
  const first = page.messages[0]?.id ?? Infinity;
  const last = page.messages.at(-1)?.id ?? 0;
  for (const message of messages.filter(({ id }) => id >= first && id <= last && !there.has(id))) remove(message.number);
  put(page.messages.filter((message) => rows.has(message.id)));
  resized();
}

// The line of what is new has done its work.
export function settle() {
  if (readUntil === null) return;
  readUntil = null;
  $("fresh")?.remove();
}

// MARK: On the way

export function showWaiting(waiting) {
  const row = make("li", { class: "pending" }, waitingBody(waiting));
  const known = pending.get(waiting.key);
  if (known) known.replaceWith(row); else list().append(row);
  pending.set(waiting.key, row);
  $("nothing").hidden = true;
  if (isStuck) toEnd();
}

export function hideWaiting(key) {
  pending.get(key)?.remove();
  pending.delete(key);
}
