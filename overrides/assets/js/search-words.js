// Words: how texts and questions are cut into them, which of them belong together, and which one was meant.
// generator/outputs/search_index.py cuts the texts in the same way.
(function () {
  "use strict";

  const LONGEST = 8; // so many words of a name with dots or slashes are read as one
  const WORD = /[\p{L}\p{N}]+/gu;

  /** Small letters without accents. */
  const plain = function (text) {
    const small = text.toLowerCase();
    return /[^\0-\x7f]/.test(small) ? small.normalize("NFKD").replace(/\p{Mn}/gu, "") : small;
  };

  /** The chunks of a text, each as its words: "PER/9/M.PAN lama" -> [["per", "9", "m", "pan"], ["lama"]]. */
  function chunksOf(text) {
    const chunks = [];
    plain(text).split(/\s+/).forEach(function (chunk) {
      const words = /^[a-z0-9]+$/.test(chunk) ? [chunk] : chunk.match(WORD);
      if (words) chunks.push(words);
    });
    return chunks;
  }

  /** The words of chunks as they are searched; of a name with signs also each end of it, with a dot for every sign. */
  function keysOf(chunks) {
    const found = new Set();
    chunks.forEach(function (words) {
      words.forEach((word) => found.add(word));
      for (let at = 0; at < words.length - 1; at += 1) found.add(words.slice(at, at + LONGEST).join("."));
    });
    return found;
  }

  // ---- Affixes -------------------------------------------------------------------------------------------------
  // Indonesian says "what is measured" as mengukur, diukur, pengukuran, terukur: words belong together where taking
  // affixes away can lead to the same root. me- and pe- swallow the first letter of some roots, so there are often two.

  /** What may be left of a word when me- or pe- with its nasal is taken away. */
  function withoutNasal(word) {
    const [, nasal, rest] = /^[mp]e(ng|ny|n|m|)(.*)$/.exec(word) || [null, null, ""];
    const vowel = /^[aiueo]/.test(rest);
    if (nasal === "ng") {
      if (/^e[^aiueo][aiueo]/.test(rest) && rest.length <= 6) return [rest, "k" + rest, rest.slice(1)]; // mengecek
      return vowel ? [rest, "k" + rest] : /^[ghkq]/.test(rest) ? [rest] : [];
    }
    if (nasal === "ny") return vowel ? ["s" + rest] : [];
    if (nasal === "n") return vowel ? ["t" + rest, "n" + rest] : /^([cdjz]|sy|tr)/.test(rest) ? [rest] : [];
    if (nasal === "m") return vowel ? ["p" + rest, "m" + rest] : /^[bfvp]/.test(rest) ? [rest] : [];
    return nasal === "" && /^[lrwy]/.test(rest) ? [rest] : [];
  }

  /** What may be left of a word when one prefix is taken away. ``circumfix``: -an was taken from its end. */
  function withoutPrefix(word, circumfix) {
    const found = withoutNasal(word);
    const bare = /^(ber|ter|per|di)(.*)$/.exec(word) || /^(pe)(?=[^aiueo])([^lmnrwy].*)$/.exec(word) ||
      /^(be|pe|te)([^aiueor]er.*)$/.exec(word) || (circumfix && /^(ke)(.*)$/.exec(word));
    return bare && bare[2].length >= 4 ? [...found, bare[2]] : found;
  }

  /** The roots that a word may have, itself among them. */
  function roots(word) {
    if (word.length < 3 || !/^[a-z]+$/.test(word)) return [word];
    const found = new Set([word]);
    const bases = [[word, false]];
    const bare = word.replace(/(lah|kah|pun|nya)$/, "");
    if (bare !== word && bare.length >= 4) bases.push([bare, false]);
    [...bases].forEach(function ([base]) {
      if (/.{3}(kan|an)$/.test(base)) bases.push([base.replace(/an$/, ""), true]);
      if (/.{3}kan$/.test(base)) bases.push([base.replace(/kan$/, ""), false]);
      if (/.{4}i$/.test(base)) bases.push([base.slice(0, -1), false]);
    });
    bases.forEach(function ([base, circumfix]) {
      if (base.length >= 3) found.add(base);
      let level = [base];
      for (let depth = 0; depth < 2 && level.length; depth += 1) {
        level = level.flatMap((one) => withoutPrefix(one, circumfix)).filter((one) => one.length >= 3);
        level.forEach((one) => found.add(one));
      }
    });
    return [...found];
  }

  /** What the beginning of a word may have been without me- or pe-, while it is typed: meminj -> pinj. */
  const beginnings = (word) => withoutNasal(word).filter((rest) => rest.length >= 4);

  // ---- Slips ---------------------------------------------------------------------------------------------------

  /** Whether one slip makes the one of the other: a letter too many, too few, another one, or two exchanged. */
  function oneSlip(one, other) {
    if (Math.abs(one.length - other.length) > 1 || one === other) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    const [rest, its] = [one.slice(at), other.slice(at)];
    return rest.slice(1) === its.slice(1) || rest.slice(1) === its || rest === its.slice(1) ||
      (rest[0] === its[1] && rest[1] === its[0] && rest.slice(2) === its.slice(2));
  }

  /** The words that may have been meant by one that is not there, the likeliest first. ``known``: those more likely. */
  function meant(word, words, known) {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return [];
    const near = function (other) {
      if (other.length + 1 < word.length || !/^[a-z]{4,}$/.test(other)) return 0;
      if (oneSlip(word, other)) return 2;
      const begun = word.length >= 5 && [-1, 0, 1].some((more) => oneSlip(word, other.slice(0, word.length + more)));
      return begun ? 1 : 0;
    };
    const likely = (other) => (known.has(other) ? 2 : 0) + (other[0] === word[0] ? 1 : 0);
    const rated = [...words].map((other) => [other, near(other)]).filter(([, slips]) => slips);
    const best = Math.max(...rated.map(([, slips]) => slips));
    const found = rated.filter(([, slips]) => slips === best).map(([other]) => other);
    return found.sort((a, b) => likely(b) - likely(a) || (a < b ? -1 : 1));
  }

  window.searchWords = { plain, chunksOf, keysOf, roots, beginnings, meant };
})();
