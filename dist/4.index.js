export const id = 4;
export const ids = [4];
export const modules = {

/***/ 95147:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XL: () => (/* binding */ byHand),
/* harmony export */   d6: () => (/* binding */ triggeredJob),
/* harmony export */   hn: () => (/* binding */ cronJobObject),
/* harmony export */   ue: () => (/* binding */ jobVariable),
/* harmony export */   vz: () => (/* binding */ sourceOf)
/* harmony export */ });
/* unused harmony export scheduleLabels */
/* harmony import */ var _client_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24141);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59314);
/* harmony import */ var _driver_pod_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17121);
/* harmony import */ var _fire_order_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50716);
/* harmony import */ var _labels_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64934);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(32345);






/** Annotation of a Job that a person has started. */
const byHand = 'cronjob.kubernetes.io/instantiate';
/** Variable that names the Job of a pod. */
const jobVariable = 'AUTOML_FIRE_JOB';
const policies = { forbid: 'Forbid', replace: 'Replace', allow: 'Allow' };
/** Seconds that a start may be late where nothing is made up for: the controller itself was busy, or is started anew. */
const punctual = 60;
/** Seconds: a cluster that was away over a long weekend still makes up for the last time; longer, and nobody waits for it. */
const week = 7 * 24 * 3600;
/** Jobs that stay, for `kubectl logs`; runs have records of their own. */
const kept = { successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 3 };
function cronJobObject(parts) {
    const { schedule, order, since } = parts;
    const { owner, workflow } = order;
    const own = scheduleLabels({ owner, workflow }, schedule.name);
    const commit = 'commit' in order.from ? order.from.commit : null;
    return {
        apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E.CronJob.apiVersion,
        kind: 'CronJob',
        metadata: {
            name: (0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .cronJobName */ .dP)(workflow, schedule.name, owner),
            labels: { ...own },
            annotations: {
                ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .ownerNotes */ .zJ)(owner),
                [_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labels */ .WD.since]: since,
                ...(commit?.head == null ? {} : { [_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labels */ .WD.commit]: commit.head }),
                ...(commit?.committed == null ? {} : { [_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labels */ .WD.committed]: commit.committed }),
            },
        },
        spec: {
            schedule: schedule.cron,
            timeZone: schedule.timezone,
            concurrencyPolicy: policies[schedule.concurrency],
            startingDeadlineSeconds: deadlineOf(schedule),
            // What a person has suspended stays so: the field is ours only where the file has it.
            ...(schedule.suspend ? { suspend: true } : {}),
            ...kept,
            jobTemplate: { metadata: { labels: { ...own } }, spec: jobSpec(parts, own) },
        },
    };
}
/** Of a CronJob, its Jobs and their pods, and of what they start from. */
function scheduleLabels(of, schedule) {
    return {
        ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .lastingLabels */ .Oo)(of),
        [_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labels */ .WD.component]: 'schedule',
        [_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labels */ .WD.schedule]: (0,_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labelValue */ .w)(schedule),
    };
}
function deadlineOf({ deadline, catchUp }) {
    return deadline ?? (catchUp === 'skip' ? punctual : week);
}
function jobSpec(parts, own) {
    const { order, driver, image, imagePullSecrets, env, assignsUsers } = parts;
    const job = {
        name: jobVariable,
        valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } },
    };
    return (0,_driver_pod_js__WEBPACK_IMPORTED_MODULE_2__/* .driverJobSpec */ .ty)({
        facts: { workflow: order.workflow, assignsUsers },
        pod: driver,
        image,
        imagePullSecrets,
        labels: own,
        args: ['fire'],
        env: [(0,_fire_order_js__WEBPACK_IMPORTED_MODULE_3__/* .fireVariable */ .V)(order), job, ...env],
        ...(parts.source.length === 0 ? logins(order.workflow) : files(parts.source)),
    });
}
function files(maps) {
    const sources = maps.map((name) => ({ configMap: { name } }));
    return {
        volumes: [{ name: 'scheduled', projected: { sources } }],
        volumeMounts: [{ name: 'scheduled', mountPath: _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .layout */ .Zp.scheduled, readOnly: true }],
    };
}
/** A repository that everybody may read needs none of them. */
function logins(workflow) {
    const all = (0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .gitSecretNames */ .n9)(workflow).map((secretName, place) => ({ secretName, name: `login-${place}`, place }));
    return {
        volumes: all.map(({ name, secretName }) => ({ name, secret: { secretName, optional: true, defaultMode: 0o440 } })),
        volumeMounts: all.map(({ name, place }) => ({ name, mountPath: `${_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .layout */ .Zp.logins}/${place}`, readOnly: true })),
    };
}
/** ConfigMaps that the pods of a CronJob, or of one of its Jobs, start from. */
function sourceOf(spec) {
    const volumes = spec?.template.spec?.volumes ?? [];
    return volumes.flatMap(({ projected }) => (projected?.sources ?? []).flatMap(({ configMap }) => configMap?.name ?? []));
}
/** A Job as `kubectl create job --from` makes it. @param at ISO time that it stands for */
function triggeredJob({ metadata, spec }, name, at) {
    const template = spec.jobTemplate;
    const owner = {
        apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E.CronJob.apiVersion,
        kind: 'CronJob',
        name: metadata?.name ?? '',
        uid: metadata?.uid ?? '',
    };
    return {
        apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E.Job.apiVersion,
        kind: 'Job',
        metadata: {
            name,
            labels: { ...template.metadata?.labels },
            annotations: { ...template.metadata?.annotations, [byHand]: 'manual', [_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labels */ .WD.scheduledAt]: at },
            // Its controller then also counts it among the Jobs that it keeps.
            ownerReferences: [{ ...owner, controller: true }],
        },
        ...(template.spec === undefined ? {} : { spec: template.spec }),
    };
}


