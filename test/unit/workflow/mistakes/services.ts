/** Replicas, probes and ingress of a service. */
import { stepFile as step, topFile as top } from '../read.ts';
import type { Case } from './case.ts';

const service = (keys: string): string => step('run: a.py', `service: {port: 80, ${keys}}`);

export const services: readonly Case[] = [
  [
    'no replicas',
    service('replicas: 0'),
    ['7:37 error BAD_VALUE "replicas" must be a whole number, 1 or more, not the number 0'],
  ],
  [
    'fewer at most than at least',
    service('replicas: {min: 5, max: 2}'),
    ['7:43 error MIN_OVER_MAX min 5 is above max 2'],
  ],
  [
    'replicas without an end',
    service('replicas: {min: 5}'),
    ['7:27 error MISSING_KEY "max" is missing in "replicas": a whole number, 1 or more'],
  ],
  [
    'more CPU than there can be',
    service('replicas: {max: 5, cpu: 1001}'),
    ['7:51 error BAD_VALUE "cpu" must be a whole number of percent, 1 to 1000, not the number 1001'],
  ],
  [
    'CPU as a text',
    service('replicas: {max: 5, cpu: 70%}'),
    ['7:51 error WRONG_TYPE "cpu" must be a whole number of percent, 1 to 1000, not the text "70%"'],
  ],
  [
    'replicas by CPU, and none is asked for',
    service('replicas: {max: 5}'),
    [
      '7:27 error MISSING_KEY replicas are added at 80 % of the CPU that the step asks for, and it asks for none; add resources: {cpu: ...}',
    ],
  ],
  [
    'replicas by CPU with the CPU of the defaults',
    top('defaults: {resources: {cpu: 1}}', 'finally: [{name: f, run: a.py}]').replace(
      '{name: s, run: a.py}',
      '{name: s, run: a.py, service: {port: 80, replicas: {max: 2}}}',
    ),
    [],
  ],
  [
    'an ingress that is a text',
    service('ingress: "yes"'),
    [
      '7:36 error WRONG_TYPE "ingress" must be true or false, or a map with host, path, class, tls, annotations and gateway, not the text "yes"',
    ],
  ],
  [
    'an address for a host',
    service('ingress: {host: "https://a.example.com"}'),
    [
      '7:43 error BAD_VALUE "https://a.example.com" is not the name of a host, like wine.example.com: no address, scheme, port, path or capitals',
    ],
  ],
  [
    'a number for a host',
    service('ingress: {host: 10.0.0.1}'),
    [
      '7:43 error BAD_VALUE "10.0.0.1" is not the name of a host, like wine.example.com: no address, scheme, port, path or capitals',
    ],
  ],
  [
    'capitals in a host',
    service('ingress: {host: Wine.example.com}'),
    [
      '7:43 error BAD_VALUE "Wine.example.com" is not the name of a host, like wine.example.com: no address, scheme, port, path or capitals; "wine.example.com" would do',
    ],
  ],
  [
    'an expression in a host',
    service('ingress: {host: "${{ git.ref }}.example.com"}'),
    [
      '7:43 error EXPRESSION_NOT_HERE an expression is not rendered here, only in args, command, env, when and for_each',
    ],
  ],
  [
    'a path without its slash',
    service('ingress: {path: wine}'),
    [
      '7:43 error BAD_VALUE "path" must be a path that begins with / and has letters, digits, "-", "_", "." and "~", not the text "wine"',
    ],
  ],
  [
    'a pattern for a path',
    service('ingress: {path: "/wine(/|$)(.*)"}'),
    [
      '7:43 error BAD_VALUE "path" must be a path that begins with / and has letters, digits, "-", "_", "." and "~", not the text "/wine(/|$)(.*)"',
    ],
  ],
  [
    'a certificate for no name',
    service('ingress: {tls: wine-tls}'),
    ['7:42 error MISSING_KEY a certificate is for a name; add "host"'],
  ],
  [
    'true for a certificate',
    service('ingress: {host: a.example.com, tls: true}'),
    ['7:63 error WRONG_TYPE "tls" must be the name of a Secret, not true'],
  ],
  [
    'a Gateway with a class',
    service('ingress: {gateway: web, class: nginx}'),
    ['7:58 error CONFLICT a Gateway has a class of its own; take "class" or "gateway" out'],
  ],
  [
    'a Gateway with a certificate',
    service('ingress: {gateway: web, host: a.example.com, tls: wine-tls}'),
    ['7:77 error CONFLICT a Gateway has its own certificates; take "tls" or "gateway" out'],
  ],
  [
    'a Gateway of three parts',
    service('ingress: {gateway: a/b/c}'),
    ['7:46 error BAD_NAME "a/b/c" is not the name of a Gateway, or namespace/name'],
  ],
  [
    'a number in an annotation',
    service('ingress: {annotations: {example.com/size: 5}}'),
    ['7:69 error WRONG_TYPE "example.com/size" must be a text in quotes, not the number 5'],
  ],
  [
    'an annotation whose name is none',
    service('ingress: {annotations: {"a b": c}}'),
    [
      '7:51 error BAD_NAME "a b" is not the name of an annotation: letters, digits, "-", "_" and ".", 63 characters at most, after a domain and "/" if it has one',
    ],
  ],
  [
    'a misspelt key of an ingress',
    service('ingress: {hots: a.example.com}'),
    ['7:37 error UNKNOWN_KEY the key "hots" is not known in "ingress"; did you mean "host"?'],
  ],
  [
    'a probe without a path',
    service('health: up'),
    ['7:35 error BAD_VALUE "health" must be an HTTP path that begins with /, not the text "up"'],
  ],
  [
    'half a second',
    service('health: {period: 0.5}'),
    ['7:44 error BAD_DURATION 0.5 s is no whole number of seconds, 1 or more: Kubernetes counts nothing else here'],
  ],
  [
    'no second',
    service('health: {timeout: 0}'),
    ['7:45 error BAD_DURATION 0 s is no whole number of seconds, 1 or more: Kubernetes counts nothing else here'],
  ],
  [
    'true for liveness',
    service('liveness: true'),
    [
      '7:37 error BAD_VALUE "liveness" must be false, a path that begins with /, or a map with path, period, timeout and failures, not true',
    ],
  ],
  [
    'a drain of less than a second',
    service('drain: 500ms'),
    [
      '7:34 error BAD_DURATION "500ms" is not a duration; write a number of seconds or a text like "90s", "10m" or "1h30m"',
    ],
  ],
];
