// Talking to the hub: requests, uploads that tell how far they are, and the stream of news.

import { state } from "./state.js";

function failure(status, error) {
  return Object.assign(new Error(error || "出了点问题，请再试一次。"), { status });
}

// Whose page this is: where somebody else has entered in the same browser meanwhile, the hub refuses.
// One of an earlier version is told to load anew.
const form = "2";
const whose = () => (state.me ? { "X-Liandu-Person": `${state.me.id}`, "X-Liandu-Page": form } : {});

export async function call(path, options) {
  const answer = await fetch(path, { credentials: "same-origin", ...options, headers: { ...options?.headers, ...whose() } });
  const body = await answer.json().catch(() => ({}));
  // The session is over, or somebody else's: the door, or their page.
  if (answer.status === 401 || body.person) location.reload();
  if (!answer.ok) throw failure(answer.status, body.error);
  return body;
}

export const post = (path, value) => call(path, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value),
});

// fetch does not tell how far an upload is.
export function upload(path, form, onProgress) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries(whose())) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => (request.status < 300 ? done(request.response) : failed(failure(request.status, request.response?.error)));
    request.onerror = () => failed(new TypeError("network"));
    request.send(form);
  });
}

let stream;

// Listens to the news. `on.open` hears whether the connection had been lost before.
export function listen(on) {
  let lost = false;
  const begin = () => {
    stream?.close();
    stream = new EventSource(`/api/news?after=${state.last}&person=${state.me.id}`);
    stream.onopen = () => { on.open(lost); lost = false; };
    stream.onerror = () => {
      lost = true;
      on.lost();
      if (stream.readyState !== EventSource.CLOSED) return;
      setTimeout(() => call("/api/me").catch(() => {}).then(begin), 2000);
    };
    for (const kind of ["message", "deleted", "presence"]) stream.addEventListener(kind, (event) => {
      state.last = event.lastEventId || state.last;
      on[kind](JSON.parse(event.data));
    });
  };
  begin();
}
