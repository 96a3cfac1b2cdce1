// The search over the index of generator/outputs/search_index.py, where its files are described. They are scripts, so a
// site on a server and one opened from a folder are searched in the same way. cari.js shows the answers.
(function () {
  "use strict";

  const { plain, chunksOf, keysOf, roots, beginnings, meant } = window.searchWords;
  // In a portal of several agencies, the search is the portal's, one folder above the agency's site.
  const root = new URL(document.querySelector("[data-portal]") ? "../../../" : "../../", document.currentScript.src);
  const PLACES = 3; // shown with each result
  const SUGGESTED = 2;
  const WHOLE = 3, BEGUN = 2, KIN = 1; // how well a word fits: as asked, begun so, another form of it
  const GUIDE = "Panduan", FACETS = ["jenis", "unit", "pelaksana", "instansi"];
  // The order of results; within each the better fit first. Titles and other names, steps, kinds, the rest.
  const [EXACT, TITLE, STEP, FORM, ACTOR, LAW, REST, ENDED, LIST, BY_HAND] = Array(10).keys();
  const BY_KIND = { Formulir: FORM, Pelaksana: ACTOR, Peraturan: LAW, Daftar: LIST };

  // ---- Files -----------------------------------------------------------------------------------------------------

  const parts = new Map();
  const waiting = new Map();
  window.searchPart = (name, content) => waiting.get(name)(content);

  /** The content of a file of the index. ``again``: past the browser's store, for an index that was replaced. */
  function load(name, again) {
    if (again) parts.delete(name);
    if (!parts.has(name)) {
      parts.set(name, new Promise(function (resolve, reject) {
        waiting.set(name, resolve);
        const script = document.createElement("script");
        script.src = new URL("data/cari/" + name + ".js" + (again ? "?" + Date.now() : ""), root).href;
        script.onload = () => { script.remove(); reject(new Error(name)); }; // resolved before, or not ours
        script.onerror = () => { script.remove(); parts.delete(name); reject(new Error(name)); };
        document.head.append(script);
      }));
    }
    return parts.get(name);
  }

  // ---- Index -----------------------------------------------------------------------------------------------------

  /** The index ready to be asked. */
  function Index({ kinds, names, pages, words, texts }) {
    let slots = 0, row = 0, last = -1;
    this.pages = pages.map(function ([url, kind, judul, status, unit, pelaksana, instansi, others, places, part], number) {
      row = part === last ? row + 1 : 0;
      last = part;
      const page = {
        number, url, judul, status, jenis: kinds[kind], part: texts[part], row, slot: slots,
        unit: unit.map((n) => names.unit[n]), pelaksana: pelaksana.map((n) => names.pelaksana[n]),
        instansi: instansi.map((n) => names.instansi[n]), others, kind, length: 0,
      };
      slots += 2 + 2 * places;
      return page;
    });

    this.where = new Map(); // word -> [part, row]
    words.forEach(([part, list]) => list.split(" ").forEach((word, at) => this.where.set(word, [part, at])));
    this.titles = new Map(); // word -> pages that have it in their title, or as their kind
    this.others = new Map(); // the same of their other names
    const put = (map, chunks, number) => keysOf(chunks).forEach((word) => add(map, word, number));
    this.pages.forEach(function (page) {
      const title = chunksOf(page.judul);
      page.length = title.length;
      put(this.titles, [...title, [plain(page.jenis)]], page.number);
      page.others.forEach((name) => put(this.others, chunksOf(name), page.number));
    }, this);
    this.words = new Set([...this.titles.keys(), ...this.others.keys(), ...this.where.keys()]);
    this.kin = new Map(); // root -> words
    this.words.forEach((word) => { if (/^[a-z]{3,}$/.test(word)) roots(word).forEach((one) => add(this.kin, one, word)); });
  }

  function add(map, key, value) {
    const held = map.get(key);
    if (held) held.push(value);
    else map.set(key, [value]);
  }

  const asOne = (text) => chunksOf(text).map((words) => words.join(" ")).join(" ");

  /** The words of the index that fit what was asked, each with how well. */
  Index.prototype.fitting = function (chunk) {
    const asked = chunk.join("."), run = chunk.join("");
    const found = new Map();
    const digits = /\d/.test(run);
    const short = !digits && run.length < 3; // two letters begin too many words: they are looked for in titles
    const whole = this.words.has(asked);
    if (!(digits && whole && chunk.length === 1)) { // 7 is not 70
      (short ? [...this.titles.keys(), ...this.others.keys()] : this.words).forEach(function (word) {
        if (word.startsWith(asked) || (!digits && word.includes(".") && word.replaceAll(".", "").startsWith(run))) found.set(word, BEGUN);
      });
    }
    if (whole) found.set(asked, WHOLE);
    if (chunk.length > 1) return found;
    roots(asked).forEach((one) => (this.kin.get(one) || []).forEach((word) => { if (!found.has(word)) found.set(word, KIN); }));
    if (!found.size) {
      [...(run.length < 3 ? [] : [asked]), ...beginnings(asked)].forEach((begun) => this.kin.forEach(function (words, one) {
        if (one.startsWith(begun)) words.forEach((word) => found.set(word, KIN));
      }));
    }
    return found;
  };

  /** Where one of these words stands: page number -> how well it fits each: { title, other, teks, lain, places: Map(place -> twice, and
   * one more where it does not stand among the words of less weight) }. */
  Index.prototype.hits = async function (fitting) {
    const files = new Set([...fitting.keys()].map((word) => this.where.get(word)?.[0]).filter(Boolean));
    const loaded = new Map(await Promise.all(Array.from(files, async (name) => [name, await load(name)])));
    const hits = new Map();
    const hit = function (number) {
      if (!hits.has(number)) hits.set(number, { title: 0, other: 0, teks: 0, lain: 0, places: new Map() });
      return hits.get(number);
    };
    fitting.forEach(function (fit, word) {
      const best = (number, name) => { hit(number)[name] = Math.max(hit(number)[name], fit); };
      (this.titles.get(word) || []).forEach((number) => best(number, "title"));
      (this.others.get(word) || []).forEach((number) => best(number, "other"));
      const [part, row] = this.where.get(word) || [];
      if (!part) return;
      let slot = 0, number = 0;
      loaded.get(part)[row].forEach(function (step) {
        slot += step;
        while (number + 1 < this.pages.length && this.pages[number + 1].slot <= slot) number += 1;
        const own = slot - this.pages[number].slot;
        if (own < 2) best(number, own ? "lain" : "teks");
        else {
          const { places } = hit(number), place = (own >> 1) - 1, rated = 2 * fit + (own & 1 ? 0 : 1);
          places.set(place, Math.max(places.get(place) || 0, rated));
        }
      }, this);
    }, this);
    return hits;
  };

  // ---- Question and answer ---------------------------------------------------------------------------------------

  /** The words asked for. "surat/masuk" is two; a name of numbers or letters, "12/2015" or "M.PAN", is one. */
  Index.prototype.asked = function (text) {
    return text.split(/\s+/u).flatMap((typed) => chunksOf(typed).flatMap(function (chunk) {
      const apart = chunk.every((word) => /^\D{3,}$/.test(word));
      return apart ? chunk.map((word) => ({ typed: chunk.length > 1 ? word : typed, chunk: [word] })) : [{ typed, chunk }];
    })).map((one) => ({ ...one, fitting: this.fitting(one.chunk) }));
  };

  /** The pages that have every word, best first: { page, places: [numbers] }. */
  Index.prototype.answer = async function (asked, text) {
    if (!asked.length || asked.some(({ fitting }) => !fitting.size)) return [];
    const hits = await Promise.all(asked.map(({ fitting }) => this.hits(fitting)));
    const [fewest] = [...hits].sort((a, b) => a.size - b.size);
    const whole = asOne(text);
    const found = [];
    fewest.forEach((_, number) => {
      const own = hits.map((of) => of.get(number));
      const rated = own.every(Boolean) && rate(this.pages[number], own, whole);
      if (rated) found.push(rated);
    });
    const order = (a, b) => a.rank - b.rank || b.named - a.named || b.fit - a.fit || b.more - a.more || a.page.kind - b.page.kind ||
      a.page.length - b.page.length || a.page.number - b.page.number;
    return found.sort(order);
  };

  /** How good a page is as an answer; null = it is none, as a long page of the panduan that has the words here and there.
   * ``own``: for each word where it stands there; ``whole``: all that was asked. */
  function rate(page, own, whole) {
    const inName = (hit) => hit.title || hit.other;
    const named = own.filter((hit) => hit.title).length;
    const places = new Map(); // place -> eight for each word it has, and its weakest fit
    own.forEach((hit) => hit.places.forEach(function (rated, place) {
      const held = places.get(place);
      places.set(place, held ? (held & ~7) + 8 + Math.min(held & 7, rated) : 8 + rated);
    }));
    const best = [...places].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const more = best.length ? best[0][1] : 0;
    const together = best.some(([place]) => own.every((hit) => inName(hit) || hit.places.has(place)));
    const inTitle = own.every(page.jenis === "Pelaksana" ? (hit) => hit.title : inName); // a full name may hold any word
    if (page.jenis === GUIDE && !inTitle && !together && !own.every((hit) => hit.title || hit.teks)) return null;
    const exact = own.every(inName) && [page.judul, ...page.others].map(asOne).some((name) => name === whole || plain(page.jenis) + " " + name === whole);
    const ended = page.status === "dicabut";
    const rank = page.jenis === GUIDE ? BY_HAND : exact ? EXACT + (ended ? .5 : 0) : ended ? ENDED : inTitle ? TITLE :
      page.jenis === "SOP" ? (together ? STEP : REST) : BY_KIND[page.jenis];
    const ofHit = (hit) => Math.max(hit.title, hit.other, hit.teks, hit.lain, ...[...hit.places.values()].map((rated) => rated >> 1));
    const weakest = Math.min(...own.map((hit) => (inTitle ? Math.max(hit.title, hit.other) : ofHit(hit))));
    return {
      page, rank, fit: weakest, named, more, nearest: Math.min(...own.map(ofHit)),
      places: best.filter(([, rated]) => rated >> 3 === more >> 3).slice(0, PLACES).map(([place]) => place).sort((a, b) => a - b),
    };
  }

  /** What can be shown of a rated page: { url, judul, nama: the title as plain text, jenis, status, ket, sebutan: other names
   * that were found, kutipan, tempat: [{ url, judul, teks }] }. judul, ket, kutipan and teks are [words, found?] in a row. */
  Index.prototype.show = async function ({ page, places }, asked) {
    const [ket, teks, lain, all] = (await load(page.part))[page.row];
    const url = new URL(page.url, root).href;
    const marked = marker(asked);
    const excerpt = function (...texts) {
      const shown = texts.map((text) => marked(text));
      return shown.find((pieces) => pieces.some((piece) => piece[1])) || shown[0];
    };
    const found = (pieces) => pieces.some((piece) => piece[1]);
    // A page that shows by its title or note why it is here says no more; else the name or the words that were found.
    const judul = marked(page.judul, true), note = marked(ket, true);
    const clear = found(judul) || found(note);
    const others = clear ? [] : page.others.filter((name) => found(marked(name, true)));
    const quoted = excerpt(teks, lain);
    return {
      url, judul, nama: page.judul, jenis: page.jenis, status: page.status, ket: note, sebutan: others,
      kutipan: clear || others.length || places.length || !found(quoted) ? [] : quoted,
      tempat: places.map(function (place) {
        const [id, judul, own, more] = all[place];
        // The words beside the step's own are shown where they alone have a word that was asked for.
        const told = asked.every((one) => [page.judul, judul, own].some((text) => found(marker([one])(text, true))));
        const beside = told ? [] : marked(more);
        return { url: url + "#" + id, judul: marked(judul, true), teks: [...marked(own), ...(found(beside) ? [[" ", false], ...beside] : [])] };
      }),
    };
  };

  /** Cuts a text into [words, found?], begun shortly before the first word found unless it is wanted ``whole``. */
  function marker(asked) {
    const keys = new Set(asked.flatMap(({ fitting }) => [...fitting.keys()]));
    const runs = asked.map(({ chunk }) => chunk).filter((chunk) => chunk.length > 1);
    const inRun = (word) => runs.some((run) => run.slice(0, -1).includes(word) || word.startsWith(run[run.length - 1]));
    return function (text, whole) {
      const pieces = text.split(/([\p{L}\p{N}\p{Mn}]+)/u).map(function (piece, index) {
        const word = index % 2 ? plain(piece) : "";
        return [piece, Boolean(word) && (keys.has(word) || inRun(word))];
      });
      const first = whole ? 0 : pieces.findIndex((piece) => piece[1]);
      const from = first > 24 ? first - 12 : 0, to = whole ? pieces.length : from + 44;
      return [...(from ? [["… ", false]] : []), ...pieces.slice(from, to), ...(pieces.length > to ? [[" …", false]] : [])];
    };
  }

  /** Questions that have an answer, in place of one that has none: with another word where one is nowhere. */
  Index.prototype.instead = async function (text) {
    const asked = this.asked(text);
    const wrong = asked.filter(({ fitting }) => !fitting.size);
    const found = [];
    for (const word of wrong.length === 1 && wrong[0].chunk.length === 1 ? meant(wrong[0].chunk[0], this.words, this.titles) : []) {
      const other = asked.map((one) => (one === wrong[0] ? word : one.typed)).join(" ");
      if ((await this.answer(this.asked(other), other)).some(({ page }) => page.jenis !== GUIDE)) found.push(other);
      if (found.length === SUGGESTED) break;
    }
    return found;
  };

  /** search(text, filters) -> { total, guide: how many of them are of the panduan, counts: {jenis: {SOP: 3}, ...}, nowhere:
   * words of the question that are nowhere, forms: words in place of one that is only there in another form, instead: other
   * questions where this one finds nothing, load(from, to) -> results as show gives them, shown: the first of them }. */
  Index.prototype.search = async function (text, filters) {
    const asked = this.asked(text);
    const rated = await this.answer(asked, text);
    const passes = (page, but) => Object.entries(filters).every(([name, value]) => name === but || [].concat(page[name]).includes(value));
    const counts = Object.fromEntries(FACETS.map(function (name) {
      const of = {};
      rated.filter(({ page }) => passes(page, name)).forEach(({ page }) => [].concat(page[name]).forEach((value) => { of[value] = (of[value] || 0) + 1; }));
      return [name, of];
    }));
    const passing = rated.filter(({ page }) => passes(page));
    const guide = passing.filter(({ page }) => page.jenis === GUIDE).length;
    const kin = passing.length > guide && passing.every(({ page, nearest }) => page.jenis === GUIDE || nearest === KIN);
    const forms = kin ? asked.flatMap(({ fitting }) => [...fitting.keys()].filter((word) => fitting.get(word) === KIN)) : [];
    return {
      total: passing.length, guide, counts,
      nowhere: asked.filter(({ fitting }) => !fitting.size).map(({ typed }) => typed),
      forms: forms.sort((a, b) => this.titles.has(b) - this.titles.has(a)).slice(0, SUGGESTED),
      instead: passing.length > guide || Object.keys(filters).length ? [] : await this.instead(text),
      load: (from, to) => Promise.all(passing.slice(from, to).map((one) => this.show(one, asked))),
    };
  };

  // One source for all fields, opened when the first is used. The parts of an index that was replaced meanwhile are gone:
  // then it is read again.
  let source = null;
  const read = async (again) => new Index(await load("index", again));
  function open(again) {
    if (!source || again) {
      source = read(again);
      source.catch(() => { source = null; }); // the next try may succeed
    }
    return source;
  }
  async function ask(index, text, filters, count) {
    const found = await index.search(text, filters);
    return { ...found, shown: await found.load(0, count) };
  }
  window.searchEngine = {
    open: () => open(),
    search: async function (text, filters, count) {
      const index = await open();
      try {
        return await ask(index, text, filters, count);
      } catch (error) {
        return ask(await open(true), text, filters, count);
      }
    },
  };
})();
