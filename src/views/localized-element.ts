import { LitElement } from 'lit';

/** What every view extends: it draws itself anew when the language of the page's trainers changes. */
export class LocalizedElement extends LitElement {}
