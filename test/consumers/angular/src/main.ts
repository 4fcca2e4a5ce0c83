import 'fmnist-trainer';
import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <fmnist-trainer
      data-src="drawn-garments"
      train-images="640"
      epochs="1"
      view="compact"
      (fmnist-epoch)="epoch.set($event.detail.epoch)"
    ></fmnist-trainer>
    <output>epoch {{ epoch() }}</output>
  `,
})
class App {
  readonly epoch = signal(0);
}

bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
