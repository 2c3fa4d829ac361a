import { deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { withPalette } from '../../../scripts/screenshots/png.ts';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/** The checksums are of no interest to who reads it here. */
function chunk(kind: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(kind), data, Buffer.alloc(4)]);
}

/** @param lines each begins with its filter */
function png(width: number, lines: readonly (readonly number[])[], kind = 2): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(lines.length, 4);
  header.set([8, kind], 8);
  const data = deflateSync(Buffer.from(lines.flat()));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function part(picture: Buffer, wanted: string): Buffer {
  for (let at = 8; at < picture.length; at += picture.readUInt32BE(at) + 12) {
    const data = picture.subarray(at + 8, at + 8 + picture.readUInt32BE(at));
    if (picture.toString('latin1', at + 4, at + 8) === wanted) return data;
  }
  throw new Error(`no ${wanted}`);
}

/** Colours of the picture, line by line. */
function pixels(picture: Buffer, width: number): string[] {
  const palette = part(picture, 'PLTE');
  const places = [...inflateSync(part(picture, 'IDAT'))].filter((_, index) => index % (width + 1) !== 0);
  return places.map((place) => palette.toString('hex', place * 3, place * 3 + 3));
}

test('each filter of a line is undone', () => {
  const made = png(2, [
    [0, 10, 20, 30, 40, 50, 60],
    [1, 10, 20, 30, 1, 1, 1],
    [2, 1, 1, 1, 1, 1, 1],
    [3, 1, 1, 1, 1, 1, 1],
    [4, 1, 1, 1, 1, 1, 1],
  ]);
  const colours = ['0a141e', '28323c', '0a141e', '0b151f', '0b151f', '0c1620', '060b10', '0a1119', '070c11', '0b121a'];
  expect(pixels(withPalette(made), 2)).toEqual(colours);
});

test('colours that are rare become the nearest frequent one', () => {
  const line = Array.from({ length: 256 }, (_, shade) => [shade, 0, 0, shade, 0, 0]).flat();
  const made = png(514, [[0, ...line, 9, 1, 0, 200, 0, 2]]);
  const colours = pixels(withPalette(made), 514);
  expect(new Set(colours).size).toBe(256);
  expect(colours.slice(-2)).toEqual(['090000', 'c80000']);
});

test('what is no picture of a page is refused', () => {
  expect(() => withPalette(png(1, [[0, 1]], 0))).toThrow('not a PNG that Chromium makes');
});
