// The chat page. Text that people wrote only ever goes in as text; nothing is fetched from elsewhere.

const $ = (id) => document.getElementById(id);
const state = {
  me: null, rooms: new Map(), room: null, messages: [], oldest: null, whole: false, last: 0,
  reply: null, pictures: [], stream: null, drafts: new Map(), sending: new Map(),
};

// MARK: Elements

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const weekdays = "日一二三四五六";
function clock(at) {
  const time = new Date(at);
  return `${time.getHours()}`.padStart(2, "0") + ":" + `${time.getMinutes()}`.padStart(2, "0");
}
function dayOf(at) {
  const time = new Date(at);
  const today = new Date();
  const days = Math.round((new Date(today.toDateString()) - new Date(time.toDateString())) / 864e5);
  if (days === 0) return "今天";
  if (days === 1) return "昨天";
  const year = time.getFullYear() === today.getFullYear() ? "" : `${time.getFullYear()}年`;
  return `${year}${time.getMonth() + 1}月${time.getDate()}日（周${weekdays[time.getDay()]}）`;
}
function face(person) {
  const short = person.name.length > 2 ? person.name.slice(-2) : person.name;
  const kind = person.bot ? "bot" : `f${Number(person.id) % 8}`;
  return make("span", { class: `face ${kind}`, "aria-hidden": "true" }, person.bot ? "联" : short);
}

// MARK: Talking to the hub

async function call(path, options) {
  const answer = await fetch(path, { credentials: "same-origin", ...options });
  if (answer.status === 401) { location.reload(); throw new Error("401"); }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(body.error || "出了点问题，请再试一次。"), { status: answer.status });
  return body;
}

function say(text, hold = 4000) {
  $("state").textContent = text;
  $("state").hidden = !text;
  clearTimeout(say.timer);
  if (text && hold) say.timer = setTimeout(() => { $("state").hidden = true; }, hold);
}

