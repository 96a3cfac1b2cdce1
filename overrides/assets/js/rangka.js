// The shell around every page.
(function () {
  "use strict";

  const all = (selector) => Array.from(document.querySelectorAll(selector));

  // Labels that work as buttons: let keys and screen readers use them too.
  const asButton = function (label, name) {
    label.setAttribute("role", "button");
    label.setAttribute("tabindex", "0");
    label.setAttribute("aria-label", name);
    label.addEventListener("keydown", function (event) {
      if (event.key === " ") { // Enter is Material's own doing
        event.preventDefault();
        label.click();
      }
    });
  };

  // The drawer. While it is open nothing behind it can be reached; Escape closes it. (Closed it is hidden: rangka.css.)
  const drawer = document.getElementById("__drawer");
  const button = document.querySelector("label.tombol-menu");
  if (drawer && button) {
    const narrow = window.matchMedia("(max-width: 76.2344em)");
    const behind = all(".md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-footer, [data-md-component=skip]");
    const show = function () {
      const open = drawer.checked && narrow.matches;
      behind.forEach((part) => { part.inert = open; });
      button.setAttribute("aria-expanded", String(open));
      if (open) {
        const links = all(".md-sidebar--primary .md-nav__link[href]").filter((link) => getComputedStyle(link).visibility === "visible");
        if (links[0]) links[0].focus({ preventScroll: true });
      }
    };
    asButton(button, button.title);
    drawer.addEventListener("change", show);
    narrow.addEventListener("change", show);
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !drawer.checked) return;
      drawer.checked = false;
      drawer.dispatchEvent(new Event("change"));
      button.focus();
    });
    show();
    all(".md-nav--primary label.md-nav__link[for]").forEach(function (label) {
      const item = label.closest(".md-nav__item").querySelector(".md-nav__link[href], .md-ellipsis");
      asButton(label, "Isi " + (item ? item.textContent.trim() : ""));
    });
    all(".md-nav--primary label.md-nav__title[for^=__nav]").forEach((label) => asButton(label, "Kembali ke menu utama"));
  }

  // Wide tables of the hand-written pages scroll in a frame that Material puts round them: keys must reach it.
  const frames = function () {
    all(".md-typeset__scrollwrap").forEach(function (frame) {
      if (frame.scrollWidth > frame.clientWidth) frame.setAttribute("tabindex", "0");
      else frame.removeAttribute("tabindex");
    });
  };
  window.addEventListener("load", frames);
  window.addEventListener("resize", frames);
})();
