export class Markup {
  readonly text: string;
}
export function html(strings: TemplateStringsArray, ...values: unknown[]): Markup;
export function prose(text: string): Markup;
export function slug(text: string): string;
