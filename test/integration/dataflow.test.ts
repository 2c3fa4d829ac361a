import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { isAlive, Project, until } from './project.ts';

jest.setTimeout(60_000);
let project: Project;
afterEach(() => {
  project.remove();
});

describe('what goes from step to step', () => {
  test('files, folders and values arrive, with their hashes in the record', async () => {
    project = new Project({
      'automl.yaml': `name: flow
stages:
  make:
    - name: make
      command: 'mkdir out; echo one > out/a; echo two > out/b; echo csv > t.csv; echo "rows=42" >> "$AUTOML_OUTPUT"'
      outputs: {folder: out/, table: t.csv, rows: {type: int}}
  use:
    - name: use
      command: 'cat "$AUTOML_INPUTS/folder/b" "$AUTOML_INPUTS/t"; echo rows=\${{ steps.make.outputs.rows }}'
      inputs: {folder: make.folder, t: make.table}
      when: \${{ steps.make.outputs.rows > 40 }}
    - name: not
      command: "true"
      when: \${{ steps.make.outputs.rows > 50 }}
`,
    });
    const ended = await project.run();
    expect(ended.record.state).toBe('succeeded');
    expect(ended.out).toMatch(/two\n.*csv\n.*rows=42\n/);
    expect(ended.step('not').state).toBe('skipped');
    expect(ended.step('make').artifacts['table']).toMatchObject({
      kind: 'file',
      bytes: 4,
      // printf 'csv\n' | sha256sum
      sha256: '46865fa6471cf7300bb2fd0035c0d2b39dc1de3a94235ebedfc3f57ed97331ba',
    });
    expect(ended.step('make').artifacts['folder']).toMatchObject({ kind: 'folder', files: 2, bytes: 8 });
  });

  test('a list made at run time fans out, and its children come back as one', async () => {
    project = new Project({
      'automl.yaml': `name: fan
stages:
  list:
    - {name: list, command: 'echo ''names=["a","b","c"]'' >> "$AUTOML_OUTPUT"', outputs: {names: {type: json}}}
  each:
    - name: each
      for_each: \${{ steps.list.outputs.names }}
      command: 'echo "item \${{ item }} is number $AUTOML_ITERATION" | tee part.txt; echo "n=$AUTOML_ITERATION" >> "$AUTOML_OUTPUT"'
      outputs: {part: part.txt, n: {type: int}}
  join:
    - {name: join, command: 'cat "$AUTOML_INPUTS"/parts/*', inputs: {parts: each.part}}
`,
    });
    const ended = await project.run();
    expect(ended.record.state).toBe('succeeded');
    expect(ended.step('each').children?.map((child) => child.item)).toEqual(['a', 'b', 'c']);
    expect(ended.step('each').outputs).toEqual({ n: [1, 2, 3] });
    expect((await project.automl('logs', '--step', 'join')).out).toBe(
      'item a is number 1\nitem b is number 2\nitem c is number 3\n',
    );
  });

  test('a sweep finds the best child and hands on its model; a gate judges it', async () => {
    project = new Project({
      'automl.yaml': `name: sweep
params: {alpha: 0.5, beta: 1}
stages:
  train:
    - name: fit
      run: fit.py
      sweep: {params: {alpha: [0.1, 0.5, 0.9], beta: [1, 2]}, select: min.rmse, parallel: 2}
      outputs: {model: model.txt}
      gate: {rmse: {max: 0.3}}
  use:
    - {name: use, command: 'cat "$AUTOML_INPUTS/model"', inputs: {model: fit.model}}
`,
      'fit.py': `import automl
alpha, beta = automl.param("alpha", 0.0), automl.param("beta", 0)
automl.metric("rmse", abs(alpha - 0.5) + beta / 10)
open("model.txt", "w").write(f"model {alpha} {beta}\\n")
`,
    });
    const ended = await project.run();
    expect(ended.record.state).toBe('succeeded');
    expect(ended.step('fit')).toMatchObject({ best: 2, metrics: { rmse: 0.1 } });
    expect(ended.step('fit').children?.map((child) => child.params)).toEqual([
      { alpha: 0.1, beta: 1 },
      { alpha: 0.5, beta: 1 },
      { alpha: 0.9, beta: 1 },
      { alpha: 0.1, beta: 2 },
      { alpha: 0.5, beta: 2 },
      { alpha: 0.9, beta: 2 },
    ]);
    expect((await project.automl('logs', '--step', 'use')).out).toBe('model 0.5 1\n');
  });

  test('a gate that is not met fails the run and holds back what follows', async () => {
    project = new Project({
      'automl.yaml': `name: gated
stages:
  train: [{name: fit, command: 'echo ''{"rmse": 0.95}'' >> "$AUTOML_METRICS"', gate: {rmse: {max: 0.9}}}]
  serve: [{name: api, command: "sleep 60", service: {port: 5000}}]
`,
    });
    const ended = await project.run();
    expect(ended.code).toBe(1);
    expect(ended.step('fit')).toMatchObject({ state: 'failed', metrics: { rmse: 0.95 } });
    expect(ended.step('fit').reason).toContain('rmse 0.95 is above max 0.9');
    expect(ended.step('api')).toMatchObject({ state: 'skipped', reason: 'fit failed' });
  });

  test('a step is tried again, each attempt with its own log', async () => {
    project = new Project({
      'automl.yaml': `name: retry
stages:
  a: [{name: flaky, command: 'echo attempt $AUTOML_ATTEMPT; test "$AUTOML_ATTEMPT" = 2', retries: {limit: 2, backoff: 0}}]
`,
    });
    const ended = await project.run();
    expect(ended.step('flaky').attempts.map(({ state }) => state)).toEqual(['failed', 'succeeded']);
    expect((await project.automl('logs', '--step', 'flaky', '--attempt', '1')).out).toBe('attempt 1\n');
    expect((await project.automl('logs', '--step', 'flaky')).out).toBe('attempt 2\n');
  });

  test('a failure stops at once with --fail-fast, and finally steps run all the same', async () => {
    project = new Project({
      'automl.yaml': `name: fast
stages:
  a:
    - {name: slow, command: [sleep, "60"]}
    - {name: bad, command: "exit 1"}
finally:
  - {name: clean, command: "true"}
  - {name: alarm, command: "echo \${{ run.state }}", on_failure: true}
`,
    });
    const ended = await project.run('--fail-fast', '--parallel', '4');
    expect(ended.record.steps.map(({ name, state }) => [name, state])).toEqual([
      ['slow', 'cancelled'],
      ['bad', 'failed'],
      ['clean', 'succeeded'],
      ['alarm', 'succeeded'],
    ]);
  });
});

