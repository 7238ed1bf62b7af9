// The rooms at the left, the heading, and who is there.

import { $, make, face, gist, shortTime } from "./elements.js";
import { state, openRoom, titleOf, drafts } from "./state.js";
import { call } from "./wire.js";

let enterRoom = () => {};
export const onEnter = (act) => { enterRoom = act; };

function roomFace(room) {
  return room.kind === "private" ? face({ name: room.title, bot: true })
    : make("span", { class: "face group", "aria-hidden": "true" }, [...room.title][0] ?? "群");
}

function preview(room) {
  const draft = room.id !== state.room && drafts.get(room.id);
  if (draft) return [make("em", {}, "［草稿］"), draft.split("\n")[0]];
  const last = room.last;
  if (!last) return ["还没有消息"];
  if (last.kind !== "text") return [`${last.from?.name ?? ""}${last.kind === "joined" ? "进了群" : "退出了群"}`];
  const isOwn = !last.from?.bot && last.from?.id === state.me.id;
  return [room.kind === "group" && !isOwn && last.from ? `${last.from.name}：${gist(last)}` : gist(last)];
}

export function drawRooms() {
  const focused = document.activeElement?.dataset?.room;
  $("room-list").replaceChildren(...[...state.rooms.values()].map((room) => {
    const button = make("button", {
      type: "button", "aria-current": room.id === state.room ? "true" : null, "data-room": `${room.id}`,
      onclick: () => enterRoom(room.id),
    }, roomFace(room),
    make("span", { class: "name" }, titleOf(room)),
    make("span", { class: "when" }, room.last ? shortTime(room.last.at) : ""),
    make("span", { class: "last" }, ...preview(room)),
    room.unread ? make("span", { class: "count", "aria-label": `${room.unread}条未读` }, room.unread > 99 ? "99+" : `${room.unread}`) : null);
    return make("li", {}, button);
  }));
  if (focused) $("room-list").querySelector(`[data-room="${focused}"]`)?.focus();
  const unread = [...state.rooms.values()].reduce((sum, room) => sum + room.unread, 0);
  const room = openRoom();
  document.title = (unread ? `（${unread}）` : "") + (room ? room.title : "联督工作群");
  $("back-count").textContent = unread ? `${unread}` : "";
}

const isHere = (member) => member.here || member.id === state.me.id;

export function drawHeading() {
  const room = openRoom();
  if (!room) return;
  $("title").textContent = titleOf(room);
  const here = room.members.filter(isHere).length;
  $("subtitle").textContent = room.kind === "private" ? "只有您和机器人看得到" : `${room.members.length}人，${here}人在线`;
  const members = [...room.members].sort((a, b) => isHere(b) - isHere(a));
  $("people-list").replaceChildren(
    ...room.bots.map((bot) => person({ ...bot, bot: true }, "机器人", true)),
    ...members.map((member) => person(member, member.unit || (isHere(member) ? "在线" : "不在线"), isHere(member))));
}

function person(member, line, here) {
  return make("li", { class: here ? "here" : "away" },
    make("span", { class: "seat" }, face(member), here && !member.bot ? make("i", { class: "dot", title: "在线" }) : null),
    make("span", {}, member.name, member.id === state.me.id && !member.bot ? make("span", { class: "self" }, "（您）") : null,
      make("small", {}, line, make("span", { class: "hidden" }, member.bot ? "" : here ? "，在线" : "，不在线"))));
}

// Who is in which room, and what the bots can do, may have changed since the page was opened.
export async function refreshRooms(isLastGone) {
  const { rooms } = await call("/api/me");
  for (const room of rooms) {
    const known = state.rooms.get(room.id);
    if (known) Object.assign(known, { members: room.members, commands: room.commands, bots: room.bots, title: room.title });
    else state.rooms.set(room.id, room);
    if (known && isLastGone) Object.assign(known, { last: room.last, unread: room.unread });
  }
  for (const id of state.rooms.keys()) if (!rooms.some((room) => room.id === id)) state.rooms.delete(id);
  drawRooms();
  drawHeading();
}
