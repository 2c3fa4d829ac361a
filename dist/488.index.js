export const id = 488;
export const ids = [488];
export const modules = {

/***/ 68328:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ previewsOf)
/* harmony export */ });
/* harmony import */ var _workflow_preview_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42913);
/* harmony import */ var _grouped_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86864);
/* harmony import */ var _known_runs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56944);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64934);
/** The previews of pull requests that a namespace has: their environments, whether anything was deployed yet or not. */




/** By workflow and number. @throws ApiError */
async function previewsOf(api) {
    const of = (component) => ({
        labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedComponent */ .D7)(component),
    });
    // A run that has deployed nothing yet is there without a Lease, and may come to deploy.
    const [leases, anchors] = await Promise.all([
        api.listMeta('Lease', of('environment')),
        api.listMeta('ConfigMap', of('anchor')),
    ]);
    const isOne = ({ annotations }) => (0,_workflow_preview_js__WEBPACK_IMPORTED_MODULE_0__/* .pullOf */ .pv)(annotations?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.environment] ?? null) !== null;
    const runs = new Map((0,_grouped_js__WEBPACK_IMPORTED_MODULE_3__/* .grouped */ .z)(anchors.filter(isOne), ownerOf));
    const deployed = new Map(leases.filter(isOne).map((lease) => [ownerOf(lease), lease]));
    const owners = [...new Set([...deployed.keys(), ...runs.keys()])];
    return owners
        .flatMap((owner) => previewOf(deployed.get(owner) ?? null, runs.get(owner) ?? []))
        .sort((a, b) => a.workflow.localeCompare(b.workflow) || a.pull - b.pull || a.owner.localeCompare(b.owner));
}
function previewOf(lease, anchors) {
    const newestFirst = [...anchors].sort((a, b) => (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_1__/* .madeAt */ .ZM)(b) - (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_1__/* .madeAt */ .ZM)(a));
    const oldest = lease ?? newestFirst.at(-1);
    if (oldest === undefined)
        return [];
    const { labels: own = {}, annotations = {}, creationTimestamp = null } = oldest;
    const environment = annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.environment] ?? '';
    return [
        {
            environment,
            pull: (0,_workflow_preview_js__WEBPACK_IMPORTED_MODULE_0__/* .pullOf */ .pv)(environment) ?? 0,
            workflow: own[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.workflow] ?? '',
            project: own[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.project] ?? '',
            owner: ownerOf(oldest),
            repository: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.repository] ?? '',
            file: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.file] ?? '',
            commit: lease?.annotations?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.commit] ?? null,
            runs: newestFirst.map(_known_runs_js__WEBPACK_IMPORTED_MODULE_1__/* .runOf */ .ng),
            created_at: creationTimestamp,
        },
    ];
}
function ownerOf({ labels: own }) {
    return own?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.owner] ?? '';
}


/***/ }),

/***/ 12911:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ checkCluster)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/service.ts
var service = __webpack_require__(9778);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/capacity.ts + 1 modules
var preflight_capacity = __webpack_require__(90865);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/driver.ts
var driver = __webpack_require__(82703);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/readable.ts
var readable = __webpack_require__(40932);
;// CONCATENATED MODULE: ./src/backends/kubernetes/preflight/driver.ts


