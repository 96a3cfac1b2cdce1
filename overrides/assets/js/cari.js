// The search fields: in the header and, larger, on the home page. Keys: "/" goes to the field, arrows move, Enter opens,
// Esc closes. search-engine.js finds. Without these scripts the search's place is a link to the list of SOPs, and the field
// of the home page is not there.
(function () {
  "use strict";

  const { open, search } = window.searchEngine;
  const PAGE = 8; // results shown at once
  const STATUS = { draf: "Draf", ditinjau: "Ditinjau", dicabut: "Dicabut" }; // "berlaku" needs no word
  const KINDS = ["SOP", "Formulir", "Pelaksana", "Peraturan", "Daftar", "Panduan"];
  const all = (selector, from) => Array.from(from.querySelectorAll(selector));

  /** An element: its tag, attributes (true = empty, false = none), and children. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(function ([name, value]) {
      if (value !== false) element.setAttribute(name, value === true ? "" : value);
    });
    element.append(...children);
    return element;
  }

  function Field(form, name) {
    const input = form.querySelector("input[name=q]");
    const around = form.closest("[data-cari-situs]");
    const id = "cari-" + name;
    const status = make("p", { class: "cari-panel__kabar" });
    const heard = make("p", { class: "cari-kabar", role: "status" }); // always there: what appears with its words is not read
    const kinds = make("div", { class: "cari-panel__jenis", role: "group", "aria-label": "Jenis halaman" });
    const selects = {
      instansi: make("select", { "aria-label": "Instansi" }),
      unit: make("select", { "aria-label": "Unit" }),
      pelaksana: make("select", { "aria-label": "Pelaksana" }),
    };
    const filterBar = make("div", { class: "cari-panel__saring", hidden: true }, kinds, selects.instansi, selects.unit, selects.pelaksana);
    const list = make("div", { class: "cari-panel__hasil", id: id + "-hasil", role: "listbox", "aria-label": "Hasil pencarian" });
    const more = make("button", { type: "button", class: "cari-panel__lagi", hidden: true }, "Tampilkan hasil berikutnya");
    const panel = make("div", { class: "cari-panel", hidden: true }, status, filterBar, list, more);
    const filters = {};
    let turn = 0; // of the last search; answers of earlier ones come too late
    let timer = 0;
    let options = [];
    let active = -1;

    form.append(heard, panel);
    Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-haspopup": "listbox",
    }).forEach(([key, value]) => input.setAttribute(key, value));

    const show = function (on) {
      panel.hidden = !on;
      heard.textContent = on ? Array.from(status.childNodes, (node) => node.textContent).join(" ") : "";
      input.setAttribute("aria-expanded", String(on && options.length > 0));
      if (!on) choose(-1);
    };

    const choose = function (index) {
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = index;
      const chosen = options[active];
      if (!chosen) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      chosen.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    };

    const marked = (pieces) => pieces.map(([words, hit]) => (hit ? make("mark", {}, words) : words));

    const option = function (result, place) {
      const kind = [result.jenis, STATUS[result.status]].filter(Boolean).join(" · ");
      const dot = result.ket.some(([words]) => words) ? " · " : "";
      const parts = place
        ? [make("b", {}, ...marked(place.judul), make("span", { class: "cari-situs__kata" }, [" · " + result.nama, ...(result.status === "dicabut" ? [STATUS.dicabut] : [])].join(" · "))), make("span", {}, ...marked(place.teks))]
        : [
            make("b", {}, ...marked(result.judul)),
            make("span", { class: "cari-panel__ket" }, kind + dot, ...marked(result.ket)),
            ...(result.sebutan.length ? [make("span", {}, "Kata lain: ", make("mark", {}, result.sebutan.join(", ")))] : []),
            ...(result.kutipan.length ? [make("span", {}, ...marked(result.kutipan))] : []),
          ];
      return make("a", {
        class: place ? "cari-panel__tempat" : "cari-panel__halaman", role: "option", id: id + "-" + options.length,
        href: (place || result).url, tabindex: "-1", "aria-selected": "false",
        "data-dicabut": result.status === "dicabut",
      }, ...parts);
    };

    const add = function (results) {
      results.forEach(function (result) {
        const group = make("div", { role: "group", "aria-label": result.nama });
        [null, ...result.tempat].forEach(function (place) {
          const item = option(result, place);
          options.push(item);
          group.append(item);
        });
        list.append(group);
      });
    };

    /** A button that searches for something else. */
    const other = function (text) {
      const button = make("button", { type: "button", class: "cari-panel__saran" }, text);
      button.addEventListener("click", function () {
        input.value = text;
        input.focus();
        run();
      });
      return button;
    };

    const quoted = (text) => "“" + text + "”";

    /** What was found, or that nothing was and what to do then. */
    const say = function (text, found) {
      const meant = found.instead.length ? make("p", {}, "Maksud Anda ", ...found.instead.flatMap((one, n) => [n ? " atau " : "", other(one)]), "?") : "";
      const own = found.total - found.guide;
      if (found.total) {
        const forms = found.forms.length ? ", dari bentuk lain kata itu: " + found.forms.join(", ") : "";
        const guide = found.guide ? (own ? ", dan " : "") + found.guide + (own ? " di panduan" : " hasil, semuanya di panduan, untuk " + quoted(text)) : "";
        status.replaceChildren((own ? own + " hasil untuk " + quoted(text) : "") + guide + forms + ".", meant);
        return;
      }
      const filtered = Object.keys(filters).length > 0;
      const words = text.split(/\s+/);
      const kept = words.filter((word) => !found.nowhere.includes(word));
      const why = words.length < 2 || filtered ? "" : found.nowhere.length
        ? " Di seluruh situs tidak ada kata " + found.nowhere.map(quoted).join(" dan ") + "."
        : " Tiap kata itu ada, tetapi tidak pada halaman yang sama.";
      const fewer = found.nowhere.length && kept.length && kept.length < words.length ? make("p", {}, "Cari ", other(kept.join(" ")), " saja.") : "";
      status.replaceChildren(
        "Tidak ada yang cocok dengan " + quoted(text) + "." + why, meant, fewer,
        make("p", {}, (filtered ? "Lepaskan saringan, coba" : "Coba") + " kata lain, atau buka ", make("a", { href: form.action }, "daftar SOP"), "."),
      );
    };

    const drawFilters = function (counts) {
      const chip = function (kind, words) {
        const button = make("button", { type: "button", "aria-pressed": String((filters.jenis || "") === kind) }, words);
        button.addEventListener("click", () => filter("jenis", kind, () => all("button", kinds)[Math.max(0, index(kind))]));
        return button;
      };
      const present = KINDS.filter((kind) => (counts.jenis || {})[kind] || filters.jenis === kind);
      const index = (kind) => present.indexOf(kind) + 1;
      kinds.replaceChildren(chip("", "Semua"), ...present.map((kind) => chip(kind, kind + " " + ((counts.jenis || {})[kind] || 0))));
      Object.entries(selects).forEach(function ([name, select]) {
        const values = Object.keys(counts[name] || {}).filter((v) => counts[name][v]).sort((a, b) => a.localeCompare(b, "id"));
        if (filters[name] && !values.includes(filters[name])) values.unshift(filters[name]);
        select.replaceChildren(make("option", { value: "" }, "Semua " + name), ...values.map((value) => make("option", { value }, value)));
        select.value = filters[name] || "";
        select.hidden = values.length < 2 && !filters[name];
      });
      filterBar.hidden = present.length < 2 && Object.values(selects).every((select) => select.hidden);
    };

    const filter = function (name, value, focusAfter) {
      if (value) filters[name] = value;
      else delete filters[name];
      run().then(() => focusAfter && focusAfter().focus());
    };

    /** Search for what is in the field; the first result is chosen, so that Enter opens it. */
    const run = async function () {
      const mine = ++turn;
      const text = input.value.trim();
      if (text.length < 2) {
        options = [];
        show(false);
        return;
      }
      try {
        const found = await search(text, { ...filters }, PAGE);
        if (mine !== turn) return;
        let shown = PAGE;
        list.replaceChildren();
        options = [];
        add(found.shown);
        say(text, found);
        drawFilters(found.counts);
        const left = () => { more.hidden = shown >= found.total; };
        more.onclick = async function () {
          const next = options.length;
          const results = await found.load(shown, shown + PAGE).catch(() => null);
          if (!results) return run();
          add(results);
          shown += PAGE;
          left();
          input.focus();
          return choose(next);
        };
        left();
        show(true);
        panel.scrollTop = 0;
        choose(options.length ? 0 : -1);
      } catch (error) {
        if (mine !== turn) return;
        options = [];
        list.replaceChildren();
        filterBar.hidden = more.hidden = true;
        status.replaceChildren("Pencarian tidak dapat dimuat. Gunakan ", make("a", { href: form.action }, "daftar SOP"), ".");
        show(true);
      }
    };

    const close = function () {
      turn += 1;
      clearTimeout(timer);
      show(false);
      if (around) around.classList.remove("cari-situs--terbuka");
    };

    Object.entries(selects).forEach(([key, select]) => select.addEventListener("change", () => filter(key, select.value, () => select)));
    input.addEventListener("focus", function () {
      open().catch(() => null);
      if (panel.hidden && input.value.trim().length > 1) run();
    });
    input.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(run, 40);
    });
    input.addEventListener("keydown", function (event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && !panel.hidden && options.length) {
        event.preventDefault();
        choose((active + step + options.length) % options.length);
      } else if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        clearTimeout(timer);
        if (panel.hidden || !options[active]) run();
        else options[active].click();
      }
    });
    form.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || (panel.hidden && !around)) return;
      event.preventDefault();
      const inside = document.activeElement !== input && form.contains(document.activeElement);
      close();
      if (inside) input.focus();
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      input.focus();
      run();
    });
    form.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
    });
    document.addEventListener("pointerdown", function (event) {
      if (!panel.hidden && !form.contains(event.target)) close();
    });
    // A link to a place on this same page leaves nothing to load: the panel goes by itself.
    list.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });

    this.focus = function () {
      if (around) around.classList.add("cari-situs--terbuka");
      input.focus();
      input.select();
    };
    this.close = close;
  }

  // ---- The fields of this page ---------------------------------------------------------------------------------

  /** The header's field, beside the link that opens it. It works by this script alone, so it stands in no page. */
  const headField = function (opener) {
    const sign = make("span", { class: "cari-situs__ikon md-icon", "aria-hidden": "true" }, opener.querySelector("svg").cloneNode(true));
    const input = make("input", {
      type: "search", name: "q", "aria-label": "Cari SOP, langkah, atau formulir", placeholder: "Cari",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    });
    const key = make("kbd", { class: "cari-situs__tuts", "aria-hidden": "true" }, "/");
    const close = make("button", { type: "button", class: "cari-situs__tutup" }, "Tutup");
    const form = make("form", {
      class: "cari-situs__form", action: opener.href, role: "search", "aria-label": "Seluruh situs", "data-cari": true,
    }, sign, input, key, close);
    opener.after(form);
    const field = new Field(form, "situs");
    opener.setAttribute("role", "button");
    const openField = function (event) {
      event.preventDefault();
      field.focus();
    };
    opener.addEventListener("click", openField);
    opener.addEventListener("keydown", (event) => { if (event.key === " ") openField(event); });
    close.addEventListener("click", function () {
      field.close();
      opener.focus();
    });
    return field;
  };

  const [inPage] = all("form[data-cari]", document).map(function (form) {
    form.hidden = false;
    return new Field(form, "halaman");
  });
  const [inHead] = all("[data-cari-situs]", document).map(function (place) {
    place.classList.add("cari-situs--hidup");
    return headField(place.querySelector("[data-cari-buka]"));
  });

  document.addEventListener("keydown", function (event) {
    const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = inPage || inHead;
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
})();
