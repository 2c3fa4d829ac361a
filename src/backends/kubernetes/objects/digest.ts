/** Short hashes for names and labels. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** RFC 4648's base32 in lower case: what names of objects may hold. */
const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** Of the value's RFC 8785 JSON; `length` characters of 5 bits each, 32 at most. */
export function digest(value: unknown, length: number): string {
  const bytes = createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest();
  // The low five bits of a byte are as good as any.
  return Array.from(bytes.subarray(0, length), (byte) => letters.charAt(byte % letters.length)).join('');
}
