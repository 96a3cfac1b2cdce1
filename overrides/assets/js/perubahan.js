// The filters of the page "Perubahan". Nothing is asked from a server. Without this script the page shows all changes.
(function () {
  "use strict";

  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  const form = document.querySelector("form[data-saring-perubahan]");
  if (!form) return;
  const entries = all(".catatan__butir");
  const months = all("[data-bulan]");
  const none = document.querySelector("[data-nihil]");
  const fields = ["unit", "pelaksana", "dari", "sampai"].filter((name) => form[name]);
  const quick = form.querySelector("[data-cepat]");
  const buttons = all("[data-waktu]", quick);

  const two = (number) => String(number).padStart(2, "0");
  const written = (date) => [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");

  /** The first and last day of a stretch as the data write days; seen from the reader's day, or from the one of which
      the site speaks. */
  function stretch(name) {
    const today = quick.dataset.cepat ? new Date(quick.dataset.cepat + "T00:00:00") : new Date();
    const [year, month] = [today.getFullYear(), today.getMonth()];
    return {
      "bulan-ini": () => [written(new Date(year, month, 1)), written(new Date(year, month + 1, 0))],
      "bulan-lalu": () => [written(new Date(year, month - 1, 1)), written(new Date(year, month, 0))],
      "tahun-ini": () => [written(new Date(year, 0, 1)), written(new Date(year, 11, 31))],
      "": () => ["", ""],
    }[name]();
  }

  function filter() {
    const wanted = Object.fromEntries(fields.map((name) => [name, form[name].value]));
    let shown = 0;
    entries.forEach(function (entry) {
      const day = entry.dataset.tanggal;
      const fits =
        (!wanted.unit || entry.dataset.unit === wanted.unit) &&
        (!wanted.pelaksana || entry.dataset.pelaksana.split(" ").includes(wanted.pelaksana)) &&
        (!wanted.dari || day >= wanted.dari) && // what has no day was in none of these
        (!wanted.sampai || (day && day <= wanted.sampai));
      entry.hidden = !fits;
      shown += fits;
    });
    months.forEach((month) => { month.hidden = !month.querySelector(".catatan__butir:not([hidden])"); });
    buttons.forEach(function (button) {
      const [from, to] = stretch(button.dataset.waktu);
      button.setAttribute("aria-pressed", String(wanted.dari === from && wanted.sampai === to));
    });
    document.querySelector("[data-jumlah]").textContent = shown;
    none.hidden = shown > 0;
  }

  // The state stands in the address, so that it can be shared.
  function take() {
    const chosen = new URLSearchParams(fields.map((name) => [name, form[name].value]).filter((pair) => pair[1]));
    const text = chosen.toString();
    filter();
    try { history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "")); } catch (error) { /* some browsers forbid it for files */ }
  }

  const query = new URLSearchParams(location.search);
  fields.forEach(function (name) {
    form[name].value = query.get(name) || "";
    if (form[name].selectedIndex === -1) form[name].value = "";
  });
  buttons.forEach((button) => button.addEventListener("click", function () {
    [form.dari.value, form.sampai.value] = stretch(button.dataset.waktu);
    take();
  }));
  form.addEventListener("change", take);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