function listen() {
  state.stream?.close();
  const stream = new EventSource(`/api/news?after=${state.last}`);
  state.stream = stream;
  stream.onopen = () => say("");
  stream.onerror = () => {
    say("连接断了，正在重连，发的话会留着", 0);
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
  stream.addEventListener("message", (event) => {
    const message = JSON.parse(event.data);
    state.last = Math.max(state.last, Number(event.lastEventId) || 0);
    arrived(message);
  });
  stream.addEventListener("deleted", (event) => {
    const { room, number } = JSON.parse(event.data);
    if (room !== state.room) return;
    state.messages = state.messages.filter((message) => message.number !== number);
    draw();
  });
  stream.addEventListener("presence", (event) => {
    const { room, here } = JSON.parse(event.data);
    const known = state.rooms.get(room);
    if (!known) return;
    for (const member of known.members) member.here = here.includes(member.id);
    if (room === state.room) drawHeading();
  });
}

// MARK: Rooms

async function start() {
  const { me, rooms, last } = await call("/api/me");
  state.me = me;
  state.last = last;
  $("me").textContent = me.name;
  for (const room of rooms) state.rooms.set(room.id, room);
  drawRooms();
  const wanted = Number(location.hash.slice(1));
  const first = state.rooms.get(wanted) || rooms[0];
  if (first) await enter(first.id, false);
  document.body.classList.toggle("choosing", !first);
  listen();
}

function drawRooms() {
  $("room-list").replaceChildren(...[...state.rooms.values()].map((room) => {
    const last = room.last;
    const from = last?.from && room.kind === "group" ? `${last.from.name}：` : "";
    const text = last ? from + (last.text.split("\n")[0] || "[照片]") : "";
    const title = room.kind === "private" ? `${room.title}（私聊）` : room.title;
    return make("li", {}, make("button", {
      type: "button", "aria-current": String(room.id === state.room), onclick: () => enter(room.id),
    },
    face(room.kind === "private" ? { name: room.title, bot: true } : { name: room.title, id: room.id }),
    make("span", { class: "name" }, title),
    room.unread && room.id !== state.room ? make("span", { class: "count", "aria-label": `${room.unread}条未读` }, `${Math.min(room.unread, 99)}`) : make("span"),
    make("span", { class: "last" }, text)));
  }));
  const unread = [...state.rooms.values()].reduce((sum, room) => sum + (room.id === state.room ? 0 : room.unread), 0);
  const room = state.rooms.get(state.room);
  document.title = (unread ? `（${unread}）` : "") + (room ? room.title : "联督工作群");
}

function drawHeading() {
  const room = state.rooms.get(state.room);
  $("title").textContent = room.kind === "private" ? `${room.title}（私聊）` : room.title;
  const here = room.members.filter((member) => member.here || member.id === state.me.id).length;
  $("subtitle").textContent = room.kind === "private" ? "只有您和机器人" : `${room.members.length}人，${here}人在线`;
  $("people-list").replaceChildren(
    ...room.bots.map((bot) => make("li", {}, face({ ...bot, bot: true }), make("span", {}, bot.name, make("small", {}, "机器人")))),
    ...room.members.map((member) => {
      const isHere = member.here || member.id === state.me.id;
      return make("li", { class: isHere ? "" : "away" }, face(member),
        make("span", {}, member.name, make("small", {}, member.unit || (isHere ? "在线" : "不在线"))),
        isHere ? make("span", { class: "dot", title: "在线" }) : null);
    }));
}

async function enter(id, focus = true) {
  if (state.room) state.drafts.set(state.room, $("entry").value);
  state.room = id;
  state.messages = [];
  state.whole = false;
  setReply(null);
  location.hash = id;
  document.body.classList.remove("choosing");
  $("entry").value = state.drafts.get(id) || "";
  grow();
  closeSearch();
  drawHeading();
  drawRooms();
  $("messages").replaceChildren();
  const { messages } = await call(`/api/rooms/${id}/messages`);
  if (state.room !== id) return;
  state.messages = messages;
  state.whole = messages.length < 50;
  draw();
  toLatest();
  markRead();
  if (focus && matchMedia("(hover: hover)").matches) $("entry").focus();
}

async function older() {
  if (state.whole || state.loading || !state.messages.length) return;
  state.loading = true;
  try {
    const room = state.room;
    const list = $("messages");
    const { messages } = await call(`/api/rooms/${room}/messages?before=${state.messages[0].id}`);
    if (state.room !== room) return;
    const height = list.scrollHeight - list.scrollTop;
    state.whole = messages.length < 50;
    state.messages = [...messages, ...state.messages];
    draw();
    list.scrollTop = list.scrollHeight - height;
  } finally { state.loading = false; }
}

function arrived(message) {
  const room = state.rooms.get(message.room);
  if (!room) return void start();
  const mine = message.from && !message.from.bot && message.from.id === state.me.id;
  if (!room.last || message.id >= room.last.id) room.last = message;
  if (message.kind === "joined" || message.kind === "left") refreshMembers();
  if (message.room !== state.room) {
    if (!mine && !message.editedAt) room.unread += 1;
    return void drawRooms();
  }
  const atEnd = isAtEnd();
  const index = state.messages.findIndex((known) => known.id === message.id);
  if (index >= 0) state.messages[index] = message;
  else state.messages.push(message);
  state.messages.sort((a, b) => a.id - b.id);
  for (const [key, waiting] of state.sending) if (waiting.done?.includes(message.id)) state.sending.delete(key);
  draw();
  if (atEnd || mine) toLatest(); else $("latest").hidden = false;
  if (atEnd && document.hasFocus()) markRead();
  drawRooms();
}

async function refreshMembers() {
  const { rooms } = await call("/api/me");
  for (const room of rooms) {
    const known = state.rooms.get(room.id);
    if (known) Object.assign(known, { members: room.members, commands: room.commands, bots: room.bots });
    else state.rooms.set(room.id, room);
  }
  drawHeading();
}

function markRead() {
  const room = state.rooms.get(state.room);
  const last = state.messages.at(-1);
  if (!room || !last) return;
  room.unread = 0;
  if (room.read >= last.number) return;
  room.read = last.number;
  call(`/api/rooms/${room.id}/read`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ number: last.number }),
  }).catch(() => { room.read = 0; });
  drawRooms();
}

// MARK: Messages