/***/ }),

/***/ 50716:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ readFireOrder),
/* harmony export */   V: () => (/* binding */ fireVariable)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/** What the pod of a schedule is told, in one of its variables: whose runs it starts, of what, and how. */


const variable = 'AUTOML_FIRE';
const fireOrder = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    workflow: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    owner: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        forge: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        repository: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().exactOptional(),
        file: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        environment: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullable(),
        alias: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().exactOptional(),
    }),
    /** As it was when it was synced, whatever the branch now says. */
    schedule: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        cron: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        timezone: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        params: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(), zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY()])),
        concurrency: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['forbid', 'replace', 'allow']),
        catchUp: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(['skip', 'latest', 'all']),
        retries: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr(),
        jitter: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(),
    }),
    /** The commit whose files are mounted, or a branch that is cloned. */
    from: zod__WEBPACK_IMPORTED_MODULE_1__/* .union */ .KCZ([
        zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
            commit: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
                head: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullable(),
                committed: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullable(),
                merge: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullable(),
                ref: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullable(),
                dirty: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
                tree: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullable(),
            }),
        }),
        zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ url: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), branch: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }),
    ]),
});
function fireVariable(order) {
    return { name: variable, value: JSON.stringify(order) };
}
/** @throws AutomlError USAGE where there is none, or one of another version */
function readFireOrder(env) {
    const text = env[variable];
    if (!text)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `${variable} is not set: only the pod of a schedule's CronJob has it`);
    try {
        return fireOrder.parse(JSON.parse(text));
    }
    catch (error) {
        const fix = '`automl schedule sync` writes it anew';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `${variable} is not what this version writes (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}): ${fix}`, {
            cause: error,
        });
    }
}


/***/ }),

/***/ 20950:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ wantedCronJob),
/* harmony export */   v: () => (/* binding */ suspendedBy)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _objects_applied_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4436);
/* harmony import */ var _objects_cron_job_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(95147);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64934);
/* harmony import */ var _serving_way_back_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11112);





