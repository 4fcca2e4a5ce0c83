'use client';

import { FmnistTrainer } from 'fmnist-trainer/react';
import { useState } from 'react';

export default function Trainer() {
  const [epoch, setEpoch] = useState(0);
  return (
    <>
      <FmnistTrainer
        dataSrc="drawn-garments"
        trainImages={640}
        epochs={1}
        view="compact"
        onFmnistEpoch={({ detail }) => setEpoch(detail.epoch)}
      />
      <output>epoch {epoch}</output>
    </>
  );
}
