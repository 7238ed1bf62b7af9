// One message as it stands in the list: words, a bot's card, pictures and files, what is on its way.

import { make, clock, face, gist } from "./elements.js";
import { state, isMine } from "./state.js";

// What a message's buttons do; chat.js fills this in.
export const acts = { jump() {}, reply() {}, edit() {}, recall() {}, view() {}, insert() {}, again() {}, drop() {} };

export const editTerm = 10 * 60_000;
export const isEditable = (message) => isMine(message) && !message.files?.length && Date.now() - message.at < editTerm;

export function body(message) {
  if (message.kind !== "text") {
    return make("p", { class: "note" }, `${message.from?.name ?? ""}${message.kind === "joined" ? "进了群" : "退出了群"}`);
  }
  const mine = isMine(message);
  const bot = message.from?.bot;
  const bubble = make("div", { class: "bubble" },
    message.reply ? quote(message.reply) : null,
    message.text ? words(message) : null, files(message),
    message.editedAt && !bot ? make("small", { class: "edited" }, "改过") : null);
  return make("div", { class: `message${mine ? " mine" : ""}${bot ? " bot" : ""}` },
    face(message.from),
    make("span", { class: "who" }, mine ? null : make("b", {}, message.from.name),
      message.from.unit && !mine ? make("span", { class: "unit" }, message.from.unit) : null,
      make("time", { datetime: new Date(message.at).toISOString() }, clock(message.at))),
    make("div", { class: "held" }, bubble, tools(message)));
}

function quote(reply) {
  if (reply.gone) return make("p", { class: "quote" }, "原消息已删除");
  return make("button", { type: "button", class: "quote", tabindex: "-1", "aria-label": `看原话：${reply.name}：${reply.text}`, onclick: () => acts.jump(reply.number) },
    make("b", {}, reply.name), make("span", {}, reply.text.split("\n")[0] || "[照片]"));
}

function tools(message) {
  const tool = (label, act) => make("button", { type: "button", tabindex: "-1", onclick: act }, label);
  return make("span", { class: "tools" },
    message.recallable && isMine(message) ? tool("撤回", () => acts.recall(message)) : null,
    isEditable(message) ? tool("改", () => acts.edit(message)) : null,
    message.text ? tool("复制", () => navigator.clipboard?.writeText(message.text).catch(() => {})) : null,
    tool("回复", () => acts.reply(message)));
}

// A line of a card that begins with what it tells: 期限：9月20日.
const labelled = /^([\p{Script=Han}A-Za-z]{1,4})：(?=.)/u;

// Entities count UTF-16 units, as strings here do.
export function words(message) {
  const whole = message.text;
  const isCard = message.from?.bot && whole.trim().includes("\n");
  const root = make("div", { class: isCard ? "text card" : "text" });
  let start = 0;
  whole.split("\n").forEach((content, index) => {
    const line = make("span", { class: isCard && index === 0 ? "line head" : "line" });
    const label = isCard && index > 0 && labelled.exec(content);
    let from = start;
    let into = line;
    if (label) {
      line.classList.add("pair");
      line.append(make("span", { class: "label" }, label[0]));
      from += label[0].length;
      into = make("span", { class: "value" });
      line.append(into);
    }
    pieces(message, from, start + content.length, into);
    root.append(line);
    start += content.length + 1;
  });
  return root;
}

const kinds = { code: "code", pre: "code", mention: "mention", text_mention: "mention", bold: "strong" };

function pieces(message, from, to, into) {
  let at = from;
  for (const entity of [...(message.entities || [])].sort((a, b) => a.offset - b.offset)) {
    const kind = kinds[entity.type];
    const begin = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (!kind || begin >= end) continue;
    into.append(message.text.slice(at, begin));
    const piece = message.text.slice(begin, end);
    into.append(kind === "code"
      ? make("button", { type: "button", class: "command", tabindex: "-1", title: "放进输入框", onclick: () => acts.insert(piece) }, piece)
      : make("span", { class: kind }, piece));
    at = end;
  }
  into.append(message.text.slice(at, to));
}

// The place of a picture is reserved before it is there, so that nothing jumps.
const most = 240;

function files(message) {
  if (!message.files?.length) return null;
  return make("div", { class: "files" }, ...message.files.map((file) => {
    if (file.kind !== "photo") {
      return make("a", { class: "file", href: `/files/${file.id}`, download: file.name, tabindex: "-1" },
        make("span", { class: "sheet", "aria-hidden": "true" }, "文"), make("span", {}, file.name, make("small", {}, size(file.size))));
    }
    const scale = Math.min(1, most / Math.max(file.width, file.height, 1));
    return make("button", { type: "button", class: "picture", tabindex: "-1", "aria-label": `看大图：${file.name}`, onclick: () => acts.view(file) },
      make("img", {
        src: `/files/${file.id}`, alt: file.name, loading: "lazy",
        width: file.width ? Math.round(file.width * scale) : most, height: file.height ? Math.round(file.height * scale) : most,
      }));
  }));
}

function size(bytes) {
  if (bytes < 1024) return `${bytes}字节`;
  return bytes < 1 << 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}

// What was typed here and is not with the hub yet.
export function waitingBody(waiting) {
  const failed = waiting.error && !waiting.tries;
  const status = waiting.error || (waiting.progress ? `正在发，${Math.round(waiting.progress * 100)}%` : "正在发");
  return make("div", { class: `message mine ${failed ? "failed" : "waiting"}` }, face(state.me),
    make("span", { class: "who", role: "status" }, status),
    make("div", { class: "held" }, make("div", { class: "bubble" },
      waiting.reply ? make("span", { class: "quote" }, make("b", {}, waiting.reply.from.name), make("span", {}, gist(waiting.reply))) : null,
      waiting.text ? words({ text: waiting.text }) : null,
      waiting.pictures.length ? make("div", { class: "files" }, ...waiting.pictures.map((picture) => (picture.url
        ? make("img", { src: picture.url, alt: picture.file.name, class: "sending" })
        : make("span", { class: "file" }, picture.file.name)))) : null,
      waiting.progress ? make("progress", { max: "1", value: `${waiting.progress}` }) : null,
      failed ? make("span", { class: "retry" },
        make("button", { type: "button", onclick: () => acts.again(waiting.key) }, "再发一次"),
        make("button", { type: "button", onclick: () => acts.drop(waiting.key) }, "不发了")) : null)));
}
