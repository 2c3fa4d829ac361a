import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { colouredLine, cut, oneLine, plainLine, plainText } from '../../../src/report/plain-text.ts';

const esc = '\x1b';

describe('plain text', () => {
  test.each([
    ['colours', `${esc}[1;31mred${esc}[0m`, 'red'],
    ['cursor movement and erasing', `a${esc}[2Ab${esc}[2Kc${esc}[Hd`, 'abcd'],
    ['window titles', `${esc}]0;pwned\x07ok`, 'ok'],
    ['hyperlinks', `${esc}]8;;http://evil${esc}\\here${esc}]8;;${esc}\\`, 'here'],
    ['device control strings', `a${esc}Pq#0${esc}\\b`, 'ab'],
    ['eight-bit sequences', 'a\x9b31mb\x9d0;t\x9cc', 'abc'],
    ['a reset of the terminal', `a${esc}cb`, 'ab'],
    ['a sequence that never ends', `a${esc}[12;`, 'a'],
    ['backspaces, bells, NUL', 'a\b\x07\0b', 'ab'],
    ['reversed reading', 'exe\u202egnp.txt\u202c', 'exegnp.txt'],
  ])('has no %s', (_, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  test('keeps every other character', () => {
    const text = 'tab\there, ümlaut, 漢字, 🍷, loss 0.41 → 0.39';
    expect(plainText(text)).toBe(text);
  });

  test('one title that never ends does not swallow the next lines', () => {
    expect(plainText(`a${esc}]0;title\nb`)).toBe('a\nb');
  });

  test('never has control characters left, whatever came in', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          // eslint-disable-next-line no-control-regex -- what must not be there
          expect(plainText(text)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
          // eslint-disable-next-line no-control-regex -- colours alone may
          expect(colouredLine(text).replace(/\x1b\[[0-9;:]*m/g, '')).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
        },
      ),
    );
  });
});

describe('a line of a log', () => {
  test('of a progress bar is its last state', () => {
    expect(plainLine('10%\r50%\r100% done\r')).toBe('100% done');
    expect(colouredLine(`10%\r${esc}[32m100%`)).toBe(`${esc}[32m100%${esc}[0m`);
  });

  test('keeps colours where they are wanted, and ends them', () => {
    expect(colouredLine(`${esc}[1;31mred${esc}[2J`)).toBe(`${esc}[1;31mred${esc}[0m`);
    expect(colouredLine('plain')).toBe('plain');
  });
});

test('a text of many lines becomes one', () => {
  expect(oneLine(' a\r\n\tb\u2028c ')).toBe('a b c');
});

test('a cut never leaves half a character', () => {
  expect(cut('wine 🍷🍷', 7)).toBe('wine …');
  expect(cut('short', 5)).toBe('short');
});
