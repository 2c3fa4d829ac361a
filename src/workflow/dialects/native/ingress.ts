/** `service.ingress`: the way to a service from outside the cluster. */
import { z } from 'zod';
import { isNamed, objectNames, qualifiedNames } from '../../kubernetes-name.ts';
import type { ServiceIngress } from '../../model.ts';
import { plainIngress } from '../../service.ts';
import { quote } from '../../shape/found.ts';
import { problem } from '../../shape/issue.ts';
import { objectName } from './object-name.ts';
import { noExpression, plain } from './text.ts';

const HOST = 'the name of a host, like wine.example.com';
const PATH = 'a path that begins with / and has letters, digits, "-", "_", "." and "~"';
const GATEWAY = 'the name of a Gateway, or namespace/name';

const ADDRESS = /^[\d.]+$/;

const host = z.string({ error: HOST }).check(({ value, issues }) => {
  const { pattern, maxLength } = objectNames;
  // `*.` in front stands for one label.
  if (isNamed(value.replace(/^\*\./, ''), { ...objectNames, pattern, maxLength }) && !ADDRESS.test(value)) return;
  const lower = value.toLowerCase();
  const advice = lower !== value && isNamed(lower, objectNames) ? `; ${quote(lower)} would do` : '';
  const message = `${quote(value)} is not ${HOST}: no address, scheme, port, path or capitals${advice}`;
  issues.push(noExpression(value) ?? problem('BAD_VALUE', value, message));
});

/** What has a meaning in the patterns of some controller is left out. */
const path = plain(PATH, /^\/([\w.~-]+(\/[\w.~-]+)*\/?)?$/).transform((value) =>
  value.length > 1 && value.endsWith('/') ? value.slice(0, -1) : value,
);

const gateway = z
  .string({ error: GATEWAY })
  .transform((value, context): NonNullable<ServiceIngress['gateway']> => {
    const [name = '', namespace, ...more] = value.split('/').reverse();
    const isRight = [name, namespace ?? name].every((part) => isNamed(part, objectNames)) && more.length === 0;
    if (!isRight) {
      const message = `${quote(value)} is not ${GATEWAY}`;
      context.issues.push(noExpression(value) ?? problem('BAD_NAME', value, message));
    }
    return { name, ...(namespace === undefined ? {} : { namespace }) };
  })
  .meta({ pattern: `^([^/]+/)?[^/]+$` });

const annotationKey = z.string().refine((text) => isNamed(text, qualifiedNames), {
  error: `the name of an annotation: ${qualifiedNames.form}`,
});

const settings = z
  .strictObject({
    host: host.exactOptional().meta({ description: 'Name that it answers to. Default: every name.' }),
    path: path.exactOptional().meta({
      description:
        'Path that it is at; the code sees what comes behind it. Default: / with a host, else /NAMESPACE/SERVICE.',
    }),
    class: objectName('IngressClass')
      .exactOptional()
      .meta({ description: "Name of an IngressClass. Default: the cluster's own." }),
    tls: objectName('Secret').exactOptional().meta({ description: 'Name of a Secret with the certificate of `host`.' }),
    annotations: z
      .record(annotationKey, z.string({ error: 'a text in quotes' }), {
        error: 'a map from names of annotations to texts',
      })
      .exactOptional()
      .meta({ description: 'For the controller, cert-manager and the like.' }),
    gateway: gateway.exactOptional().meta({
      description: 'Gateway that leads to it by an HTTPRoute, in place of an Ingress: name or namespace/name.',
    }),
  })
  .transform(({ annotations, ...value }, context): ServiceIngress => {
    for (const key of ['class', 'tls'] as const) {
      if (value.gateway === undefined || value[key] === undefined) continue;
      const why = key === 'class' ? 'a Gateway has a class of its own' : 'a Gateway has its own certificates';
      context.issues.push(problem('CONFLICT', value, `${why}; take "${key}" or "gateway" out`, [key]));
    }
    if (value.tls !== undefined && value.host === undefined) {
      context.issues.push(problem('MISSING_KEY', value, 'a certificate is for a name; add "host"', ['tls']));
    }
    return { ...plainIngress, ...value, ...(annotations && { annotations }) };
  });

export const ingress = z
  .union([z.boolean(), settings], {
    error: 'true or false, or a map with host, path, class, tls, annotations and gateway',
  })
  .transform((value) => (typeof value === 'boolean' ? (value ? plainIngress : null) : value))
  .meta({ description: 'Whether, and how, it can be reached from outside the cluster. Default false.' });
