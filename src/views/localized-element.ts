import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';
import { LanguageOfElement } from '../localisation';

/** What every view extends: it chooses the language of the screen by its `lang`, and draws itself anew when that changes. */
export class LocalizedElement extends LitElement {
  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new LanguageOfElement(this);
  }
}
