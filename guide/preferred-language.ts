// A visitor of the English page whose browser prefers the other language gets that page, unless the visitor has chosen English. Whoever
// opens the other page gets what its address says.

const KEY = 'fmnist-guide-language';

const other = document.querySelector('a.language') as HTMLAnchorElement;
const own = document.documentElement.lang;
const languageOf = (tag: string) => tag.toLowerCase().split('-')[0];

/** The visitor's choice. Null without one, or where the browser stores nothing. */
function chosen(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(): void {
  try {
    localStorage.setItem(KEY, other.hreflang);
  } catch {
    // The next visit chooses by the browser's languages again.
  }
}

other.addEventListener('click', remember);
const preferred =
  chosen() ??
  navigator.languages.map(languageOf).find((language) => language === own || language === other.hreflang);
if (own === 'en' && preferred === other.hreflang) location.replace(other.href + location.hash);
