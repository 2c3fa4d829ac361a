export const id = 744;
export const ids = [744];
export const modules = {

/***/ 73883:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ checkCluster)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/service.ts
var service = __webpack_require__(9778);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/capacity.ts + 1 modules
var preflight_capacity = __webpack_require__(90865);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/exposure.ts
var preflight_exposure = __webpack_require__(78953);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/missing-rights.ts
var missing_rights = __webpack_require__(69076);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/named-objects.ts
var named_objects = __webpack_require__(62758);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/namespace.ts
var preflight_namespace = __webpack_require__(43097);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/project.ts
var project = __webpack_require__(97471);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/rights.ts + 2 modules
var preflight_rights = __webpack_require__(15359);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/store.ts
var preflight_store = __webpack_require__(10687);
;// CONCATENATED MODULE: ./src/backends/kubernetes/preflight/preflight.ts








/** @throws ApiError when the cluster can't be asked at all */
async function preflight(plan, { api, files, ownSecrets }) {
    const rights = (0,preflight_rights/* rightsFor */.xQ)(plan, { ownSecrets: ownSecrets.size > 0 });
    const [namespace, missing, objects, capacity, exposure, store] = await Promise.all([
        (0,preflight_namespace/* readNamespace */.o)(api),
        (0,missing_rights/* missingRights */.o7)(api, rights.filter(({ need }) => need !== 'optional')),
        (0,named_objects/* refuseMissingObjects */.d)(plan, api, ownSecrets),
        (0,preflight_capacity/* judgeCapacity */.s)(plan, api),
        (0,preflight_exposure/* judgeExposure */.Z)(plan, api),
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
    refusals.addAll(exposure.refusals);
    const lacks = await (0,missing_rights/* rightsSentence */.vS)(api, (missing ?? []).filter(({ need }) => need === 'required'), { file: plan.file, ownSecrets });
    return {
        refused: refusals.toMap(),
        warnings: [...capacity.warnings, ...exposure.warnings, ...rightsWarnings(missing)],
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

// EXTERNAL MODULE: ./src/backends/kubernetes/serving/commit-order.ts
var commit_order = __webpack_require__(57301);
// EXTERNAL MODULE: ./src/backends/local/secrets.ts
var local_secrets = __webpack_require__(41280);
// EXTERNAL MODULE: ./src/source/git.ts
var git = __webpack_require__(55521);
// EXTERNAL MODULE: ./src/commands/owner.ts
var commands_owner = __webpack_require__(68381);
;// CONCATENATED MODULE: ./src/commands/cluster-check.ts






async function checkCluster(plan, source, request, api, world) {
    // Only what was given for this run: the files below .automl/ are for runs on this machine.
    const secrets = await (0,local_secrets/* readSecrets */.ql)([], {
        files: request.secretFiles,
        lines: request.secretLines,
        root: source.root,
        cwd: world.cwd,
        isTracked: () => Promise.resolve(false),
    });
    const owner = await (0,commands_owner/* ownerOf */.bf)(request, { root: source.root, file: plan.file, environment: plan.environment }, world);
    const found = await preflight(plan, { api, files: source.files, ownSecrets: new Set(secrets.keys()) });
    const isBefore = ({ commit }, other) => commit.head === null ? Promise.resolve(null) : (0,git/* isAncestor */.QX)(source.root, commit.head, other);
    const common = { owner, secrets, isBefore, allowsOlder: request.allowOlder === true, grace: request.grace ?? 10 };
    if (found.problems.length > 0)
        return { ...found, ...common };
    const refused = new Map(found.refused);
    const serving = plan.steps.filter((step) => step.skip === undefined && (0,service/* isService */.kd)(step));
    const order = { ...common, commit: plan.commit, isBefore: (other) => isBefore(plan, other) };
    const older = serving.length === 0 ? null : await (0,commit_order/* olderCommit */.C)(api, owner, order);
    if (older !== null)
        for (const { name } of serving)
            refused.set(name, older.message);
    return { ...found, ...common, refused };
}


/***/ }),

/***/ 80744:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ stepsAtOnce),
/* harmony export */   kubernetesSetup: () => (/* binding */ kubernetesSetup)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _backends_kubernetes_driving_stored_run_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61331);
/* harmony import */ var _backends_kubernetes_objects_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(32345);
/* harmony import */ var _backends_kubernetes_objects_owner_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(80710);
/* harmony import */ var _backends_kubernetes_objects_secret_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(76213);
/* harmony import */ var _backends_kubernetes_preflight_store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(10687);
/* harmony import */ var _backends_kubernetes_run_objects_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4703);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(83916);
/* harmony import */ var _records_file_store_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(53226);
/* harmony import */ var _records_run_id_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(59029);
/* harmony import */ var _begun_run_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(97899);
/* harmony import */ var _cluster_check_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(73883);
/* harmony import */ var _cluster_run_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(12145);
/* harmony import */ var _run_key_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(965);
/** Runs in a cluster. */















