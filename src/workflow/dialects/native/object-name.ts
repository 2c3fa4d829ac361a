/** Names that Kubernetes has rules for, each in the words of the place where it stands. */
import { z } from 'zod';
import { dataKeys, isNamed, labelValues, type NameRule, objectNames, qualifiedNames } from '../../kubernetes-name.ts';
import { cleanSecretName } from '../../names.ts';
import { quote } from '../../shape/found.ts';
import { problem } from '../../shape/issue.ts';
import { noExpression } from './text.ts';

/** @param what `the name of a Secret` */
function named(what: string, rule: NameRule, advice: (text: string) => string = () => '') {
  return z
    .string({ error: what })
    .check(({ value, issues }) => {
      if (isNamed(value, rule)) return;
      const message = `${quote(value)} is not ${what}: ${rule.form}${advice(value)}`;
      issues.push(noExpression(value) ?? problem('BAD_NAME', value, message));
    })
    .meta({ pattern: rule.pattern.source, maxLength: rule.maxLength });
}

/** @param kind as Kubernetes writes it: `Secret` */
export function objectName(kind: string) {
  return named(`the name of a ${kind}`, objectNames, (text) => {
    const clean = cleanSecretName(text);
    return isNamed(clean, objectNames) ? `; ${quote(clean)} would do` : '';
  });
}

/** @param kind `Secret` or `ConfigMap` */
export function dataKey(kind: string) {
  return named(`a key of a ${kind}`, dataKeys);
}

export const taintKey = named('the key of a taint', qualifiedNames);
export const taintValue = named('the value of a taint', labelValues);

/** The message is joined to the key. */
export const labelKey = z
  .string()
  .refine((text) => isNamed(text, qualifiedNames), { error: `the key of a label: ${qualifiedNames.form}` })
  .meta({ pattern: qualifiedNames.pattern.source, maxLength: qualifiedNames.maxLength });

/** Kubernetes wants texts; `gpu: true` is what people write. */
export const labelValue = z
  .union([z.string(), z.number(), z.boolean()], { error: 'a text, a number, true or false' })
  .transform(String)
  .pipe(named('the value of a label', labelValues));