const isAtEnd = () => { const list = $("messages"); return list.scrollHeight - list.scrollTop - list.clientHeight < 80; };
function toLatest() { const list = $("messages"); list.scrollTop = list.scrollHeight; $("latest").hidden = true; }

function draw() {
  const rows = [];
  let day = "", before = null;
  for (const message of state.messages) {
    const its = dayOf(message.at);
    if (its !== day) { rows.push(make("li", { class: "day" }, its)); day = its; before = null; }
    rows.push(row(message, before));
    before = message;
  }
  for (const [key, waiting] of state.sending) if (waiting.room === state.room && !waiting.done) rows.push(pending(key, waiting));
  $("messages").replaceChildren(...rows);
}

function row(message, before) {
  if (message.kind !== "text") {
    return make("li", { class: "note" }, `${message.from?.name ?? ""}${message.kind === "joined" ? "进了群" : "退出了群"}`);
  }
  const mine = !message.from?.bot && message.from?.id === state.me.id;
  const joined = before && before.kind === "text" && before.from?.id === message.from?.id && message.at - before.at < 3e5;
  const bubble = make("div", { class: "bubble" },
    message.reply ? make("button", { type: "button", class: "quote", onclick: () => jump(message.reply.number) }, `${message.reply.name}：${message.reply.text.split("\n")[0] || "[照片]"}`) : null,
    message.text ? text(message) : null, files(message),
    make("span", { class: "tools" }, make("button", { type: "button", onclick: () => setReply(message) }, "回复")));
  return make("li", {
    class: `message ${mine ? "mine" : ""} ${message.from?.bot ? "bot" : ""} ${joined ? "joined" : ""}`,
    id: `m${message.number}`,
  }, face(message.from), make("span", { class: "who" }, `${mine ? "" : message.from.name + "  "}${clock(message.at)}${message.editedAt ? "（改过）" : ""}`), bubble);
}

// Entities count UTF-16 units, as strings here do.
function text(message) {
  const root = make("div", { class: "text" });
  let line = make("span", { class: "line" });
  root.append(line);
  const put = (piece, kind) => {
    piece.split("\n").forEach((part, index) => {
      if (index) { line = make("span", { class: "line" }); root.append(line); }
      if (!part) return;
      if (kind === "code") line.append(make("button", { type: "button", class: "command", title: "放进输入框", onclick: () => insert(part) }, part));
      else if (kind) line.append(make("span", { class: kind }, part));
      else line.append(part);
    });
  };
  const kinds = { code: "code", pre: "code", mention: "mention", text_mention: "mention", bold: "strong" };
  let at = 0;
  for (const entity of [...(message.entities || [])].sort((a, b) => a.offset - b.offset)) {
    const kind = kinds[entity.type];
    if (!kind || entity.offset < at) continue;
    put(message.text.slice(at, entity.offset), "");
    put(message.text.slice(entity.offset, entity.offset + entity.length), kind);
    at = entity.offset + entity.length;
  }
  put(message.text.slice(at), "");
  return root;
}

function files(message) {
  if (!message.files?.length) return null;
  return make("div", { class: "pictures" }, ...message.files.map((file) => file.kind === "photo"
    ? make("button", { type: "button", "aria-label": `看大图：${file.name}`, onclick: () => view(file) },
      make("img", { src: `/files/${file.id}`, alt: file.name, loading: "lazy", width: file.width || undefined, height: file.height || undefined }))
    : make("a", { class: "file", href: `/files/${file.id}`, download: file.name }, "📄", file.name)));
}

function pending(key, waiting) {
  return make("li", {
    class: `message mine ${waiting.error ? "failed" : "waiting"}`, onclick: waiting.error ? () => post(key) : undefined,
  }, face(state.me), make("span", { class: "who" }, waiting.error || "正在发"),
  make("div", { class: "bubble" }, make("div", { class: "text" }, make("span", { class: "line" }, waiting.text || "[照片]"))));
}

async function jump(number) {
  for (let tries = 0; tries < 40; tries += 1) {
    const found = $(`m${number}`);
    if (found) {
      found.scrollIntoView({ block: "center" });
      found.classList.add("flash");
      setTimeout(() => found.classList.remove("flash"), 1800);
      return;
    }
    if (state.whole) return;
    await older();
  }
}

