import { FmnistTrainer } from 'fmnist-trainer/react';

/** Of the server alone: no handlers, no state. */
export default function Page() {
  return <FmnistTrainer dataSrc="drawn-garments" trainImages={640} epochs={1} view="compact" autostart />;
}
