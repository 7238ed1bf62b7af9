// The menu over the entry: the bot's commands behind /, people behind @.

import { $, make, face } from "./elements.js";
import { state, openRoom } from "./state.js";
import { refreshRooms } from "./rooms.js";

let choices = [];
let chosen = 0;
let range = [0, 0];
let hasAsked = false;
let onChosen = () => {};
export const onChoice = (act) => { onChosen = act; };
export const isOpen = () => choices.length > 0;

export function suggest() {
  const entry = $("entry");
  const before = entry.value.slice(0, entry.selectionStart);
  const command = /^[/／]([^\s]*)$/.exec(before);
  const mention = /(?:^|[\s，。：；、！？])[@＠]([^\s@＠]*)$/.exec(before);
  const room = openRoom();
  choices = [];
  if (!room) return drawMenu();
  if (command) {
    // The bot may have told its commands after the page was opened.
    if (!room.commands.length && !hasAsked) {
      hasAsked = true;
      refreshRooms().then(suggest).catch(() => {});
    }
    range = [0, before.length];
    choices = commands(room, command[1].toLowerCase());
  } else if (mention) {
    range = [before.length - mention[1].length - 1, before.length];
    choices = people(room, mention[1]);
  }
  chosen = 0;
  drawMenu();
}

// A description begins with the Chinese form, "线索：登记一条问题线索"; that is what is put in.
function commands(room, typed) {
  return room.commands.map(({ name, description }) => {
    const { form, usage, help } = parts(description);
    return { name, form, insert: `/${form} `, draw: () => [make("b", {}, `/${form}`), make("small", {}, help), make("kbd", {}, name), usage ? make("span", { class: "usage" }, usage) : null].filter(Boolean) };
  }).filter((choice) => choice.name.startsWith(typed) || choice.form.startsWith(typed))
    .sort((a, b) => (b.form === typed) - (a.form === typed));
}

// 线索 什么事 [责任：单位]：登记一件事 — the form, what goes with it, and behind the colon outside brackets the help.
function parts(description) {
  let depth = 0;
  const colon = [...description].findIndex((letter) => {
    depth += letter === "[" ? 1 : letter === "]" ? -1 : 0;
    return letter === "：" && depth === 0;
  });
  const letters = [...description];
  const syntax = (colon < 0 ? letters : letters.slice(0, colon)).join("").trim();
  const [form] = syntax.split(/[\s[]/);
  return { form, usage: syntax.slice(form.length).trim(), help: colon < 0 ? "" : letters.slice(colon + 1).join("") };
}

function people(room, typed) {
  const all = [...room.bots.map((bot) => ({ ...bot, bot: true, help: "机器人" })),
    ...room.members.filter((member) => member.id !== state.me.id).map((member) => ({ ...member, help: member.unit || "" }))];
  return all.filter((person) => person.name.includes(typed) || person.help.includes(typed))
    .map((person) => ({ insert: `@${person.name} `, draw: () => [face(person), make("b", {}, person.name), make("small", {}, person.help)] }));
}

function drawMenu() {
  const menu = $("menu");
  const entry = $("entry");
  menu.hidden = !choices.length;
  entry.setAttribute("aria-expanded", String(isOpen()));
  menu.replaceChildren(...choices.map((choice, index) => make("div", {
    role: "option", id: `choice${index}`, "aria-selected": String(index === chosen),
    onmousedown: (event) => { event.preventDefault(); choose(index); },
  }, ...choice.draw())));
  if (!choices.length) return entry.removeAttribute("aria-activedescendant");
  mark();
}

function mark() {
  [...$("menu").children].forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
  $("entry").setAttribute("aria-activedescendant", `choice${chosen}`);
  $(`choice${chosen}`).scrollIntoView({ block: "nearest" });
}

export function move(step) {
  chosen = (chosen + step + choices.length) % choices.length;
  mark();
}

// Whoever typed the whole form is done with the menu: Enter sends.
export const isComplete = () => isOpen() && range[0] === 0 && $("entry").value.startsWith("/") && $("entry").value === choices[chosen].insert.trim();

export function choose(index = chosen) {
  $("entry").setRangeText(choices[index].insert, range[0], range[1], "end");
  closeMenu();
  onChosen();
  $("entry").focus();
}

export function closeMenu() {
  choices = [];
  drawMenu();
}
