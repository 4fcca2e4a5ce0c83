/**
 * A script that does nothing but import the one at `url`. A worker cannot be started from another origin's address, but it can be started
 * from a blob like this one, and `importScripts` needs no CORS.
 *
 * The blob's worker has the content policy of its creator, Trusted Types included. Its default policy lets every address pass: it only
 * ever loads scripts of this package.
 */
export function scriptImporting(url: string): Blob {
  const trusting = "self.trustedTypes&&trustedTypes.createPolicy('default',{createScriptURL:String});";
  return new Blob([`${trusting}importScripts(${JSON.stringify(url)})`], { type: 'text/javascript' });
}
