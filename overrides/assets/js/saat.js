// What depends on the reader's day. An element with data-saat is true from data-mulai until before data-sampai ("" =
// always), as the data write days; one that is not true today is taken out of the page, before other scripts look at
// it. data-tanpa-skrip marks what stands in their place where no script runs. data-pindah: where the reader is led on,
// who came to the page itself and not to a place on it. Nothing is asked from a server.
(function () {
  "use strict";

  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const today = [String(now.getFullYear()).padStart(4, "0"), two(now.getMonth() + 1), two(now.getDate())].join("-");

  document.querySelectorAll("[data-saat]").forEach(function (item) {
    const { mulai, sampai } = item.dataset;
    if ((mulai && today < mulai) || (sampai && today >= sampai)) item.remove();
    else item.hidden = false;
  });
  document.querySelectorAll("[data-tanpa-skrip]").forEach((item) => item.remove());

  const onward = document.querySelector("[data-pindah]");
  if (onward && !onward.hidden && !location.search && !location.hash) location.replace(onward.dataset.pindah);
})();
