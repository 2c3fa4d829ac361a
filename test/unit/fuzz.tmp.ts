import { markdownPage } from '../../src/report/markdown/page.ts';
import { details } from '../../src/report/markdown/text.ts';
const pieces = ['```', '~~~', '````js', '<details>', '</details>', '<details open>','<summary>x</summary>','<summary>', '</summary>', '<!--', '-->', '`', '``', '<b>x</b>','<b>','</b>','<code>','<sub>a</sub>', '> ', '- ', '1. ', '    ', '\t', '\n', '\n', '\n', '\n\n', '\n\n', 'x', 'word ', '|', '\\', '<details', '<pre>', '<script>', '<?', '<![CDATA[', '<!X', '<div>', '</div>', '[a]: ', '[a]', '(<', '"', '<a href="', '>', '$$', '| a | b |\n|---|---|\n', '---', '===', '# ', '[^1]: ', '* ', '&lt;', '<p', '<textarea>', '<table>', '<br>','<https://a.b>','!['];
let seed = Number(process.argv[2] ?? 1);
const rnd = (n: number) => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return (seed >>> 8) % n; };
for (let i = 0; i < 15000; i++) {
  const text = Array.from({ length: 1 + rnd(25) }, () => pieces[rnd(pieces.length)]).join('');
  const { markdown } = markdownPage(text, 10000);
  console.log(JSON.stringify({ text, doc: `${details('Page', markdown)}\n\nSENTINEL *em*\n` }));
}
