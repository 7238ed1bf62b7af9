// Searching one room's history.

import { $, make, clock, dayOf } from "./elements.js";
import { state } from "./state.js";
import { call } from "./wire.js";
import { jump } from "./history.js";

let timer;

export const isSearching = () => !$("search").hidden;

export function openSearch() {
  $("search").hidden = false;
  $("find").setAttribute("aria-expanded", "true");
  $("query").focus();
  $("query").select();
}

export function closeSearch() {
  $("search").hidden = true;
  $("found").hidden = true;
  $("found").replaceChildren();
  $("query").value = "";
  $("find").setAttribute("aria-expanded", "false");
}

async function search() {
  const query = $("query").value.trim();
  $("found").hidden = !query;
  if (!query) return;
  const room = state.room;
  const { messages } = await call(`/api/rooms/${room}/search?q=${encodeURIComponent(query)}`);
  if (room !== state.room || query !== $("query").value.trim()) return;
  $("found").replaceChildren(...(messages.length ? messages.map((message) => make("li", {}, hit(message, query)))
    : [make("li", { class: "none" }, `没有找到“${query}”，换个词试试`)]));
}

function hit(message, query) {
  return make("button", { type: "button", onclick: () => { closeSearch(); jump(message.number); } },
    make("small", {}, make("b", {}, message.from?.name ?? ""), ` ${dayOf(message.at)} ${clock(message.at)}`),
    make("span", {}, ...marked(message.text, query)));
}

// The words around the first place, with what was looked for marked.
function marked(text, query) {
  const flat = text.replaceAll("\n", " ");
  const low = flat.toLowerCase();
  const word = query.toLowerCase().split(/\s+/).find((one) => one && low.includes(one));
  if (!word) return [flat.slice(0, 90)];
  const at = low.indexOf(word);
  const from = Math.max(0, at - 24);
  return [(from ? "…" : "") + flat.slice(from, at), make("mark", {}, flat.slice(at, at + word.length)), flat.slice(at + word.length, at + word.length + 60)];
}

function step(from, by) {
  const hits = [...$("found").querySelectorAll("button")];
  const index = hits.indexOf(from) + by;
  if (index < 0) $("query").focus(); else hits[Math.min(index, hits.length - 1)]?.focus();
}

export function wireSearch() {
  $("find").addEventListener("click", () => (isSearching() ? closeSearch() : openSearch()));
  $("search").addEventListener("submit", (event) => { event.preventDefault(); search().catch(() => {}); });
  $("query").addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(() => search().catch(() => {}), 200);
  });
  $("query").addEventListener("compositionend", () => search().catch(() => {}));
  $("search-close").addEventListener("click", closeSearch);
  for (const box of [$("search"), $("found")]) box.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    step(event.target, event.key === "ArrowDown" ? 1 : -1);
  });
}
