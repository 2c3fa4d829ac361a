export const id = 808;
export const ids = [808];
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

/***/ 75808:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fire: () => (/* binding */ fire)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/cron-job.ts
var cron_job = __webpack_require__(95147);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/fire-order.ts
var fire_order = __webpack_require__(50716);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/schedule/fires.ts
var fires = __webpack_require__(43956);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
;// CONCATENATED MODULE: ./src/backends/kubernetes/scheduling/fire-time.ts
/** Which fire of a schedule a Job stands for, and when its run begins. */





/** Of the controller: https://kubernetes.io/docs/reference/labels-annotations-taints/#batch-kubernetesio-cronjob-scheduled-timestamp */
const scheduled = 'batch.kubernetes.io/cronjob-scheduled-timestamp';
/** @throws AutomlError USAGE for a Job that no CronJob owns */
function fireOf({ metadata = {} }) {
    const { name = '', uid = '', annotations = {}, ownerReferences = [] } = metadata;
    const cronJob = ownerReferences.find(({ kind }) => kind === 'CronJob');
    if (cronJob === undefined)
        throw new errors/* AutomlError */.nS('USAGE', `job/${name} is not of a CronJob`);
    const isByHand = annotations[cron_job/* byHand */.XL] !== undefined;
    const made = Date.parse(metadata.creationTimestamp ?? '') || 0;
    // `kubectl create job --from` says no time.
    const other = isByHand ? made : fromName(name);
    const at = Date.parse(annotations[isByHand ? labels/* labels */.WD.scheduledAt : scheduled] ?? '') || other;
    // Only a person asks for the same time twice.
    const key = (time) => `${isByHand ? uid : cronJob.uid} ${new Date(time).toISOString()}`;
    return { cronJob: { name: cronJob.name, uid: cronJob.uid }, at, made, isByHand, key };
}
/** The controller names a Job by the minute. */
function fromName(name) {
    return Number(/-(\d+)$/.exec(name)?.[1] ?? 0) * 60_000;
}
/** Milliseconds after its time at which a run begins: for the same schedule and time always the same. */
function delayOf({ name, jitter }, key) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(`${name} ${key}`).digest();
    return Math.floor((hash.readUInt32BE(0) / 2 ** 32) * jitter * 1000);
}
/** Fires that are made up for by one that comes late: more would keep it from its own for days. */
const mostCaughtUp = 100;
/** What nothing was run for before a fire. @param cronJob null: it was deleted meanwhile */
function missedBefore(schedule, cronJob, at) {
    if (schedule.catchUp !== 'all' || cronJob === null)
        return { times: [], left: 0 };
    const { [labels/* labels */.WD.since]: since = '', [labels/* labels */.WD.caughtUp]: caughtUp = '' } = cronJob.metadata?.annotations ?? {};
    const from = Math.max(Date.parse(since) || at, Date.parse(caughtUp) || 0);
    const missed = (0,fires/* firesBetween */.yt)(schedule, from, at - 1, Infinity);
    return { times: missed.slice(-mostCaughtUp), left: Math.max(0, missed.length - mostCaughtUp) };
}

// EXTERNAL MODULE: ./src/records/file-store.ts + 4 modules
var file_store = __webpack_require__(53226);
// EXTERNAL MODULE: ./src/commands/begun-run.ts
var begun_run = __webpack_require__(97899);
// EXTERNAL MODULE: ./src/commands/choose-setup.ts + 15 modules
var choose_setup = __webpack_require__(33736);
// EXTERNAL MODULE: ./src/commands/execute.ts + 1 modules
var execute = __webpack_require__(84955);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/owner.ts
var owner = __webpack_require__(80710);
// EXTERNAL MODULE: ./src/http/backoff.ts
var backoff = __webpack_require__(31012);
;// CONCATENATED MODULE: ./src/commands/fire-runs.ts






