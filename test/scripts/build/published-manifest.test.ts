import { describe, expect, test } from 'vitest';
import { publishedManifest } from '../../../scripts/build/published-manifest.mjs';
import { EXAMPLE_ADDRESSES, NO_ADDRESSES } from '../../fixtures/example-addresses';

const OWN = {
  name: 'trainer',
  version: '1.2.3',
  description: 'Trains.',
  keywords: ['training'],
  license: 'MIT',
  private: true,
  publishConfig: { access: 'public', provenance: true },
  exports: { '.': './dist/index.js' },
  scripts: { test: 'node test.mjs' },
  peerDependencies: { react: '^19.0.0' },
  devDependencies: { vite: '8.3.8' },
};

describe('the packed package.json', () => {
  test('has the addresses in npm’s fields, and nothing that only a clone uses', () => {
    expect(publishedManifest(OWN, { addresses: EXAMPLE_ADDRESSES, release: true })).toEqual({
      name: 'trainer',
      version: '1.2.3',
      description: 'Trains.',
      keywords: ['training'],
      homepage: 'https://trainer.example/',
      repository: { type: 'git', url: 'git+https://github.com/example/trainer.git' },
      bugs: { url: 'https://github.com/example/trainer/issues' },
      author: 'A. Name <a@trainer.example> (https://trainer.example/a)',
      license: 'MIT',
      publishConfig: { access: 'public', provenance: true },
      exports: { '.': './dist/index.js' },
      peerDependencies: { react: '^19.0.0' },
    });
  });

  test('has no field for an empty address', () => {
    const { private: _, scripts, devDependencies, ...others } = OWN;
    expect(publishedManifest(OWN, { addresses: NO_ADDRESSES, release: true })).toEqual(others);
  });

  test('stays private if it is not for a release', () => {
    const [release, trial] = [true, false].map((release) =>
      publishedManifest(OWN, { addresses: EXAMPLE_ADDRESSES, release }),
    );
    expect(trial).toEqual({ ...release, private: true });
  });
});
