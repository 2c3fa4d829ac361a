/** A page as a reader sees it: opened in a browser, its graphs drawn, measured, and taken as a picture. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Chromium } from './chromium.ts';

const mermaid = createRequire(import.meta.url).resolve('@mermaid-js/tiny');

/** Opens the page, and draws its graphs as GitHub does. @param width in CSS pixels */
export async function show(browser: Chromium, html: string, width: number): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'automl-page-'));
  try {
    const file = path.join(folder, 'page.html');
    writeFileSync(file, html);
    await resize(browser, width, 600);
    const loaded = new Promise<void>((resolve) => {
      browser.on('Page.loadEventFired', () => {
        resolve();
      });
    });
    await browser.send('Page.navigate', { url: pathToFileURL(file).href });
    await loaded;
    if (await browser.evaluate('document.querySelector("pre.mermaid") !== null')) await draw(browser);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of the whole page, as a PNG. @param width in CSS pixels, of which each has `scale` by `scale` of the picture */
export async function picture(browser: Chromium, width: number, scale: number): Promise<Buffer> {
  const height = Number(await browser.evaluate('Math.ceil(document.documentElement.getBoundingClientRect().height)'));
  await resize(browser, width, height, scale);
  const { data } = await browser.send('Page.captureScreenshot', { format: 'png' });
  return Buffer.from(String(data), 'base64');
}

async function resize(browser: Chromium, width: number, height: number, deviceScaleFactor = 1): Promise<void> {
  await browser.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false });
}

async function draw(browser: Chromium): Promise<void> {
  const script = `new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = ${JSON.stringify(pathToFileURL(mermaid).href)};
    script.onload = resolve;
    script.onerror = () => reject(new Error('mermaid was not loaded'));
    document.head.append(script);
  })`;
  await browser.evaluate(script);
  await browser.evaluate(
    `(window.mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', deterministicIds: true }),
      window.mermaid.run({ querySelector: 'pre.mermaid' }))`,
  );
}
