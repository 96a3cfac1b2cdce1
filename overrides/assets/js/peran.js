// "Saya adalah ...": whose steps are lit on the pages of an SOP. What the reader chooses is remembered in this browser
// (never sent anywhere) and taken up on every SOP, on home and on the actor's own page; an address with ?pelaksana=
// shows another actor without forgetting one's own. Without this script, or without storage, nothing is lost.
// Stands after bagan.js, which hears the choice (event "sop:peran").
(function () {
  "use strict";

  const KEY = "sop:peran";
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // Storage may be switched off, full or forbidden: then the choice holds on this page only.
  const storage = {
    get() {
      try { return localStorage.getItem(KEY) || ""; } catch (error) { return ""; }
    },
    set(id) {
      try {
        if (id) localStorage.setItem(KEY, id);
        else localStorage.removeItem(KEY);
        return true;
      } catch (error) {
        return false;
      }
    },
  };

  /** Says "langkah Anda" at each own step: in the list for all to see, in tables for those who cannot see the colour. */
  function name() {
    all(".langkah-anda").forEach((words) => words.remove());
    all("li.milik .langkah__siapa, tr.milik .bagan__no, tr.milik .no").forEach(function (place) {
      const words = document.createElement("span");
      const listed = place.matches(".langkah__siapa");
      words.className = "langkah-anda layar" + (listed ? "" : " tersembunyi");
      words.textContent = listed ? "Langkah Anda" : " langkah Anda";
      if (listed) place.prepend(words);
      else place.append(words);
    });
  }

  all("[data-pilih-peran]").forEach(function (group) {
    const buttons = all("[data-peran]", group);
    const steps = all("li[data-pelaksana], .periksa tr[data-pelaksana]");
    const sheets = all(".lembar[data-pelaksana]");
    const known = (id) => Boolean(id) && buttons.some((button) => button.dataset.peran === id);
    const has = (item, id) => item.dataset.pelaksana.split(" ").includes(id);
    const told = document.createElement("p");
    told.className = "peran__kabar tersembunyi"; // the page shows it; this is for those who do not see it
    told.setAttribute("role", "status");
    group.append(told);

    const choose = function (id) {
      buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.peran === id)));
      const chosen = buttons.find((button) => button.dataset.peran === id);
      if (chosen) group.scrollLeft = chosen.offsetLeft - group.clientWidth / 3; // on a phone they stand in one line
      all("[data-untuk]").forEach((strip) => { strip.hidden = strip.dataset.untuk !== id; });
      steps.forEach(function (step) {
        step.classList.toggle("milik", Boolean(id) && has(step, id));
        step.classList.toggle("lain", Boolean(id) && !has(step, id));
      });
      sheets.forEach((sheet) => { sheet.hidden = Boolean(id) && !has(sheet, id); });
      all("[data-cetak=lembar] span").forEach(function (words) {
        words.textContent = "Cetak " + sheets.filter((sheet) => !sheet.hidden).length + " lembar langkah" + (id ? " saya" : "");
      });
      document.dispatchEvent(new CustomEvent("sop:peran", { detail: id }));
      name();
    };
    buttons.forEach((button) => button.addEventListener("click", function () {
      const id = button.dataset.peran;
      choose(id);
      storage.set(id);
      told.classList.add("tersembunyi");
      const own = steps.filter((step) => step.classList.contains("milik")).length;
      told.textContent = id ? own + " langkah Anda ditandai." : "Semua langkah tampil sama.";
    }));
    group.hidden = false;

    const asked = new URLSearchParams(location.search).get("pelaksana");
    const last = storage.get();
    if (known(asked)) choose(asked);
    else if (known(last)) choose(last);
    else if (last) {
      told.classList.remove("tersembunyi");
      told.textContent = "Jabatan yang Anda pilih tidak mengerjakan langkah pada SOP ini.";
    }
  });

  // The page of an actor: "Ini jabatan saya". Only where it can be remembered.
  all("[data-jadi-saya]").forEach(function (offer) {
    const button = offer.querySelector("button");
    const id = offer.dataset.jadiSaya;
    const show = () => button.setAttribute("aria-pressed", String(storage.get() === id));
    button.addEventListener("click", function () {
      storage.set(storage.get() === id ? "" : id);
      show();
    });
    show();
    offer.hidden = !storage.set(storage.get());
  });

  // Home: the way to one's own steps. data-langkah-anda names every actor who has any.
  all("[data-langkah-anda]").forEach(function (offer) {
    const names = JSON.parse(offer.dataset.langkahAnda);
    const id = storage.get();
    if (!Object.hasOwn(names, id)) return;
    const link = offer.querySelector("a");
    link.href = new URL(encodeURIComponent(id) + "/index.html", link.href).href;
    link.querySelector("b").textContent = names[id];
    offer.hidden = false;
  });
})();
