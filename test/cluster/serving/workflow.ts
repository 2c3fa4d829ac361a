/** The workflow files of the services under test. */

/** Steps by stage: see app.py. */
export function workflowOf(name: string, image: string, stages: Readonly<Record<string, readonly object[]>>): object {
  return { name, defaults: { image, resources: { cpu: 0.05, memory: '100Mi' } }, stages };
}

/** A step that runs Flask's own server. @param settings of the step @param service settings over the port */
export function flask(name: string, settings: object = {}, service: object = {}): object {
  return { name, run: 'app.py', ...settings, service: { port: 5000, ...service } };
}

/** A step that runs gunicorn, with more than one request at a time, since askers are slow too. */
export function gunicorn(name: string, settings: object = {}, service: object = {}): object {
  const command = ['gunicorn', '--bind=0.0.0.0:5000', '--threads=8', 'app:app'];
  return { name, command, ...settings, service: { port: 5000, ...service } };
}