/** The cluster's scheduler and quota decide how many pods run; this only bounds what is asked of the API server at once. */
const stepsAtOnce = 200;
async function kubernetesSetup(request, cluster, recordsRoot, world) {
    const { id, isBegun } = await chooseRun(request, cluster, recordsRoot, world);
    return {
        backend: 'kubernetes',
        place: `kubernetes ${cluster.api.namespace}`,
        parallel: stepsAtOnce,
        runId: id,
        begun: isBegun ? await (0,_begun_run_js__WEBPACK_IMPORTED_MODULE_10__.begunRun)(cluster, id, world) : null,
        prepare: (plan, source) => prepare(plan, source, request, cluster, world),
        close: () => cluster.close(),
    };
}
/**
 * A key names one run after another: each time that it is used again when the run before is over, it stands for the
 * next; until then for that one.
 */
async function chooseRun(request, { api }, recordsRoot, world) {
    const runKey = request.runKey ?? (0,_run_key_js__WEBPACK_IMPORTED_MODULE_13__/* .gitlabRunKey */ .A)(request, world.env);
    if (runKey === null)
        return { id: (0,_records_run_id_js__WEBPACK_IMPORTED_MODULE_14__/* .newWideRunId */ ._h)(world.random), isBegun: false };
    for (let generation = 1;; generation++) {
        const id = (0,_backends_kubernetes_objects_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .runId */ .Vz)(`${runKey}#${String(generation)}`);
        if ((await api.get('ConfigMap', (0,_backends_kubernetes_objects_names_js__WEBPACK_IMPORTED_MODULE_3__/* .anchorName */ .HY)(id))) !== null) {
            if (!(await (0,_backends_kubernetes_driving_stored_run_js__WEBPACK_IMPORTED_MODULE_2__/* .isOver */ .PU)(api, id)))
                return { id, isBegun: true };
        }
        else if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(node_path__WEBPACK_IMPORTED_MODULE_1___default().join((0,_records_file_store_js__WEBPACK_IMPORTED_MODULE_9__/* .runsFolder */ .Xc)(recordsRoot), id)))
            return { id, isBegun: false };
    }
}
async function prepare(plan, source, request, cluster, world) {
    const { api } = cluster;
    const { secrets, owner, isBefore, allowsOlder, grace, ...found } = await (0,_cluster_check_js__WEBPACK_IMPORTED_MODULE_11__/* .checkCluster */ .z)(plan, source, request, api, world);
    if (found.problems.length > 0)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_8__/* .AutomlError */ .nS('PREFLIGHT', found.problems.join('\n'));
    let isNew = false;
    const run = new _cluster_run_js__WEBPACK_IMPORTED_MODULE_12__/* .ClusterRun */ .C({
        cluster,
        world,
        isBefore,
        allowsOlder,
        end: (other, reason) => (0,_begun_run_js__WEBPACK_IMPORTED_MODULE_10__/* .endRun */ .l)(cluster, other, reason, world),
        note: (sentence) => {
            if (request.logLevel === 'debug')
                world.err.write(`${sentence}\n`);
        },
        anchor: async (running) => {
            (0,_backends_kubernetes_objects_secret_js__WEBPACK_IMPORTED_MODULE_5__/* .refuseEmptySecrets */ .l)(secrets);
            const anchored = await (0,_backends_kubernetes_run_objects_js__WEBPACK_IMPORTED_MODULE_7__/* .createAnchor */ .WU)(api, running, owner);
            isNew = anchored.created;
            return anchored;
        },
        begin: async (fenced, anchored, running) => {
            try {
                return await (0,_backends_kubernetes_run_objects_js__WEBPACK_IMPORTED_MODULE_7__/* .createRunObjects */ .MM)({
                    api: fenced,
                    plan: running,
                    owner,
                    source,
                    runner: node_path__WEBPACK_IMPORTED_MODULE_1___default().join(world.home, 'runner'),
                    secrets,
                    needsStore: (0,_backends_kubernetes_preflight_store_js__WEBPACK_IMPORTED_MODULE_6__/* .needsStore */ .jC)(running),
                    assignsUsers: found.namespace.assignsUsers,
                    grace,
                    verbose: request.logLevel === 'debug',
                }, anchored);
            }
            catch (error) {
                // One that was there before may have been begun by somebody else.
                if (isNew)
                    await (0,_backends_kubernetes_run_objects_js__WEBPACK_IMPORTED_MODULE_7__/* .removeAnchor */ .cZ)(fenced, anchored);
                throw error;
            }
        },
    });
    return { refused: found.refused, warnings: found.warnings, open: (open) => run.open(open) };
}


/***/ })

};
