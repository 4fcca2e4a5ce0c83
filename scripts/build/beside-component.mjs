/** What `fmnist-trainer` is made of in an application's bundle: one class, however it is imported. */
const COMPONENT = 'fmnist-trainer.component.js';

/** For the entry that only defines the elements: their classes stay a file of their own, beside it. */
export const besideComponent = {
  name: 'beside-component',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/component$/ }, () => ({ path: `./${COMPONENT}`, external: true }));
  },
};
