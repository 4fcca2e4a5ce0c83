import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';
import { LanguageOfElement } from '../language/localisation';
import { registerTokens } from './tokens.styles';

/** What every view extends: it chooses the language of the screen by its `lang`, draws itself anew when that changes, and has the design tokens. */
export class LocalizedElement extends LitElement {
  constructor() {
    super();
    registerTokens();
    updateWhenLocaleChanges(this);
    new LanguageOfElement(this);
  }
}
