/** The URL of a file in a folder. The folder's query, such as a token, stays behind the path. */
export function fileIn(folder: string, name: string): string {
  const url = new URL(folder);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${name}`;
  url.hash = '';
  return url.href;
}
