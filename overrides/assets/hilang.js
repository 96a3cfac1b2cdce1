// The links of the page that a server shows for a missing one (404.html), which does not know how deep it is shown: the
// site lies in the nearest folder above this address that has the site's icon. Nothing else is asked from the server.
(function () {
  "use strict";

  const known = Array.from(document.querySelectorAll("[data-ke]"));
  const lead = (top) => known.forEach((item) => item.setAttribute(item.matches("form") ? "action" : "href", top + item.dataset.ke));
  const look = function (folder) {
    const icon = new Image();
    icon.onload = () => lead(folder);
    icon.onerror = () => { if (folder !== "/") look(folder.replace(/[^/]*\/$/, "")); };
    icon.src = folder + "assets/images/favicon.svg";
  };
  if (location.protocol === "file:") lead("");
  else look(location.pathname.replace(/[^/]*$/, ""));
})();
