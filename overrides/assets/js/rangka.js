// The shell: what differs between a web server and a shared folder, and the big search field of the home page.
(function () {
  "use strict";

  const isLocal = location.protocol === "file:";
  document.documentElement.classList.toggle("lokal", isLocal);

  /** Opens Material's search with a text already in it. */
  function openSearch(text) {
    const toggle = document.querySelector("[data-md-toggle=search]");
    const query = document.querySelector("[data-md-component=search-query]");
    if (!toggle || !query) return false;
    if (!toggle.checked) toggle.click();
    query.value = text;
    query.focus();
    query.setSelectionRange(text.length, text.length);
    query.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    return true;
  }

  // Without a server, and without scripts, the form asks the list of SOPs instead (sop/index.html?q=...).
  const form = document.querySelector("form[data-cari]");
  if (form && !isLocal) {
    const field = form.querySelector("input[name=q]");
    const forward = function (event) {
      if (openSearch(field.value)) {
        event.preventDefault();
        field.value = "";
      }
    };
    form.addEventListener("submit", forward);
    field.addEventListener("input", forward);
  }

  // The drawer's button is a label: let keys and screen readers use it too.
  document.querySelectorAll("label.tombol-menu, label.tombol-cari").forEach(function (label) {
    label.setAttribute("role", "button");
    label.setAttribute("tabindex", "0");
    label.setAttribute("aria-label", label.title);
    label.addEventListener("keydown", function (event) {
      if (event.key === " ") { // Enter is Material's own doing
        event.preventDefault();
        label.click();
      }
    });
  });
})();
