// The pages: print buttons, chart or list, "Saya adalah", folding on phones.
// Without this script every page can be read whole; controls that need it are hidden until it runs.
(function () {
  "use strict";

  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const query = new URLSearchParams(location.search);

  // Print buttons. data-cetak="lembar" prints the step sheets of a checklist page instead of its list.
  all("[data-cetak]").forEach(function (button) {
    button.addEventListener("click", function () {
      document.body.classList.toggle("cetak-lembar", button.dataset.cetak === "lembar");
      window.print();
    });
  });
  window.addEventListener("afterprint", () => document.body.classList.remove("cetak-lembar"));

  // Boxes that may fold: closed on a phone, open elsewhere and on paper.
  const foldable = all("details[data-lipat]");
  const phone = window.matchMedia("(max-width: 44.9844em)");
  const fold = () => foldable.forEach((box) => { box.open = !phone.matches; });
  if (foldable.length) {
    phone.addEventListener("change", fold);
    window.addEventListener("beforeprint", () => foldable.forEach((box) => { box.open = true; }));
    window.addEventListener("afterprint", fold);
    fold();
    openTarget();
    window.addEventListener("hashchange", openTarget);
  }

  /** Opens the box that the address points into. */
  function openTarget() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const around = target && target.closest("details[data-lipat]");
    if (around) around.open = true;
  }

  // Chart or list of steps; a phone starts with the list.
  all("[data-kerja]").forEach(function (section) {
    const buttons = all("[data-tampil]", section);
    const show = function (what) {
      section.classList.toggle("layar-bagan", what === "bagan");
      section.classList.toggle("layar-daftar", what === "daftar");
      buttons.forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.tampil === what)));
      window.dispatchEvent(new Event("resize")); // the chart measures itself when it comes into view
    };
    buttons.forEach((b) => b.addEventListener("click", () => show(b.dataset.tampil)));
    all("[data-pilih-tampil]", section).forEach((group) => { group.hidden = false; });
    show(window.matchMedia("(max-width: 76.2344em)").matches ? "daftar" : "bagan");
  });

  // "Saya adalah": marks the steps of one actor. The chart hears it too (event "sop:peran").
  all("[data-pilih-peran]").forEach(function (group) {
    const buttons = all("[data-peran]", group);
    const choose = function (id) {
      buttons.forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.peran === id)));
      all("[data-untuk]").forEach((strip) => { strip.hidden = strip.dataset.untuk !== id; });
      all("[data-pelaksana]:not(.lembar)").forEach(function (step) {
        const own = step.dataset.pelaksana.split(" ").includes(id);
        step.classList.toggle("milik", Boolean(id) && own);
        step.classList.toggle("lain", Boolean(id) && !own);
      });
      const sheets = all(".lembar[data-pelaksana]");
      sheets.forEach(function (sheet) {
        sheet.hidden = Boolean(id) && !sheet.dataset.pelaksana.split(" ").includes(id);
      });
      all("[data-cetak=lembar] span").forEach(function (words) {
        words.textContent = "Cetak " + sheets.filter((sheet) => !sheet.hidden).length + " lembar langkah" + (id ? " saya" : "");
      });
      document.dispatchEvent(new CustomEvent("sop:peran", { detail: id }));
    };
    buttons.forEach((b) => b.addEventListener("click", () => choose(b.dataset.peran)));
    group.hidden = false;
    const asked = query.get("pelaksana");
    if (buttons.some((b) => b.dataset.peran === asked)) choose(asked);
  });
})();
