// The chart: lays its drawing over the rows and columns that the browser made, lights the arrows of the row pointed
// at, and shows what the chosen actor does (event "sop:peran"). Without this script the chart is a table of fixed size.
(function () {
  "use strict";

  const all = (selector, root) => Array.from(root.querySelectorAll(selector));
  const short = (value) => String(Math.round(value * 100) / 100);

  // A word wider than this (px), such as the address of a page, may be broken; it would push all others off the screen.
  const WIDEST = 300;

  function Bagan(figure) {
    const frame = figure.querySelector(".bagan__bingkai");
    const canvas = figure.querySelector(".bagan__kanvas");
    const table = figure.querySelector(".bagan__tabel");
    const drawing = figure.querySelector(".bagan__alur");
    const layer = drawing.querySelector("g");
    const cols = all("col", table);
    const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

    // The least widths of the columns in the type that is set now: as computed, and never less than the longest word in
    // the reader's own font, which may run wider than the one that was computed with. Found out once for each type.
    const known = new Map();
    const computed = { usual: (col) => col.dataset.lebar, tight: (col) => col.dataset.lebarSempit };
    const leastWidths = function (size) {
      if (!known.has(size)) {
        cols.forEach((col) => { col.style.width = ""; });
        Object.assign(table.style, { tableLayout: "auto", width: "min-content" });
        known.set(size, cols.map(function (col) {
          const word = Math.min(Math.ceil(col.getBoundingClientRect().width), WIDEST);
          return Math.max(Number(computed[size](col)), word);
        }));
        Object.assign(table.style, { tableLayout: "", width: "" });
      }
      return known.get(size);
    };
    const rows = all("tr[data-row]", table);
    const heads = all("thead [data-lane]", table).sort((a, b) => a.dataset.lane - b.dataset.lane);
    const nodes = all(".node", layer);
    const edges = all(".edge", layer);
    const labels = all(".edge-label", layer);

    // "column,fraction,shift row,fraction,shift;..." as read from data-t, once.
    const places = new Map();
    [...nodes, ...edges, ...labels].forEach(function (item) {
      places.set(item, item.dataset.t.split(";").map((p) => p.split(" ").map((q) => q.split(",").map(Number))));
    });

    // Widths of columns and least heights of rows. Where there is less room than the usual type needs, the class
    // bagan--sempit makes it smaller; where even that is not enough, the table scrolls sideways in its frame.
    const share = function () {
      figure.classList.remove("bagan--sempit");
      let least = leastWidths("usual");
      const tight = frame.clientWidth < sum(least);
      figure.classList.toggle("bagan--sempit", tight);
      if (tight) least = leastWidths("tight");
      const whole = sum(least);
      figure.classList.toggle("bagan--lebar", whole > frame.clientWidth);
      canvas.style.minWidth = whole + "px";
      const spare = Math.max(0, canvas.clientWidth - whole);
      let left = 0;
      let exact = 0;
      cols.forEach(function (col, index) {
        exact += least[index] + spare * Number(col.dataset.bagian);
        const edge = Math.round(exact);
        col.style.width = edge - left + "px";
        left = edge;
      });
    };

    const measure = function () {
      const box = canvas.getBoundingClientRect();
      const scale = drawing.getScreenCTM().a || 1; // not 1 where the page is zoomed by its style
      const span = function (rect, start, size, origin) {
        return { start: (rect[start] - origin) / scale, size: rect[size] / scale };
      };
      return {
        x: heads.map((cell) => span(cell.getBoundingClientRect(), "left", "width", box.left)),
        y: rows.map((row) => span(row.getBoundingClientRect(), "top", "height", box.top)),
      };
    };

    const at = (lines, place) => lines[place[0]].start + place[1] * lines[place[0]].size + place[2];

    const lay = function () {
      if (!canvas.offsetWidth) return; // not shown
      share();
      const m = measure();
      const points = (item) => places.get(item).map((p) => [at(m.x, p[0]), at(m.y, p[1])]);
      const left = m.x[0].start;
      const top = m.y[0].start;
      const last = [m.x[m.x.length - 1], m.y[m.y.length - 1]];
      const width = last[0].start + last[0].size - left;
      const height = last[1].start + last[1].size - top;
      drawing.setAttribute("width", short(width));
      drawing.setAttribute("height", short(height));
      drawing.setAttribute("viewBox", "0 0 " + short(width) + " " + short(height));
      drawing.style.left = short(left) + "px";
      drawing.style.top = short(top) + "px";
      layer.setAttribute("transform", "translate(" + short(-left) + " " + short(-top) + ")");
      nodes.forEach(function (node) {
        const [p] = points(node);
        node.setAttribute("transform", "translate(" + short(p[0]) + " " + short(p[1]) + ")");
      });
      labels.forEach(function (label) {
        const [p] = points(label);
        const down = p[1] - Number(label.getAttribute("y"));
        label.setAttribute("x", short(p[0]));
        label.setAttribute("y", short(p[1]));
        all("tspan", label).forEach(function (line) {
          line.setAttribute("x", short(p[0]));
          line.setAttribute("y", short(Number(line.getAttribute("y")) + down));
        });
      });
      edges.forEach((edge) => route(edge, points(edge)));
      all(".row", layer).forEach(function (band) { box(band, left, m.y[band.dataset.row].start, width, m.y[band.dataset.row].size); });
      all(".lane", layer).forEach(function (band) { box(band, m.x[band.dataset.lane].start, top, m.x[band.dataset.lane].size, height); });
      figure.style.setProperty("--bagan-no", cols[0].style.width);
      figure.style.setProperty("--bagan-lekat", parseInt(cols[0].style.width, 10) + parseInt(cols[1].style.width, 10) + "px");
    };

    const box = function (rect, x, y, width, height) {
      rect.setAttribute("x", short(x));
      rect.setAttribute("y", short(y));
      rect.setAttribute("width", short(width));
      rect.setAttribute("height", short(height));
    };

    const route = function (edge, points) {
      let d = "M" + short(points[0][0]) + " " + short(points[0][1]);
      for (let i = 1; i < points.length; i += 1) {
        const sideways = Math.abs(points[i][0] - points[i - 1][0]) > Math.abs(points[i][1] - points[i - 1][1]);
        d += sideways ? "H" + short(points[i][0]) : "V" + short(points[i][1]);
      }
      edge.querySelector(".garis").setAttribute("d", d);
      const tip = points[points.length - 1];
      const arrow = edge.querySelector(".kepala");
      if (arrow) {
        const turn = /rotate\([^)]*\)/.exec(arrow.getAttribute("transform"));
        arrow.setAttribute("transform", "translate(" + short(tip[0]) + " " + short(tip[1]) + ")" + (turn ? " " + turn[0] : ""));
      }
    };

    // Follow fonts, width and zoom; rows report too, as their texts may wrap anew.
    figure.classList.add("bagan--luwes");
    Array.from(table.rows).forEach((row) => { row.style.height = row.dataset.tinggi + "px"; });
    lay();
    const observer = new ResizeObserver(() => requestAnimationFrame(lay));
    [frame, ...rows].forEach((item) => observer.observe(item));
    window.addEventListener("resize", function () {
      known.clear(); // the type may be another one
      lay();
    });

    // The points in which the arrows of one answer part. What is lit goes on through them: the drawing has the part of
    // an arrow before a fork in front of those after it.
    const points = nodes.filter((node) => node.matches(".cabang"));
    const forks = new Set(points.map((node) => node.dataset.id));

    // The row pointed at or focused.
    const light = function (row) {
      rows.forEach((item) => item.classList.toggle("sorot", item.dataset.row === row));
      const own = new Set(nodes.filter((node) => node.dataset.row === row).map((node) => node.dataset.id));
      const reached = new Set();
      edges.forEach(function (edge) {
        const lit = own.has(edge.dataset.from);
        edge.classList.toggle("sorot", lit);
        if (lit) (forks.has(edge.dataset.to) ? own : reached).add(edge.dataset.to);
      });
      nodes.forEach((node) => node.classList.toggle("sorot", own.has(node.dataset.id) || reached.has(node.dataset.id)));
    };
    const under = (event) => event.target.closest && event.target.closest("tr[data-row], .node");
    canvas.addEventListener("pointerover", function (event) {
      const item = under(event);
      light(item ? item.dataset.row : null);
    });
    canvas.addEventListener("pointerleave", () => light(null));
    canvas.addEventListener("focusin", function (event) {
      const item = under(event);
      if (item) light(item.dataset.row);
    });
    canvas.addEventListener("focusout", () => light(null));

    // The chosen actor.
    this.choose = function (id) {
      const column = heads.findIndex((cell) => cell.dataset.pelaksana === id);
      const mine = String(column);
      figure.classList.toggle("bagan--peran", column >= 0);
      all("[data-lane]", table).forEach((cell) => cell.classList.toggle("milik", cell.dataset.lane === mine));
      const own = new Set();
      const busy = new Set();
      nodes.forEach(function (node) {
        const hit = node.dataset.lane === mine;
        node.classList.toggle("milik", hit);
        if (hit) {
          own.add(node.dataset.id);
          busy.add(node.dataset.row);
        }
      });
      rows.forEach((row) => row.classList.toggle("milik", busy.has(row.dataset.row)));
      const incoming = new Set();
      edges.slice().reverse().forEach(function (edge) {
        const hit = own.has(edge.dataset.to);
        edge.classList.toggle("masuk", hit);
        if (hit) incoming.add(edge.dataset.link || edge.dataset.from + "->" + edge.dataset.to);
        if (hit && forks.has(edge.dataset.from)) own.add(edge.dataset.from);
      });
      points.forEach((node) => node.classList.toggle("milik", own.has(node.dataset.id)));
      labels.forEach((label) => label.classList.toggle("masuk", incoming.has(label.dataset.for)));
    };
  }

  const charts = all(".bagan", document).map((figure) => new Bagan(figure));
  document.addEventListener("sop:peran", function (event) {
    charts.forEach((chart) => chart.choose(event.detail)); // which actor: peran.js
  });
})();