/** The sentence about what it lacks; null: nothing that may be looked at. @throws ApiError */
async function driverProblem(plan, api) {
    if (plan.driver === null)
        return null;
    const account = (0,driver/* driverAccount */.sQ)(plan, plan.driver);
    if ((await (0,readable/* readable */.HD)(api.get('ServiceAccount', account))) !== null)
        return null;
    const { namespace } = api;
    const fix = `\`automl rbac ${plan.file} -n ${namespace} | kubectl apply -f -\` makes it and gives it its rights`;
    return `the driver in the cluster has no account, service account "${account}" does not exist in namespace ${namespace}: ${fix}, or use --driver here`;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/exposure.ts
var preflight_exposure = __webpack_require__(78953);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/missing-rights.ts
var missing_rights = __webpack_require__(69076);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/named-objects.ts
var named_objects = __webpack_require__(62758);
// EXTERNAL MODULE: ./src/workflow/notify.ts
var workflow_notify = __webpack_require__(85092);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/missing.ts
var missing = __webpack_require__(78700);
;// CONCATENATED MODULE: ./src/backends/kubernetes/preflight/notices.ts



/** Sentences for people. @param ownSecrets whose values the run brings @throws ApiError */
async function noticeWarnings({ notify, run, environment, commit }, api, ownSecrets) {
    const about = { event: run.event, environment, ref: commit.ref };
    const needed = notify.filter((notice) => (0,workflow_notify/* concerns */.Kc)(notice, about)).flatMap(workflow_notify/* secretKeys */.DX);
    const found = needed.filter(({ secret }) => !ownSecrets.has(secret)).map((key) => problemWith(key, api));
    const problems = new Set((await Promise.all(found)).filter((problem) => problem !== null));
    return [...problems].map((problem) => `somebody who is to be told of the run will not be: ${problem}`);
}
async function problemWith({ secret, key }, api) {
    const found = await (0,readable/* readable */.HD)(api.get('Secret', secret));
    if (found === readable/* unreadable */.O$)
        return `the account may not read secret "${secret}" of "notify"; automl rbac prints the right to get it`;
    if (found === null)
        return (0,missing/* missingSecret */.bk)(secret, api.namespace).sentence;
    return found.data?.[key] === undefined ? (0,missing/* missingKey */.aV)('secret', secret, api.namespace, key).sentence : null;
}

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
async function preflight(plan, { api, files, ownSecrets, cronJobs = false }) {
    const rights = (0,preflight_rights/* rightsFor */.xQ)(plan, { ownSecrets: ownSecrets.size > 0, cronJobs });
    const [namespace, missing, objects, capacity, exposure, store, driver, untold] = await Promise.all([
        (0,preflight_namespace.readNamespace)(api),
        (0,missing_rights/* missingRights */.o7)(api, rights.filter(({ need }) => need !== 'optional')),
        (0,named_objects/* refuseMissingObjects */.d)(plan, api, ownSecrets),
        (0,preflight_capacity/* judgeCapacity */.s)(plan, api),
        (0,preflight_exposure/* judgeExposure */.Z)(plan, api),
        (0,preflight_store/* needsStore */.jC)(plan) ? (0,preflight_store/* storeProblem */.H9)(plan, api) : null,
        driverProblem(plan, api),
        noticeWarnings(plan, api, ownSecrets),
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
        warnings: [...capacity.warnings, ...exposure.warnings, ...untold, ...rightsWarnings(missing)],
        problems: [lacks, driver].filter((sentence) => sentence !== null),
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
    const found = await preflight(plan, {
        api,
        files: source.files,
        ownSecrets: new Set(secrets.keys()),
        cronJobs: request.usesCronJobs === true,
    });
    const isBefore = ({ commit }, other) => commit.head === null ? Promise.resolve(null) : (0,git/* isAncestor */.QX)(source.root, commit.head, other);
    const common = { owner, secrets, isBefore, allowsOlder: request.allowOlder === true, grace: request.grace ?? 10 };
    if (found.problems.length > 0)
        return { ...found, ...common };
    const refused = new Map(found.refused);
    const serving = plan.steps.filter((step) => step.skip === undefined && (0,service/* isService */.kd)(step));
    const order = { ...common, commit: plan.commit, isBefore: (other) => isBefore(plan, other) };
    const older = serving.length === 0 ? null : await (0,commit_order/* olderCommit */.Cc)(api, owner, order);
    if (older !== null)
        for (const { name } of serving)
            refused.set(name, older.message);
    return { ...found, ...common, refused };
}


/***/ }),

/***/ 42907:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   clusterStore: () => (/* binding */ clusterStore),
/* harmony export */   syncOf: () => (/* binding */ syncOf)
/* harmony export */ });
/* harmony import */ var _backends_kubernetes_objects_runner_image_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(67499);
/* harmony import */ var _backends_kubernetes_preflight_namespace_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43097);
/* harmony import */ var _backends_kubernetes_scheduling_project_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18696);
/* harmony import */ var _backends_kubernetes_scheduling_store_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60004);
/* harmony import */ var _backends_kubernetes_scheduling_told_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92548);
/* harmony import */ var _source_git_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(55521);
/* harmony import */ var _source_remote_url_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(40523);
/* harmony import */ var _source_source_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(57878);
/* harmony import */ var _workflow_driver_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23187);
/* harmony import */ var _file_place_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(41892);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(68381);
/* harmony import */ var _scheduled_environment_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(14081);