/**
 * @param maps names of the ConfigMaps with the project @param live null: there is none @param now ISO time
 * @throws AutomlError USAGE for a branch of a repository that nobody knows
 */
function wantedCronJob(project, schedule, starts, { maps, live, now }) {
    const isPinned = schedule.ref === undefined;
    return (0,_objects_cron_job_js__WEBPACK_IMPORTED_MODULE_1__/* .cronJobObject */ .hn)({
        ...starts,
        schedule,
        order: orderFor(project, schedule, starts),
        source: isPinned ? maps : [],
        since: sinceOf(live, schedule) ?? now,
    });
}
/** Null: it fires at other times than before, or has not fired until now since the file said so. */
function sinceOf(live, { cron, timezone, suspend }) {
    if (live?.spec.schedule !== cron || live.spec.timeZone !== timezone)
        return null;
    if (!suspend && suspendedBy(live) === 'file')
        return null;
    return live.metadata?.annotations?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.since] ?? null;
}
/** Null: it fires. */
function suspendedBy(cronJob) {
    if (cronJob.spec.suspend !== true)
        return null;
    return (0,_objects_applied_js__WEBPACK_IMPORTED_MODULE_4__/* .appliedFields */ .f)(cronJob, _serving_way_back_js__WEBPACK_IMPORTED_MODULE_3__/* .manager */ .m8)?.spec?.suspend === true ? 'file' : 'person';
}
function orderFor(project, schedule, { commit, url }) {
    const { name, cron, timezone, params, concurrency, catchUp, retries, jitter, ref } = schedule;
    const { head, committed, merge, ref: at, dirty, tree } = commit;
    return {
        ...project,
        schedule: { name, cron, timezone, params: { ...params }, concurrency, catchUp, retries, jitter },
        from: ref === undefined
            ? { commit: { head, committed, merge, ref: at, dirty, tree } }
            : { url: repositoryOf(url, name, ref), branch: ref },
    };
}
function repositoryOf(url, name, ref) {
    if (url !== null)
        return url;
    const why = `schedule "${name}" runs the head of branch ${ref}, and nobody knows where to clone it from`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `${why}: sync it in a clone that has a remote "origin", or take "ref" out`);
}


/***/ }),

/***/ 18696:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   aw: () => (/* binding */ cronJobsOf),
/* harmony export */   oK: () => (/* binding */ ofSchedules)
/* harmony export */ });
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64934);
/* harmony import */ var _objects_owner_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80710);


/** Label selector: CronJobs, their Jobs and pods, and what they start from. */
function ofSchedules({ owner }) {
    return `${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .ofOwner */ .hH)((0,_objects_owner_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerId */ .f)(owner))},${_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .labels */ .WD.component}=${'schedule'}`;
}
/** @throws ApiError */
async function cronJobsOf(api, { owner, workflow }) {
    const labelSelector = `${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .managedComponent */ .D7)('schedule')},${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .managed */ .Yq)(workflow)}`;
    const { items } = await api.list('CronJob', { labelSelector });
    const all = [...items].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
    const isOwn = ({ metadata }) => metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .labels */ .WD.owner] === (0,_objects_owner_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerId */ .f)(owner);
    const notes = Object.entries({ [_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .labels */ .WD.environment]: undefined, ...(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .ownerNotes */ .zJ)(owner) });
    const isSame = ({ metadata }) => notes.every(([name, value]) => metadata?.annotations?.[name] === value);
    return { own: all.filter(isOwn), twins: all.filter((cronJob) => !isOwn(cronJob) && isSame(cronJob)) };
}
function nameOf({ metadata }) {
    return metadata?.name ?? '';
}


/***/ }),

