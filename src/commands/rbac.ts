/** `automl rbac`: the rights that a file needs, as a manifest for who may give them. */
import { findConnection } from '../backends/kubernetes/client/connection.ts';
import { grantObjects } from '../backends/kubernetes/rights/grant.ts';
import { manifestJson, manifestYaml } from '../backends/kubernetes/rights/manifest.ts';
import { exitCode, type ExitCode } from '../errors.ts';
import type { ConnectionRequest } from './choose-setup.ts';
import { grantOf, type GrantRequest } from './granting.ts';
import type { World } from './world.ts';

export interface RbacRequest extends GrantRequest, ConnectionRequest {
  readonly output: 'yaml' | 'json';
}

/** No cluster is asked. @throws AutomlError @throws InvalidFile */
export function rbac(request: RbacRequest, world: World): ExitCode {
  const objects = grantObjects(grantOf(request, namespaceOf(request, world), world));
  world.out.write(request.output === 'json' ? manifestJson(objects) : manifestYaml(objects));
  return exitCode.ok;
}

/** As a run would find it. */
function namespaceOf(request: ConnectionRequest, { env, cwd, userHome }: World): string {
  if (request.namespace !== undefined) return request.namespace;
  return findConnection({ ...request, home: userHome, cwd }, env)?.namespace ?? 'default';
}