/** Of a file that was read. @param close lets go of the connection */
async function clusterStore(target, request, { api, close }, world) {
    const { workflow, root } = target;
    const { file } = await (0,_file_place_js__WEBPACK_IMPORTED_MODULE_7__/* .placeOf */ .$t)(target);
    const owner = await (0,_owner_js__WEBPACK_IMPORTED_MODULE_8__/* .ownerOf */ .bf)(request, { root, file, environment: (0,_scheduled_environment_js__WEBPACK_IMPORTED_MODULE_9__.scheduledEnvironment)(workflow) }, world);
    const project = await knownProject(api, { owner, workflow: workflow.name }, request.repository !== undefined);
    const about = { api, project, now: world.now };
    return (0,_backends_kubernetes_scheduling_store_js__WEBPACK_IMPORTED_MODULE_2__.clusterSchedules)({
        ...about,
        syncing: async () => {
            const source = await (0,_source_source_js__WEBPACK_IMPORTED_MODULE_5__/* .readSource */ .o)(root);
            const { assignsUsers } = await (0,_backends_kubernetes_preflight_namespace_js__WEBPACK_IMPORTED_MODULE_0__.readNamespace)(api);
            const commit = { ...source.commit, ...request.commit };
            return syncOf({ workflow, source, commit, assignsUsers, allowsOlder: request.allowOlder === true }, world);
        },
        close,
    });
}
/** A person speaks of what the CI has made, where it has: only the forge's own jobs know its id of the repository. */
async function knownProject(api, project, isOfForge) {
    if (isOfForge)
        return project;
    const { own, twins } = await (0,_backends_kubernetes_scheduling_project_js__WEBPACK_IMPORTED_MODULE_1__/* .cronJobsOf */ .aw)(api, project);
    const [twin] = twins;
    const order = twin === undefined || own.length > 0 ? null : (0,_backends_kubernetes_scheduling_told_js__WEBPACK_IMPORTED_MODULE_3__/* .orderOf */ .mJ)(twin);
    return order === null ? project : { owner: order.owner, workflow: order.workflow };
}
/** What the runs of all schedules of the file start from, and whether they may take the place of what is there. */
async function syncOf({ workflow, source, commit, assignsUsers, allowsOlder }, world) {
    const { env } = world;
    const driver = workflow.driver ?? _workflow_driver_js__WEBPACK_IMPORTED_MODULE_6__/* .plainDriver */ .t;
    const seconds = env['AUTOML_LEASE_SECONDS'];
    const steps = [...workflow.stages.flatMap((stage) => stage.steps), ...workflow.finally];
    const starts = {
        source,
        commit,
        url: commit.url ?? (await repositoryUrl(source.root, env)),
        driver,
        image: (0,_backends_kubernetes_objects_runner_image_js__WEBPACK_IMPORTED_MODULE_10__/* .driverImage */ .E)(driver, world),
        imagePullSecrets: [...new Set(steps.flatMap(({ pod }) => pod.imagePullSecrets))],
        env: seconds ? [{ name: 'AUTOML_LEASE_SECONDS', value: seconds }] : [],
        assignsUsers,
    };
    const isBefore = (other) => commit.head === null ? Promise.resolve(null) : (0,_source_git_js__WEBPACK_IMPORTED_MODULE_4__/* .isAncestor */ .QX)(source.root, commit.head, other);
    return { starts, order: { commit, isBefore, allowsOlder } };
}
/** As the CI names it, else the origin; without a login, which would be seen by everybody. Null: there is none on a server. */
async function repositoryUrl(root, env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, CI_PROJECT_URL: project } = env;
    if (env['GITHUB_ACTIONS'] === 'true' && server && name)
        return `${server}/${name}.git`;
    if (env['GITLAB_CI'] === 'true' && project)
        return `${project}.git`;
    const origin = await (0,_owner_js__WEBPACK_IMPORTED_MODULE_8__/* .originOf */ .yv)(root);
    return (0,_source_remote_url_js__WEBPACK_IMPORTED_MODULE_11__/* .parseRemote */ .M)(origin) === null ? null : withoutLogin(origin);
}
/** ssh wants the name, and has no use for the password. */
function withoutLogin(url) {
    return url.replace(/^(https?:\/\/)[^@/]*@/, '$1').replace(/^(ssh:\/\/[^@/:]*):[^@/]*@/, '$1@');
}