/***/ 60004:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   clusterSchedules: () => (/* binding */ clusterSchedules),
/* harmony export */   f: () => (/* binding */ knownSchedule),
/* harmony export */   resume: () => (/* binding */ resume),
/* harmony export */   suspend: () => (/* binding */ suspend),
/* harmony export */   trigger: () => (/* binding */ trigger)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _workflow_suggestion_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73217);
/* harmony import */ var _objects_cron_job_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95147);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64934);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(32345);
/* harmony import */ var _cron_jobs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(20950);
/* harmony import */ var _project_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(18696);
/* harmony import */ var _sync_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(20727);
/* harmony import */ var _told_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(92548);
/** The CronJobs of a workflow file, as a store of schedules. */









function clusterSchedules({ api, project, now, syncing, close }) {
    const find = (name) => findCronJob(api, project, name);
    return {
        kind: 'cluster',
        place: `CronJobs of namespace ${api.namespace}`,
        sync: async (wanted, options) => (0,_sync_js__WEBPACK_IMPORTED_MODULE_7__/* .syncSchedules */ .y)({ api, project, now, ...(await syncing()) }, wanted, options),
        known: async () => (await (0,_project_js__WEBPACK_IMPORTED_MODULE_6__/* .cronJobsOf */ .aw)(api, project)).own.map(knownSchedule),
        suspend: async (name) => suspend(api, await find(name), now()),
        resume: async (name) => resume(api, await find(name), now()),
        trigger: async (name, at) => trigger(api, await find(name), at, now()),
        close,
    };
}
/** @throws AutomlError NOT_FOUND @throws ApiError */
async function findCronJob(api, project, name) {
    const { own: all } = await (0,_project_js__WEBPACK_IMPORTED_MODULE_6__/* .cronJobsOf */ .aw)(api, project);
    const found = all.find((cronJob) => (0,_told_js__WEBPACK_IMPORTED_MODULE_8__/* .scheduleOf */ .rH)(cronJob) === name);
    if (found !== undefined)
        return found;
    const names = all.map(_told_js__WEBPACK_IMPORTED_MODULE_8__/* .scheduleOf */ .rH);
    const why = `workflow ${project.workflow} has no schedule "${name}" in namespace ${api.namespace}`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('NOT_FOUND', `${why}${(0,_workflow_suggestion_js__WEBPACK_IMPORTED_MODULE_1__/* .orWhatItHas */ .Zi)(name, names, names)}`);
}
function knownSchedule(cronJob) {
    const { metadata, spec } = cronJob;
    return {
        name: (0,_told_js__WEBPACK_IMPORTED_MODULE_8__/* .scheduleOf */ .rH)(cronJob),
        cron: spec.schedule,
        timezone: spec.timeZone ?? 'UTC',
        suspended: (0,_cron_jobs_js__WEBPACK_IMPORTED_MODULE_5__/* .suspendedBy */ .v)(cronJob),
        since: metadata?.annotations?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.since] ?? metadata?.creationTimestamp ?? null,
    };
}
/**
 * Until a person says otherwise: no sync changes it. @param now milliseconds since the epoch
 * @throws ApiError @throws AutomlError USAGE where the file itself says so: nobody could resume it
 */
async function suspend(api, cronJob, now) {
    const by = (0,_cron_jobs_js__WEBPACK_IMPORTED_MODULE_5__/* .suspendedBy */ .v)(cronJob);
    if (by === 'person')
        return;
    if (by === 'file') {
        const why = `the workflow file says that schedule "${(0,_told_js__WEBPACK_IMPORTED_MODULE_8__/* .scheduleOf */ .rH)(cronJob)}" is suspended`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `${why}: it stays so until that is taken out`);
    }
    const annotations = { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.suspendedAt]: new Date(now).toISOString() };
    await api.patch('CronJob', (0,_project_js__WEBPACK_IMPORTED_MODULE_6__/* .nameOf */ .Vb)(cronJob), { metadata: { annotations }, spec: { suspend: true } });
}
/**
 * What would have fired meanwhile is not made up for. @param now milliseconds since the epoch
 * @throws ApiError @throws AutomlError USAGE where the file itself says that it is suspended
 */
