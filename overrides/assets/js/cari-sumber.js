// What the search asks: Pagefind's index (data/cari/) on a server; from a folder, where no index can be fetched, a list
// that is loaded as a script. Both answer alike, see below; cari.js shows the answers.
(function () {
  "use strict";

  // In a portal of several agencies, the search is the portal's, one folder above the agency's site.
  const root = new URL(document.querySelector("[data-portal]") ? "../../../" : "../../", document.currentScript.src);
  const DATA = "data/cari/";
  const STEPS = 3; // places shown with each result

  // search(text, filters) -> { total, counts: {jenis: {SOP: 3}, unit: {...}, pelaksana: {...}, instansi: {...}}, load(from, to) }
  // where load gives [{ url, judul, jenis, ket, status, tempat: [{ url, judul, teks }] }] and teks is an array of
  // [words, found?].

  /** Pagefind, whose excerpts mark the words found with <mark>. */
  async function openIndex() {
    const pagefind = await import(new URL(DATA + "pagefind.js", root).href);
    await pagefind.options({ baseUrl: root.pathname, excerptLength: 22, ranking: { pageLength: 0.1 } });
    await pagefind.init();
    await pagefind.filters(); // without them loaded there would be no counts
    const toResult = function (data) {
      const strength = (place) => place.weighted_locations.reduce((sum, hit) => sum + hit.balanced_score, 0);
      const places = data.sub_results.filter((place) => place.anchor && place.anchor.id !== "isi");
      const best = [...places].sort((a, b) => strength(b) - strength(a)).slice(0, STEPS);
      return {
        url: data.url, judul: data.meta.title || data.meta.nama, jenis: data.meta.jenis, ket: data.meta.ket || "",
        status: data.meta.status || "",
        tempat: places.filter((place) => best.includes(place)).map(function (place) {
          return { url: place.url, judul: place.title, teks: marked(place) };
        }),
      };
    };
    return async function (text, filters) {
      const found = await pagefind.search(text, { filters });
      return {
        total: found.results.length,
        counts: found.totalFilters,
        load: async function (from, to) {
          const pages = (await Promise.all(found.results.slice(from, to).map((r) => r.data()))).map(toResult);
          return pages.sort((a, b) => (a.status === "dicabut") - (b.status === "dicabut")); // what holds comes first
        },
      };
    };
  }

  /** An excerpt as [words, found?], without the words of the title that it may begin with: they stand above it. */
  function marked(place) {
    const body = new DOMParser().parseFromString(place.excerpt, "text/html").body;
    const pieces = Array.from(body.childNodes, (node) => [node.textContent, node.nodeName === "MARK"]);
    const plain = pieces.map((piece) => piece[0]).join("");
    const title = place.title + ". ";
    let skip = [0, ...Array.from(title.matchAll(/ (?=.)/g), (gap) => gap.index + 1)]
      .map((start) => title.slice(start)).filter((end) => plain.startsWith(end)).reduce((most, end) => Math.max(most, end.length), 0);
    return pieces.map(function ([words, hit]) {
      const rest = words.slice(skip);
      skip = Math.max(0, skip - words.length);
      return [rest, hit];
    }).filter((piece) => piece[0]);
  }

  /** The list: words are compared by their stems, titles count most. */
  async function openList() {
    await new Promise(function (done, failed) {
      const script = document.createElement("script");
      script.src = new URL(DATA + "daftar.js", root).href;
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    });
    const stems = (text) => new Set(wordsOf(text).map(stem));
    const pages = window.daftarCari.map(function ([url, jenis, judul, ket, status, unit, pelaksana, words, places, instansi]) {
      return {
        url, jenis, judul, ket, status, unit, pelaksana, instansi: instansi ? [instansi] : [],
        parts: [[stems(judul), jenis === "SOP" ? 12 : 9], [stems(words), 1]],
        tempat: places.map(([id, title, text, more]) => ({ id, title, text, own: stems(text), more: stems(title + " " + more) })),
      };
    });
    const has = (set, word) => set.has(word) || (word.length > 2 && Array.from(set).some((own) => own.startsWith(word)));
    return async function (text, filters) {
      const asked = wordsOf(text).map(stem);
      const rated = pages.map(function (page) {
        const places = page.tempat.map(function (place) {
          const hits = asked.filter((word) => has(place.own, word));
          const more = asked.filter((word) => !hits.includes(word) && has(place.more, word));
          return { place, score: 3 * hits.length + more.length };
        });
        let score = places.reduce((sum, place) => Math.max(sum, place.score), 0);
        const every = asked.every(function (word) {
          const best = page.parts.reduce((most, [set, weight]) => (has(set, word) ? Math.max(most, weight) : most), 0);
          score += best;
          return best || page.tempat.some((place) => has(place.own, word) || has(place.more, word));
        });
        return { page, places, score: every ? score * (page.status === "dicabut" ? 0.2 : 1) : 0 };
      }).filter((item) => item.score).sort((a, b) => b.score - a.score);
      const counts = { jenis: {}, unit: {}, pelaksana: {}, instansi: {} };
      rated.forEach(function ({ page }) {
        [["jenis", [page.jenis]], ["unit", page.unit], ["pelaksana", page.pelaksana], ["instansi", page.instansi]].forEach(function ([name, values]) {
          values.forEach((value) => { counts[name][value] = (counts[name][value] || 0) + 1; });
        });
      });
      const passing = rated.filter(({ page }) => Object.entries(filters).every(([name, value]) => [].concat(page[name]).includes(value)));
      return {
        total: passing.length,
        counts,
        load: async (from, to) => passing.slice(from, to).map(function ({ page, places }) {
          const best = places.filter((p) => p.score).sort((a, b) => b.score - a.score).slice(0, STEPS);
          return {
            url: new URL(page.url, root).href, judul: page.judul, jenis: page.jenis, ket: page.ket, status: page.status,
            tempat: places.filter((p) => best.includes(p)).map(function ({ place }) {
              return { url: new URL(page.url, root).href + "#" + place.id, judul: place.title, teks: highlight(place.text, asked) };
            }),
          };
        }),
      };
    };
  }

  const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];

  /** A word without its usual affixes: mengukur, pengukuran, diukur -> ukur. Rough; used for the list only. */
  function stem(word) {
    let rest = word;
    const cut = function (pattern, instead) {
      const shorter = rest.replace(pattern, instead);
      if (shorter.length >= 3) rest = shorter;
    };
    if (/^\d/.test(word)) return word;
    cut(/(lah|kah|nya)$/, "");
    cut(/^(di|ke|se|ber|ter|per)(?=[a-z]{4})/, "");
    const bare = rest;
    cut(/^(men|pen)y(?=[aiueo])/, "s");
    if (rest === bare) cut(/^(me|pe)ng(?=[aiueoghk])/, "");
    if (rest === bare) cut(/^(men|pen)(?=[aiueo])/, "t");
    if (rest === bare) cut(/^(mem|pem)(?=[aiueo])/, "p");
    if (rest === bare) cut(/^(mem|pem|men|pen|me|pe)(?=[a-z]{3})/, "");
    cut(/(kan|an|i)$/, "");
    return rest;
  }

  /** The text as [words, found?], begun shortly before the first word found. */
  function highlight(text, asked) {
    const pieces = text.split(/([\p{L}\p{N}]+)/u).map(function (piece, index) {
      const own = index % 2 ? stem(piece.toLowerCase()) : "";
      return [piece, Boolean(own) && asked.some((word) => own === word || (word.length > 2 && own.startsWith(word)))];
    });
    const first = pieces.findIndex((piece) => piece[1]);
    const from = first > 24 ? first - 12 : 0;
    return [...(from ? [["… ", false]] : []), ...pieces.slice(from, from + 44), ...(pieces.length > from + 44 ? [[" …", false]] : [])];
  }

  // One source for all fields, opened when the first is used. Where the index cannot be had, the list is taken.
  let source = null;
  window.sumberCari = { open };
  function open() {
    if (!source) {
      source = location.protocol === "file:" ? openList() : openIndex().catch(openList);
      source.catch(() => { source = null; }); // the next try may succeed
    }
    return source;
  }
})();
