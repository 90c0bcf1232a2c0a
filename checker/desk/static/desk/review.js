// What the review page adds where scripts may run: the keyboard, and words selected in the text taken into the form.
"use strict";
(() => {
  const items = () => [...document.querySelectorAll(".item, .issue")].filter((i) => !i.hidden && !i.closest("[hidden]"));
  let current = null;
  let place = 0; // of the quote that was last looked at
  let words = "";

  function go(item) {
    if (!item) return;
    current?.classList.remove("is-current");
    current = item;
    place = 0;
    item.classList.add("is-current");
    if (item.tagName === "DETAILS") item.open = true;
    const focus = item.querySelector("summary") ?? item;
    if (focus.tabIndex < 0) focus.tabIndex = -1;
    focus.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    if (item.getBoundingClientRect().top < 0) item.scrollIntoView({ block: "start" });
  }
  function step(by, fits = () => true) {
    const all = items();
    const here = all.indexOf(current);
    for (let i = here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by; i >= 0 && i < all.length; i += by) {
      if (fits(all[i])) return go(all[i]);
    }
  }
  const doubtful = (i) => i.matches(".issue") || "review" in i.dataset || ["missing", "vague", "not_judged"].includes(i.dataset.status);
  function evidence() {
    const quotes = current ? [...current.querySelectorAll("a.quote")] : [];
    if (quotes.length) quotes[place++ % quotes.length].click();
  }
  const openDetails = (box) => {
    box.open = true;
    box.querySelector("textarea, input:not([type=hidden])")?.focus();
    box.scrollIntoView({ block: "nearest" });
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    n: () => step(1, doubtful),
    e: evidence,
    o: () => current?.querySelector(".override")?.click(),
    b: () => current && go(current),
    d: () => openDetails(document.getElementById("decide")),
    "?": () => { const box = document.getElementById("keys"); box.open = !box.open; },
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.getElementById("keys").open = false;
      const form = event.target.closest?.("form");
      if (form) (form.closest(".item, .issue")?.querySelector("summary") ?? form.closest("details")?.querySelector("summary"))?.focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const action = keys[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest(".item, .issue");
    if (item && item !== current) {
      current?.classList.remove("is-current");
      current = item;
      place = 0;
      item.classList.add("is-current");
    }
  });

  // Words selected in the report, without the numbers that stand for items.
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (selection.rangeCount === 0 || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const node = range.commonAncestorContainer;
    if (!(node.nodeType === 1 ? node : node.parentElement)?.closest(".text")) return;
    const copy = range.cloneContents();
    for (const reference of copy.querySelectorAll(".ref")) reference.remove();
    words = copy.textContent.trim();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const form = event.target.querySelector?.(".override-form") ?? event.target.closest?.(".override-form");
    if (!form) return;
    const quote = form.querySelector("[name=quote]");
    if (quote && !quote.value && words) quote.value = words.slice(0, 1000);
    (form.querySelector("[name=status]:checked, [name=status]") ?? form.querySelector("textarea"))?.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  });
  // A form that was opened in the page is put away in the page.
  const before = new WeakMap();
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = event.detail.target;
    if (box.matches(".place-for-form")) before.set(box, box.innerHTML);
  });
  document.addEventListener("click", (event) => {
    const box = event.target.closest(".place-for-form .cancel")?.closest(".place-for-form");
    if (!box || !before.has(box)) return;
    event.preventDefault();
    box.innerHTML = before.get(box);
    htmx.process(box);
    box.querySelector("a")?.focus();
  });
})();
