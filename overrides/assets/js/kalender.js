// The review calendar: says which reviews are missed or due on the reader's day, and filters them. Where the site was
// built as of a day, the page says it itself and this script only filters. Without it all dates are there.
(function () {
  "use strict";

  const summary = document.querySelector("[data-ringkas]");
  if (!summary) return;

  const rows = Array.from(document.querySelectorAll("[data-hari]"));
  const months = Array.from(document.querySelectorAll(".kalender__bulan"));
  const form = document.querySelector("[data-saring-kalender]");
  const none = document.querySelector("[data-nihil]");
  const DAY = 24 * 60 * 60 * 1000;

  /** Whole days from today to a date, both as the reader's calendar counts them. */
  function daysUntil(date) {
    const [year, month, day] = date.split("-").map(Number);
    const now = new Date();
    return Math.round((Date.UTC(year, month - 1, day) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / DAY);
  }

  if (!("tetap" in summary.dataset)) {
    const limit = Number(summary.dataset.tempo);
    const count = { terlewat: 0, "jatuh tempo": 0, "akan datang": 0 };
    rows.forEach(function (row) {
      const days = daysUntil(row.dataset.hari);
      const state = days < 0 ? "terlewat" : days <= limit ? "jatuh tempo" : "akan datang";
      row.dataset.keadaan = state;
      row.querySelector("[data-kata]").textContent = state === "akan datang" ? "" : state[0].toUpperCase() + state.slice(1);
      count[state] += 1;
    });
    const strong = (number) => Object.assign(document.createElement("b"), { textContent: number });
    summary.replaceChildren(
      "Hari ini: ", strong(count.terlewat), " terlewat, ", strong(count["jatuh tempo"]),
      " jatuh tempo dalam " + limit + " hari, ", strong(count["akan datang"]), " sesudahnya."
    );
  }

  function filter() {
    const unit = form.unit ? form.unit.value : "";
    const state = form.keadaan.value;
    rows.forEach(function (row) {
      row.hidden = Boolean((unit && row.dataset.unit !== unit) || (state && row.dataset.keadaan !== state));
    });
    months.forEach((month) => { month.hidden = !month.querySelector("[data-hari]:not([hidden])"); });
    none.hidden = rows.some((row) => !row.hidden);
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter(); // browsers keep what was chosen before
})();
