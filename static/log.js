/* The log on a phone with a poor net: what was typed stays on the page and is sent when the net is back. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-no-net]");
  if (!form) return;

  const said = document.createElement("p");
  said.className = "no-net";
  said.setAttribute("role", "alert");
  form.append(said);

  let busy = false;
  let later;
  /* The form's token makes one entry of it, however often it is sent. */
  const send = async () => {
    if (busy) return;
    busy = true;
    clearTimeout(later);
    try {
      const answer = await fetch(location.href, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (!answer.redirected) return plain();
      if (answer.url.startsWith(location.href)) return location.assign(answer.url);
      said.textContent = form.dataset.signedOut;
    } catch {
      said.textContent = form.dataset.noNet;
      later = setTimeout(send, 15000);
    } finally {
      busy = false;
    }
    return undefined;
  };
  /* The answer is the form again, with what is missing: let the browser show it. */
  const plain = () => {
    form.removeEventListener("submit", instead);
    form.requestSubmit();
  };
  const instead = (event) => {
    event.preventDefault();
    send();
  };
  form.addEventListener("submit", instead);
  window.addEventListener("online", () => { if (said.textContent) send(); });
})();
