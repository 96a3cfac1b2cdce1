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

  // Wide tables of the hand-written pages scroll in a frame that Material puts round them: keys must reach it.
  const frames = function () {
    document.querySelectorAll(".md-typeset__scrollwrap").forEach(function (frame) {
      if (frame.scrollWidth > frame.clientWidth) frame.setAttribute("tabindex", "0");
      else frame.removeAttribute("tabindex");
    });
  };
  window.addEventListener("load", frames);
  window.addEventListener("resize", frames);
})();