describe('secrets', () => {
  test('reach the step and no output, in any of their forms', async () => {
    const value = 'hunter2-"quoted"-secret';
    project = new Project({
      'automl.yaml': `name: s
stages:
  a:
    - name: leak
      run: leak.py
      secrets: [db]
`,
      'leak.py': `import base64, json, os, sys
secret = os.environ["PASSWORD"]
print(len(secret), secret)
print(base64.b64encode(secret.encode()).decode())
print(json.dumps({"password": secret}))
open(os.environ["AUTOML_SUMMARY"], "w").write(f"the password is {secret}")
raise ValueError(secret)
`,
      '.automl/secrets/db.env': `PASSWORD='${value}'\n`,
    });
    const ended = await project.run();
    expect(ended.out).toContain(`${value.length} ***`);
    const forms = [value, Buffer.from(value).toString('base64').slice(4, -4), JSON.stringify(value).slice(1, -1)];
    const seen = [
      ended.out,
      ended.err,
      JSON.stringify(ended.record),
      ended.summary,
      (await project.automl('logs')).out,
    ];
    for (const form of forms) for (const text of seen) expect(text).not.toContain(form);
  });

  test('that git tracks are refused', async () => {
    project = new Project({
      'automl.yaml': 'name: s\nstages:\n  a: [{name: x, command: "true", secrets: [db]}]\n',
      '.automl/secrets/db.env': 'A=1\n',
    });
    for (const args of [
      ['init', '-q'],
      ['add', '-f', '.'],
    ])
      spawnSync('git', args, { cwd: project.folder });
    const ended = await project.automl('run');
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.err).toContain('git rm --cached .automl/secrets/db.env');
  });
});

describe('a service', () => {
  const server = `import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"class_0")
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
`;
  const workflow = (smoke: string) => `name: serving
stages:
  serve: [{name: api, run: serve.py, service: {port: 18080, smoke: {path: /, ${smoke}}}}]
`;

  test('is started, asked, reported and stopped', async () => {
    project = new Project({ 'automl.yaml': workflow('contains: class_0'), 'serve.py': server });
    const ended = await project.run();
    expect(ended.step('api')).toMatchObject({ state: 'succeeded', kind: 'service' });
    expect(ended.step('api').service?.smoke).toMatchObject({ status: 200, body: 'class_0' });
    const url = ended.step('api').service?.url ?? '';
    await expect(fetch(url)).rejects.toThrow();
  });

  test('whose answer is not the promised one fails the run', async () => {
    project = new Project({ 'automl.yaml': workflow('contains: class_9'), 'serve.py': server });
    const ended = await project.run();
    expect(ended.step('api').state).toBe('failed');
    expect(ended.step('api').reason).toContain('class_9');
  });

  test('that ends before it listens says why', async () => {
    project = new Project({ 'automl.yaml': workflow('status: 200'), 'serve.py': 'raise RuntimeError("no model")\n' });
    const ended = await project.run();
    expect(ended.step('api').state).toBe('failed');
    expect(ended.step('api').reason).toContain('RuntimeError');
  });

  test('stays up with --keep-services until an interrupt', async () => {
    project = new Project({
      'automl.yaml': workflow('contains: class_0'),
      'serve.py': `import os\nopen(os.environ["PIDFILE"], "w").write(str(os.getpid()))\n${server}`,
    });
    const pidFile = `${project.folder}/pid`;
    const { child, ended } = project.start(['run', '--keep-services', '--record', 'record.json'], { PIDFILE: pidFile });
    let shown = '';
    child.stderr?.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    await until(() => shown.includes('services are running'), 'the run to end');
    const pid = Number(project.read('pid'));
    expect(isAlive(pid)).toBe(true);
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out).toContain('succeeded');
    expect(isAlive(pid)).toBe(false);
  });
});
