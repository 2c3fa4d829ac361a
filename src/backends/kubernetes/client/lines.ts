/** Chunks of bytes to lines, of which each is bounded. */

/** Characters of a line; the API server keeps no object that would need more, and what is beyond is dropped. */
const longest = 8 * 1024 * 1024;

/** The last line may lack its end; nothing is read from `chunks` that nobody asked for. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      parts.push(text.slice(from, Math.min(end, from + longest - length)));
      yield parts.join('');
      parts = [];
      length = 0;
      from = end + 1;
    }
    // Parts are joined once: a long line that comes in many chunks must not be copied for each of them.
    const rest = text.slice(from, from + longest - length);
    if (rest === '') continue;
    parts.push(rest);
    length += rest.length;
  }
  const rest = parts.join('') + decoder.decode();
  if (rest !== '') yield rest;
}