/** Each when the one before is over. @throws AutomlError DETACHED when this pod has to go: the next one goes on @throws ApiError */
async function fireRuns(firing) {
    const { api, order, fired, now, signal, say } = firing;
    const { at } = fired;
    if (fired.isByHand) {
        await runOf(firing, at, null);
        return;
    }
    if (await isOutdated(firing)) {
        say(`nothing is run for ${new Date(at).toISOString()}: the schedule fires at these times since then only`);
        return;
    }
    const delay = delayOf(order.schedule, fired.key(at));
    const due = at + delay;
    if (due > now())
        say(`begins at ${new Date(due).toISOString()} (jitter)`);
    await (0,backoff/* systemSleep */.Hk)(Math.max(0, due - now()), signal);
    const { times, left } = missedBefore(order.schedule, await api.get('CronJob', fired.cronJob.name), at);
    if (left > 0)
        say(`${times.length + left} fires were missed: only the last ${times.length} are made up for`);
    // A fire that overlaps with others, or takes their place, leaves to them what they have begun.
    const open = order.schedule.concurrency === 'forbid' ? times : await notBegunBefore(firing, times);
    for (const time of [...open, at]) {
        if (time !== at)
            say(`makes up for ${new Date(time).toISOString()}`);
        await runOf(firing, time, time === at ? delay : null);
        await noteCaughtUp(api, fired, time);
    }
}
/**
 * The controller makes up for the last time before a schedule was resumed, or came to fire at other times; nobody wants that.
 * What was begun is seen to its end all the same.
 */
