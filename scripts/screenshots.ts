/** Takes the pictures of docs/images anew: what reports look like. They need Chromium, and Debian's fonts to be the same. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Chromium } from './screenshots/chromium.ts';
import { withPalette } from './screenshots/png.ts';
import { picture, show } from './screenshots/rendering.ts';
import { scenes } from './screenshots/scenes.ts';

const images = path.join(import.meta.dirname, '..', 'docs', 'images');
/** Of the picture, for each of the page: sharp enough, and not too large for a repository. */
const pixels = 1.5;
const mostBytes = 150_000;

const wanted = process.argv.slice(2);
mkdirSync(images, { recursive: true });
const browser = await Chromium.open();
try {
  for (const { name, html, width } of scenes()) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    await show(browser, html, width);
    const png = withPalette(await picture(browser, width, pixels));
    writeFileSync(path.join(images, `${name}.png`), png);
    console.log(`${name}.png ${Math.ceil(png.length / 1000)} kB`);
    if (png.length > mostBytes) throw new Error(`${name}.png takes more than ${mostBytes / 1000} kB`);
  }
} finally {
  await browser.close();
}
