import { describe, expect, test } from '@jest/globals';
import { markdownSummary } from '../../../src/report/markdown.ts';
import { forwardCommand, forwardLines } from '../../../src/report/reach.ts';
import { tableRows } from '../../../src/report/table.ts';
import { recordOf, stepOf } from './fixtures.ts';

const url = 'http://wine-api-k3x.ml-team:5000';
const command = 'kubectl port-forward -n ml-team service/wine-api-k3x 5000';
const recordIn = (backend: 'local' | 'kubernetes', outside: string | null = null) =>
  recordOf(
    [stepOf('a/split'), stepOf('a/api', { kind: 'service', service: { url, external_url: outside, smoke: null } })],
    { backend },
  );

describe('the way to a service', () => {
  test('leads through kubectl where only pods know its name', () => {
    expect(forwardCommand({ backend: 'kubernetes' }, url)).toBe(command);
    expect(forwardLines(recordIn('kubernetes'))).toEqual([`api answers inside the cluster; from here: ${command}`]);
  });

  test.each([
    ['local', 'http://127.0.0.1:5000'],
    ['kubernetes', 'https://api.example.com/wine'],
    ['kubernetes', 'http://api.example.com:5000'],
    ['kubernetes', 'not a URL'],
  ] as const)('needs no words with %s at %s', (backend, address) => {
    expect(forwardCommand({ backend }, address)).toBeNull();
  });

  test('stands in the report, where a link would lead nowhere', () => {
    const noLogs = { logTail: () => [] };
    expect(markdownSummary(recordIn('kubernetes'), noLogs)).toContain(
      `**api** answered at \`${url}\` inside the cluster (from elsewhere: \`${command}\`)`,
    );
    expect(markdownSummary(recordIn('local'), noLogs)).toContain(`**api** answered at <${url}>`);
  });

  test('is no matter where it answers outside the cluster', () => {
    const record = recordIn('kubernetes', 'https://wine.example.com');
    expect(forwardLines(record)).toEqual([]);
    expect(markdownSummary(record, { logTail: () => [] })).toContain(
      `**api** answered at <https://wine.example.com> (inside the cluster: \`${url}\`)`,
    );
    expect(tableRows(record)[1]?.cells.reason).toBe('https://wine.example.com');
  });
});
