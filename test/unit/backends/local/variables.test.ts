import { describe, expect, test } from '@jest/globals';
import { indexVariables, secretVariables } from '../../../../src/backends/local/variables.ts';

const sets = new Map([
  ['aws', { KEY: 'a', REGION: 'eu' }],
  ['other', { KEY: 'b' }],
  ['index', { username: 'me', password: 'pw', more: 'x' }],
]);

describe('the secret variables of a step', () => {
  test('are whole sets, the later over the earlier, and single entries over both', () => {
    const envFrom = { REGION: { kind: 'secret', name: 'index', key: 'more' } } as const;
    expect(secretVariables({ secrets: ['aws', 'other'], envFrom }, sets)).toEqual({ KEY: 'b', REGION: 'x' });
  });

  test('leave out what does not exist, and leave the sets as they are', () => {
    const envFrom = {
      A: { kind: 'secret', name: 'aws', key: 'NONE' },
      B: { kind: 'secret', name: 'none', key: 'KEY' },
    } as const;
    expect(secretVariables({ secrets: ['none'], envFrom }, sets)).toEqual({});
    expect(sets.get('aws')).toEqual({ KEY: 'a', REGION: 'eu' });
  });
});

describe('the credentials of a package index', () => {
  const python = { extraIndex: [], offline: false };

  test('are for the agent alone', () => {
    expect(indexVariables({ ...python, credentials: 'index' }, sets)).toEqual({
      AUTOML_INDEX_USERNAME: 'me',
      AUTOML_INDEX_PASSWORD: 'pw',
    });
  });

  test('may be a password alone, or nothing', () => {
    const token = new Map([['index', { password: 'pw' }]]);
    expect(indexVariables({ ...python, credentials: 'index' }, token)).toEqual({ AUTOML_INDEX_PASSWORD: 'pw' });
    expect(indexVariables({ ...python, credentials: 'none' }, sets)).toEqual({});
    expect(indexVariables(python, sets)).toEqual({});
  });
});
