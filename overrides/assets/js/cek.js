// "Is my print still current?" Every answer stands in the page; this picks the one for the address of the QR code:
// ?r=<revision>&s=<fingerprint>. Nothing is asked from a server, so it also works from a folder.
(function () {
  "use strict";

  const root = document.querySelector("[data-cek]");
  if (!root) return;
  const other = document.querySelector("[data-cek-lain]");
  other.hidden = false;

  const query = new URLSearchParams(location.search);
  const written = (query.get("r") || "").trim();
  if (!written) return;
  const revision = /^\d{1,6}$/.test(written) ? String(Number(written)) : written;
  const code = (query.get("s") || "").replace(/\s/g, "").toLowerCase();
  other.querySelector("h2").textContent = "Periksa cetakan lain";
  const form = other.querySelector("form");
  form.r.value = written;
  form.s.value = code;

  // The reader's own day, as the data write it: year-month-day.
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const today = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");

  const fits = function (answer) {
    const data = answer.dataset;
    if (data.revisi !== revision) return false;
    if ((data.mulai && today < data.mulai) || (data.sampai && today >= data.sampai)) return false;
    return data.cocok.split(" ").includes(!code ? "tanpa" : code === data.kode ? "sama" : "beda");
  };
  // The last resort fits nothing: whoever asks for the revision "?" asks for one that does not exist.
  const unknown = root.querySelector('[data-revisi="?"]');
  const answers = Array.from(root.querySelectorAll("[data-revisi][data-cocok]"));
  (answers.find(fits) || unknown).hidden = false;

  const print = root.querySelector("[data-cetakan]");
  const name = revision === "-" ? "tanpa nomor revisi" : "revisi " + written;
  print.querySelector("b").textContent = name + (code ? ", kode isi " + code : "");
  print.hidden = false;
  document.querySelectorAll("[data-baris]").forEach((row) => row.classList.toggle("riwayat__ini", row.dataset.baris === revision));
})();
