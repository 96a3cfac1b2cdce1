// Ticks on the checklist of an SOP and on the pages of its steps. They are kept in this browser only, for this very text
// of the SOP (data-centang: slug, revision, fingerprint); never sent anywhere, never printed. What is ticked on the page of
// a step is ticked on the checklist of the whole SOP too. Without this script nothing can be ticked.
(function () {
  "use strict";

  const page = document.querySelector("[data-centang]");
  if (!page) return;
  const all = (selector) => Array.from(page.querySelectorAll(selector));
  const site = new URL("../../", document.currentScript.src).pathname; // several sites may share an origin, files do
  const KEY = "sop:centang:" + site + ":" + page.dataset.centang;

  // Storage may be switched off, full or forbidden: then ticks hold until the page is left, and the page says so.
  let kept = true;
  const read = function () {
    try { return new Set(JSON.parse(localStorage.getItem(KEY) || "[]")); } catch (error) { return new Set(); }
  };
  const write = function (ticked) {
    try {
      if (ticked.size) localStorage.setItem(KEY, JSON.stringify([...ticked].sort()));
      else localStorage.removeItem(KEY);
      return true;
    } catch (error) {
      return false;
    }
  };

  // Every box with its name: list and place in it. Lists of a step's page are named within their step.
  const boxes = new Map();
  const step = page.dataset.langkah;
  all("[data-butir]").forEach(function (list) {
    const name = (step ? step + "." : "") + list.dataset.butir;
    const items = list.matches("ul") ? Array.from(list.children).filter((item) => !item.matches(".tanpa, .titik")) : [list];
    items.forEach(function (item, place) {
      let box = item.querySelector("input[type=checkbox]");
      if (!box) { // a sheet of paper, as it is shown on screens
        const row = item.closest("tr");
        const words = item.matches("td") ? "Langkah " + item.textContent.replace("?", "").trim() + " selesai" : item.textContent.trim();
        box = Object.assign(document.createElement("input"), { type: "checkbox", className: "kotak-layar layar" });
        box.setAttribute("aria-label", words);
        box.autocomplete = "off";
        item.classList.add("bisa-dicentang");
        const label = document.createElement("label"); // its words are pressed too
        label.append(box, ...item.childNodes);
        item.append(label);
        if (row && item.matches("td")) box.addEventListener("change", () => row.classList.toggle("selesai", box.checked));
      }
      boxes.set(name + "." + place, box);
    });
  });
  if (!boxes.size) return;

  const told = document.createElement("p");
  told.className = "centang-ket layar";
  const words = document.createElement("span");
  words.setAttribute("role", "status");
  const clear = Object.assign(document.createElement("button"), { type: "button", className: "tombol tombol--garis tombol--kecil", textContent: "Hapus centang" });
  told.append(words, clear);
  page.prepend(told);

  let ticked = new Set();
  const show = function () {
    boxes.forEach(function (box, name) {
      const now = ticked.has(name);
      if (box.checked === now) return;
      box.checked = now;
      box.dispatchEvent(new Event("change"));
    });
    say();
  };
  const say = function () {
    const here = [...boxes.keys()].filter((name) => ticked.has(name)).length;
    words.textContent = (here ? here + " dari " + boxes.size + " dicentang. " : "") + (kept
      ? "Centang hanya tersimpan di peramban ini dan hanya Anda yang melihatnya; lembar cetak selalu kosong."
      : "Peramban ini tidak dapat menyimpan centang: centang hilang bila halaman ini ditutup. Lembar cetak selalu kosong.");
    clear.hidden = !ticked.size;
  };
  boxes.forEach((box, name) => box.addEventListener("click", function () {
    if (kept) ticked = read(); // another window may have ticked meanwhile
    if (box.checked) ticked.add(name);
    else ticked.delete(name);
    kept = write(ticked);
    say();
  }));
  clear.addEventListener("click", function () {
    ticked = new Set();
    kept = write(ticked);
    show();
    all("input[type=checkbox]")[0].focus();
  });
  window.addEventListener("storage", function (event) {
    if (event.key !== KEY && event.key !== null) return;
    ticked = read();
    show();
  });
  ticked = read();
  kept = write(ticked);
  show();
})();
