/** Colours by meaning, or none. */
import picocolors from 'picocolors';
import type { Tone } from './states.ts';

export type Paint = (tone: Tone, text: string) => string;

export function painter(color: boolean): Paint {
  const colors = picocolors.createColors(color);
  return (tone, text) => {
    switch (tone) {
      case 'good':
        return colors.green(text);
      case 'bad':
        return colors.red(text);
      case 'quiet':
        return colors.dim(text);
      case 'plain':
        return text;
    }
  };
}
