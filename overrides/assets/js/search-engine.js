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
        instansi: instansi.map((n) => names.instansi[n]), others, kind, length: chunksOf(judul).length,
        exact: [judul, ...others].map(asOne),
      };
      slots += 2 + 2 * places;
      return page;
    });

    this.where = new Map(); // word -> [part, row]
    words.forEach(([part, list]) => list.split(" ").forEach((word, at) => this.where.set(word, [part, at])));
    this.titles = new Map(); // word -> pages that have it in a title or another name
    this.pages.forEach(function (page) {
      [page.judul, page.jenis, ...page.others].forEach((name) => keysOf(name).forEach(function (word) {
        const held = this.titles.get(word);
        if (!held) this.titles.set(word, [page.number]);
        else if (held[held.length - 1] !== page.number) held.push(page.number);
      }, this));
    }, this);
    this.words = new Set([...this.titles.keys(), ...this.where.keys()]);
    this.kin = new Map(); // root -> words
    this.words.forEach((word) => roots(word).forEach((one) => {
      if (this.kin.has(one)) this.kin.get(one).push(word);
      else this.kin.set(one, [word]);
    }));
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
      (short ? this.titles.keys() : this.words).forEach(function (word) {
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

  /** Where one of these words stands: page number -> { title, teks, lain, places: Map(place -> [fit, of less weight?]) }. */
  Index.prototype.hits = async function (fitting) {
    const files = new Set([...fitting.keys()].map((word) => this.where.get(word)?.[0]).filter(Boolean));
    const loaded = new Map(await Promise.all(Array.from(files, async (name) => [name, await load(name)])));
    const hits = new Map();
    const hit = function (number) {
      if (!hits.has(number)) hits.set(number, { title: 0, teks: 0, lain: 0, places: new Map() });
      return hits.get(number);
    };
    fitting.forEach(function (fit, word) {
      (this.titles.get(word) || []).forEach((number) => { hit(number).title = Math.max(hit(number).title, fit); });
      const [part, row] = this.where.get(word) || [];
      if (!part) return;
      let slot = 0, number = 0;
      loaded.get(part)[row].forEach(function (step) {
        slot += step;
        while (number + 1 < this.pages.length && this.pages[number + 1].slot <= slot) number += 1;
        const own = slot - this.pages[number].slot, held = hit(number);
        if (own === 0) held.teks = Math.max(held.teks, fit);
        else if (own === 1) held.lain = Math.max(held.lain, fit);
        else {
          const place = (own >> 1) - 1, rated = 2 * fit + (own & 1 ? 0 : 1);
          held.places.set(place, Math.max(held.places.get(place) || 0, rated));
        }
      }, this);
    }, this);
    return hits;
  };

  // ---- Question and answer ---------------------------------------------------------------------------------------

  /** The words asked for. A name with signs that is nowhere as such ("surat/masuk") is its words. */
  Index.prototype.asked = function (text) {
    return chunksOf(text).flatMap((chunk) => {
      const apart = chunk.length > 1 && chunk.every((word) => /^\D{3,}$/.test(word)) && !this.fitting(chunk).size;
      return apart ? chunk.map((word) => [word]) : [chunk];
    }).map((chunk) => ({ chunk, fitting: this.fitting(chunk) }));
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
    const order = (a, b) => a.rank - b.rank || b.fit - a.fit || b.named - a.named || b.more - a.more || a.page.kind - b.page.kind ||
      a.page.length - b.page.length || a.page.number - b.page.number;
    return found.sort(order);
  };

  /** How good a page is as an answer; null = it is none, as a long page of the panduan that has the words here and there.
   * ``own``: for each word where it stands there; ``whole``: all that was asked. */
  function rate(page, own, whole) {
    const named = own.filter((hit) => hit.title).length;
    const places = new Map(); // place -> [words it has, its weakest fit]
    own.forEach((hit) => hit.places.forEach(function (rated, place) {
      const [count, fit] = places.get(place) || [0, 7];
      places.set(place, [count + 1, Math.min(fit, rated)]);
    }));
    const best = [...places].sort((a, b) => b[1][0] - a[1][0] || b[1][1] - a[1][1] || a[0] - b[0]);
    const [most, fit] = best.length ? best[0][1] : [0, 0];
    const together = best.find(([place]) => own.every((hit) => hit.title || hit.places.has(place)));
    const inTitle = named === own.length;
    if (page.jenis === GUIDE && !inTitle && !together && !own.every((hit) => hit.title || hit.teks)) return null;
    const exact = page.exact.includes(whole) || (whole.startsWith(plain(page.jenis) + " ") && page.exact.includes(whole.slice(page.jenis.length + 1)));
    const ended = page.status === "dicabut";
    const rank = page.jenis === GUIDE ? BY_HAND : exact ? EXACT + (ended ? .5 : 0) : ended ? ENDED : inTitle ? TITLE :
      page.jenis === "SOP" ? (together ? STEP : REST) : BY_KIND[page.jenis];
    const ofHit = (hit) => Math.max(hit.title, hit.teks, hit.lain, ...[...hit.places.values()].map((rated) => rated >> 1));
    const weakest = Math.min(...own.map((hit) => (inTitle ? hit.title : ofHit(hit))));
    return {
      page, rank, fit: weakest, named, more: most * 8 + fit,
      places: best.filter(([, [count]]) => count === most).slice(0, PLACES).map(([place]) => place).sort((a, b) => a - b),
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
        return { url: url + "#" + id, judul: marked(judul, true), teks: found(marked(own)) || found(marked(judul)) ? marked(own) : excerpt(own, more) };
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
    const pieces = text.trim().split(/\s+/u);
    const wrong = pieces.map((piece) => chunksOf(piece)[0] || []).map((chunk) => Boolean(chunk.length) && !this.answers(chunk));
    if (wrong.filter(Boolean).length !== 1) return [];
    const at = wrong.indexOf(true), chunk = chunksOf(pieces[at])[0];
    const found = [];
    for (const word of chunk.length === 1 ? meant(chunk[0], this.words) : []) {
      const other = pieces.with ? pieces.with(at, word).join(" ") : pieces.map((piece, n) => (n === at ? word : piece)).join(" ");
      if ((await this.answer(this.asked(other), other)).some(({ page }) => page.jenis !== GUIDE)) found.push(other);
      if (found.length === SUGGESTED) break;
    }
    return found;
  };

  Index.prototype.answers = function (chunk) {
    return this.asked(chunk.join(" ")).every(({ fitting }) => fitting.size);
  };

  /** search(text, filters) -> { total, guide: how many of them are of the panduan, counts: {jenis: {SOP: 3}, ...}, nowhere:
   * words of the question that are nowhere, forms: words in place of one that is only there in another form, instead: other
   * questions where this one finds nothing, load(from, to) -> results as show gives them }. */
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
    const only = asked.filter(({ fitting }) => fitting.size && [...fitting.values()].every((fit) => fit === KIN));
    return {
      total: passing.length, guide, counts,
      nowhere: asked.filter(({ fitting }) => !fitting.size).map(({ chunk }) => chunk.join(" ")),
      forms: only.flatMap(({ fitting }) => [...fitting.keys()]).slice(0, 3),
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
  window.searchEngine = {
    open: () => open(),
    search: async function (text, filters) {
      const first = await open();
      try {
        return await first.search(text, filters);
      } catch (error) {
        return (await open(true)).search(text, filters);
      }
    },
  };
})();