/***/ }),

/***/ 52230:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EM: () => (/* binding */ notKept),
/* harmony export */   Fc: () => (/* binding */ keepsSchedules),
/* harmony export */   mm: () => (/* binding */ tryToKeepSchedules),
/* harmony export */   zz: () => (/* binding */ changeSchedules)
/* harmony export */ });
/* harmony import */ var _backends_kubernetes_client_api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24876);
/* harmony import */ var _backends_kubernetes_scheduling_sync_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(20727);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(83916);
/* harmony import */ var _cluster_schedules_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(42907);
/* harmony import */ var _scheduled_environment_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(14081);
/** A run that deploys where the schedules of its file do also sees to it that the cluster starts them as the file now says. */





/** Not a run of a part of the file, nor one that a schedule has started: that may be of an older commit. */
function keepsSchedules({ environment, schedule, steps }, workflow) {
    const isPartial = steps.some(({ skip }) => skip === 'not selected');
    return environment !== null && environment === (0,_scheduled_environment_js__WEBPACK_IMPORTED_MODULE_4__.scheduledEnvironment)(workflow) && schedule === null && !isPartial;
}
/** @throws ApiError @throws AutomlError */
async function changeSchedules({ api, owner, plan, workflow, ...rest }, options, world) {
    if (!keepsSchedules(plan, workflow))
        return [];
    const wanted = workflow.schedules.filter(({ backend }) => backend === 'cluster');
    const parts = await (0,_cluster_schedules_js__WEBPACK_IMPORTED_MODULE_3__.syncOf)({ ...rest, workflow, commit: plan.commit }, world);
    const project = { owner, workflow: plan.workflow };
    try {
        return await (0,_backends_kubernetes_scheduling_sync_js__WEBPACK_IMPORTED_MODULE_1__/* .syncSchedules */ .y)({ api, project, now: world.now, ...parts }, wanted, options);
    }
    catch (error) {
        // Who never had schedules need not have the right to look for any.
        if (wanted.length === 0 && error instanceof _backends_kubernetes_client_api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && error.status === 403)
            return [];
        throw error;
    }
}
/** Best effort: the run itself does without. */
async function tryToKeepSchedules(kept, { say, warn }, world) {
    try {
        for (const { action, name, object } of await changeSchedules(kept, { dryRun: false }, world))
            if (action !== 'unchanged')
                say(`schedule ${name}: ${object} ${done[action]}`);
    }
    catch (error) {
        warn(notKept(error));
    }
}
/** The sentence of a run that goes on without. */
function notKept(error) {
    return `the schedules in the cluster stay as they are: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`;
}
const done = { create: 'created', change: 'changed', delete: 'deleted' };


