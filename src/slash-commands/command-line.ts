/** The one line of a comment that may be a command: what people quote, show as code or hide is none. */

/** Anything may follow but a letter or the like: `/automlx` is another program's, `/automl` alone asks for help. */
const begins = /^\/automl(?=\s|$)/;

/** What follows `/automl` in the first line that begins with it; null: there is none. */
export function commandLine(body: string): string | null {
  const place = new Place();
  for (const line of body.split(/\r\n|[\r\n]/)) {
    if (place.isReadable(line) && begins.test(line)) return line.replace(begins, '');
  }
  return null;
}

/** Where a line stands, as CommonMark reads it: https://spec.commonmark.org. In doubt it is not a command. */
class Place {
  /** The mark that ends the code block that we are in. */
  #fence: string | null = null;
  #isQuoted = false;
  #isHidden = false;

  isReadable(line: string): boolean {
    if (this.#fence !== null) {
      if (this.#ends(this.#fence, line)) this.#fence = null;
      return false;
    }
    const wasHidden = this.#isHidden;
    this.#isHidden = isOpenAfter(line, wasHidden);
    if (wasHidden) return false;
    const [, mark] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (mark !== undefined) {
      this.#fence = mark;
      return false;
    }
    // The paragraph of a quote goes on in lines without a mark, up to an empty one.
    this.#isQuoted = /^ {0,3}>/.test(line) || (this.#isQuoted && line.trim() !== '');
    return !this.#isQuoted;
  }

  #ends(fence: string, line: string): boolean {
    const [, mark] = /^ {0,3}(`+|~+)[ \t]*$/.exec(line) ?? [];
    return mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length;
  }
}

/** Whether an HTML comment, which nobody sees, goes on in the next line. */
function isOpenAfter(line: string, isOpen: boolean): boolean {
  const begin = line.lastIndexOf('<!--');
  const end = line.lastIndexOf('-->');
  return end > begin ? false : begin >= 0 || isOpen;
}
