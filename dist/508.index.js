export const id = 508;
export const ids = [508];
export const modules = {

/***/ 6508:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kubernetesSetup: () => (/* binding */ kubernetesSetup)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/stored-run.ts
var stored_run = __webpack_require__(1331);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(2345);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/owner.ts
var owner = __webpack_require__(710);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/secret.ts
var secret = __webpack_require__(6213);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/capacity.ts + 2 modules
var preflight_capacity = __webpack_require__(1192);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/missing-rights.ts
var missing_rights = __webpack_require__(9076);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/named-objects.ts
var named_objects = __webpack_require__(2758);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/namespace.ts
var preflight_namespace = __webpack_require__(3097);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/project.ts
var project = __webpack_require__(7471);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/rights.ts
var preflight_rights = __webpack_require__(5971);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/store.ts
var preflight_store = __webpack_require__(687);
;// CONCATENATED MODULE: ./src/backends/kubernetes/preflight/preflight.ts







/** @throws ApiError when the cluster can't be asked at all */
async function preflight(plan, { api, files, ownSecrets }) {
    const rights = (0,preflight_rights/* rightsFor */.x)(plan, { ownSecrets: ownSecrets.size > 0 });
    const [namespace, missing, objects, capacity, store] = await Promise.all([
        (0,preflight_namespace/* readNamespace */.o)(api),
        (0,missing_rights/* missingRights */.o7)(api, rights.filter(({ need }) => need !== 'optional')),
        (0,named_objects/* refuseMissingObjects */.d)(plan, api, ownSecrets),
        (0,preflight_capacity/* judgeCapacity */.s)(plan, api),
        (0,preflight_store/* needsStore */.jC)(plan) ? (0,preflight_store/* storeProblem */.H9)(plan, api) : null,
    ]);
    const refusals = (0,project/* refuseByProject */.B)(plan, files);
    const { assignsUsers, problem } = namespace;
    // In a namespace that is not there everything is missing: that is one problem, not twenty.
    if (problem !== null) {
        return { refused: refusals.toMap(), warnings: [], problems: [problem], namespace: { assignsUsers } };
    }
    refusals.addAll(objects);
    if (store !== null)
        for (const step of plan.steps.filter(preflight_store/* keepsFiles */.s7))
            refusals.add(step.name, store);
    refusals.addAll(capacity.refusals);
    const lacks = await (0,missing_rights/* rightsSentence */.vS)(api, (missing ?? []).filter(({ need }) => need === 'required'));
    return {
        refused: refusals.toMap(),
        warnings: [...capacity.warnings, ...rightsWarnings(missing)],
        problems: lacks === null ? [] : [lacks],
        namespace: { assignsUsers },
    };
}
function rightsWarnings(missing) {
    if (missing === null)
        return ['the cluster does not say which rights the account has: a right that is missing shows when it is used'];
    const events = missing.some(({ need, resource }) => need === 'wanted' && resource === 'events');
    return events ? ['the account may not read events: why a pod waits will stay unknown'] : [];
}

// EXTERNAL MODULE: ./src/backends/kubernetes/run-objects.ts + 5 modules
var run_objects = __webpack_require__(1717);
// EXTERNAL MODULE: ./src/backends/local/secrets.ts
var local_secrets = __webpack_require__(1280);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/records/file-store.ts + 4 modules
var file_store = __webpack_require__(3226);
// EXTERNAL MODULE: ./src/records/run-id.ts
var run_id = __webpack_require__(9029);
// EXTERNAL MODULE: ./src/commands/begun-run.ts
var begun_run = __webpack_require__(7899);
// EXTERNAL MODULE: ./src/commands/cluster-run.ts + 57 modules
var cluster_run = __webpack_require__(8690);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./src/commands/owner.ts
/** Whose objects a run makes: the repository, as its forge or its origin names it. */

async function ownerOf({ repository }, place, world) {
    const { root, file, environment } = place;
    if (repository !== undefined) {
        const { forge, id, name } = repository;
        return { forge, repository: id, ...(name === undefined ? {} : { name }), file, environment };
    }
    const origin = parseRemote(await originOf(root));
    // Without a forge a folder is all that tells two projects apart.
    const { forge, path } = origin ?? { forge: 'local', path: `${world.host}:${root}` };
    return { forge, repository: path, file, environment };
}
/** `git@host:a/b.git`, `ssh://git@host:22/a/b` and `https://user@host/a/b` name the same. Null for anything else. */
function parseRemote(url) {
    const [, host, path] = /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+?)(?:\.git)?\/?$/.exec(url) ??
        /^(?:[^@/\s]+@)([^:/\s]+):(.+?)(?:\.git)?\/?$/.exec(url) ??
        [];
    return host === undefined || path === undefined ? null : { forge: host.toLowerCase(), path };
}
/** '' where there is none. */
function originOf(root) {
    return new Promise((resolve) => {
        (0,external_node_child_process_.execFile)('git', ['-C', root, 'config', '--get', 'remote.origin.url'], (error, stdout) => {
            resolve(error === null ? stdout.trim() : '');
        });
    });
}

