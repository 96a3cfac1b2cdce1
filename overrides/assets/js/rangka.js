// The shell around every page.
(function () {
  "use strict";

  // The drawer's button is a label: let keys and screen readers use it too.
  document.querySelectorAll("label.tombol-menu").forEach(function (label) {
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
