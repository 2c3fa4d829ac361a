import { describe, expect, test } from '@jest/globals';
import type { ForgeApi } from '../../../src/forges/forge.ts';
import { Outbox } from '../../../src/publishing/outbox.ts';
import { VirtualTime } from './fake-comments.ts';

function scene() {
  const time = new VirtualTime();
  const warnings: string[] = [];
  const api = { close: () => Promise.resolve() } as unknown as ForgeApi;
  const outbox = new Outbox({
    connect: () => Promise.resolve(api),
    sleep: time.sleep,
    warn: (sentence) => warnings.push(sentence),
  });
  const close = async (): Promise<void> => {
    const closed = outbox.close(30_000);
    await time.run();
    await closed;
  };
  return { outbox, warnings, close };
}

describe('calls on behalf of a run', () => {
  test('where one thing is not told for long, the others are', async () => {
    const { outbox, warnings, close } = scene();
    const told: string[] = [];
    void outbox.post('the commit status', () => new Promise(() => undefined));
    void outbox.post('the comment', () => Promise.resolve(told.push('comment')));
    await close();
    expect(told).toEqual(['comment']);
    expect(warnings).toEqual(['the commit status could not be brought up to date: given up after 30 s']);
  });

  test('about the same thing are made one after the other', async () => {
    const { outbox, warnings, close } = scene();
    const told: string[] = [];
    void outbox.post('the comment', async () => {
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      told.push('first');
    });
    void outbox.post('the comment', () => Promise.resolve(told.push('second')));
    await close();
    expect(told).toEqual(['first', 'second']);
    expect(warnings).toEqual([]);
  });

  test('that fail for one cause are one warning, and what worked later is none', async () => {
    const { outbox, warnings, close } = scene();
    const refuse = () => Promise.reject(new Error('the token is not valid'));
    void outbox.post('the commit status', refuse);
    void outbox.post('the comment', refuse);
    void outbox.post('the deployment', refuse);
    void outbox.post('the deployment', () => Promise.resolve());
    await close();
    expect(warnings).toEqual([
      'the commit status and the comment could not be brought up to date: the token is not valid',
    ]);
  });
});
