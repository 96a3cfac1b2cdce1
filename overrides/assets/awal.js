/* What the theme's script expects to find, and the reader's choice of light or dark, before anything is drawn. The theme
   writes both into every page; as a file they are read once, and nothing that runs stands in a page. Like there, what is
   kept in the browser is kept for this site: by the path of its top, which this file's place tells. */
const __md_scope = new URL("..", document.currentScript.src)
const __md_hash = (text) => Array.from(text).reduce((hash, letter) => ((hash << 5) - hash + letter.charCodeAt(0)) | 0, 0)

function __md_get(key, storage = localStorage, scope = __md_scope) {
  try {
    return JSON.parse(storage.getItem(`${scope.pathname}.${key}`))
  } catch { return null } // not allowed, or not ours
}

function __md_set(key, value, storage = localStorage, scope = __md_scope) {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value))
  } catch { /* full, or not allowed: the page does without */ }
}

{
  const ways = [...document.querySelectorAll("[data-md-component=palette] input")]
  const asked = ways.find((way) => matchMedia(way.dataset.mdColorMedia).matches)?.dataset
  const colour = __md_get("__palette")?.color ?? (asked && { scheme: asked.mdColorScheme })
  for (const [name, value] of Object.entries(colour ?? {})) document.body.setAttribute(`data-md-color-${name}`, value)
}
