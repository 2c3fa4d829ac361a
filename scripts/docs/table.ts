/** Markdown tables. */

/** Rows of cells as Markdown; columns that are empty in every row are left out. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const shown = heads.map((_head, column) => rows.some((row) => (row[column] ?? '') !== ''));
  const line = (cells: readonly string[]): string =>
    `| ${cells.filter((_cell, column) => shown[column]).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map((row) => line(row.map(cell)))].join('\n');
}

export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Outside of code a `<` would begin a tag. */
function cell(text: string): string {
  const plain = text.replace(/`[^`]*`|</g, (found) => (found === '<' ? '&lt;' : found));
  return plain.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** `How long it may run. Default 10m.` is a description and a default. */
export function splitDefault(description: string): { readonly text: string; readonly fallback: string } {
  const [, text = description, fallback = ''] = /^(.*?[.)]) Default(?: is|:)? (.*?)\.?$/s.exec(description) ?? [];
  return { text, fallback };
}
