import { html, nothing, type TemplateResult } from 'lit';
import { LESSON_PLACES, PUBLISHED_GUIDE } from './lesson-places';
import type { PanelName } from './panel-names';
import { STEP } from './step.wording';

/** An element whose stages link to the lesson. */
interface LinkingView extends Element {
  readonly guide: string | undefined;
}

/** A link to the place in the lesson that explains a stage. There is none if the guide’s address is unknown. */
export function renderLessonLink(view: LinkingView, name: PanelName): TemplateResult | typeof nothing {
  const guide = view.guide ?? guideAround(view) ?? PUBLISHED_GUIDE;
  const place = LESSON_PLACES[name];
  if (!guide || !place) return nothing;
  return html`<a href=${`${guide.replace(/\/?$/, '/')}${STEP.lessonPage}#${place}`}>${STEP.lessonLink}</a>`;
}

/** The nearest `guide` attribute around an element, also that of the trainer whose part it is. */
function guideAround(view: Element): string | null | undefined {
  for (let inner: Element | undefined = view; inner; ) {
    const found = inner.closest('[guide]');
    if (found) return found.getAttribute('guide');
    inner = (inner.getRootNode() as Partial<ShadowRoot>).host;
  }
  return undefined;
}
