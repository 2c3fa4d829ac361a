import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { runnerImage } from '../../../../src/backends/kubernetes/objects/runner-image.ts';
import { gitlabJob } from '../../../../src/forges/gitlab/job.ts';

const root = path.join(import.meta.dirname, '../../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const page = read('docs/gitlab.md');
const { version } = JSON.parse(read('package.json')) as { readonly version: string };

describe('the CI file for GitLab', () => {
  test('is the one that docs/gitlab.md shows', () => {
    expect(page).toContain(`# .gitlab-ci.yml\n${gitlabJob('', runnerImage(version))}`);
  });

  test.each([
    ['', ''],
    ['models/wine', ' models/wine'],
    ['my models', " './my models'"],
    ["it's: $(models) #1", String.raw` './it'\''s: $(models) #1'`],
    ['-p', " './-p'"],
  ])('names the folder "%s"', (folder, word) => {
    const reports = '--record run.json --summary report.md --junit junit.xml --code-quality code-quality.json';
    expect(parse(gitlabJob(folder, 'i'))).toMatchObject({ automl: { script: [`automl run${word} ${reports}`] } });
  });
});

describe('the files to include', () => {
  interface Job {
    readonly script: readonly string[];
    readonly rules: readonly { readonly if?: string }[];
    readonly variables?: Readonly<Record<string, string>>;
    readonly artifacts?: unknown;
    readonly needs?: unknown;
    readonly environment?: unknown;
  }
  type Pipeline = Readonly<Record<string, Job>>;
  interface Spec {
    readonly spec: { readonly inputs: Readonly<Record<string, { readonly default: string | boolean }>> };
  }

  const include = parse(read('gitlab/automl.gitlab-ci.yml')) as Pipeline;
  const [head = '', body = ''] = read('gitlab/templates/automl/template.yml').split(/^---$/m);
  const { inputs } = (parse(head) as Spec).spec;
  /** As a project gets it that says nothing. */
  const component = parse(
    body.replaceAll(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name: string) => String(inputs[name]?.default)),
  ) as Pipeline;

  test('have the same jobs, and the one that is written', () => {
    const written = (parse(gitlabJob('', 'i')) as Pipeline)['automl'];
    expect(written).toMatchObject({ rules: include['.automl']?.rules, artifacts: include['.automl']?.artifacts });
    for (const key of ['script', 'rules', 'artifacts'] as const)
      expect(component['automl']?.[key]).toEqual(include['.automl']?.[key]);
    for (const name of ['automl:preview', 'automl:stop']) {
      const wanted = (pipeline: Pipeline) =>
        JSON.stringify(pipeline[name]?.rules).replace('\\"false\\"', '$AUTOML_PREVIEWS');
      expect(wanted(component)).toBe(wanted(include));
      const { script, needs, environment, variables } = include[name] ?? {};
      expect(component[name]).toMatchObject({ script, needs, environment, variables });
    }
  });

  test('stop an environment also where neither its branch nor artifacts of the run are there any more', () => {
    expect(include['automl:stop']).toMatchObject({ needs: [], variables: { GIT_STRATEGY: 'none' } });
    expect(include['automl:preview']).toMatchObject({
      // A project may take the job itself out of some of its pipelines.
      needs: [{ job: 'automl', artifacts: false, optional: true }],
      rules: [{ when: 'always' }],
    });
  });

  test('use the image of this version', () => {
    expect(inputs['image']?.default).toBe(runnerImage(version));
    expect(include['variables']).toEqual({ AUTOML_IMAGE: runnerImage(version) });
  });

  test('hand settings on as variables, so that no text of them is a command', () => {
    const texts = body.split('\n').filter((line) => line.includes('inputs.') && !/^\$\[\[/.test(line));
    const places = new Set(texts.map((line) => line.trim().split(':')[0]));
    expect([...places].filter((place) => place?.startsWith('AUTOML_') !== true)).toEqual([
      'stage',
      'image',
      'needs',
      'environment',
      '- if',
    ]);
    expect(JSON.stringify(Object.values(component).map(({ script }) => script))).not.toContain('inputs.');
    for (const variable of body.matchAll(/\$AUTOML_(\w+)/g))
      expect(['TARGET', 'BACKEND', 'CONTEXT', 'NAMESPACE', 'ARGS']).toContain(variable[1]);
  });
});
