/* Forms that must not lose a word: without a net or signed out, what was typed stays and is sent later.
   Before a form goes, its own page is asked for: that tells whether there is a net and who is signed in. */
(() => {
  "use strict";
  const said = document.querySelector("form .no-net");
  if (!said) return;
  const form = said.closest("form");
  const AGAIN = 10000;

  let busy = false;
  let later;
  let pressed;

  const send = async () => {
    if (busy) return;
    busy = true;
    clearTimeout(later);
    try {
      const page = await fetch(location.href, { credentials: "same-origin" });
      if (page.redirected && new URL(page.url).searchParams.has("next")) said.textContent = said.dataset.signedOut;
      else go(await page.text());
    } catch {
      said.textContent = said.dataset.noNet;
      later = setTimeout(send, AGAIN);
    }
    busy = false;
  };

  /* Whoever has signed in again has a new token against forged forms: take it along. */
  const go = (page) => {
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[name=csrfmiddlewaretoken]");
    if (fresh) form.elements.csrfmiddlewaretoken.value = fresh.value;
    said.textContent = "";
    form.removeEventListener("submit", instead);
    form.requestSubmit(pressed);
  };

  const instead = (event) => {
    event.preventDefault();
    pressed = event.submitter;
    send();
  };
  form.addEventListener("submit", instead);
  window.addEventListener("online", () => { if (said.textContent) send(); });
  /* Back on this page from the next one: listen again. */
  window.addEventListener("pageshow", (event) => { if (event.persisted) form.addEventListener("submit", instead); });
})();
