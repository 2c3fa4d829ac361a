/** The rules for names that the API server checks: k8s.io/apimachinery/pkg/util/validation. */

export interface NameRule {
  readonly pattern: RegExp;
  /** characters */
  readonly maxLength: number;
  /** The rule in words: what comes behind "not the name of a Secret: ". */
  readonly form: string;
}

const SUBDOMAIN = '[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*';
const LABEL = '[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?';
const ENDS = 'with a letter or digit at both ends';

/** Of most objects: a DNS-1123 subdomain. */
export const objectNames: NameRule = {
  pattern: new RegExp(`^${SUBDOMAIN}$`),
  maxLength: 253,
  form: `a-z, 0-9, "-" and ".", 253 characters at most, ${ENDS}`,
};

/** Of labels, taints and resources: a name, or `example.com/name`. */
export const qualifiedNames: NameRule = {
  pattern: new RegExp(`^((?=[^/]{1,253}/)${SUBDOMAIN}/)?${LABEL}$`),
  maxLength: 253 + 1 + 63,
  form: `letters, digits, "-", "_" and ".", 63 characters at most, after a domain and "/" if it has one`,
};

/** Of labels and taints. It may be empty. */
export const labelValues: NameRule = {
  pattern: new RegExp(`^(${LABEL})?$`),
  maxLength: 63,
  form: `letters, digits, "-", "_" and ".", 63 characters at most, ${ENDS}`,
};

/** Of the entries of Secrets and ConfigMaps. */
export const dataKeys: NameRule = {
  pattern: /^(?!\.$|\.\.)[A-Za-z0-9_.-]+$/,
  maxLength: 253,
  form: 'letters, digits, "-", "_" and ".", 253 characters at most',
};

export function isNamed(text: string, { pattern, maxLength }: NameRule): boolean {
  return text.length <= maxLength && pattern.test(text);
}