async function isOutdated({ api, fired }) {
    const meta = await api.getMeta('CronJob', fired.cronJob.name);
    const since = Date.parse(meta?.annotations?.[labels/* labels */.WD.since] ?? '') || 0;
    return fired.at < since && (await api.getMeta('ConfigMap', anchorOf(fired, fired.at))) === null;
}
/** Without those that another Job has begun. */
async function notBegunBefore({ api, fired }, times) {
    const open = [];
    for (const time of times) {
        const anchor = await api.getMeta('ConfigMap', anchorOf(fired, time));
        if (anchor === null || Date.parse(anchor.creationTimestamp ?? '') >= fired.made)
            open.push(time);
    }
    return open;
}
function anchorOf(fired, at) {
    return (0,names/* anchorName */.HY)(idOf(fired, at, 1));
}
function idOf({ key }, at, attempt) {
    return (0,owner/* runId */.V)(`${key(at)} #${attempt}`);
}
/** A run that failed is followed by further ones. */
async function runOf({ order, fired, signal, say, seeToEnd }, at, delay) {
    const { retries } = order.schedule;
    for (let attempt = 1;; attempt++) {
        if (signal.aborted)
            throw toldToStop();
        const { state } = await seeToEnd(idOf(fired, at, attempt), at, attempt === 1 ? delay : null);
        if (state !== 'failed' || attempt > retries)
            return;
        say(`the run has failed: run ${attempt + 1} of ${retries + 1} follows`);
    }
}
/** By which later fires know what was missed. @throws ApiError */
async function noteCaughtUp(api, { cronJob: { name } }, at) {
    const meta = await api.getMeta('CronJob', name);
    const known = Date.parse(meta?.annotations?.[labels/* labels */.WD.caughtUp] ?? '') || 0;
    if (meta === null || known >= at)
        return;
    const annotations = { [labels/* labels */.WD.caughtUp]: new Date(at).toISOString() };
    await api.patch('CronJob', name, { metadata: { annotations } });
}
function toldToStop() {
    return new errors/* AutomlError */.nS('DETACHED', 'was told to stop: the next pod goes on');
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./node_modules/tar/dist/esm/index.min.js
var index_min = __webpack_require__(98697);
// EXTERNAL MODULE: ./src/backends/kubernetes/layout.ts
var layout = __webpack_require__(59314);
// EXTERNAL MODULE: ./src/source/remote/clone.ts + 2 modules
var clone = __webpack_require__(3599);
// EXTERNAL MODULE: ./src/source/remote/git-url.ts
var git_url = __webpack_require__(20428);
// EXTERNAL MODULE: ./src/workflow/files.ts
var files = __webpack_require__(76154);
// EXTERNAL MODULE: ./src/commands/remote-access.ts
var remote_access = __webpack_require__(17029);
;// CONCATENATED MODULE: ./src/commands/fired-project.ts
/** What the run of a schedule is of: the files that its CronJob brings, or the head of a branch. */










/** Its CronJob says where it deploys to. */
const trigger = { event: 'schedule', branch: null, tag: null, defaultBranch: null };
/** It is gone when `use` is done. @throws AutomlError, and what `use` throws */
async function withFiredProject({ from, owner }, { world, signal, mounts = layout/* layout */.Zp }, use) {
    if ('commit' in from)
        return withFiles(from.commit, owner.file, mounts.scheduled, world, use);
    const address = (0,git_url/* readGitUrl */.k)(from.url);
    const { access, env } = await loginFor(address, mounts.logins, world);
    const context = {
        ...world,
        env,
        clones: external_node_path_default().resolve(world.cwd, world.cache, 'clones'),
        signal,
        say: (sentence) => void world.err.write(`${sentence}\n`),
    };
    return (0,clone/* withClone */.o)({ address, ref: from.branch, access }, context, (clone) => {
        for (const note of clone.notes)
            world.err.write(`warning: ${note}\n`);
        const { branch, tag, folder, sha } = clone;
        requireInside(folder, owner.file);
        return use({
            folder,
            trigger,
            commit: { head: sha, merge: null, ref: branch ?? tag },
        });
    });
}
/**
 * A workflow file that is a link could lead to the login or the token of this pod, which the words about a file that is not
 * valid would show. @throws AutomlError USAGE
 */
function requireInside(folder, file) {
    const place = external_node_path_default().join(folder, file);
    if (!(0,external_node_fs_.existsSync)(place) || !(0,files/* leavesRoot */.hs)(external_node_path_default().relative((0,external_node_fs_.realpathSync)(folder), (0,external_node_fs_.realpathSync)(place))))
        return;
    throw new errors/* AutomlError */.nS('USAGE', `${file} is a link that leads out of its repository`);
}
/** As if it was in its repository: what that holds besides is not there, and nothing of a run wants it. */
async function withFiles(commit, file, mounted, world, use) {
    const folder = external_node_path_default().join(world.cwd, 'project');
    const root = external_node_path_default().join(folder, external_node_path_default().dirname(file));
    await (0,promises_.mkdir)(root, { recursive: true });
    try {
        const files = await unpack(mounted, root);
        return await use({
            folder,
            trigger,
            source: { root, repository: folder, files, commit, warnings: [] },
        });
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** What is in it, sorted. Links come last: they may lead anywhere, and nothing is written through them. */
async function unpack(mounted, root) {
    const parts = (await (0,promises_.readdir)(mounted)).filter((name) => name.startsWith('source.tgz.')).sort();
    const archive = `${root}.tgz`;
    await (0,promises_.writeFile)(archive, Buffer.concat(await Promise.all(parts.map((part) => (0,promises_.readFile)(external_node_path_default().join(mounted, part))))));
    const files = [];
    const links = [];
    await (0,index_min/* extract */.o6)({
        cwd: root,
        file: archive,
        strict: true,
        filter: (name, entry) => {
            const target = 'linkpath' in entry ? entry.linkpath : undefined;
            if (!target)
                return Boolean(files.push(name));
            links.push({ name, target });
            return false;
        },
    });
    for (const { name, target } of links) {
        const link = external_node_path_default().join(root, name);
        await (0,promises_.mkdir)(external_node_path_default().dirname(link), { recursive: true });
        await (0,promises_.symlink)(target, link);
    }
    await (0,promises_.rm)(archive);
    return [...files, ...links.map(({ name }) => name)].sort();
}
/** Of the first Secret that holds one. */
async function loginFor(address, logins, world) {
    for (const place of (await (0,promises_.readdir)(logins).catch(() => [])).sort()) {
        const folder = external_node_path_default().join(logins, place);
        const names = new Set(await (0,promises_.readdir)(folder));
        const request = await loginIn(folder, names, address);
        if (request === null)
            continue;
        const authority = names.has('ca.crt') ? { GIT_SSL_CAINFO: external_node_path_default().join(folder, 'ca.crt') } : {};
        return { access: await (0,remote_access/* readAccess */.z)(request, address, world), env: { ...world.env, ...authority } };
    }
    return { access: await (0,remote_access/* readAccess */.z)({}, address, { ...world, env: {} }), env: world.env };
}
/** Keys as Secrets of the types `kubernetes.io/ssh-auth` and `kubernetes.io/basic-auth` have them, or the name of our variable. */
async function loginIn(folder, names, { scheme }) {
    if (scheme === 'ssh') {
        if (!names.has('ssh-privatekey'))
            return null;
        const knownHosts = names.has('known_hosts') ? { knownHosts: external_node_path_default().join(folder, 'known_hosts') } : {};
        return { sshKey: external_node_path_default().join(folder, 'ssh-privatekey'), ...knownHosts };
    }
    const key = ['AUTOML_GIT_TOKEN', 'password'].find((name) => names.has(name));
    return key === undefined ? null : { token: (await (0,promises_.readFile)(external_node_path_default().join(folder, key), 'utf8')).trim() };
}

// EXTERNAL MODULE: ./src/commands/heap.ts + 1 modules
var heap = __webpack_require__(12732);
// EXTERNAL MODULE: ./src/commands/prepare.ts + 3 modules
var prepare = __webpack_require__(4699);
// EXTERNAL MODULE: ./src/commands/run-deleted.ts
var run_deleted = __webpack_require__(76091);
;// CONCATENATED MODULE: ./src/commands/fire.ts














/** @throws AutomlError DETACHED when it was told to stop: the next pod goes on */
async function fire(request, world) {
    (0,heap/* keepHeapSmall */.p)();
    const order = (0,fire_order/* readFireOrder */.B)(world.env);
    const stop = new AbortController();
    const stopListening = world.onInterrupt(() => {
        stop.abort();
    });
    try {
        return await (0,choose_setup/* withCluster */.Bq)(request, world, async (cluster) => {
            const { signal } = stop;
            const pod = { request, order, cluster, context: { world, signal } };
            await fireRuns({
                api: cluster.api,
                order,
                fired: fireOf(await jobOf(cluster, world)),
                now: world.now,
                signal,
                say: (sentence) => void world.err.write(`${sentence}\n`),
                seeToEnd: (id, at, delay) => seeToEnd(pod, id, at, delay).catch(notAgain),
            });
            return errors/* exitCode */.I$.ok;
        });
    }
    finally {
        stopListening();
    }
}
/** @throws AutomlError NOT_FOUND */
async function jobOf({ api }, { env }) {
    const name = env[cron_job/* jobVariable */.ue] ?? '';
    const job = await api.get('Job', name);
    if (job !== null)
        return job;
    throw new errors/* AutomlError */.nS('NOT_FOUND', `there is no job/${name} in namespace ${api.namespace}`);
}
/** The next pod would begin anew what somebody has deleted. */
function notAgain(error) {
    if (!(error instanceof run_deleted/* RunDeleted */.T))
        throw error;
    throw new errors/* AutomlError */.nS('NOT_FOUND', `${error.message}: it is not begun again`, { cause: error });
}
/** Begins it, or goes on with what another pod began; one that is over is not run again. */
async function seeToEnd(pod, id, at, delay) {
    const { cluster, context } = pod;
    const { world } = context;
    const begun = await (0,begun_run.begunRun)(cluster, id, world);
    const place = `kubernetes ${cluster.api.namespace}`;
    if (begun !== null) {
        const about = { backend: 'kubernetes', place, output: 'text', logLevel: 'info' };
        const runs = (0,file_store/* runsFolder */.Xc)(world.cwd);
        return (await (0,execute/* goOn */.AC)({ ...about, begun, id, runs, cancel: null, detach: true }, world)).record;
    }
    const record = await begin(pod, id, at, delay);
    // Refused before it was made: nobody but this Job would know of it.
    if (record.state === 'failed' && (await cluster.api.getMeta('ConfigMap', (0,names/* anchorName */.HY)(id))) === null)
        throw new errors/* AutomlError */.nS('PREFLIGHT', record.reason ?? `run ${id} could not begin`);
    return record;
}
function begin({ request, order, context }, id, at, delay) {
    const { world } = context;
    const { owner, schedule, workflow: name } = order;
    const { forge, repository, name: knownAs, alias, environment, file } = owner;
    return withFiredProject(order, context, async ({ folder, ...project }) => {
        const loaded = (0,prepare/* loadTarget */.K)({ target: file, params: [] }, { ...world, cwd: folder });
        const target = {
            ...loaded,
            workflow: { ...loaded.workflow, name, schedules: [scheduleOf(order)] },
            recordsRoot: world.cwd,
        };
        const executing = {
            ...request,
            ...project,
            target: file,
            params: [],
            steps: [],
            schedule: { name: schedule.name, at: new Date(at).toISOString(), ...(delay === null ? {} : { delay }) },
            ...(environment === null ? {} : { environment }),
            repository: { forge, id: repository, ...(knownAs === undefined ? {} : { name: knownAs }) },
            ...(alias === undefined ? {} : { alias }),
            runId: id,
            backend: 'kubernetes',
            driver: 'here',
            leaves: true,
            signal: context.signal,
            secretFiles: [],
            secretLines: [],
            output: 'text',
            logLevel: 'info',
            keepServices: false,
        };
        const { record } = await (0,execute/* executeTarget */.R0)(target, executing, world).catch((error) => {
            throw context.signal.aborted ? toldToStop() : error;
        });
        return record;
    });
}
/** Not the file's own, which may be another by now, or be there no more. */
function scheduleOf({ schedule }) {
    return { ...schedule, at: { line: 1, column: 1 }, backend: 'cluster', suspend: false };
}


/***/ })

};
