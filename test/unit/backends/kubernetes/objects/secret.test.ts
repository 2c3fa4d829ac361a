import { describe, expect, it } from '@jest/globals';
import { refuseEmptySecrets, secretObject } from '../../../../../src/backends/kubernetes/objects/secret.ts';
import { facts } from './facts.ts';

describe('a secret of the run', () => {
  it('belongs to the anchor and can not be changed', () => {
    expect(secretObject(facts(), 'db', { PASSWORD: 'pw' })).toMatchObject({
      metadata: { name: 'automl-r1-db', ownerReferences: [{ name: 'automl-r1', uid: 'u1' }] },
      immutable: true,
      data: { PASSWORD: 'cHc=' },
    });
  });

  it('must have values, and none that is empty', () => {
    const refusal = (values: Readonly<Record<string, string>>) => () => {
      refuseEmptySecrets(new Map([['db', values]]));
    };
    expect(refusal({ A: 'x' })).not.toThrow();
    expect(refusal({ A: 'x', B: ' ' })).toThrow('B of secret "db" is empty: set it, or leave the line out');
    expect(refusal({})).toThrow('secret "db" has no KEY=value line: give it some');
  });
});
