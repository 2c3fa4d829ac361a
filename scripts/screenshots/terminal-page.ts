/** What the command line prints, as a terminal shows it. */

const css = `
body { margin: 0; padding: 16px; background: #ffffff; }
.terminal { border-radius: 8px; overflow: hidden; background: #0d1117; }
.title { height: 28px; background: #21262d; }
.title i { float: left; width: 11px; height: 11px; margin: 8px 0 0 10px; border-radius: 50%; background: #6e7681; }
pre { margin: 0; padding: 12px 16px 16px; color: #e6edf3; font: 13px/19px "DejaVu Sans Mono", monospace;
  white-space: pre-wrap; }
.bold { font-weight: 600; } .dim { color: #848d97; } .red { color: #ff7b72; } .green { color: #56d364; }`;

/** What starts with a code of ECMA-48 (SGR), of those that the command line uses, until the code that ends it. */
const styles: Readonly<Record<string, string>> = { 1: 'bold', 2: 'dim', 31: 'red', 32: 'green' };

export function terminalPage(output: string): string {
  const safe = output.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const [first = '', ...rest] = safe.split('\u001b[');
  const text = rest.map((part) => {
    const [code = ''] = part.split('m', 1);
    const style = styles[code];
    return `${style === undefined ? '</span>' : `<span class="${style}">`}${part.slice(code.length + 1)}`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>terminal</title><style>${css}</style></head>
<body><div class="terminal"><div class="title"><i></i><i></i><i></i></div><pre>${first}${text.join('')}</pre></div></body></html>
`;
}
