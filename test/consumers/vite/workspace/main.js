import 'fmnist-trainer';

const trainer = document.querySelector('fmnist-trainer');
trainer.addEventListener('fmnist-epoch', ({ detail }) => {
  document.querySelector('output').textContent = `epoch ${detail.epoch}`;
});