async function resume(api, cronJob, now) {
    const by = (0,_cron_jobs_js__WEBPACK_IMPORTED_MODULE_5__/* .suspendedBy */ .v)(cronJob);
    if (by === null)
        return;
    if (by === 'file') {
        const why = `the workflow file says that schedule "${(0,_told_js__WEBPACK_IMPORTED_MODULE_8__/* .scheduleOf */ .rH)(cronJob)}" is suspended`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `${why}: take "suspend" out there, and sync it`);
    }
    const annotations = { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.suspendedAt]: null, [_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.since]: new Date(now).toISOString() };
    await api.patch('CronJob', (0,_project_js__WEBPACK_IMPORTED_MODULE_6__/* .nameOf */ .Vb)(cronJob), { metadata: { annotations }, spec: { suspend: false } });
}
/**
 * @param at ISO time that the run stands for @param now milliseconds since the epoch, which tells two for the same time apart
 * @returns the Job, for people @throws ApiError
 */
async function trigger(api, cronJob, at, now) {
    const name = (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_4__/* .triggeredJobName */ .Sj)((0,_project_js__WEBPACK_IMPORTED_MODULE_6__/* .nameOf */ .Vb)(cronJob), [at, String(now)]);
    await api.create('Job', (0,_objects_cron_job_js__WEBPACK_IMPORTED_MODULE_2__/* .triggeredJob */ .d6)(cronJob, name, at));
    return `job/${name}`;
}


/***/ }),

/***/ 20727:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ syncSchedules)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/driver-pod.ts
var driver_pod = __webpack_require__(17121);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/ownership.ts
var ownership = __webpack_require__(5995);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/readable.ts
var readable = __webpack_require__(40932);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/commit-order.ts
var commit_order = __webpack_require__(57301);
// EXTERNAL MODULE: ./src/backends/kubernetes/scheduling/cron-jobs.ts
var cron_jobs = __webpack_require__(20950);
// EXTERNAL MODULE: ./src/backends/kubernetes/scheduling/project.ts
var scheduling_project = __webpack_require__(18696);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(24141);
// EXTERNAL MODULE: ./src/backends/kubernetes/lanes.ts
var lanes = __webpack_require__(76737);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/cron-job.ts
var cron_job = __webpack_require__(95147);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/digest.ts
var digest = __webpack_require__(1985);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/injected.ts + 1 modules
var injected = __webpack_require__(23079);
// EXTERNAL MODULE: ./src/backends/kubernetes/source-room.ts
var source_room = __webpack_require__(17237);
;// CONCATENATED MODULE: ./src/backends/kubernetes/scheduling/source.ts
/** The project as the runs of schedules start from it: ConfigMaps that the CronJobs of one commit share. */










