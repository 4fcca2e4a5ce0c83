/**
 * The English page sends a visitor whose browser prefers the other language to the page in that language, unless the visitor has chosen
 * English. The query stays: a link to settings works in both languages. A page in another language never redirects.
 */

const KEY = 'fmnist-language';
/** The query parameter with the choice of a visitor whose browser stores nothing. */
const PARAMETER = 'language';

const other = document.querySelector('a.language');
const own = document.documentElement.lang;
const languageOf = (tag) => tag.toLowerCase().split('-')[0];

/** The visitor's choice: from the address of the link that was followed, or from an earlier visit. Null if there is none. */
function chosen() {
  const inAddress = new URLSearchParams(location.search).get(PARAMETER);
  if (inAddress) return inAddress;
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember() {
  try {
    localStorage.setItem(KEY, other.hreflang);
  } catch {
    // The browser stores nothing. Without the choice in its address, the English page would send the visitor back.
    other.search = `?${PARAMETER}=${other.hreflang}`;
  }
}

for (const type of ['click', 'auxclick']) other.addEventListener(type, remember);
const preferred =
  chosen() ??
  navigator.languages.map(languageOf).find((language) => language === own || language === other.hreflang);
if (own === 'en' && preferred === other.hreflang)
  location.replace(other.href + location.search + location.hash);
