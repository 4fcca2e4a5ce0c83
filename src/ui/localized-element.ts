import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';
import { LanguageOfElement } from '../language/localisation';
import { registerTokens } from './tokens.styles';

/** Base class of every view. Sets the screen's language from its `lang`, re-renders when the language changes, and provides the design tokens. */
export class LocalizedElement extends LitElement {
  constructor() {
    super();
    registerTokens();
    updateWhenLocaleChanges(this);
    new LanguageOfElement(this);
  }
}
