// Writing: the entry, pictures, replies, putting one's own words right, and sending until it is there.

import { $, make, gist } from "./elements.js";
import { state, drafts } from "./state.js";
import { post, upload } from "./wire.js";
import { isEditable } from "./message.js";
import { lastOwn, showWaiting, hideWaiting, toLatest, settle } from "./history.js";
import { closeMenu } from "./menu.js";

let reply = null;
let editing = null;
let pictures = [];
const sending = new Map();
const longest = 4096;
const mostPictures = 9;
// As much as the bot takes.
const largest = 20 * 1024 * 1024;

let deliver = () => {};
export const onDelivered = (act) => { deliver = act; };

let say = () => {};
export const onTrouble = (act) => { say = act; };

// MARK: The entry

export function grow() {
  const entry = $("entry");
  entry.style.height = "auto";
  entry.style.height = `${entry.scrollHeight + 2}px`;
  $("send").disabled = !entry.value.trim() && !pictures.length;
  const over = entry.value.length - longest;
  $("length").textContent = over > -200 ? (over > 0 ? `多了${over}字` : `还能写${-over}字`) : "";
}

export function typed() {
  if (state.room && !editing) drafts.set(state.room, $("entry").value);
  grow();
}

// A command is taken over into the entry; what was being written there comes back once it is sent.
let laidAside = "";
let laidAsideIn = null;
let taken = "";

export function setText(text) {
  const written = $("entry").value;
  if (written.trim() && written !== taken && !editing) {
    laidAside = written;
    laidAsideIn = state.room;
  }
  taken = text;
  $("entry").value = text;
  typed();
  $("entry").focus();
}

// Another room is opened: its own draft, nothing of the last room's.
export function openDraft(room) {
  if (laidAside && laidAsideIn !== room) {
    drafts.set(laidAsideIn, laidAside);
    laidAside = "";
  }
  reply = null;
  editing = null;
  pictures.forEach((picture) => picture.url && URL.revokeObjectURL(picture.url));
  pictures = [];
  $("entry").value = drafts.get(room);
  drawAbout();
  drawPictures();
  for (const waiting of sending.values()) if (waiting.room === room && !waiting.isHere) showWaiting(waiting);
}

// MARK: What it is about

function drawAbout() {
  const about = editing || reply;
  $("about").hidden = !about;
  $("about-what").textContent = !about ? "" : editing ? "改自己的话" : `回复${about.from.name}`;
  $("about-text").textContent = about ? gist(about) : "";
  $("send").textContent = editing ? "改好" : "发送";
}

export function setReply(message) {
  if (editing) leaveEditing();
  reply = message;
  drawAbout();
  if (message) $("entry").focus();
}

export function edit(message) {
  reply = null;
  editing = message;
  drawAbout();
  $("entry").value = message.text;
  grow();
  $("entry").focus();
}

// A message is gone: nothing is said about it any more.
export function forget(number) {
  if (reply?.number === number) setReply(null);
  if (editing?.number === number) leaveEditing();
}

function leaveEditing() {
  editing = null;
  $("entry").value = drafts.get(state.room);
  drawAbout();
  grow();
}

// Esc, and the cross: whether there was anything to leave.
export function cancel() {
  if (editing) { leaveEditing(); return true; }
  if (reply) { setReply(null); return true; }
  return false;
}

// ↑ in an empty entry takes up one's last words, while they may be changed.
export function editLast() {
  const message = lastOwn();
  if ($("entry").value || pictures.length || !message || !isEditable(message)) return false;
  edit(message);
  return true;
}

// MARK: Pictures

export function addFiles(list) {
  for (const file of list) {
    if (file.size > largest) { say(`“${file.name}”超过20MB，请压缩后再发`); continue; }
    if (pictures.length >= mostPictures) { say(`一次最多发${mostPictures}个`); break; }
    pictures.push({ file, url: file.type.startsWith("image/") ? URL.createObjectURL(file) : null });
  }
  drawPictures();
  $("entry").focus();
}

function drawPictures() {
  $("pictures").hidden = !pictures.length;
  $("pictures").replaceChildren(...pictures.map((picture) => make("li", {},
    picture.url ? make("img", { src: picture.url, alt: picture.file.name }) : make("span", { class: "file" }, picture.file.name),
    make("button", {
      type: "button", "aria-label": `去掉${picture.file.name}`,
      onclick: () => { pictures = pictures.filter((other) => other !== picture); drawPictures(); $("entry").focus(); },
    }, "✕"))));
  $("entry").placeholder = pictures.length ? "给照片写句说明" : $("entry").dataset.placeholder;
  grow();
}

// MARK: Sending