/***/ }),

/***/ 20655:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  removePreviews: () => (/* binding */ removePreviews)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/driving/holder.ts
var driving_holder = __webpack_require__(92690);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/stored-run.ts
var stored_run = __webpack_require__(61331);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/tenure.ts
var driving_tenure = __webpack_require__(38447);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/waiting-line.ts
var waiting_line = __webpack_require__(76208);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/environment-lease.ts
var environment_lease = __webpack_require__(5495);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/live.ts
var live = __webpack_require__(50879);
;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/preview-removal.ts







/** Milliseconds that a run has to end by itself, which undoes what it is rolling out. */
const patience = 120_000;
/**
 * Runs that go on are cancelled first: they would deploy what goes. Then nobody else deploys there until the Lease is gone,
 * which is the last: as long as it is there, whoever comes next sees that something is left. @throws ApiError
 * @throws AutomlError when the signal is aborted
 */
async function removePreview(preview, removal) {
    const { api, claim, say, now, signal } = removal;
    await endRuns(preview, removal);
    const found = await api.get('Lease', (0,names/* leaseOfEnvironment */.n3)(preview.owner));
    if (found === null) {
        // Nothing was deployed.
        await removeRuns(api, preview);
        return { services: [], runs: preview.runs.length };
    }
    const { lease, since } = await (0,environment_lease/* claimEnvironment */.W)(claimOf(found, { ...claim, api }), preview.environment, {
        now,
        say,
        signal,
    });
    const tenure = new driving_tenure/* Tenure */.s({ api, lease, now, since, onLost: () => undefined });
    try {
        const ours = api.behind(tenure);
        const services = await removeServices(ours, preview);
        await removeRuns(ours, preview);
        await tenure.remove();
        return { services, runs: preview.runs.length };
    }
    catch (error) {
        await tenure.release();
        throw error;
    }
}
function claimOf(found, claim) {
    const { name = '', labels: own = {}, annotations = {} } = found.metadata ?? {};
    const isOurs = ({ metadata }) => metadata?.labels?.[labels/* labels */.WD.owner] === own[labels/* labels */.WD.owner];
    return { ...claim, meta: { name, labels: own, annotations }, isOurs, of: 'workflow' };
}
/** Those that nobody drives, or that do not end, stop when their anchor goes. */
async function endRuns({ runs }, { api, reason, say, signal }) {
    const enough = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    const ending = runs.map(async (id) => {
        if (await (0,stored_run/* isOver */.PU)(api, id))
            return;
        say(`cancelling run ${id} (${reason})`);
        await (0,stored_run/* requestCancel */.AX)(api, id, reason);
        await (0,waiting_line/* untilEnded */.r)({ api, mode: 'replace', signal: enough }, id);
    });
    await Promise.all(ending);
    signal.throwIfAborted();
}
/** What leads to a service first, so that nobody is sent to one that is half gone. */
async function removeServices(api, { owner }) {
    const labelSelector = `${(0,labels/* ofOwner */.hH)(owner)},${labels/* labels */.WD.component}=${'service'}`;
    const steps = new Set();
    for (const kind of live/* serviceKinds */.VL.toReversed()) {
        const metas = await (0,live/* unlessUnknown */.jG)(kind, [], api.listMeta(kind, { labelSelector }));
        for (const { name = '', uid, labels: own } of metas) {
            await api.delete(kind, name, uid === undefined ? {} : { uid });
            steps.add(own?.[labels/* labels */.WD.step] ?? name);
        }
    }
    return [...steps].sort();
}
async function removeRuns(api, { runs }) {
    for (const id of runs)
        await api.delete('ConfigMap', (0,names/* anchorName */.HY)(id));
}

// EXTERNAL MODULE: ./src/report/units.ts
var units = __webpack_require__(17885);
// EXTERNAL MODULE: ./src/commands/lease-seconds.ts
var lease_seconds = __webpack_require__(76752);
;// CONCATENATED MODULE: ./src/commands/remove-previews.ts




