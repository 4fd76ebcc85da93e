/* Small comforts on top of pages that work without them. */
(() => {
  "use strict";
  document.documentElement.classList.add("js");

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  /* A link in the error summary goes to the input, and shows its label too. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const input = link && document.getElementById(link.hash.slice(1));
    if (!input) return;
    event.preventDefault();
    const group = input.closest(".form-group.form-error") || input;
    group.scrollIntoView({ block: "start" });
    input.focus({ preventScroll: true });
  });

  /* A form is sent once, however often its button is pressed. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.target === "_blank") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((button) => {
      button.setAttribute("aria-disabled", "true");
    }));
    setTimeout(() => reopen(form), 10000); /* the answer may have been a file, and the page still stands */
  });
  const reopen = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  };
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(reopen));

  /* data-confirm="question" asks in a dialogue before the form goes. The button's own words are the yes. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-confirm]");
    if (!button || !button.form || button.dataset.agreed || !window.HTMLDialogElement) return;
    event.preventDefault();
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    const words = document.createElement("p");
    words.id = "dialog-words";
    words.textContent = button.dataset.confirm;
    dialog.setAttribute("aria-labelledby", words.id);
    const buttons = document.createElement("div");
    buttons.className = "button-group";
    const yes = button.cloneNode(true);
    yes.type = "button";
    yes.removeAttribute("id");
    yes.removeAttribute("data-confirm");
    const no = document.createElement("button");
    no.type = "button";
    no.className = "button button-tertiary";
    no.textContent = button.dataset.confirmNo || document.body.dataset.no || "×";
    buttons.append(yes, no);
    dialog.append(words, buttons);
    document.body.append(dialog);
    dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => {
      dialog.close();
      button.dataset.agreed = "yes";
      button.click();
    });
    dialog.showModal();
    no.focus();
  });

  /* How many characters are left, while writing; said aloud only when the writer rests. */
  const counted = (group) => {
    const area = group.querySelector("textarea");
    const shown = group.querySelector(".character-limit");
    const spoken = group.querySelector(".character-limit-sr-only");
    if (!area || !shown || !spoken) return;
    const limit = Number(group.dataset.maxlength);
    let rest;
    const count = () => {
      const left = limit - area.value.length;
      const words = (left < 0 ? spoken.dataset.over : spoken.dataset.left).replace("{n}", Math.abs(left));
      shown.textContent = words;
      shown.classList.toggle("limit-exceeded", left < 0);
      clearTimeout(rest);
      rest = setTimeout(() => { spoken.textContent = words; }, 1000);
    };
    area.addEventListener("input", count);
    if (area.value) count();
  };
  document.querySelectorAll(".form-limit").forEach(counted);
  document.addEventListener("rows", (event) => event.target.querySelectorAll(".form-limit").forEach(counted));

  /* data-poll="/address/" is replaced by what the address answers until the answer no longer asks for more. */
  const poll = (place) => {
    let failures = 0;
    const ask = async () => {
      if (document.hidden) return setTimeout(ask, 1000);
      try {
        const answer = await fetch(place.dataset.poll, { headers: { "X-Fragment": "1" }, credentials: "same-origin" });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        const box = new DOMParser().parseFromString(await answer.text(), "text/html").body;
        const fresh = box.querySelector("[data-poll]");
        failures = 0;
        const before = place.innerHTML;
        const after = (fresh || box).innerHTML;
        if (before.trim() !== after.trim()) place.replaceChildren(...(fresh || box).childNodes);
        if (!fresh) return place.removeAttribute("data-poll");
      } catch {
        failures += 1;
        if (failures > 30) return undefined;
      }
      return setTimeout(ask, 1000 * Math.min(1 + failures, 10));
    };
    setTimeout(ask, 1000);
  };
  document.querySelectorAll("[data-poll]").forEach(poll);
})();
