'use client';

import { FmnistTrainer } from 'fmnist-trainer/react';
import { useState } from 'react';

export function Lesson({ epochs = 5 }) {
  const [accuracy, setAccuracy] = useState(null);
  return (
    <>
      <FmnistTrainer
        view="compact"
        epochs={epochs}
        onFmnistEpoch={({ detail }) => setAccuracy(detail.valAccuracy)}
      />
      <p>
        {accuracy === null ? 'Not trained yet.' : `Right in ${(100 * accuracy).toFixed(1)} % of the images.`}
      </p>
    </>
  );
}
