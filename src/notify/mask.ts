/** What a reason must not repeat: values of secrets, however they are written, and the parts of an address that make it one. */
const shortest = 4;
/** Of a piece of an address: what is shorter is a word of its own, like `hooks`. */
const shortestPiece = 8;

export function hide(text: string, values: Iterable<string>): string {
  const parts = [...values].flatMap(partsOf).filter((part) => part.length >= shortest);
  // The longest first: what is inside another one is gone with it.
  return parts.sort((a, b) => b.length - a.length).reduce((hidden, part) => hidden.replaceAll(part, '***'), text);
}

function partsOf(value: string): readonly string[] {
  const text = value.trim();
  return URL.canParse(text) ? [text, ...partsOfAddress(new URL(text))] : writtenAs(text);
}

/** As it is, in JSON, in an address, and in base64, as mail servers and proxies are sent it. */
function writtenAs(text: string): readonly string[] {
  return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), Buffer.from(text).toString('base64')];
}

function partsOfAddress({ href, pathname, search, username, password, searchParams }: URL): readonly string[] {
  const pieces = [...pathname.split('/'), ...searchParams.values()].filter((piece) => piece.length >= shortestPiece);
  return [href, pathname, pathname.slice(1), search.slice(1), ...[username, password, ...pieces].flatMap(decoded)];
}

function decoded(piece: string): readonly string[] {
  try {
    return [piece, ...writtenAs(decodeURIComponent(piece))];
  } catch {
    // A percent sign that encodes nothing.
    return writtenAs(piece);
  }
}
