import { useState } from 'react';
import 'fmnist-trainer';

export function Lesson({ epochs = 5 }) {
  const [accuracy, setAccuracy] = useState(null);
  return (
    <>
      <fmnist-trainer
        view="compact"
        epochs={epochs}
        onfmnist-epoch={({ detail }) => setAccuracy(detail.valAccuracy)}
      />
      <p>
        {accuracy === null ? 'Not trained yet.' : `Right in ${(100 * accuracy).toFixed(1)} % of the images.`}
      </p>
    </>
  );
}
