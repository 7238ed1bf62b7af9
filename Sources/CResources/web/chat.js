// The chat page: opens rooms, takes in the news, and connects the parts with each other.

import { $ } from "./elements.js";
import { state, openRoom, isMine } from "./state.js";
import { call, listen, post } from "./wire.js";
import { acts } from "./message.js";
import * as history from "./history.js";
import { drawHeading, drawRooms, onEnter, refreshRooms } from "./rooms.js";
import * as composer from "./composer.js";
import { closeMenu, onChoice, suggest } from "./menu.js";
import { closeSearch, wireSearch } from "./search.js";
import { wireKeys } from "./keys.js";

const isWide = matchMedia("(min-width: 1100px)");

// MARK: What the page says itself

let sayTimer;
function say(text, hold = 5000) {
  $("state").textContent = text;
  $("state").hidden = !text;
  clearTimeout(sayTimer);
  if (text && hold) sayTimer = setTimeout(() => say(""), hold);
}

// MARK: Rooms

async function start() {
  const { me, rooms, last } = await call("/api/me");
  state.me = me;
  state.last = last;
  $("me").textContent = me.name;
  for (const room of rooms) state.rooms.set(room.id, room);
  drawRooms();
  const wanted = state.rooms.get(Number(location.hash.slice(1))) || rooms[0];
  if (wanted) await enter(wanted.id, false);
  else say("您还没有进哪个群，请找管理员", 0);
  composer.resume();
  listen({ open: connected, lost, message: arrived, deleted, presence });
}

async function enter(id, isAsked = true) {
  const room = state.rooms.get(id);
  state.room = id;
  location.replace(`#${id}`);
  document.body.classList.remove("choosing");
  closeSearch();
  closeMenu();
  drawHeading();
  $("latest").hidden = true;
  await history.open(id, room.read, room.unread > 0).catch((error) => say(error.message));
  if (state.room !== id) return;
  composer.openDraft(id);
  read();
  if (isAsked && matchMedia("(hover: hover)").matches) $("entry").focus();
}

// What is looked at to its end is read; the others' marks go by themselves.
function read() {
  const room = openRoom();
  const last = history.loaded().at(-1);
  if (!room || !last || !document.hasFocus() || document.body.classList.contains("choosing") || !history.isAtEnd()) return drawRooms();
  room.unread = 0;
  $("latest").hidden = true;
  drawRooms();
  if (last.number <= (room.read || 0)) return;
  room.read = last.number;
  clearTimeout(readTimer);
  readTimer = setTimeout(() => post(`/api/rooms/${room.id}/read`, { number: room.read }).catch(() => {}), 300);
}

let readTimer;

// MARK: News

function arrived(message) {
  const room = state.rooms.get(message.room);
  if (!room) return void refreshRooms();
  const isNew = !room.last || message.id > room.last.id;
  if (isNew || message.id === room.last.id) room.last = message;
  if (isNew && message.kind !== "text") refreshRooms().catch(() => {});
  if (isNew && !isMine(message)) room.unread += 1;
  if (message.room === state.room) {
    if (isMine(message)) composer.arrivedOwn(message);
    const isSeen = document.hasFocus() && history.isFollowing();
    history.take(message, isSeen);
    if (isNew && !isMine(message) && !history.isFollowing()) {
      $("latest").hidden = false;
      $("latest-count").textContent = `${room.unread}条新消息`;
    }
  }
  settleSoon();
}

// A hundred messages at once are laid out, marked read and listed once. A timer, since frames stop in
// windows that are not looked at, and their title must still tell.
let soon;
function settleSoon() {
  soon ??= setTimeout(() => {
    soon = null;
    history.follow();
    read();
  }, 40);
}

function deleted({ room, number }) {
  if (room === state.room) {
    history.remove(number);
    composer.forget(number);
    closeSearch();
  }
  // Its text may stand in the list of rooms.
  if (state.rooms.get(room)?.last?.number === number) refreshRooms(true).catch(() => {});
}

function recall(message) {
  post(`/api/rooms/${message.room}/messages/${message.number}/recall`, {})
    .catch((error) => say(error.status ? error.message : "网络断了，没有撤成"));
}

function presence({ room, here }) {
  const known = state.rooms.get(room);
  if (!known) return;
  for (const member of known.members) member.here = here.includes(member.id);
  if (room === state.room) drawHeading();
}

function connected(again) {
  say("");
  composer.sendWaiting();
  if (again) Promise.all([refreshRooms(), history.refresh()]).catch(() => {});
}

function lost() { say("连接断了，正在重连；写好的话会留着，连上就发", 0); }

// MARK: Connecting the parts

Object.assign(acts, {
  jump: history.jump, reply: composer.setReply, edit: composer.edit, recall, insert: composer.setText,
  again: composer.again, drop: composer.giveUp,
  view(file) {
    $("viewer-image").src = `/files/${file.id}`;
    $("viewer-image").alt = file.name;
    $("viewer-name").textContent = file.name;
    $("viewer").showModal();
  },
});
onEnter(enter);
onChoice(composer.typed);
composer.onDelivered(arrived);
composer.onTrouble(say);
wireSearch();

function togglePeople() {
  $("people").hidden = !$("people").hidden;
  $("who").setAttribute("aria-expanded", String(!$("people").hidden));
}
wireKeys({ enter, togglePeople });
if (isWide.matches) togglePeople();
isWide.addEventListener("change", () => { if (isWide.matches === $("people").hidden) togglePeople(); });

addEventListener("beforeunload", (event) => { if (composer.hasPicturesWaiting()) event.preventDefault(); });
$("composer").addEventListener("submit", (event) => { event.preventDefault(); composer.send(); });
$("entry").addEventListener("input", () => { composer.typed(); suggest(); });
$("entry").addEventListener("paste", (event) => {
  const list = [...(event.clipboardData?.files ?? [])];
  if (list.length) { event.preventDefault(); composer.addFiles(list); }
});
$("entry").addEventListener("blur", () => setTimeout(closeMenu, 150));
$("photo").addEventListener("change", (event) => { composer.addFiles(event.target.files); event.target.value = ""; });
for (const kind of ["dragover", "drop"]) $("room").addEventListener(kind, (event) => {
  event.preventDefault();
  if (kind === "drop") composer.addFiles(event.dataTransfer.files);
});
$("about-cancel").addEventListener("click", composer.cancel);

$("messages").addEventListener("scroll", () => {
  history.scrolled();
  if (history.isAtEnd()) read(); else if (history.isFar()) showLatest();
}, { passive: true });
function showLatest() {
  if ($("latest").hidden) $("latest-count").textContent = "回到最新";
  $("latest").hidden = false;
}
// Where nothing can be hovered over, a tap on a message shows what can be done with it.
$("messages").addEventListener("click", (event) => {
  const message = event.target.closest(".message");
  if (!matchMedia("(hover: none)").matches || event.target.closest("button, a")) return;
  for (const old of $("messages").querySelectorAll(".message.touched")) if (old !== message) old.classList.remove("touched");
  message?.classList.toggle("touched");
});
$("latest").addEventListener("click", async () => { await history.toLatest(); read(); });
new ResizeObserver(history.resized).observe($("messages"));
addEventListener("focus", read);
$("back").addEventListener("click", () => { document.body.classList.add("choosing"); read(); $("room-list").querySelector("button")?.focus(); });
$("who").addEventListener("click", togglePeople);
$("people-close").addEventListener("click", togglePeople);
$("viewer").addEventListener("click", () => $("viewer").close());

start().catch((error) => say(error.status ? error.message : "连不上服务，请过一会儿再打开", 0));
