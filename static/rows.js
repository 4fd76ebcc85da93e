/* Adds and removes rows without leaving the page: the button sends what it would send anyway,
   and only the rows are taken from the answer. Anything unexpected becomes an ordinary form. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;

  async function change(data, rows) {
    const response = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin", redirect: "error" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById(rows.id);
    if (!response.ok || !fresh) throw new Error("not the same page");
    rows.replaceWith(fresh);
    fresh.dispatchEvent(new Event("rows", { bubbles: true }));
    const next = fresh.querySelector("[autofocus]") || fresh.querySelector("button[name=add]") || fresh.querySelector("select, input:not([type=hidden])");
    if (next) next.focus();
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=add], button[name=drop]");
    const rows = button && button.closest(".rows");
    if (!rows || !window.fetch) return;
    event.preventDefault();
    const data = new FormData(form, button); // before it is disabled: a disabled button says nothing
    button.disabled = true;
    change(data, rows).catch(() => {
      button.disabled = false;
      form.requestSubmit(button);
    });
  });
})();
