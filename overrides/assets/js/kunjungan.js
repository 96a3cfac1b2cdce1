// The SOPs that the reader opened last, and whether one changed since. Kept in this browser only, for this site; never
// sent anywhere; home shows it and can delete it. Without this script, or without storage, nothing is remembered.
(function () {
  "use strict";

  const site = new URL("../../", document.currentScript.src).pathname; // several sites may share an origin, files do
  const KEY = "sop:kunjungan:" + site;
  const MOST = 6;

  const storage = {
    get() {
      try {
        const known = JSON.parse(localStorage.getItem(KEY) || "[]");
        return Array.isArray(known) ? known.filter((one) => one && typeof one.slug === "string") : [];
      } catch (error) {
        return [];
      }
    },
    set(visits) {
      try {
        if (visits.length) localStorage.setItem(KEY, JSON.stringify(visits));
        else localStorage.removeItem(KEY);
      } catch (error) { /* then nothing is remembered */ }
    },
  };

  // The page of an SOP: "slug/revision/fingerprint".
  const page = document.querySelector("#isi[data-sop]");
  if (page) {
    const [slug, ...text] = page.dataset.sop.split("/");
    const now = { slug, isi: text.join("/"), hari: Date.now() };
    storage.set([now, ...storage.get().filter((one) => one.slug !== slug)].slice(0, MOST));
  }

  // Home. The list of what the site has is loaded only for who has been here before.
  const section = document.querySelector("[data-kunjungan]");
  const visits = section ? storage.get() : [];
  if (!visits.length) return;
  const script = document.createElement("script");
  script.src = section.dataset.kunjungan;
  script.addEventListener("load", function () {
    const known = window.sopKini || {};
    const list = section.querySelector("ul");
    visits.filter((one) => Object.hasOwn(known, one.slug)).forEach(function (one) {
      const [title, text] = known[one.slug];
      const link = document.createElement("a");
      link.href = new URL(encodeURIComponent(one.slug) + "/index.html", new URL(section.dataset.sop, location.href)).href;
      link.append(Object.assign(document.createElement("b"), { textContent: title }));
      const day = new Date(one.hari).toLocaleDateString("id-ID", { day: "numeric", month: "long", year: "numeric" });
      const when = Object.assign(document.createElement("span"), { textContent: "dibuka " + day });
      const news = Object.assign(document.createElement("span"), { className: "kunjungan__baru", textContent: "Berubah sejak kunjungan terakhir Anda" });
      list.append(entry(link, text === one.isi ? [when] : [news, when]));
    });
    section.hidden = !list.children.length;
  });
  document.head.append(script);

  function entry(link, words) {
    const item = document.createElement("li");
    const text = document.createElement("div");
    text.append(link, ...words);
    item.append(text);
    return item;
  }

  section.querySelector("[data-hapus-kunjungan]").addEventListener("click", function () {
    storage.set([]);
    section.hidden = true;
    document.querySelector("#isi h1").scrollIntoView({ block: "nearest" });
  });
})();
