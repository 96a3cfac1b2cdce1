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
  // The switch between light and dark works by this script alone, so it stands in no page; it comes where the script does.
  const ICONS = {
    default: "M2 12a10 10 0 0 0 13 9.54 10 10 0 0 1 0-19.08A10 10 0 0 0 2 12",
    slate: "M12 18a6 6 0 0 1-6-6 6 6 0 0 1 6-6 6 6 0 0 1 6 6 6 6 0 0 1-6 6m8-2.69L23.31 12 20 8.69V4h-4.69L12 .69 8.69 4H4v4.69L.69 12 4 15.31V20h4.69L12 23.31 15.31 20H20z",
  }
  const button = document.createElement("button")
  const show = (scheme) => {
    document.body.setAttribute("data-md-color-scheme", scheme)
    button.title = scheme === "slate" ? "Ganti ke tampilan terang" : "Ganti ke tampilan gelap"
    button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[scheme]}"/></svg>`
  }
  const kept = __md_get("__palette")?.color?.scheme
  const asked = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default"
  show(Object.hasOwn(ICONS, kept) ? kept : asked)
  button.type = "button"
  button.className = "md-header__button md-icon"
  button.addEventListener("click", () => {
    const scheme = document.body.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate"
    show(scheme)
    __md_set("__palette", { color: { scheme } })
  })
  document.currentScript.before(button)
}
