// What the overview adds where scripts may run: filters, sorting, pages of rows, the keyboard in the heat map, charts.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const say = (text, facts) => text.replace(/\{(\w+)\}/g, (all, name) => (name in facts ? facts[name] : all));
  const byId = (id) => document.getElementById(id);
  for (const hint of document.querySelectorAll(".chart-hint")) hint.hidden = false;
  const heat = byId("heat");
  if (!heat) return;

  // -- rows: those in the page and those that wait -------------------------------------------------
  const body = heat.tBodies[0];
  const waiting = byId("waiting");
  const perPage = body.rows.length;
  const elements = [...body.rows, ...(waiting ? waiting.content.querySelectorAll("tr") : [])];
  const first = heat.rows[0].cells.length - data.requirements.length;
  const rows = elements.map((element, order) => ({
    element,
    order,
    position: Number(element.dataset.r),
    name: element.cells[1].textContent,
    level: element.dataset.l,
    grade: element.dataset.g,
    score: Number(element.dataset.s),
    statuses: element.dataset.v,
  }));
  const grades = ["return", "revise", "pass"];
  const worstFirst = "mjvpn";
  const statusOf = { p: words.present, v: words.vague, m: words.missing, n: words.not_applicable, j: words.not_judged };

  const state = { name: "", level: "", grade: "", open: "", band: null, sort: "rank", down: false, page: 0 };
  const controls = { name: byId("by-name"), level: byId("by-level"), grade: byId("by-grade"), open: byId("by-open") };
  const collator = new Intl.Collator(document.documentElement.lang);

  function fits(row) {
    if (state.name && !row.name.includes(state.name)) return false;
    if (state.level && row.level !== state.level) return false;
    if (state.grade && row.grade !== state.grade) return false;
    if (state.open && !"vm".includes(row.statuses[state.open])) return false;
    if (state.band && !(row.score >= state.band.low && (row.score < state.band.high || state.band.high === 100))) return false;
    return true;
  }
  function key(row) {
    switch (state.sort) {
      case "rank": return row.order;
      case "name": return row.name;
      case "level": return row.level;
      case "score": return row.score;
      case "grade": return grades.indexOf(row.grade);
      case "change": return parseFloat(row.element.cells[5].textContent) || 0;
      default: return worstFirst.indexOf(row.statuses[state.sort]);
    }
  }
  let left = rows;
  function apply() {
    left = rows.filter(fits);
    const keyed = left.map((row) => [key(row), row]);
    keyed.sort(([a, one], [b, other]) => (typeof a === "string" ? collator.compare(a, b) : a - b) * (state.down ? -1 : 1) || one.order - other.order);
    left = keyed.map(([, row]) => row);
    state.page = 0;
    show();
  }
  function show() {
    const pages = Math.max(1, Math.ceil(left.length / perPage));
    const here = left.slice(state.page * perPage, (state.page + 1) * perPage).map((row) => row.element);
    if (here.length !== body.rows.length || here.some((element, index) => element !== body.rows[index])) body.replaceChildren(...here);
    byId("nobody").hidden = left.length > 0;
    byId("back").parentElement.hidden = pages === 1;
    byId("back").disabled = state.page === 0;
    byId("next").disabled = state.page === pages - 1;
    byId("page").textContent = say(words.page_of, { page: state.page + 1, pages });
    const notes = [say(words.shown_of, { shown: left.length, all: rows.length })];
    if (state.band) notes.push(say(words.band_filter, state.band));
    if (state.sort !== "rank") notes.push(say(words.sorted_by, { column: headOf(state.sort).firstChild.textContent.trim() }));
    byId("said").textContent = notes.join(" · ");
    for (const head of heat.querySelectorAll("[data-sort]")) {
      if (head.dataset.sort === String(state.sort)) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    entry();
  }
  const headOf = (sort) => heat.querySelector(`[data-sort="${sort}"]`);

  for (const head of heat.querySelectorAll("[data-sort]")) {
    const button = document.createElement("button");
    const onPaper = document.createElement("span"); // browsers leave buttons out where they repeat a table's head on the next sheet
    button.type = "button";
    button.textContent = onPaper.textContent = head.textContent;
    onPaper.className = "on-paper";
    head.replaceChildren(button, onPaper);
    button.addEventListener("click", () => sortBy(head.dataset.sort));
  }
  function sortBy(sort, down) {
    state.down = down ?? (state.sort === sort ? !state.down : sort === "score" || sort === "change");
    state.sort = sort;
    apply();
  }
  for (const [name, control] of Object.entries(controls)) {
    control.addEventListener("input", () => { state[name] = control.value.trim(); apply(); });
  }
  byId("clear").addEventListener("click", () => {
    for (const [name, control] of Object.entries(controls)) { control.value = ""; state[name] = ""; }
    Object.assign(state, { band: null, sort: "rank", down: false });
    apply();
  });
  byId("back").addEventListener("click", () => { state.page -= 1; show(); });
  byId("next").addEventListener("click", () => { state.page += 1; show(); });
  document.querySelector(".filters").hidden = false;

  // -- cells: one can be reached by Tab, the arrows move on from there ------------------------------
  let current = null;
  const isCell = (cell) => cell?.tagName === "TD" && cell.parentElement.parentElement === body && cell.cellIndex >= first;
  function reach(cell, focus) {
    if (current) current.tabIndex = -1;
    current = cell;
    if (!cell) return;
    cell.tabIndex = 0;
    if (focus) {
      cell.focus({ preventScroll: true });
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }
  function entry() { reach(body.rows[0]?.cells[first]); }
  function open(cell) {
    const page = cell.parentElement.cells[1].querySelector("a")?.getAttribute("href"); // of a very large season nobody has a page
    if (page) location.href = `${page}#r1-v${cell.cellIndex - first + 1}`;
  }
  body.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!isCell(cell)) return;
    const row = cell.parentElement;
    const moves = {
      ArrowRight: () => cell.nextElementSibling,
      ArrowLeft: () => (cell.cellIndex > first ? cell.previousElementSibling : null),
      ArrowDown: () => row.nextElementSibling?.cells[cell.cellIndex],
      ArrowUp: () => row.previousElementSibling?.cells[cell.cellIndex],
      Home: () => row.cells[first],
      End: () => row.cells[row.cells.length - 1],
      PageDown: () => body.rows[Math.min(row.sectionRowIndex + 20, body.rows.length - 1)].cells[cell.cellIndex],
      PageUp: () => body.rows[Math.max(row.sectionRowIndex - 20, 0)].cells[cell.cellIndex],
    };
    if (event.key === "Enter") open(cell);
    else if (event.key in moves) {
      event.preventDefault();
      const next = moves[event.key]();
      if (next) reach(next, true);
    }
  });
  body.addEventListener("click", (event) => { if (isCell(event.target)) open(event.target); });

  const readout = byId("readout");
  function tell(cell) {
    if (!isCell(cell)) { readout.hidden = true; return; }
    const column = cell.cellIndex - first;
    readout.textContent = `${cell.parentElement.cells[1].textContent} · ${data.requirements[column]} · ${statusOf[cell.classList[0]]}`;
    readout.hidden = false;
    const box = cell.getBoundingClientRect();
    const below = box.bottom + 34 < innerHeight;
    readout.style.top = `${below ? box.bottom + 6 : box.top - readout.offsetHeight - 6}px`;
    readout.style.left = `${Math.max(4, Math.min(box.left, innerWidth - readout.offsetWidth - 8))}px`;
  }
  body.addEventListener("mouseover", (event) => tell(event.target));
  body.addEventListener("mouseleave", () => { readout.hidden = true; });
  body.addEventListener("focusin", (event) => tell(event.target));
  body.addEventListener("focusout", () => { readout.hidden = true; });
  addEventListener("scroll", () => tell(document.activeElement), true);

  function find(position) {
    byId("clear").click();
    const at = left.findIndex((row) => row.position === position);
    if (at < 0) return;
    state.page = Math.floor(at / perPage);
    show();
    for (const row of rows) row.element.classList.toggle("found", row.position === position);
    const cell = left[at].element.cells[first];
    cell.scrollIntoView({ block: "center", inline: "nearest" });
    reach(cell, true);
  }
  const toMatrix = () => byId("matrix").scrollIntoView({ block: "start" });
  apply();

  // -- charts ----------------------------------------------------------------------------------------
  if (!window.Chart) return;
  const style = getComputedStyle(document.documentElement);
  const colour = { present: "#2f8f57", vague: "#e0a030", missing: "#b3394a", pass: "#2f8f57", revise: "#e0a030", return: "#b3394a" };
  Object.assign(Chart.defaults.font, { family: style.getPropertyValue("--sans"), size: 13 });
  Chart.defaults.color = style.getPropertyValue("--ink");
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.devicePixelRatio = Math.max(2, devicePixelRatio);
  Chart.defaults.plugins.legend.labels.boxWidth = 14;
  const percent = (share) => `${Math.round(100 * share)}%`;
  const short = (title) => (title.length > 32 ? `${title.slice(0, 31)}…` : title);
  const charts = [];
  const drawings = new Map(); // charts that nobody has come to yet
  const watcher = new IntersectionObserver((entries) => { for (const { isIntersecting, target } of entries) if (isIntersecting) drawings.get(target)?.(); }, { rootMargin: "300px" });
  function draw(id, options) {
    const canvas = byId(id);
    if (!canvas) return;
    canvas.parentElement.hidden = false;
    drawings.set(canvas, () => {
      drawings.delete(canvas);
      watcher.unobserve(canvas);
      charts.push(new Chart(canvas, options));
    });
    watcher.observe(canvas);
  }
  const pointer = (event, found) => { event.native.target.style.cursor = found.length ? "pointer" : "default"; };

  draw("chart-scores", {
    type: "bar",
    data: {
      labels: data.bands.map((band) => `${band.low}–${band.high}`),
      datasets: ["pass", "revise", "return"].map((grade) => ({
        label: words[grade], data: data.bands.map((band) => band[grade]), backgroundColor: colour[grade], categoryPercentage: 0.96, barPercentage: 0.96,
      })),
    },
    options: {
      scales: { x: { stacked: true, grid: { display: false } }, y: { stacked: true, ticks: { precision: 0 }, title: { display: true, text: words.units_count } } },
      interaction: { mode: "index" },
      onHover: pointer,
      onClick: (event, found) => {
        if (!found.length) return;
        byId("clear").click();
        state.band = data.bands[found[0].index];
        apply();
        toMatrix();
      },
    },
  });

  draw("chart-weakest", {
    type: "bar",
    data: {
      labels: data.weakest.map((requirement) => short(requirement.title)),
      datasets: ["present", "vague", "missing"].map((status) => ({
        label: words[status], data: data.weakest.map((r) => r[status] / (r.present + r.vague + r.missing)), backgroundColor: colour[status], barPercentage: 0.9,
      })),
    },
    options: {
      indexAxis: "y",
      scales: { x: { stacked: true, max: 1, ticks: { callback: percent } }, y: { stacked: true, grid: { display: false }, ticks: { autoSkip: false } } },
      interaction: { mode: "index", axis: "y" },
      plugins: {
        tooltip: {
          callbacks: {
            label: (item) => {
              const status = ["present", "vague", "missing"][item.datasetIndex];
              return say(words.tally_tip, { status: words[status], count: data.weakest[item.dataIndex][status], share: percent(item.raw) });
            },
          },
        },
      },
      onHover: pointer,
      onClick: (event, found) => {
        if (!found.length) return;
        sortBy(String(data.weakest[found[0].index].column), false);
        toMatrix();
      },
    },
  });

  const points = data.units;
  const least = Math.floor(Math.min(100, ...points.flatMap(([, before, now]) => [before, now])) / 10) * 10;
  draw("chart-units", {
    type: "scatter",
    data: {
      datasets: [
        ...["pass", "revise", "return"].map((grade) => ({
          label: words[grade],
          data: points.filter((p) => p[4] === grade).map(([name, x, y, row]) => ({ x, y, name, row })),
          backgroundColor: `${colour[grade]}b0`, borderColor: colour[grade], radius: 4, hoverRadius: 6,
          pointStyle: { pass: "circle", revise: "triangle", return: "crossRot" }[grade],
        })),
        { label: words.as_before, type: "line", data: [{ x: least, y: least }, { x: 100, y: 100 }], borderColor: "#55606e", borderDash: [5, 4], borderWidth: 1, pointRadius: 0, pointHitRadius: 0 },
      ],
    },
    options: {
      scales: { x: { min: least, max: 100, title: { display: true, text: words.old_axis } }, y: { min: least, max: 100, title: { display: true, text: words.new_axis } } },
      plugins: {
        legend: { labels: { usePointStyle: true } },
        tooltip: { callbacks: { label: ({ raw }) => (raw.name ? say(words.chart_points, { unit: raw.name, old: raw.x, new: raw.y }) : "") } },
      },
      onHover: pointer,
      onClick: (event, found, chart) => {
        const point = found.map(({ datasetIndex, index }) => chart.data.datasets[datasetIndex].data[index]).find((p) => "row" in p);
        if (point) find(point.row);
      },
    },
  });

  const changes = data.changes;
  const shift = byId("chart-changes");
  if (shift) shift.parentElement.style.height = `${Math.max(200, 60 + 19 * changes.length)}px`;
  draw("chart-changes", {
    type: "bar",
    data: {
      labels: changes.map(([title]) => short(title)),
      datasets: [["rose", "#2f8f57", 1], ["fell", "#b3394a", -1], ["as_before", "#8995a3", 0]].map(([name, shade, sign]) => ({
        label: words[name],
        data: changes.map(([, before, now]) => (Math.sign(now - before) === sign ? [before, now] : null)),
        backgroundColor: shade, barPercentage: 0.9, minBarLength: 4, clip: 8,
      })),
    },
    options: {
      indexAxis: "y",
      scales: { x: { min: 0, max: 1, ticks: { callback: percent } }, y: { stacked: true, ticks: { autoSkip: false, font: { size: 12 } } } },
      plugins: { tooltip: { callbacks: { label: (item) => `${percent(item.raw[0])} → ${percent(item.raw[1])}` } } },
    },
  });

  // -- paper: charts as wide as the page gives them --------------------------------------------------
  addEventListener("beforeprint", () => {
    for (const drawing of [...drawings.values()]) drawing();
    for (const chart of charts) chart.resize(560, Math.min(chart.height, 430));
  });
  addEventListener("afterprint", () => { for (const chart of charts) chart.resize(); });
})();
