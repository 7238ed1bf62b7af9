// What the page knows: who sits here, the rooms, and which is open.

export const state = { me: null, rooms: new Map(), room: null, last: "" };

export const openRoom = () => state.rooms.get(state.room);

export const isMine = (message) => Boolean(message.from && !message.from.bot && message.from.id === state.me.id);

export const titleOf = (room) => (room.kind === "private" ? `${room.title}（私聊）` : room.title);

// Drafts outlive a reload, not the window, and are their writer's: others may sit down at this machine.
const draft = (room) => `draft ${state.me.id} ${room}`;
export const drafts = {
  get: (room) => sessionStorage.getItem(draft(room)) || "",
  set: (room, text) => (text ? sessionStorage.setItem(draft(room), text) : sessionStorage.removeItem(draft(room))),
};
