/** What the verbs that look into a cluster, or delete from it, load at once when they are called, and not before. */
export { AnchorWatch } from '../driving/anchor-watch.ts';
export { findRun } from '../driving/find-run.ts';
export { Follower } from '../driving/follower.ts';
export { readPlan } from '../driving/stored-run.ts';
export { OpenLogs } from '../open-logs.ts';
export { projectsOf, removeProject } from '../remove-project.ts';
export { removeRun } from '../remove-run.ts';
export { removeService } from '../remove-service.ts';
export { deployedEnvironments } from './environments.ts';
export { namesOf } from './names.ts';
export { resourcesOf } from './resources.ts';
export { RunPods } from './run-pods.ts';
export { newestRun, storedRun, storedRuns } from './runs.ts';
export { serviceDetail } from './service-detail.ts';
export { followServiceLogs, previousServiceLogs, readServiceLogs } from './service-logs.ts';
export { deployedServices, findService } from './services.ts';
export { knownWorkflows } from './workflows.ts';
