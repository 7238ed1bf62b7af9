// The keyboard alone is enough: the entry's keys, the page's, and walking through messages.

import { $ } from "./elements.js";
import { state } from "./state.js";
import { isSearching, openSearch, closeSearch } from "./search.js";
import { cancel, editLast, edit, send, setReply } from "./composer.js";
import { closeMenu, choose, isComplete, isOpen, move } from "./menu.js";
import { loaded, scrolled } from "./history.js";
import { isEditable } from "./message.js";

// While an input method composes, every key belongs to it.
const isComposing = (event) => event.isComposing || event.keyCode === 229;

function inEntry(event) {
  if (isComposing(event)) return;
  if (isOpen()) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); return move(event.key === "ArrowDown" ? 1 : -1); }
    if (event.key === "Enter" && !event.shiftKey && isComplete()) closeMenu();
    else if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); return choose(); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); return closeMenu(); }
  }
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); }
  if (event.key === "ArrowUp" && !event.altKey && editLast()) event.preventDefault();
  if (event.key === "Escape" && cancel()) event.stopPropagation();
  if (event.key === "PageUp" || event.key === "PageDown") {
    event.preventDefault();
    $("messages").scrollBy({ top: (event.key === "PageUp" ? -0.8 : 0.8) * $("messages").clientHeight });
  }
}

// MARK: Messages

// One row at a time has its buttons on the way of Tab: fifty messages are one stop.
function focusRow(row) {
  if (!row) return;
  for (const old of $("messages").querySelectorAll("li.current")) {
    old.classList.remove("current");
    old.querySelectorAll("button, a").forEach((button) => { button.tabIndex = -1; });
  }
  row.classList.add("current");
  row.querySelectorAll("button, a").forEach((button) => { button.tabIndex = 0; });
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function inMessages(event) {
  const row = event.target.closest("#messages > li");
  const rows = [...$("messages").children];
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    event.preventDefault();
    const step = event.key === "ArrowUp" ? -1 : 1;
    focusRow(row ? rows[rows.indexOf(row) + step] : rows.at(-1));
    return scrolled();
  }
  if (event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
  const message = loaded().find((known) => `m${known.number}` === row.id);
  if (!message || message.kind !== "text") return;
  if (event.key === "r") { event.preventDefault(); setReply(message); }
  if (event.key === "e" && isEditable(message)) { event.preventDefault(); edit(message); }
}

// MARK: The page

function changeRoom(step, enter) {
  const ids = [...state.rooms.keys()];
  const index = ids.indexOf(state.room) + step;
  if (ids[index] !== undefined) enter(ids[index]);
}

export function wireKeys({ enter, togglePeople }) {
  $("entry").addEventListener("keydown", inEntry);
  $("messages").addEventListener("keydown", inMessages);
  document.addEventListener("keydown", (event) => {
    if (isComposing(event) || document.querySelector("dialog[open]")) return;
    const isTyping = event.target.matches("input, textarea");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); return openSearch(); }
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      return changeRoom(event.key === "ArrowUp" ? -1 : 1, enter);
    }
    if (event.key === "Escape") {
      if (isSearching()) closeSearch();
      else if (!$("people").hidden && matchMedia("(max-width: 1099px)").matches) togglePeople();
      return $("entry").focus();
    }
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); openSearch(); }
    if (event.key === "?" || event.key === "？") { event.preventDefault(); $("keys").showModal(); }
  });
  $("keys-open").addEventListener("click", () => $("keys").showModal());
  $("keys-close").addEventListener("click", () => $("keys").close());
}