function view(file) {
  $("viewer-image").src = `/files/${file.id}`;
  $("viewer-image").alt = file.name;
  $("viewer").showModal();
}

// MARK: Writing

function insert(command) {
  $("entry").value = command;
  grow();
  $("entry").focus();
}

function setReply(message) {
  state.reply = message;
  $("replying").hidden = !message;
  if (!message) return;
  $("replying-to").textContent = `回复 ${message.from.name}：${message.text.split("\n")[0] || "[照片]"}`;
  $("entry").focus();
}

function grow() {
  const entry = $("entry");
  entry.style.height = "auto";
  entry.style.height = `${entry.scrollHeight + 2}px`;
  $("send").disabled = !entry.value.trim() && !state.pictures.length;
}

function addFiles(list) {
  for (const file of list) if (state.pictures.length < 9) state.pictures.push(file);
  drawPictures();
}

function drawPictures() {
  $("pictures").hidden = !state.pictures.length;
  $("pictures").replaceChildren(...state.pictures.map((file, index) => make("li", {}, make("button", {
    type: "button", "aria-label": `去掉 ${file.name}`, title: "点一下去掉",
    onclick: () => { state.pictures.splice(index, 1); drawPictures(); },
  }, file.type.startsWith("image/") ? make("img", { src: URL.createObjectURL(file), alt: file.name }) : file.name))));
  grow();
}