export async function send() {
  const text = $("entry").value.trim();
  if (text.length > longest) return void say(`一条最多${longest}字，请分几条发`);
  if (editing) return text ? saveEdit(text) : undefined;
  if (!text && !pictures.length) return;
  const key = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`;
  const waiting = { key, room: state.room, text, reply, pictures, error: null, progress: 0, tries: 0 };
  sending.set(key, waiting);
  pictures = [];
  reply = null;
  $("entry").value = laidAside;
  laidAside = "";
  typed();
  drawAbout();
  drawPictures();
  closeMenu();
  settle();
  shelve();
  advance(waiting.room);
  await toLatest().catch(() => {});
  redraw(waiting);
}

// What waits outlives a reload of the page, pictures apart; its key keeps it one message.
const shelf = "liandu-waiting";

function shelve() {
  const texts = [...sending.values()].filter((waiting) => !waiting.pictures.length)
    .map(({ key, room, text, reply }) => ({ key, room, text, reply: reply && { number: reply.number } }));
  try { sessionStorage.setItem(shelf, JSON.stringify({ me: state.me.id, texts })); } catch { /* kept in memory alone */ }
}

export function resume() {
  let kept = {};
  try { kept = JSON.parse(sessionStorage.getItem(shelf)) || {}; } catch { /* nothing was kept */ }
  if (kept.me !== state.me.id) return;
  for (const { key, room, text, reply } of kept.texts) {
    const waiting = { key, room, text, reply, pictures: [], error: null, progress: 0, tries: 0 };
    sending.set(key, waiting);
    redraw(waiting);
    advance(room);
  }
}

export const hasPicturesWaiting = () => [...sending.values()].some((waiting) => waiting.pictures.length);

async function saveEdit(text) {
  const message = editing;
  try {
    if (text !== message.text) deliver(await post(`/api/rooms/${message.room}/messages/${message.number}/edit`, { text }));
    if (editing === message) leaveEditing();
  } catch (error) { say(error.status ? error.message : "网络断了，没有改成"); }
}

// One after the other in each room, in the order in which they were written: a command counts on the one
// before it. The key makes a message sent again the same message: nothing is said twice.
const busy = new Set();

async function advance(room) {
  if (busy.has(room)) return;
  busy.add(room);
  let waiting;
  try {
    while ((waiting = next(room)) && await deliverNow(waiting)) { /* the next one */ }
  } finally { busy.delete(room); }
  // What passes by itself is tried again; what was refused stays where it is until somebody says.
  if (waiting) waiting.timer = setTimeout(() => advance(room), Math.min(30, 2 ** waiting.tries) * 1000);
}

const next = (room) => [...sending.values()].find((waiting) => waiting.room === room && !waiting.isRefused);

// Whether the next one may go.
async function deliverNow(waiting) {
  clearTimeout(waiting.timer);
  waiting.error = null;
  try {
    const { messages } = await request(waiting);
    finish(waiting);
    messages.forEach(deliver);
    return true;
  } catch (error) {
    const passing = !error.status || error.status === 429 || error.status >= 500;
    waiting.error = passing ? "没有发出去，连上后自动再发" : error.message;
    waiting.isRefused = !passing;
    waiting.tries = passing ? waiting.tries + 1 : 0;
    waiting.progress = 0;
    waiting.isHere = false;
    redraw(waiting);
    return !passing;
  }
}

function request(waiting) {
  const path = `/api/rooms/${waiting.room}/messages`;
  if (!waiting.pictures.length) {
    return post(path, { text: waiting.text, key: waiting.key, ...(waiting.reply && { reply_to: waiting.reply.number }) });
  }
  const form = new FormData();
  form.append("text", waiting.text);
  form.append("key", waiting.key);
  if (waiting.reply) form.append("reply_to", `${waiting.reply.number}`);
  waiting.pictures.forEach((picture, index) => form.append(`file${index}`, picture.file, picture.file.name));
  return upload(path, form, (progress) => { waiting.progress = progress; redraw(waiting); });
}

function redraw(waiting) {
  if (sending.has(waiting.key) && !waiting.isHere && waiting.room === state.room) showWaiting(waiting);
}

function finish(waiting) {
  sending.delete(waiting.key);
  shelve();
  hideWaiting(waiting.key);
  waiting.pictures.forEach((picture) => picture.url && URL.revokeObjectURL(picture.url));
}

export function again(key) {
  const waiting = sending.get(key);
  if (!waiting) return;
  waiting.error = null;
  waiting.isRefused = false;
  redraw(waiting);
  advance(waiting.room);
}

export const sendWaiting = () => { for (const { room } of sending.values()) advance(room); };

export function giveUp(key) {
  const waiting = sending.get(key);
  if (waiting) finish(waiting);
}

// The news may bring one's own message before the answer to the sending does: shown once.
export function arrivedOwn(message) {
  for (const waiting of sending.values()) {
    const isAlike = waiting.text === message.text && !waiting.pictures.length === !message.files?.length;
    if (waiting.room === message.room && isAlike && !waiting.error && !waiting.isHere) {
      waiting.isHere = true;
      return hideWaiting(waiting.key);
    }
  }
}
