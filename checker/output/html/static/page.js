// What the page adds where scripts may run: filters, folding, jumping both ways, copying.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const said = document.getElementById("said");
  const tell = (words) => { said.textContent = ""; setTimeout(() => { said.textContent = words; }, 30); };

  // -- going to a place: unfold what hides it, mark it, take the focus along ---------------------
  let marked = [];
  function show(id) {
    const place = document.getElementById(id);
    if (!place) return false;
    for (const other of marked) other.classList.remove("is-target");
    for (let box = place; box; box = box.parentElement) {
      if (box.tagName === "DETAILS") box.open = true;
      if (box.hidden && box.matches(".item, .group")) clearFilter(box.closest(".report"));
    }
    marked = [place];
    place.classList.add("is-target");
    const focus = place.tagName === "DETAILS" ? place.querySelector("summary") : place;
    if (focus.tabIndex < 0) focus.tabIndex = -1;
    place.scrollIntoView({ block: "center" });
    focus.focus({ preventScroll: true });
    return true;
  }
  const go = (id) => { if (show(id)) history.pushState(null, "", "#" + id); };
  let from = "";
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || link.matches(".skip")) return;
      from = link.closest(".item, .issue")?.id ?? from;
      event.preventDefault();
      go(decodeURIComponent(link.hash.slice(1)));
      return;
    }
    // The coloured words lead back to where one came from, or to the first of what they stand for.
    const mark = event.target.closest(".text mark[data-of]");
    if (mark && String(getSelection()) === "") {
      const all = mark.dataset.of.split(" ");
      go(all.includes(from) ? from : all[0]);
    }
  });
  addEventListener("popstate", () => show(decodeURIComponent(location.hash.slice(1))));
  if (location.hash.length > 1) show(decodeURIComponent(location.hash.slice(1)));

  // -- filters -----------------------------------------------------------------------------------
  function apply(tools) {
    const report = document.getElementById(tools.dataset.for);
    const wanted = [...tools.querySelectorAll('[data-filter][aria-pressed="true"]')].map((b) => b.dataset.filter);
    let left = 0;
    for (const item of report.querySelectorAll(".item")) {
      const fits = wanted.includes("") || wanted.includes(item.dataset.status) || (wanted.includes("review") && "review" in item.dataset);
      item.hidden = !fits;
      left += fits;
    }
    for (const group of report.querySelectorAll(".group")) group.hidden = !group.querySelector(".item:not([hidden])");
    document.getElementById(tools.dataset.for + "-nothing").hidden = left > 0;
  }
  function clearFilter(report) {
    const tools = report.querySelector(".tools");
    for (const button of tools.querySelectorAll("[data-filter]")) button.setAttribute("aria-pressed", String(button.dataset.filter === ""));
    apply(tools);
  }
  for (const tools of document.querySelectorAll(".tools")) {
    tools.hidden = false;
    tools.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.fold) {
        for (const item of document.getElementById(tools.dataset.for).querySelectorAll(".item")) item.open = button.dataset.fold === "open";
        return;
      }
      const all = tools.querySelector('[data-filter=""]');
      if (button === all) return clearFilter(document.getElementById(tools.dataset.for));
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      const any = tools.querySelector('[data-filter]:not([data-filter=""])[aria-pressed="true"]');
      all.setAttribute("aria-pressed", String(!any));
      apply(tools);
    });
  }

  // -- copying what to write ---------------------------------------------------------------------
  async function copy(element) {
    try {
      await navigator.clipboard.writeText(element.innerText);
      return true;
    } catch {
      const selection = getSelection();
      selection.removeAllRanges();
      const range = document.createRange();
      range.selectNodeContents(element);
      selection.addRange(range);
      return document.execCommand("copy");
    }
  }
  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false;
    const name = button.textContent;
    button.addEventListener("click", async () => {
      const words = (await copy(document.getElementById(button.dataset.copy))) ? button.dataset.done : button.dataset.failed;
      button.textContent = words;
      tell(words);
      setTimeout(() => { button.textContent = name; }, 2000);
    });
  }

  // -- paper: everything unfolded, and folded again afterwards -----------------------------------
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const item of folded) item.open = true;
  });
  addEventListener("afterprint", () => { for (const item of folded) item.open = false; });
})();