function send() {
  const text = $("entry").value.trim();
  if (!text && !state.pictures.length) return;
  if (text.length > 4096) return void say("一条最多4096字，请分几条发");
  const key = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`;
  state.sending.set(key, { room: state.room, text, reply: state.reply?.number, pictures: state.pictures });
  $("entry").value = "";
  state.pictures = [];
  setReply(null);
  drawPictures();
  closeMenu();
  post(key);
}

// The key makes a message sent again the same message: nothing is said twice.
async function post(key) {
  const waiting = state.sending.get(key);
  if (!waiting) return;
  waiting.error = null;
  draw();
  toLatest();
  try {
    const body = new FormData();
    body.append("text", waiting.text);
    body.append("key", key);
    if (waiting.reply) body.append("reply_to", `${waiting.reply}`);
    waiting.pictures.forEach((file, index) => body.append(`file${index}`, file, file.name));
    const { messages } = await call(`/api/rooms/${waiting.room}/messages`, { method: "POST", body });
    state.sending.delete(key);
    for (const message of messages) arrived(message);
  } catch (error) {
    waiting.error = error.status ? error.message : "网络断了";
    if (!error.status || error.status === 429 || error.status >= 500) setTimeout(() => { if (state.sending.has(key)) post(key); }, 3000);
    draw();
  }
}

// MARK: The menu: commands behind /, people behind @

let choices = [], chosen = 0, range = null;

function suggest() {
  const entry = $("entry");
  const before = entry.value.slice(0, entry.selectionStart);
  const room = state.rooms.get(state.room);
  const command = /^[/／]([^\s]*)$/.exec(before);
  const mention = /(?:^|\s)@([^\s@]*)$/.exec(before);
  choices = [];
  // The bot may have told its commands after the page was opened.
  if (command && !room.commands.length && !suggest.asked) {
    suggest.asked = true;
    refreshMembers().then(suggest);
  }
  if (command) {
    const typed = command[1].toLowerCase();
    range = [0, before.length];
    choices = room.commands.map(({ name, description }) => {
      const [form, help] = description.split("：");
      return { label: `/${form.trim()}`, help: help || "", name, insert: `/${form.split(/[\s[]/)[0]} ` };
    }).filter((choice) => choice.name.startsWith(typed) || choice.label.slice(1).startsWith(typed)).slice(0, 40);
  } else if (mention) {
    range = [before.length - mention[1].length - 1, before.length];
    choices = [...room.bots.map((bot) => ({ name: bot.name, help: "机器人", insert: `@${bot.handle} ` })),
      ...room.members.filter((member) => member.id !== state.me.id).map((member) => ({ name: member.name, help: member.unit || "", insert: `@${member.name} ` }))]
      .filter((choice) => choice.name.includes(mention[1])).map((choice) => ({ ...choice, label: `@${choice.name}` }));
  }
  chosen = 0;
  drawMenu();
}

function drawMenu() {
  const menu = $("menu");
  menu.hidden = !choices.length;
  $("entry").setAttribute("aria-expanded", String(!menu.hidden));
  menu.replaceChildren(...choices.map((choice, index) => make("div", {
    role: "option", id: `choice${index}`, "aria-selected": String(index === chosen),
    onmousedown: (event) => { event.preventDefault(); choose(index); },
  }, choice.label, choice.help ? make("small", {}, choice.help) : null)));
  if (choices.length) {
    $("entry").setAttribute("aria-activedescendant", `choice${chosen}`);
    $(`choice${chosen}`).scrollIntoView({ block: "nearest" });
  } else $("entry").removeAttribute("aria-activedescendant");
}

function choose(index) {
  const entry = $("entry");
  const piece = choices[index].insert;
  entry.setRangeText(piece, range[0], range[1], "end");
  closeMenu();
  grow();
  entry.focus();
}

function closeMenu() { choices = []; drawMenu(); }

// MARK: Searching

function closeSearch() { $("search").hidden = true; $("found").hidden = true; $("query").value = ""; }

async function search() {
  const query = $("query").value.trim();
  $("found").hidden = !query;
  if (!query) return;
  const { messages } = await call(`/api/rooms/${state.room}/search?q=${encodeURIComponent(query)}`);
  $("found").replaceChildren(...(messages.length ? messages.map((message) => make("li", {}, make("button", {
    type: "button", onclick: () => { closeSearch(); jump(message.number); },
  }, make("small", {}, `${message.from?.name ?? ""}  ${dayOf(message.at)} ${clock(message.at)}  `), message.text.replaceAll("\n", " ").slice(0, 80))))
    : [make("li", { class: "note" }, "没有找到")]));
}

// MARK: Wiring

$("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
$("entry").addEventListener("input", () => { grow(); suggest(); });
$("entry").addEventListener("keydown", (event) => {
  // While an input method composes, Enter belongs to it.
  if (event.isComposing || event.keyCode === 229) return;
  if (choices.length) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + choices.length) % choices.length;
      event.preventDefault();
      return void drawMenu();
    }
    if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); return void choose(chosen); }
    if (event.key === "Escape") { event.preventDefault(); return void closeMenu(); }
  }
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); }
  if (event.key === "Escape") setReply(null);
});
$("entry").addEventListener("paste", (event) => {
  const list = [...(event.clipboardData?.files ?? [])];
  if (list.length) { event.preventDefault(); addFiles(list); }
});
$("entry").addEventListener("blur", () => setTimeout(closeMenu, 150));
$("photo").addEventListener("change", (event) => { addFiles(event.target.files); event.target.value = ""; });
$("room").addEventListener("dragover", (event) => event.preventDefault());
$("room").addEventListener("drop", (event) => { event.preventDefault(); addFiles(event.dataTransfer.files); });
$("messages").addEventListener("scroll", () => {
  if ($("messages").scrollTop < 120) older();
  if (isAtEnd()) { $("latest").hidden = true; if (document.hasFocus()) markRead(); }
});
addEventListener("focus", () => { if (isAtEnd()) markRead(); });
$("latest").addEventListener("click", toLatest);
$("reply-cancel").addEventListener("click", () => setReply(null));
$("back").addEventListener("click", () => document.body.classList.add("choosing"));
$("find").addEventListener("click", () => { $("search").hidden = !$("search").hidden; if (!$("search").hidden) $("query").focus(); else closeSearch(); });
$("search").addEventListener("submit", (event) => { event.preventDefault(); search(); });
$("query").addEventListener("input", (event) => { if (!event.isComposing) { clearTimeout(search.timer); search.timer = setTimeout(search, 250); } });
$("search-close").addEventListener("click", closeSearch);
function togglePeople() { $("people").hidden = !$("people").hidden; $("who").setAttribute("aria-expanded", String(!$("people").hidden)); }
$("who").addEventListener("click", togglePeople);
$("people-close").addEventListener("click", togglePeople);
$("viewer").addEventListener("click", () => $("viewer").close());
start().catch((error) => say(error.message, 0));
grow();
