/** `service.health` and `service.liveness`: what the kubelet asks a replica, and how often. */
import { z } from 'zod';
import type { Probe } from '../../model.ts';
import { plainHealth, plainLiveness } from '../../service.ts';
import { wholeSeconds } from './amount.ts';
import { urlPath } from './text.ts';

const COUNT = 'a whole number, 1 or more';
const FORM = 'a path that begins with /, or a map with path, period, timeout and failures';
const LIVENESS = `false, ${FORM}`;

const keys = ({ period, timeout, failures }: Probe) =>
  z.strictObject({
    path: urlPath
      .exactOptional()
      .meta({ description: 'Path that answers 2xx. Default: the port accepts a connection.' }),
    period: wholeSeconds(1)
      .exactOptional()
      .meta({ description: `Time between two questions, in whole seconds. Default ${period}s.` }),
    timeout: wholeSeconds(1)
      .exactOptional()
      .meta({ description: `Time for an answer. Default ${timeout}s.` }),
    failures: z
      .int({ error: COUNT })
      .min(1)
      .exactOptional()
      .meta({ description: `Questions in a row without an answer that count. Default ${failures}.` }),
  });

function probe(plain: Probe, value: string | Partial<Probe>): Probe {
  return typeof value === 'string' ? { ...plain, path: value } : { ...plain, ...value };
}

export const health = z
  .union([urlPath, keys(plainHealth)], { error: FORM })
  .transform((value) => probe(plainHealth, value))
  .meta({
    description:
      'Path that answers 2xx when ready, or a map: a replica gets requests only while it answers. Default: it has answered something once, and its port accepts a connection.',
  });

export const liveness = z
  .union([z.literal(false, { error: LIVENESS }), urlPath, keys(plainLiveness)], { error: LIVENESS })
  .transform((value) => (value === false ? null : probe(plainLiveness, value)))
  .meta({
    description:
      'Path, or a map: a replica that does not answer it is started anew; false: never. Default: the port accepts a connection.',
  });
