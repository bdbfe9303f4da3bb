// What makes pages smoother. Every page works without it.
(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);

  // The menu stands open without script; on narrow screens it closes.
  const menu = document.querySelector("[data-menu]");
  const narrow = matchMedia("(width < 50rem)");
  const fold = () => { if (menu) menu.open = !narrow.matches; };
  fold();
  narrow.addEventListener("change", fold);

  // A slash leads to the search field, unless one is writing.
  document.addEventListener("keydown", (event) => {
    const field = document.querySelector("[data-slash]");
    const writing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writing || !field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  // A choice that sends its form at once. From the keyboard one passes values on the way, so it waits until one leaves.
  for (const field of all("[data-submits]")) {
    let keys = false;
    field.addEventListener("keydown", () => { keys = true; });
    field.addEventListener("pointerdown", () => { keys = false; });
    const send = () => field.form.requestSubmit();
    field.addEventListener("change", () => { if (!keys) send(); });
    const before = field.value;
    field.addEventListener("blur", () => { if (keys && field.value !== before) send(); });
  }

  // An edited form is not left by mistake.
  let edited = false;
  for (const form of all("form[data-keeps]")) {
    form.addEventListener("input", () => { edited = true; });
  }
  addEventListener("beforeunload", (event) => { if (edited) event.preventDefault(); });

  // What cannot be undone is asked about once more.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.asks || event.target.dataset.asks;
    if (question && !confirm(question)) event.preventDefault();
  });

  // A form is sent once, even if one presses twice.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
    edited = false;
  });
  addEventListener("pageshow", () => { for (const form of all("form[data-sent]")) delete form.dataset.sent; });

  // Texts to take along.
  for (const button of navigator.clipboard ? all("[data-copies]") : []) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copies);
      await navigator.clipboard.writeText(text.value ?? text.textContent);
      const label = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }

  // Mistakes are read first.
  document.getElementById("mistakes")?.focus();
})();
