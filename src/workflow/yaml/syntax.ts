/** Parses YAML and says in our words what is wrong with it. */
import { Composer, CST, type Document, isScalar, Lexer, type Node, Parser } from 'yaml';
import { MAX_DEPTH, type Report } from './report.ts';
import { sentence } from './sentence.ts';

/** One broken line makes many errors; the first ones tell. */
const MAX_ERRORS = 10;

/** A file of a million `---` lines need not be read to its end. */
const MAX_DOCUMENTS = 100;

/** Also those that the library uses as markers inside. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

/** The content of the document; null, and reported, when the text has none or is not YAML. */
export function parseYaml(text: string, report: Report): Node | null {
  const control = CONTROL.exec(text);
  if (control !== null) {
    const number = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    report('error', 'BAD_YAML', control.index, `the control character U+${number} is not allowed in YAML`);
    return null;
  }
  const tokens = tokensOf(text, report);
  if (tokens === null) return null;
  const [document, second] = compose(tokens);
  if (document === undefined) {
    report('error', 'EMPTY_FILE', 0, 'the file is empty; a workflow has at least "name" and "stages"');
    return null;
  }
  if (document.errors.length > 0) {
    reportErrors(document, text, tokens, report);
    return null;
  }
  if (second !== undefined) {
    const start = second.contents?.range[0] ?? 0;
    report('error', 'MULTIPLE_DOCUMENTS', start, 'a second YAML document begins here; a workflow file holds one');
    return null;
  }
  for (const { message, pos } of document.warnings) {
    report('warning', 'UNKNOWN_TAG', pos[0], message.replace(/^Unresolved tag: (.*)$/, 'the tag $1 is not known'));
  }
  return document.contents;
}

/** Null, and reported: something is nested so deep that the library, which recurses, would run out of stack. */
function tokensOf(text: string, report: Report): readonly CST.Token[] | null {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    const start = parser.offset;
    for (const token of parser.next(lexeme)) tokens.push(token);
    // What is open at this place: the document, its lists and maps, a scalar.
    if (parser.stack.length <= MAX_DEPTH + 2) continue;
    report('error', 'TOO_DEEP', start, `lists and maps are nested more than ${MAX_DEPTH} levels deep here`);
    return null;
  }
  tokens.push(...parser.end());
  return tokens;
}

/** The documents that hold something, or errors. */
function compose(tokens: readonly CST.Token[]): Document.Parsed[] {
  const documents: Document.Parsed[] = [];
  let seen = 0;
  // Duplicate keys are found later: the library compares every key with every other.
  for (const document of new Composer({ uniqueKeys: false }).compose(tokens, true)) {
    seen += 1;
    if (document.errors.length > 0 || !isEmpty(document.contents)) documents.push(document);
    if (seen >= MAX_DOCUMENTS) break;
  }
  return documents;
}

function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1]);
}

function reportErrors(document: Document.Parsed, text: string, tokens: readonly CST.Token[], report: Report): void {
  let line: number | undefined;
  for (const { code, message, pos } of document.errors.slice(0, MAX_ERRORS)) {
    let offset = pos[0];
    // What follows on the same line follows from the first.
    if (text.lastIndexOf('\n', offset - 1) === line) continue;
    line = text.lastIndexOf('\n', offset - 1);
    if (message.startsWith('Missing closing')) {
      // The library names the end of the file; people look for the quote that was opened.
      const quoted = findToken(tokens, (token) => 'source' in token && token.offset + token.source.length === offset);
      offset = quoted?.offset ?? offset;
    }
    report(
      'error',
      code === 'TAB_AS_INDENT' ? 'TAB_INDENT' : 'BAD_YAML',
      offset,
      sentence(code, message, text, offset),
    );
  }
}

/** The first token, those inside others included, that is looked for. */
function findToken(tokens: readonly CST.Token[], wanted: (token: CST.Token) => boolean): CST.Token | null {
  const open = tokens.toReversed();
  for (let token = open.pop(); token !== undefined; token = open.pop()) {
    if (wanted(token)) return token;
    if (token.type === 'document' && token.value) open.push(token.value);
    if (!CST.isCollection(token)) continue;
    for (const { key, value } of token.items.toReversed())
      open.push(...[value, key].filter((part) => part !== undefined && part !== null));
  }
  return null;
}