const versionLength = 10;
/** Named by what they hold. @throws AutomlError PREFLIGHT for a project that is too large, or can't be read */
async function scheduledSource(project, source) {
    const data = await (0,injected/* projectArchive */.kx)(source);
    const version = (0,digest/* digest */.b)((0,external_node_crypto_.createHash)('sha256').update(data).digest('hex'), versionLength);
    return (0,injected/* inParts */.oP)([{ name: 'source.tgz', data }], injected/* mapLimit */.sf).map((part, place) => ({
        apiVersion: types/* kinds */.E.ConfigMap.apiVersion,
        kind: 'ConfigMap',
        metadata: {
            name: (0,names/* scheduledSourceName */.Us)(project.owner, version, place),
            labels: { ...(0,labels/* lastingLabels */.Oo)(project), [labels/* labels */.WD.component]: 'schedule' },
            annotations: { [labels/* labels */.WD.bytes]: String(part.reduce((sum, each) => sum + each.data.length, 0)) },
        },
        immutable: true,
        binaryData: Object.fromEntries(part.map((each) => [each.name, each.data.toString('base64')])),
    }));
}
/** Makes what is not there, and has it go when the last of the CronJobs does. @throws ApiError @throws AutomlError PREFLIGHT */
async function keepSource(api, maps, cronJobs) {
    const ownerReferences = cronJobs.map(({ metadata }) => {
        return {
            apiVersion: types/* kinds */.E.CronJob.apiVersion,
            kind: 'CronJob',
            name: metadata?.name ?? '',
            uid: metadata?.uid ?? '',
        };
    });
    const found = await Promise.all(maps.map((map) => api.getMeta('ConfigMap', map.metadata?.name ?? '')));
    const missing = maps.filter((_, place) => found[place] === null);
    // Its own are in no run: the id of one that there is not.
    if (missing.length > 0)
        await (0,source_room/* makeSourceRoom */.l)(api, '-', (0,injected/* injectedBytes */.U1)(missing));
    const keeping = maps.map((map, place) => async () => {
        const meta = found[place] ?? null;
        if (meta === null)
            await api.create('ConfigMap', { ...map, metadata: { ...map.metadata, ownerReferences } });
        else if (!isOwnedBy(meta, ownerReferences))
            await api.patch('ConfigMap', meta.name ?? '', { metadata: { ownerReferences } });
    });
    await (0,lanes/* inLanes */.L)(4, keeping);
}
function isOwnedBy(meta, owners) {
    const uids = (meta.ownerReferences ?? []).map(({ uid }) => uid);
    return uids.length === owners.length && owners.every(({ uid }) => uids.includes(uid));
}
/**
 * Those of earlier commits, unless a Job that has not ended may still start a pod from them.
 * @param before the CronJobs as they were: their controller may be about to make a Job of what it saw last
 * @throws ApiError
 */
async function sweepSource(api, project, before) {
    const labelSelector = (0,scheduling_project/* ofSchedules */.oK)(project);
    const maps = await api.listMeta('ConfigMap', { labelSelector });
    const named = new Set(before.flatMap(({ spec }) => (0,cron_job/* sourceOf */.vz)(spec.jobTemplate.spec)));
    const old = maps.flatMap(({ name }) => (name === undefined || named.has(name) ? [] : [name]));
    if (old.length === 0)
        return;
    // As they are now: another sync may have changed them meanwhile.
    const [{ own }, { items }] = await Promise.all([(0,scheduling_project/* cronJobsOf */.aw)(api, project), api.list('Job', { labelSelector })]);
    for (const name of own.flatMap(({ spec }) => (0,cron_job/* sourceOf */.vz)(spec.jobTemplate.spec)))
        named.add(name);
    const open = items.filter(({ status }) => status?.completionTime === undefined && !hasFailed(status?.conditions));
    for (const name of open.flatMap(({ spec }) => (0,cron_job/* sourceOf */.vz)(spec)))
        named.add(name);
    const gone = old.filter((name) => !named.has(name));
    await (0,lanes/* inLanes */.L)(4, gone.map((name) => async () => {
        await api.delete('ConfigMap', name);
    }));
}
function hasFailed(conditions = []) {
    return conditions.some(({ type, status }) => type === 'Failed' && status === 'True');
}

// EXTERNAL MODULE: ./src/backends/kubernetes/scheduling/told.ts
var told = __webpack_require__(92548);
;// CONCATENATED MODULE: ./src/backends/kubernetes/scheduling/sync.ts
/** CronJobs as a workflow file asks for them: made, changed and taken away, in as few calls as that takes. */












/**
 * A newer commit's schedules stay as they are. What a dry run asks is judged by the API server, which keeps nothing of it.
 * @throws ApiError @throws AutomlError USAGE for an older commit, PREFLIGHT for a project that is too large, or an account that is missing
 */
