/* Saves a form while one writes: data-autosave on the form, words in the data of its .autosave line.
   Nothing is kept in the browser; what is typed goes to the server a moment after the last key. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  const line = form && form.querySelector(".autosave");
  if (!line) return;
  const REST = 3000;
  const RETRY = 10000;
  let timer;
  let dirty = false;
  let busy = false;
  let stopped = false;

  const clock = (at) => at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
  const say = (name, at = new Date()) => { line.textContent = line.dataset[name].replace("{time}", clock(at)); };
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  const ANSWERS = { 204: "saved", 409: "gone", 403: "stale" };
  async function save() {
    if (!dirty || busy || stopped) return;
    busy = true;
    dirty = false;
    let answer = "waiting";
    try {
      const response = await fetch(window.location.pathname, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1" },
        credentials: "same-origin",
        redirect: "manual", // a way to the log-in page means: logged out
        keepalive: true,
      });
      answer = response.type === "opaqueredirect" ? "out" : ANSWERS[response.status] || "waiting";
    } catch { /* no connection: said below, and tried again */ }
    busy = false;
    say(answer);
    if (answer === "gone" || answer === "stale") stopped = true;
    if (answer === "waiting" || answer === "out") dirty = true;
    if (dirty && !stopped) later(answer === "saved" ? REST : RETRY);
  }

  form.addEventListener("input", () => { dirty = true; later(REST); });
  form.addEventListener("submit", () => { clearTimeout(timer); stopped = true; });
  window.addEventListener("pageshow", (event) => { if (event.persisted) stopped = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); else if (dirty) later(0); });

  const left = Number(form.dataset.ends) * 1000;
  const warn = Math.max(0, left - 5 * 60 * 1000);
  if (left && warn < 2 ** 31) {
    setTimeout(() => { save(); say("soon", new Date(Date.now() + Math.min(left, 5 * 60 * 1000))); }, warn);
  }
})();
