// The pages: print buttons, chart or list, folding on phones.
// Without this script every page can be read whole; controls that need it are hidden until it runs.
(function () {
  "use strict";

  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // Print buttons. data-cetak="lembar" prints the step sheets of a checklist page instead of its list.
  all("button[data-cetak]").forEach(function (button) {
    button.addEventListener("click", function () {
      document.body.classList.toggle("cetak-lembar", button.dataset.cetak === "lembar");
      window.print();
    });
  });
  window.addEventListener("afterprint", () => document.body.classList.remove("cetak-lembar"));

  // Boxes that may fold: closed on a phone, open elsewhere.
  const foldable = all("details[data-lipat]");
  const phone = window.matchMedia("(max-width: 44.9844em)");
  const fold = () => foldable.forEach((box) => { box.open = !phone.matches; });
  if (foldable.length) {
    phone.addEventListener("change", fold);
    fold();
  }

  // Paper shows what is in every box; afterwards each is as it was.
  let closed = [];
  window.addEventListener("beforeprint", function () {
    closed = all("details:not([open])");
    closed.forEach((box) => { box.open = true; });
  });
  window.addEventListener("afterprint", () => closed.forEach((box) => { box.open = false; }));

  // Paper says by what a list was filtered: what is missing there must not seem not to exist.
  window.addEventListener("beforeprint", () => all("form.saring").forEach(function (form) {
    const named = Array.from(form.elements).filter((field) => field.labels && field.labels.length);
    const set = named.filter((field) => (field.type === "checkbox" ? field.checked : field.value));
    const words = set.map(function (field) {
      const day = field.type === "date" && new Date(field.value + "T00:00:00");
      const said = day ? day.toLocaleDateString("id-ID", { day: "numeric", month: "long", year: "numeric" }) : field.value;
      const value = field.selectedOptions ? field.selectedOptions[0].text : said;
      return field.labels[0].textContent.trim() + (field.type === "checkbox" ? "" : ": " + value);
    });
    const place = form.closest(".layar") || form;
    const next = place.nextElementSibling;
    const told = next && next.matches(".saring-cetak") ? next : document.createElement("p");
    told.className = "saring-cetak";
    told.textContent = words.length ? "Daftar ini disaring. " + words.join("; ") + "." : "";
    place.after(told);
  }));

  // Every box around the place that the address points to opens.
  const openTarget = function () {
    let around = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    while (around) {
      around = around.closest("details:not([open])");
      if (around) around.open = true;
    }
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();

  // Chart or list of steps; a phone starts with the list. The address of a step (#langkah-3) belongs to its row in the
  // chart, or to its place in the list: to the one that is seen.
  all("[data-kerja]").forEach(function (section) {
    const buttons = all("[data-tampil]", section);
    const steps = all("[data-langkah]", section).map(function (item) {
      const id = "langkah-" + item.dataset.langkah;
      return { id, item, row: document.getElementById(id) };
    });
    const show = function (what) {
      section.classList.toggle("layar-bagan", what === "bagan");
      section.classList.toggle("layar-daftar", what === "daftar");
      buttons.forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.tampil === what)));
      steps.forEach(function ({ id, item, row }) {
        const [seen, other] = what === "daftar" ? [item, row] : [row, item];
        if (other) other.removeAttribute("id");
        if (seen) seen.id = id;
      });
      window.dispatchEvent(new Event("resize")); // the chart measures itself when it comes into view
      if (steps.some(({ id }) => location.hash === "#" + id)) location.replace(location.hash); // look for it again
    };
    buttons.forEach((b) => b.addEventListener("click", () => show(b.dataset.tampil)));
    all("[data-pilih-tampil]", section).forEach((group) => { group.hidden = false; });
    show(window.matchMedia("(max-width: 76.2344em)").matches ? "daftar" : "bagan");
  });
})();