/** @throws ApiError @throws Error when the signal is aborted */
async function removePreviews(previews, { api, reason, say, signal }, world) {
    const claim = {
        holder: await (0,driving_holder/* holderName */.iY)(world),
        seconds: (0,lease_seconds/* leaseSeconds */.E)(world),
        isDead: (holder) => (0,driving_holder/* isDead */.XU)(holder, world.host),
    };
    for (const preview of previews) {
        signal.throwIfAborted();
        const { now } = world;
        const removed = await removePreview(preview, { api, claim, reason: reason(preview), say, now, signal });
        say(`preview ${preview.environment} of ${preview.workflow} removed: ${inWords(removed)}`);
    }
}
function inWords({ services, runs }) {
    const named = services.length === 0 ? 'no service' : `${(0,units/* plural */.LS)(services.length, 'service')} (${services.join(', ')})`;
    return `${named}, ${(0,units/* plural */.LS)(runs, 'run')}`;
}


/***/ }),

/***/ 46488:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kubernetesSetup: () => (/* binding */ kubernetesSetup),
  I: () => (/* binding */ stepsAtOnce)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/notices.ts + 1 modules
var driving_notices = __webpack_require__(11830);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/baseline.ts
var driving_baseline = __webpack_require__(15031);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/stored-run.ts
var stored_run = __webpack_require__(61331);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/owner.ts
var owner = __webpack_require__(80710);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/secret.ts
var secret = __webpack_require__(76213);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/store.ts
var store = __webpack_require__(10687);
// EXTERNAL MODULE: ./src/backends/kubernetes/run-objects.ts + 2 modules
var run_objects = __webpack_require__(6348);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/records/file-store.ts + 4 modules
var file_store = __webpack_require__(53226);
// EXTERNAL MODULE: ./src/records/run-id.ts
var run_id = __webpack_require__(59029);
// EXTERNAL MODULE: ./src/commands/begun-run.ts
var begun_run = __webpack_require__(97899);
// EXTERNAL MODULE: ./src/commands/cluster-check.ts + 3 modules
var cluster_check = __webpack_require__(12911);
// EXTERNAL MODULE: ./src/commands/scheduled-environment.ts
var scheduled_environment = __webpack_require__(14081);
// EXTERNAL MODULE: ./src/commands/cluster-run.ts + 25 modules
var cluster_run = __webpack_require__(54130);
// EXTERNAL MODULE: ./src/commands/keep-schedules.ts
var keep_schedules = __webpack_require__(52230);
// EXTERNAL MODULE: ./src/commands/run-key.ts
var run_key = __webpack_require__(965);
// EXTERNAL MODULE: ./src/commands/submission.ts
var commands_submission = __webpack_require__(19496);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/previews.ts
var previews = __webpack_require__(68328);
// EXTERNAL MODULE: ./src/http/backoff.ts
var backoff = __webpack_require__(31012);
// EXTERNAL MODULE: ./src/workflow/preview.ts
var preview = __webpack_require__(42913);
// EXTERNAL MODULE: ./src/commands/forge-previews.ts + 1 modules
var forge_previews = __webpack_require__(5945);
// EXTERNAL MODULE: ./src/commands/remove-previews.ts + 1 modules
var remove_previews = __webpack_require__(20655);
;// CONCATENATED MODULE: ./src/commands/sweep-previews.ts






