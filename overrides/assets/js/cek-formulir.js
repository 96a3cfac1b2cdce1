// "Is my form still the current one?" Every answer stands in the page; this picks the one for the address of the QR
// code: ?s=<fingerprint>. Nothing is asked from a server, so it also works from a folder.
(function () {
  "use strict";

  const root = document.querySelector("[data-cek-formulir]");
  if (!root) return;
  const other = document.querySelector("[data-cek-lain]");
  other.hidden = false;

  const code = (new URLSearchParams(location.search).get("s") || "").replace(/\s/g, "").toLowerCase();
  if (!code) return;
  other.querySelector("h2").textContent = "Periksa cetakan lain";
  other.querySelector("form").s.value = code;
  const answers = Array.from(root.querySelectorAll("[data-kode]"));
  const unknown = answers.find((answer) => answer.dataset.kode === "?");
  (answers.find((answer) => answer.dataset.kode === code) || unknown).hidden = false;

  const print = root.querySelector("[data-cetakan]");
  print.querySelector("b").textContent = "kode isi " + code;
  print.hidden = false;
})();
