import type { GuidePage } from './contents.mjs';
import type { Markup } from './markup.mjs';

export function renderMarkdown(
  text: string,
  options: {
    readonly doc: string;
    readonly pages: readonly GuidePage[];
    readonly readPicture: (path: string) => string;
  },
): {
  readonly heading: string;
  readonly introduction: Markup;
  readonly sections: readonly { readonly title: string; readonly body: Markup }[];
};