class PreviewSweep {
    #stop = new AbortController();
    #patience;
    #sweeping = Promise.resolve();
    #own = () => Promise.resolve();
    /** @param patience milliseconds that a run which is over waits for it */
    constructor(patience = 10_000) {
        this.#patience = patience;
    }
    begin(project, told, world) {
        const go = (which) => sweep(which, project, told, this.#stop.signal, world);
        this.#sweeping = go('others');
        // Its pull request may have been closed meanwhile, or before this job began: whoever saw that found nothing to take away.
        if ((0,preview/* pullOf */.pv)(project.plan.environment) !== null)
            this.#own = () => go('own');
    }
    /** What it has not got to is left to the next run. */
    async close() {
        const all = this.#sweeping.then(this.#own);
        const enough = new AbortController();
        await Promise.race([all, (0,backoff/* systemSleep */.Hk)(this.#patience, enough.signal)]);
        enough.abort();
        this.#stop.abort();
        await all;
    }
}
async function sweep(which, { api, owner, plan, forge }, { say, warn }, signal, world) {
    const { connect } = forge;
    const isPartial = plan.steps.some(({ skip }) => skip === 'not selected');
    // Without a token nobody knows which are closed.
    if (isPartial || typeof connect === 'string' || signal.aborted)
        return;
    try {
        const repository = { forge: owner.forge, id: owner.repository };
        // Of other workflow files too: one that was renamed or deleted has no runs any more that would look for its previews.
        const all = (await (0,previews/* previewsOf */.P)(api)).filter((preview) => (0,forge_previews/* isOf */.yW)(preview, repository));
        const asked = all.filter(({ environment }) => (environment === plan.environment) === (which === 'own'));
        if (asked.length === 0)
            return;
        const calls = await connect();
        const closed = await closedAmong(which, asked, calls).finally(() => calls.close());
        const reason = ({ pull }) => `pull request ${pull} is closed`;
        await (0,remove_previews.removePreviews)(closed, { api, reason, say, signal }, world);
        await (0,forge_previews/* tellGone */.Xr)({ pulls: closed.map(({ pull }) => pull), removed: closed }, forge, warn);
    }
    catch (error) {
        if (!(0,backoff/* isAborted */.G4)(signal))
            warn(`previews of pull requests that are closed stay for now: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}
/** Its own are of one pull request, for which no list is needed. */
async function closedAmong(which, previews, api) {
    if (which === 'others')
        return (0,forge_previews/* closedPreviews */.m8)(previews, api);
    const [first] = previews;
    return first !== undefined && (await (0,forge_previews/* isPullClosed */.Ik)(api, first.pull)) ? previews : [];
}

;// CONCATENATED MODULE: ./src/commands/setup-kubernetes.ts
/** Runs in a cluster. */





















/** The cluster's scheduler and quota decide how many pods run; this only bounds what is asked of the API server at once. */
const stepsAtOnce = 200;
async function kubernetesSetup(request, cluster, recordsRoot, world) {
    const { id, isBegun } = await chooseRun(request, cluster, recordsRoot, world);
    const allowsOlder = request.allowOlder === true;
    const submission = (0,commands_submission.submissionOf)({ detach: request.detach === true, allowsOlder }, world);
    const previews = new PreviewSweep();
    return {
        backend: 'kubernetes',
        place: `kubernetes ${cluster.api.namespace}`,
        parallel: stepsAtOnce,
        runId: id,
        begun: isBegun ? await (0,begun_run.begunRun)(cluster, id, world, { submission, allowsOlder }) : null,
        prepare: (plan, source, workflow) => prepare({ plan, source, workflow }, { ...request, submission, previews }, cluster, world),
        close: async () => {
            await previews.close();
            await cluster.close();
        },
    };
}
/**
 * A key names one run after another: each time that it is used again when the run before is over, it stands for the
 * next; until then for that one.
 */
async function chooseRun(request, { api }, recordsRoot, world) {
    if (request.runId !== undefined)
        return { id: request.runId, isBegun: false };
    const runKey = request.runKey ?? (0,run_key/* ciRunKey */.d)(request, world.env);
    if (runKey === null)
        return { id: (0,run_id/* newWideRunId */._h)(world.random), isBegun: false };
    for (let generation = 1;; generation++) {
        const id = (0,owner/* runId */.V)(`${runKey}#${String(generation)}`);
        if ((await api.get('ConfigMap', (0,names/* anchorName */.HY)(id))) !== null) {
            if (!(await (0,stored_run/* isOver */.PU)(api, id)))
                return { id, isBegun: true };
        }
        else if (!(0,external_node_fs_.existsSync)(external_node_path_default().join((0,file_store/* runsFolder */.Xc)(recordsRoot), id)))
            return { id, isBegun: false };
    }
}
async function prepare({ plan, source, workflow }, request, cluster, world) {
    const { api } = cluster;
    const { secrets, owner, isBefore, allowsOlder, grace, ...found } = await (0,cluster_check/* checkCluster */.z)(plan, source, { ...request, usesCronJobs: (0,scheduled_environment/* hasClusterSchedules */.v)(workflow) && (0,keep_schedules/* keepsSchedules */.Fc)(plan, workflow) }, api, world);
    if (found.problems.length > 0)
        throw new errors/* AutomlError */.nS('PREFLIGHT', found.problems.join('\n'));
    const { assignsUsers } = found.namespace;
    const keeping = { api, plan, workflow, source, owner, assignsUsers, allowsOlder };
    let isNew = false;
    let people = null;
    const run = new cluster_run/* ClusterRun */.C({
        cluster,
        world,
        isBefore,
        allowsOlder,
        submission: request.submission,
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
                const facts = await (0,run_objects/* createRunObjects */.MM)({
                    api: fenced,
                    plan: running,
                    owner,
                    source,
                    runner: external_node_path_default().join(world.home, 'runner'),
                    secrets,
                    needsStore: (0,store/* needsStore */.jC)(running),
                    assignsUsers,
                    grace,
                    verbose: request.logLevel === 'debug',
                }, anchored);
                if (people !== null)
                    await (0,keep_schedules/* tryToKeepSchedules */.mm)(keeping, people, world);
                if (people !== null && request.forge !== undefined)
                    request.previews.begin({ api, owner, plan, forge: request.forge }, people, world);
                return facts;
            }
            catch (error) {
                // One that was there before may have been begun by somebody else.
                if (isNew)
                    await (0,run_objects/* removeAnchor */.cZ)(fenced, anchored);
                throw error;
            }
        },
    });
    const notices = (0,driving_notices/* refusedNotices */.U)(api, secrets);
    const open = (running) => {
        people = running;
        return run.open(running);
    };
    const baseline = (running) => (0,driving_baseline/* storedBaseline */.X)(api, owner, running, world.now());
    return { refused: found.refused, warnings: found.warnings, notices, baseline, open };
}


/***/ }),

/***/ 19496:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   submissionOf: () => (/* binding */ submissionOf)
/* harmony export */ });
/* harmony import */ var _backends_kubernetes_driving_driver_job_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(82191);
/* harmony import */ var _backends_kubernetes_objects_runner_image_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(67499);
/* harmony import */ var _workflow_driver_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23187);



function submissionOf({ detach, allowsOlder }, { env, version }) {
    const seconds = env['AUTOML_LEASE_SECONDS'];
    return {
        detach,
        submit: (api, facts, { driver, steps }) => {
            const pod = driver ?? _workflow_driver_js__WEBPACK_IMPORTED_MODULE_1__/* .plainDriver */ .t;
            return (0,_backends_kubernetes_driving_driver_job_js__WEBPACK_IMPORTED_MODULE_0__/* .makeDriver */ .DR)(api, {
                facts,
                pod,
                image: (0,_backends_kubernetes_objects_runner_image_js__WEBPACK_IMPORTED_MODULE_2__/* .driverImage */ .E)(pod, { env, version }),
                imagePullSecrets: [...new Set(steps.flatMap((step) => step.pod.imagePullSecrets))],
                args: allowsOlder ? ['--allow-older'] : [],
                env: seconds ? { AUTOML_LEASE_SECONDS: seconds } : {},
            });
        },
    };
}


/***/ })

};
