/** A browser without a window, driven by its debugging protocol: https://chromedevtools.github.io/devtools-protocol/ */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

type Fields = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Fields;
  readonly result?: Fields;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: Fields) => void;
  readonly reject: (reason: Error) => void;
}

/** One page at a time. Whoever opens it closes it. */
export class Chromium {
  readonly #child: ChildProcess;
  readonly #profile: string;
  readonly #commands: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, (params: Fields) => void>();
  #session: string | null = null;
  #last = 0;

  /** @throws Error that says what to install */
  static async open(): Promise<Chromium> {
    const program = names.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
    if (program === undefined) {
      throw new Error(`none of ${names.join(', ')} is installed; on Debian: apt-get install chromium`);
    }
    const browser = new Chromium(program);
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    browser.#session = String(sessionId);
    await browser.send('Page.enable');
    await browser.send('Network.enable');
    return browser;
  }

  private constructor(program: string) {
    this.#profile = mkdtempSync(path.join(os.tmpdir(), 'automl-chromium-'));
    const options = [
      '--headless',
      '--remote-debugging-pipe',
      `--user-data-dir=${this.#profile}`,
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
      '--hide-scrollbars',
      '--no-first-run',
      // Its sandbox does not start for root, who makes containers and CI jobs.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ];
    this.#child = spawn(program, options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.#commands = this.#child.stdio[3] as Writable;
    this.#commands.on('error', () => undefined); // told by `close` below
    this.#child.once('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${program} has ended`));
    });
    let left = '';
    (this.#child.stdio[4] as Readable).setEncoding('utf8').on('data', (chunk: string) => {
      const texts = `${left}${chunk}`.split('\0');
      left = texts.pop() ?? '';
      for (const text of texts) this.#receive(JSON.parse(text) as Message);
    });
  }

  send(method: string, params: Fields = {}): Promise<Fields> {
    this.#last += 1;
    const id = this.#last;
    const session = this.#session === null ? {} : { sessionId: this.#session };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#commands.write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    });
  }

  /** One listener an event. */
  on(event: string, listener: (params: Fields) => void): void {
    this.#listeners.set(event, listener);
  }

  /** What the JavaScript gives, awaited. @throws Error with what it throws */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as Fields)['value'];
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.kill('SIGKILL');
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #receive({ id, method, params, result, error }: Message): void {
    if (method !== undefined) this.#listeners.get(method)?.(params ?? {});
    if (id === undefined) return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error !== undefined) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result ?? {});
  }
}
