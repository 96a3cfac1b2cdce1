// The list of SOPs: filters and order. Their state stands in the address, so that it can be shared and is there again
// after going back. Without this script the list is whole, in the order of the data.
(function () {
  "use strict";

  const form = document.querySelector("form[data-saring]");
  const table = document.querySelector("table[data-urut]");
  if (!form || !table) return;

  const FIELDS = ["q", "unit", "pelaksana", "status"];
  const collator = new Intl.Collator("id", { numeric: true, sensitivity: "base" });
  const heads = Array.from(table.tHead.rows[0].cells);
  const columns = heads.map((head) => head.dataset.kolom);
  const choice = form.querySelector("[data-pilih-urut]");
  const count = document.querySelector("[data-jumlah]");
  const open = document.querySelector("[data-jumlah-konfirmasi]");
  const none = document.querySelector("[data-nihil]");
  const past = document.querySelector("[data-jumlah-dicabut]");
  const bodies = Array.from(table.tBodies); // those that hold, those that hold no more

  // Everything about a row is read once: a list may have a thousand of them.
  const rows = bodies.flatMap((body) => Array.from(body.rows)).filter((row) => row.dataset.status).map(function (row, index) {
    const cells = Array.from(row.cells);
    return {
      row,
      index,
      text: cells.slice(0, 4).map((cell) => cell.textContent).join(" ").toLowerCase(),
      actors: row.dataset.pelaksana.split(" "),
      values: cells.map((cell) => (cell.dataset.nilai === undefined ? cell.textContent.trim() : cell.dataset.nilai)),
    };
  });
  let order = { column: "", down: false };

  function filter() {
    const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const value = (name) => (form[name] ? form[name].value : "");
    let shown = 0;
    let unsure = 0;
    let ended = 0;
    rows.forEach(function ({ row, text, actors }) {
      const fits =
        words.every((word) => text.includes(word)) &&
        (!value("unit") || row.dataset.unit === value("unit")) &&
        (!value("status") || row.dataset.status === value("status")) &&
        (!value("pelaksana") || actors.includes(value("pelaksana"))) &&
        (!form.konfirmasi.checked || row.dataset.konfirmasi !== "0");
      const valid = row.parentNode === bodies[0];
      row.hidden = !fits;
      shown += fits && valid;
      unsure += fits && valid && row.dataset.konfirmasi !== "0";
      ended += fits && !valid;
    });
    count.textContent = shown;
    open.textContent = unsure;
    if (past) past.textContent = ended;
    bodies.slice(1).forEach((body) => { body.rows[0].hidden = !ended; });
    none.hidden = shown + ended > 0;
  }

  /** By a column; what has no value there comes last, up or down. No column = by name, as the page has it. */
  function sort() {
    const at = columns.indexOf(order.column);
    const sign = order.down ? -1 : 1;
    const compare = function (a, b) {
      const one = a.values[at];
      const other = b.values[at];
      if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1) || a.index - b.index;
      return sign * collator.compare(one, other) || a.index - b.index;
    };
    const sorted = [...rows].sort(at < 0 ? (a, b) => a.index - b.index : compare);
    bodies.forEach((body) => body.append(...sorted.map((item) => item.row).filter((row) => row.parentNode === body)));
    heads.forEach((head, index) => head.setAttribute("aria-sort", index !== Math.max(at, 0) ? "none" : order.down ? "descending" : "ascending"));
    choice.value = order.column && (order.down || at > 0) ? order.column + (order.down ? "-turun" : "") : "";
  }

  /** The state as the address says it, and back. */
  function read() {
    const query = new URLSearchParams(location.search);
    FIELDS.forEach(function (name) {
      if (form[name]) form[name].value = query.get(name) || "";
      if (form[name] && form[name].selectedIndex === -1) form[name].value = "";
    });
    form.konfirmasi.checked = query.get("konfirmasi") === "ya";
    order = { column: columns.includes(query.get("urut")) ? query.get("urut") : "", down: query.get("arah") === "turun" };
  }
  function write() {
    const query = new URLSearchParams();
    FIELDS.forEach((name) => { if (form[name] && form[name].value.trim()) query.set(name, form[name].value.trim()); });
    if (form.konfirmasi.checked) query.set("konfirmasi", "ya");
    if (order.column) query.set("urut", order.column);
    if (order.column && order.down) query.set("arah", "turun");
    const text = query.toString();
    try { history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash); } catch (error) { /* some browsers forbid it for files */ }
  }
  function sortBy(column, down) {
    order = { column, down };
    sort();
    write();
  }

  heads.forEach(function (head) {
    const column = head.dataset.kolom;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const words = button.textContent;
    if (column !== columns[0]) choice.append(new Option(words, column)); // the page is in the order of the first
    choice.append(new Option(words + ", dibalik", column + "-turun"));
    button.addEventListener("click", () => sortBy(column, order.column === column && !order.down));
  });
  choice.addEventListener("change", function (event) {
    event.stopPropagation();
    sortBy(choice.value.replace(/-turun$/, ""), choice.value.endsWith("-turun"));
  });
  form.addEventListener("input", function () {
    filter();
    write();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  read();
  sort();
  filter();
})();
