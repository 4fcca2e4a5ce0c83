/**
 * The English page sends a visitor whose browser prefers the other language to the page in that language, unless the visitor has chosen
 * English. The query stays: a link to settings works in both languages. A page in another language never redirects.
 */

const KEY = 'fmnist-language';

const other = document.querySelector('a.language');
const own = document.documentElement.lang;
const languageOf = (tag) => tag.toLowerCase().split('-')[0];

/** The visitor's choice. Null if there is none, or if the browser stores nothing. */
function chosen() {
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
    // On the next visit, the browser's languages decide again.
  }
}

other.addEventListener('click', remember);
const preferred =
  chosen() ??
  navigator.languages.map(languageOf).find((language) => language === own || language === other.hreflang);
if (own === 'en' && preferred === other.hreflang)
  location.replace(other.href + location.search + location.hash);