async function syncSchedules(sync, wanted, { dryRun }) {
    const { api, project, starts } = sync;
    const { own, twins } = await (0,scheduling_project/* cronJobsOf */.aw)(api, project);
    const mine = [...own, ...twins];
    if (wanted.length === 0 && mine.length === 0)
        return [];
    await refuseOlder(sync, mine);
    if (wanted.length > 0)
        await requireAccount(sync);
    const pairs = await Promise.all(wanted.map((schedule) => pairOf(sync, schedule, own)));
    const isPinned = wanted.some(({ ref }) => ref === undefined);
    const maps = isPinned ? await scheduledSource(project, starts.source) : [];
    const made = await apply(sync, pairs, maps, dryRun);
    const names = new Set(made.map(({ object }) => (0,scheduling_project/* nameOf */.Vb)(object)));
    const unnamed = mine.filter((cronJob) => !names.has((0,scheduling_project/* nameOf */.Vb)(cronJob)));
    if (!dryRun) {
        for (const { metadata } of unnamed)
            await api.delete('CronJob', metadata?.name ?? '', metadata?.uid === undefined ? {} : { uid: metadata.uid });
        await sweepSource(api, project, [...own, ...made.map(({ object }) => object)]);
    }
    return [...made.map(({ change }) => change), ...unnamed.map((cronJob) => deletion(cronJob, twins.includes(cronJob)))];
}
/** What they start from is there before those that are there already name it, and right after those that are new. */
async function apply(sync, pairs, maps, dryRun) {
    const { api, project, starts, now } = sync;
    const known = pairs.flatMap(({ live }) => live ?? []);
    if (!dryRun && known.length > 0)
        await keepSource(api, maps, known);
    // A newer commit may have come first while the files were packed and brought.
    if (!dryRun)
        await refuseOlder(sync, (await (0,scheduling_project/* cronJobsOf */.aw)(api, project)).own);
    const parts = { maps: maps.map(({ metadata }) => metadata?.name ?? ''), now: new Date(now()).toISOString() };
    const made = [];
    for (const { schedule, live } of pairs) {
        const wanted = (0,cron_jobs/* wantedCronJob */.f)(project, schedule, starts, { ...parts, live });
        const object = await api.apply('CronJob', wanted, { force: true, dryRun });
        made.push({ object, change: changeOf(schedule.name, live, object) });
    }
    if (!dryRun && known.length < made.length)
        await keepSource(api, maps, made.map(({ object }) => object));
    return made;
}
function changeOf(name, live, object) {
    const about = { name, object: `cronjob/${(0,scheduling_project/* nameOf */.Vb)(object)}` };
    if (live === null)
        return { ...about, action: 'create', details: [] };
    const isSame = (0,external_node_util_.isDeepStrictEqual)(contentOf(live), contentOf(object));
    return isSame
        ? { ...about, action: 'unchanged', details: [] }
        : { ...about, action: 'change', details: (0,told/* differences */.tX)(live, object) };
}
function contentOf({ metadata, spec }) {
    return { labels: metadata?.labels, annotations: metadata?.annotations, spec };
}
function deletion(cronJob, isTwin) {
    const details = [isTwin ? 'another account of this repository made it' : 'the file does not name it any more'];
    return { name: (0,told/* scheduleOf */.rH)(cronJob), action: 'delete', object: `cronjob/${(0,scheduling_project/* nameOf */.Vb)(cronJob)}`, details };
}
async function pairOf({ api, project }, schedule, own) {
    const name = (0,names/* cronJobName */.dP)(project.workflow, schedule.name, project.owner);
    const live = own.find((cronJob) => (0,scheduling_project/* nameOf */.Vb)(cronJob) === name) ?? (await api.get('CronJob', name));
    if (live === null || (0,ownership/* isOfOwner */.dF)(live, project))
        return { schedule, live };
    const why = `there is a CronJob ${name} in namespace ${api.namespace} that this workflow does not own`;
    throw new errors/* AutomlError */.nS('CLUSTER', `${why}: rename the schedule, or delete it`);
}
async function refuseOlder({ order }, mine) {
    for (const { metadata } of mine) {
        const { [labels/* labels */.WD.commit]: commit, [labels/* labels */.WD.committed]: committed = '' } = metadata?.annotations ?? {};
        if (commit === undefined || !(await (0,commit_order/* isOlder */.tW)(order, { commit, committed })))
            continue;
        const ours = order.commit.head?.slice(0, 7) ?? '';
        const why = `commit ${ours} is older than ${commit.slice(0, 7)}, which the schedules in the cluster are of`;
        throw new errors/* AutomlError */.nS('USAGE', `${why}: they stay as they are; --allow-older changes them all the same`);
    }
}
/** Without it the Jobs would make no pod, and only their Events would say why. */
async function requireAccount({ api, project, starts }) {
    const account = (0,driver_pod/* driverAccount */.sQ)(project, starts.driver);
    if ((await (0,readable/* readable */.HD)(api.get('ServiceAccount', account))) !== null)
        return;
    const why = `the runs of schedules have no account, service account "${account}" does not exist in namespace ${api.namespace}`;
    const fix = `\`automl setup ${api.namespace} ${project.owner.file}\` makes it and gives it its rights`;
    throw new errors/* AutomlError */.nS('PREFLIGHT', `${why}: ${fix}`);
}