// EXTERNAL MODULE: ./src/commands/run-key.ts
var run_key = __webpack_require__(965);
;// CONCATENATED MODULE: ./src/commands/setup-kubernetes.ts
/** Runs in a cluster. */

















/** The cluster's scheduler and quota decide how many pods run; this only bounds what is asked of the API server at once. */
const stepsAtOnce = 200;
async function kubernetesSetup(request, cluster, root, world) {
    const { id, isBegun } = await chooseRun(request, cluster, root, world);
    return {
        backend: 'kubernetes',
        place: `kubernetes ${cluster.api.namespace}`,
        parallel: stepsAtOnce,
        runId: id,
        begun: isBegun ? await (0,begun_run.begunRun)(cluster, id, world) : null,
        prepare: (plan, source) => prepare(plan, source, request, cluster, world),
        close: () => cluster.close(),
    };
}
/**
 * A key names one run after another: each time that it is used again when the run before is over, it stands for the
 * next; until then for that one.
 */
async function chooseRun(request, { api }, root, world) {
    const runKey = request.runKey ?? (0,run_key/* gitlabRunKey */.A)(request, world.env);
    if (runKey === null)
        return { id: (0,run_id/* newWideRunId */._h)(world.random), isBegun: false };
    for (let generation = 1;; generation++) {
        const id = (0,owner/* runId */.Vz)(`${runKey}#${String(generation)}`);
        if ((await api.get('ConfigMap', (0,names/* anchorName */.HY)(id))) !== null) {
            if (!(await (0,stored_run/* isOver */.PU)(api, id)))
                return { id, isBegun: true };
        }
        else if (!(0,external_node_fs_.existsSync)(external_node_path_default().join((0,file_store/* runsFolder */.Xc)(root), id)))
            return { id, isBegun: false };
    }
}
async function prepare(plan, source, request, cluster, world) {
    const { api } = cluster;
    // Only what was given for this run: the files below .automl/ are for runs on this machine.
    const secrets = await (0,local_secrets/* readSecrets */.ql)([], {
        files: request.secretFiles,
        lines: request.secretLines,
        root: source.root,
        cwd: world.cwd,
        isTracked: () => Promise.resolve(false),
    });
    const owner = await ownerOf(request, { root: source.root, file: plan.file, environment: plan.environment }, world);
    const found = await preflight(plan, { api, files: source.files, ownSecrets: new Set(secrets.keys()) });
    if (found.problems.length > 0)
        throw new errors/* AutomlError */.nS('PREFLIGHT', found.problems.join('\n'));
    let isNew = false;
    const run = new cluster_run/* ClusterRun */.C({
        cluster,
        world,
        end: (other, reason) => (0,begun_run/* endRun */.l)(cluster, other, reason, world),
        note: (sentence) => {
            if (request.logLevel === 'debug')
                world.err.write(`${sentence}\n`);
        },
        anchor: async (running) => {
            (0,secret/* refuseEmptySecrets */.l)(secrets);
            const anchored = await (0,run_objects/* createAnchor */.WU)(api, running, owner);
            isNew = anchored.created;
            return anchored;
        },
        begin: async (fenced, anchored, running) => {
            try {
                return await (0,run_objects/* createRunObjects */.MM)({
                    api: fenced,
                    plan: running,
                    owner,
                    source,
                    runner: external_node_path_default().join(world.home, 'runner'),
                    secrets,
                    needsStore: (0,preflight_store/* needsStore */.jC)(running),
                    assignsUsers: found.namespace.assignsUsers,
                    grace: request.grace ?? 10,
                    verbose: request.logLevel === 'debug',
                }, anchored);
            }
            catch (error) {
                // One that was there before may have been begun by somebody else.
                if (isNew)
                    await (0,run_objects/* removeAnchor */.cZ)(fenced, anchored);
                throw error;
            }
        },
    });
    return { refused: found.refused, warnings: found.warnings, open: (open) => run.open(open) };
}


/***/ })

};
