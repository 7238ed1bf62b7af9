// Elements and times. What people wrote only ever goes in as text.

export const $ = (id) => document.getElementById(id);

export function make(tag, attributes = {}, ...children) {
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

// The work group's time, UTC+8, whatever the browser's zone: its parts are read as if they were UTC.
const local = (at) => new Date(at + 8 * 36e5);

export function clock(at) {
  const time = local(at);
  return `${time.getUTCHours()}`.padStart(2, "0") + ":" + `${time.getUTCMinutes()}`.padStart(2, "0");
}

export const dayKey = (at) => Math.floor(local(at) / 864e5);

const weekdays = "日一二三四五六";

export function dayOf(at) {
  const time = local(at);
  const today = local(Date.now());
  const days = dayKey(Date.now()) - dayKey(at);
  if (days === 0) return "今天";
  if (days === 1) return "昨天";
  const year = time.getUTCFullYear() === today.getUTCFullYear() ? "" : `${time.getUTCFullYear()}年`;
  return `${year}${time.getUTCMonth() + 1}月${time.getUTCDate()}日（周${weekdays[time.getUTCDay()]}）`;
}

// The time in a list of rooms: of today the clock, else the day.
export function shortTime(at) {
  const day = dayOf(at);
  if (day === "今天") return clock(at);
  return day === "昨天" ? day : `${local(at).getUTCMonth() + 1}月${local(at).getUTCDate()}日`;
}

// The first line of a message, for one line's space.
export function gist(message) {
  const line = (message.text || "").split("\n").find((part) => part.trim());
  if (line) return line;
  const file = message.files?.[0];
  return !file ? "" : file.kind === "photo" ? "[照片]" : `[文件] ${file.name}`;
}

const titles = /(主任|代表|老师|局长|书记|科长|处长|主席|委员|同志|工程师)$/;

export function face(person) {
  const letters = [...(person.name || "？")];
  // 孙主任 is 孙, 欧阳锋 is 阳锋: what tells people apart.
  const short = letters.length < 3 ? letters.join("") : titles.test(person.name) ? letters[0] : letters.slice(-2).join("");
  const kind = person.bot ? "bot" : `f${Number(person.id) % 8}`;
  return make("span", { class: `face ${kind}`, "aria-hidden": "true" }, person.bot ? "联" : short);
}