/***/ }),

/***/ 92548:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   mJ: () => (/* binding */ orderOf),
/* harmony export */   rH: () => (/* binding */ scheduleOf),
/* harmony export */   tX: () => (/* binding */ differences)
/* harmony export */ });
/* harmony import */ var _objects_fire_order_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(50716);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/* harmony import */ var _project_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18696);



/** The order that its pods get; null: another version of this program has written it, or somebody else. */
function orderOf({ spec }) {
    const [container] = spec.jobTemplate.spec?.template.spec?.containers ?? [];
    const env = (container?.env ?? []).flatMap(({ name, value }) => value === undefined ? [] : [[name, value]]);
    try {
        return (0,_objects_fire_order_js__WEBPACK_IMPORTED_MODULE_0__/* .readFireOrder */ .B)(Object.fromEntries(env));
    }
    catch {
        return null;
    }
}
/** Its name in the file. */
function scheduleOf(cronJob) {
    return orderOf(cronJob)?.schedule.name ?? cronJob.metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.schedule] ?? (0,_project_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(cronJob);
}
/** A sentence each: `cron 0 4 * * * was 0 3 * * *`. */
function differences(before, after) {
    const [old, now] = [told(before), told(after)];
    const changed = Object.keys(now).filter((name) => now[name] !== old[name]);
    if (changed.length === 0)
        return ['its pod is another one'];
    return changed.map((name) => `${name} ${now[name] ?? ''} was ${old[name] ?? ''}`);
}
function told(cronJob) {
    const { schedule, timeZone, concurrencyPolicy, startingDeadlineSeconds, suspend, jobTemplate } = cronJob.spec;
    const order = orderOf(cronJob);
    const pod = jobTemplate.spec?.template.spec;
    return {
        cron: schedule,
        timezone: timeZone ?? 'none',
        concurrency: concurrencyPolicy ?? 'none',
        deadline: `${startingDeadlineSeconds ?? 0} s`,
        suspended: suspend === true ? 'yes' : 'no',
        ...(order === null ? {} : { ...ofOrder(order) }),
        account: pod?.serviceAccountName ?? 'none',
        image: pod?.containers[0]?.image ?? 'none',
    };
}
function ofOrder({ schedule, from }) {
    const { catchUp, params, retries, jitter } = schedule;
    const given = Object.entries(params).map(([name, value]) => `${name}=${String(value)}`);
    return {
        params: given.length === 0 ? 'none' : given.join(' '),
        'catch up': catchUp,
        retries: String(retries),
        jitter: `${jitter} s`,
        source: 'commit' in from
            ? `commit ${from.commit.head?.slice(0, 7) ?? 'none'}${from.commit.dirty ? ' with changes' : ''}`
            : `branch ${from.branch} of ${from.url}`,
    };
}


/***/ })

};
