// The filters of the page "Perubahan". Nothing is asked from a server. Without this script the page shows all changes.
(function () {
  "use strict";

  const all = (selector) => Array.from(document.querySelectorAll(selector));

  const form = document.querySelector("form[data-saring-perubahan]");
  if (!form) return;
  const entries = all(".catatan__butir");
  const fields = ["unit", "pelaksana"].filter((name) => form[name]);

  function filter() {
    const wanted = Object.fromEntries(fields.map((name) => [name, form[name].value]));
    let shown = 0;
    entries.forEach(function (entry) {
      const fits =
        (!wanted.unit || entry.dataset.unit === wanted.unit) &&
        (!wanted.pelaksana || entry.dataset.pelaksana.split(" ").includes(wanted.pelaksana));
      entry.hidden = !fits;
      shown += fits;
    });
    document.querySelector("[data-jumlah]").textContent = shown;
    document.querySelector("[data-nihil]").hidden = shown > 0;
  }

  // The state stands in the address, so that it can be shared.
  const query = new URLSearchParams(location.search);
  fields.forEach(function (name) {
    form[name].value = query.get(name) || "";
    if (form[name].selectedIndex === -1) form[name].value = "";
  });
  form.addEventListener("change", function () {
    const chosen = new URLSearchParams(fields.map((name) => [name, form[name].value]).filter((pair) => pair[1]));
    const text = chosen.toString();
    filter();
    try { history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "")); } catch (error) { /* some browsers forbid it for files */ }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
