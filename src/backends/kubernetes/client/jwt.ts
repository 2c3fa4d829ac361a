/** Reads a bearer token only to tell when it ends; whether it is valid is for the API server to say. */
import { z } from 'zod';

const claims = z.object({ exp: z.number() });

/** Milliseconds since the epoch; null for a token that does not say, or is no JWT. */
export function endOfToken(token: string): number | null {
  const [, body, signature] = token.split('.');
  if (body === undefined || signature === undefined) return null;
  try {
    const parsed = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data.exp * 1000 : null;
  } catch {
    return null;
  }
}
