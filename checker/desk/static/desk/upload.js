// What the upload box adds where scripts may run: files dropped on the page, the name of what was chosen, one sending only.
"use strict";
for (const form of document.querySelectorAll("form.upload")) {
  const input = form.querySelector("input[type=file]");
  const chosen = form.querySelector(".chosen");
  const zone = form.querySelector(".drop");
  const buttons = form.querySelectorAll("button");
  form.classList.add("enhanced");
  form.querySelector(".drop-hint").hidden = false;

  const say = (words, wrong = false) => {
    chosen.textContent = words;
    chosen.classList.toggle("wrong", wrong);
  };
  const size = (bytes) => (bytes < 1e6 ? Math.max(1, Math.round(bytes / 1e3)) + " KB" : (bytes / 1e6).toFixed(1) + " MB");
  function tell() {
    const file = input.files[0];
    const fits = !file || file.size <= Number(form.dataset.limit);
    if (!file) say("");
    else if (fits) say("已选择：" + file.name + "（" + size(file.size) + "）");
    else say(form.dataset.tooLarge, true);
    for (const button of buttons) button.disabled = !fits;
  }
  input.addEventListener("change", tell);

  // Anywhere on the page: a file dropped beside the box would otherwise open in place of the page.
  let inside = 0;
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragenter", (event) => { if (hasFiles(event)) { inside += 1; zone.classList.add("over"); } });
  addEventListener("dragleave", (event) => { if (hasFiles(event) && --inside <= 0) { inside = 0; zone.classList.remove("over"); } });
  addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    inside = 0;
    zone.classList.remove("over");
    if (event.dataTransfer.files.length !== 1) return say(form.dataset.several, true);
    input.files = event.dataTransfer.files;
    tell();
    form.querySelector("button.primary").focus();
  });

  form.addEventListener("submit", () => {
    if (!input.files.length) return;
    say(form.dataset.sending);
    setTimeout(() => { for (const button of buttons) button.disabled = true; });  // after the pressed one is counted
  });
  addEventListener("pageshow", (event) => { if (event.persisted) tell(); });  // come back to by the browser's arrow
}
