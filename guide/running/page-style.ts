const sheet = new CSSStyleSheet();
const rules = new Map<string, string>();
document.adoptedStyleSheets.push(sheet);

/** Adds a rule to the page, or removes it. A style sheet made by a script is allowed where inline styles are not. */
export function setRule(rule: string, isOn: boolean): void {
  if (isOn) rules.set(rule, rule);
  else rules.delete(rule);
  sheet.replaceSync([...rules.values()].join('\n'));
}
