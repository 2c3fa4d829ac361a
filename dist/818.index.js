export const id = 818;
export const ids = [818];
export const modules = {

/***/ 40818:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  AnchorWatch: () => (/* reexport */ anchor_watch/* AnchorWatch */.p),
  Follower: () => (/* reexport */ follower/* Follower */.f),
  OpenLogs: () => (/* reexport */ open_logs/* OpenLogs */.i),
  RunPods: () => (/* reexport */ RunPods),
  deployedEnvironments: () => (/* reexport */ deployedEnvironments),
  deployedSchedules: () => (/* reexport */ deployedSchedules),
  deployedServices: () => (/* reexport */ inventory_services/* deployedServices */.nk),
  findRun: () => (/* reexport */ findRun),
  findService: () => (/* reexport */ inventory_services/* findService */.Ln),
  followServiceLogs: () => (/* reexport */ followServiceLogs),
  knownWorkflows: () => (/* reexport */ knownWorkflows),
  namesOf: () => (/* reexport */ namesOf),
  newestRun: () => (/* reexport */ newestRun),
  newestRunOf: () => (/* reexport */ newestRunOf),
  openRunsOf: () => (/* reexport */ openRunsOf),
  previewsOf: () => (/* reexport */ previews/* previewsOf */.P),
  previousServiceLogs: () => (/* reexport */ previousServiceLogs),
  projectsOf: () => (/* reexport */ projectsOf),
  readKeptLogs: () => (/* reexport */ kept_logs/* readKeptLogs */.s),
  readPlan: () => (/* reexport */ stored_run/* readPlan */.m3),
  readServiceLogs: () => (/* reexport */ readServiceLogs),
  removeProject: () => (/* reexport */ removeProject),
  removeRun: () => (/* reexport */ removeRun),
  removeService: () => (/* reexport */ removeService),
  requestCancel: () => (/* reexport */ stored_run/* requestCancel */.AX),
  resourcesOf: () => (/* reexport */ resourcesOf),
  serviceDetail: () => (/* reexport */ serviceDetail),
  storedRun: () => (/* reexport */ storedRun),
  storedRuns: () => (/* reexport */ storedRuns)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/driving/anchor-watch.ts
var anchor_watch = __webpack_require__(85415);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/find-run.ts
/** The run of a namespace that a person means. */


/** @param start of its id, or all of it @throws AutomlError NOT_FOUND, or USAGE when several runs begin like this @throws ApiError */
async function findRun(api, start) {
    const anchors = await api.listMeta('ConfigMap', { labelSelector: (0,labels/* managedComponent */.D7)('anchor') });
    const ids = anchors.map((meta) => meta.labels?.[labels/* labels */.WD.run] ?? '');
    if (ids.includes(start))
        return start;
    const matches = start === '' ? [] : ids.filter((id) => id.startsWith(start));
    const [only] = matches;
    if (only === undefined)
        throw new errors/* AutomlError */.nS('NOT_FOUND', `namespace ${api.namespace} has no run "${start}"`);
    if (matches.length === 1)
        return only;
    const shown = matches.slice(0, 5).join(', ') + (matches.length > 5 ? ', …' : '');
    throw new errors/* AutomlError */.nS('USAGE', `"${start}" is the beginning of ${matches.length} runs: ${shown}`);
}

// EXTERNAL MODULE: ./src/backends/kubernetes/driving/follower.ts
var follower = __webpack_require__(10418);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/stored-run.ts
var stored_run = __webpack_require__(61331);
// EXTERNAL MODULE: ./src/backends/kubernetes/kept-logs.ts + 1 modules
var kept_logs = __webpack_require__(57528);
// EXTERNAL MODULE: ./src/backends/kubernetes/open-logs.ts
var open_logs = __webpack_require__(21770);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/live.ts
var live = __webpack_require__(50879);
;// CONCATENATED MODULE: ./src/backends/kubernetes/remove-project.ts
/** Removal of all that one repository's workflow has in a namespace. */



/** Schedules first, so that nothing begins meanwhile; then services, so that nothing serves half deleted; then the anchors, by which drivers see that their run is deleted. */
const order = [
    'CronJob',
    ...live/* serviceKinds */.VL.toReversed(),
    'ConfigMap',
    'Job',
    'Lease',
    'PersistentVolumeClaim',
    'Secret',
];
/** Kinds whose objects may take a while to be gone: pods end, volumes are released. */
const slow = [...order, 'ReplicaSet', 'Pod'];
/** Milliseconds until giving up on objects that do not go. */
const patience = 120_000;
const pause = 500;
/** The repositories that have, or had, a workflow of this name in the namespace. */
async function projectsOf(api, workflow) {
    const found = new Map();
    // Of any kind: a removal that was given up may have left anything.
    for (const kind of order) {
        for (const { labels: all, annotations } of await listed(api, kind, (0,labels/* managed */.Yq)(workflow))) {
            const id = all?.[labels/* labels */.WD.project];
            if (id === undefined)
                continue;
            const { repository = '', file = '', environments = [] } = found.get(id) ?? {};
            const notes = annotations ?? {};
            const environment = notes[labels/* labels */.WD.environment];
            found.set(id, {
                id,
                repository: notes[labels/* labels */.WD.repository] ?? repository,
                file: notes[labels/* labels */.WD.file] ?? file,
                environments: [...new Set([...environments, ...(environment === undefined ? [] : [environment])])].sort(),
            });
        }
    }
    return [...found.values()];
}
/** How many objects were removed; all are gone when it returns. @throws AutomlError when something stays */
async function removeProject(api, workflow, project) {
    const selection = { labelSelector: (0,labels/* ofProject */.dU)(project, workflow) };
    const before = await count(api, order, selection.labelSelector);
    for (const kind of order)
        await (0,live/* unlessUnknown */.jG)(kind, undefined, api.deleteAll(kind, selection));
    const deadline = performance.now() + patience;
    for (;;) {
        const left = await count(api, slow, selection.labelSelector);
        if (left === 0)
            return before;
        if (performance.now() > deadline) {
            const minutes = patience / 60_000;
            throw new errors/* AutomlError */.nS('CLUSTER', `${left} objects are still there after ${minutes} minutes: kubectl get all,cm,secret,pvc,lease -n ${api.namespace} -l '${selection.labelSelector}'`);
        }
        // What a controller made meanwhile goes too.
        for (const kind of order)
            await (0,live/* unlessUnknown */.jG)(kind, undefined, api.deleteAll(kind, selection));
        await new Promise((resolve) => setTimeout(resolve, pause));
    }
}
async function count(api, kinds, labelSelector) {
    const lists = await Promise.all(kinds.map((kind) => listed(api, kind, labelSelector)));
    return lists.reduce((sum, metas) => sum + metas.length, 0);
}
/** None of a kind that the cluster does not know. */
function listed(api, kind, labelSelector) {
    return (0,live/* unlessUnknown */.jG)(kind, [], api.listMeta(kind, { labelSelector }));
}

// EXTERNAL MODULE: ./src/backends/kubernetes/driving/holder.ts
var driving_holder = __webpack_require__(92690);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/lease.ts
var driving_lease = __webpack_require__(73740);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
;// CONCATENATED MODULE: ./src/backends/kubernetes/remove-run.ts
/** Removal of one run from the cluster: its anchor takes all else along, but for what a service needs. */




/** False: there was none. @throws AutomlError USAGE when somebody drives it @throws ApiError */
async function removeRun(api, { id, isForced, host }) {
    const holder = (0,driving_lease/* holderOf */.Kd)(await api.get('Lease', (0,names/* leaseName */.AI)(id)));
    if (!isForced && holder !== '' && !(await (0,driving_holder/* isDead */.XU)(holder, host))) {
        const by = (0,driving_holder/* holderInWords */.br)(holder);
        throw new errors/* AutomlError */.nS('USAGE', `run ${id} is driven by ${by}: automl cancel ${id} first, or give --force`);
    }
    return api.delete('ConfigMap', (0,names/* anchorName */.HY)(id));
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/remove-service.ts


/** How many objects were removed; what is owned by the Deployment goes in the background. @throws ApiError */
async function removeService(api, deployment) {
    const { name = '', labels: own } = deployment.metadata ?? {};
    let count = 0;
    // What leads to it first, so that nobody is sent to a service that is half gone.
    for (const kind of live/* serviceKinds */.VL.toReversed()) {
        const meta = await (0,live/* unlessUnknown */.jG)(kind, null, api.getMeta(kind, name));
        // Somebody else's object may have the name.
        if (meta?.labels?.[labels/* labels */.WD.owner] !== own?.[labels/* labels */.WD.owner] || meta?.uid === undefined)
            continue;
        if (await api.delete(kind, name, { uid: meta.uid }))
            count += 1;
    }
    return count;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/serving/previews.ts
var previews = __webpack_require__(68328);
;// CONCATENATED MODULE: ./src/backends/kubernetes/inventory/environments.ts



/** By name. @throws ApiError */
async function deployedEnvironments(api, { workflow, project }) {
    const labelSelector = [(0,labels/* managedComponent */.D7)('environment'), (0,labels/* managed */.Yq)(workflow), (0,labels/* ofProject */.dU)(project)].join(',');
    const { items } = await api.list('Lease', { labelSelector });
    return items.map(environmentOf).sort((a, b) => a.environment.localeCompare(b.environment));
}
function environmentOf(lease) {
    const { annotations = {} } = lease.metadata ?? {};
    const holder = (0,driving_lease/* holderOf */.Kd)(lease);
    return {
        environment: annotations[labels/* labels */.WD.environment] ?? '',
        commit: annotations[labels/* labels */.WD.commit] ?? null,
        run: annotations[labels/* labels */.WD.deployedBy] ?? null,
        driver: holder === '' ? null : (0,driving_holder/* holderInWords */.br)(holder),
    };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/known-runs.ts
var known_runs = __webpack_require__(56944);
;// CONCATENATED MODULE: ./src/backends/kubernetes/inventory/names.ts


/** Each once. @throws ApiError */
async function namesOf(api, what) {
    const anchors = () => api.listMeta('ConfigMap', { labelSelector: (0,labels/* managedComponent */.D7)('anchor') });
    const services = () => api.listMeta('Deployment', { labelSelector: (0,labels/* managedComponent */.D7)('service') });
    switch (what) {
        case 'run':
            return new Set((await anchors()).map(known_runs/* runOf */.ng));
        case 'schedule': {
            const cronJobs = await api.listMeta('CronJob', { labelSelector: (0,labels/* managedComponent */.D7)('schedule') });
            return new Set(cronJobs.flatMap((meta) => meta.labels?.[labels/* labels */.WD.schedule] ?? []));
        }
        case 'service':
            return new Set((await services()).flatMap((meta) => meta.labels?.[labels/* labels */.WD.step] ?? []));
        case 'workflow': {
            const all = await Promise.all([anchors(), services()]);
            return new Set(all.flat().flatMap((meta) => meta.labels?.[labels/* labels */.WD.workflow] ?? []));
        }
    }
}

// EXTERNAL MODULE: ./src/engine/state.ts + 12 modules
var state = __webpack_require__(47128);
// EXTERNAL MODULE: ./src/records/record.ts
var records_record = __webpack_require__(25385);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/driver-job.ts + 1 modules
var driver_job = __webpack_require__(82191);
// EXTERNAL MODULE: ./src/backends/kubernetes/lanes.ts
var lanes = __webpack_require__(76737);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/anchor.ts + 1 modules
var objects_anchor = __webpack_require__(71573);
;// CONCATENATED MODULE: ./src/backends/kubernetes/inventory/runs.ts
/** The runs of a namespace as their records tell them; of one that has not ended, as far as it has been stored. */












/** Runs that are read at the same time. */
const runs_lanes = 8;
/** Newest first. @param workflow absent: of all @param project absent: whose repository it is does not matter @throws ApiError */
async function storedRuns(api, workflow, project) {
    const only = [
        ...(workflow === undefined ? [] : [(0,labels/* managed */.Yq)(workflow)]),
        ...(project === undefined ? [] : [(0,labels/* ofProject */.dU)(project)]),
    ];
    const of = (component) => {
        return { labelSelector: [(0,labels/* managedComponent */.D7)(component), ...only].join(',') };
    };
    const [anchors, { items: records }, { items: leases }] = await Promise.all([
        api.listMeta('ConfigMap', of('anchor')),
        api.list('ConfigMap', of('record')),
        api.list('Lease', of('lease')),
    ]);
    const ended = new Map(records.map((map) => [map.metadata?.name ?? '', map]));
    const driven = new Map(leases.map((lease) => [lease.metadata?.name ?? '', lease]));
    const runs = [];
    const problems = [];
    const reading = anchors.map((anchor) => async () => {
        const id = (0,known_runs/* runOf */.ng)(anchor);
        const lease = driven.get((0,names/* leaseName */.AI)(id)) ?? null;
        try {
            const map = ended.get((0,names/* recordName */.xD)(id));
            const run = map === undefined ? await unfinished(api, anchor, lease) : finished(anchor, (0,objects_anchor/* recordOf */.zv)(map));
            if (run === null)
                problems.push(`run ${id} has not begun: its driver has stored no plan yet`);
            else
                runs.push(run);
        }
        catch (error) {
            problems.push(`run ${id} can't be read: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    });
    await (0,lanes/* inLanes */.L)(runs_lanes, reading);
    return { runs: runs.sort(newestFirst), problems };
}
/** Null: there is no such run, or its driver has stored no plan yet. @throws ApiError */
async function storedRun(api, id) {
    const [anchor, record, lease] = await Promise.all([
        api.getMeta('ConfigMap', (0,names/* anchorName */.HY)(id)),
        (0,stored_run/* readRecord */.aE)(api, id),
        api.get('Lease', (0,names/* leaseName */.AI)(id)),
    ]);
    if (anchor === null)
        return null;
    return record === null ? unfinished(api, anchor, lease) : finished(anchor, record);
}
/** The newest, by when it was begun. Null: there is none. @throws ApiError */
async function newestRun(api, labelSelector = (0,labels/* managedComponent */.D7)('anchor')) {
    const anchors = await api.listMeta('ConfigMap', { labelSelector });
    const [newest] = [...anchors].sort((a, b) => (0,known_runs/* madeAt */.ZM)(b) - (0,known_runs/* madeAt */.ZM)(a) || (0,known_runs/* runOf */.ng)(b).localeCompare((0,known_runs/* runOf */.ng)(a)));
    return newest === undefined ? null : (0,known_runs/* runOf */.ng)(newest);
}
/** The newest of a schedule that stands for this time. @param at ISO time @returns null: there is none @throws ApiError */
async function newestRunOf(api, { repository, workflow, name }, at) {
    const selector = `${(0,labels/* managedComponent */.D7)('anchor')},${(0,labels/* managed */.Yq)(workflow)},${labels/* labels */.WD.schedule}=${(0,labels/* labelValue */.w)(name)}`;
    const anchors = await api.listMeta('ConfigMap', { labelSelector: selector });
    const [newest] = anchors
        .filter((anchor) => repositoryOf(anchor) === repository && anchor.annotations?.[labels/* labels */.WD.scheduledAt] === at)
        .sort((a, b) => (0,known_runs/* madeAt */.ZM)(b) - (0,known_runs/* madeAt */.ZM)(a) || (0,known_runs/* runOf */.ng)(b).localeCompare((0,known_runs/* runOf */.ng)(a)));
    return newest === undefined ? null : (0,known_runs/* runOf */.ng)(newest);
}
function finished(anchor, record) {
    return { record, driver: null, repository: repositoryOf(anchor) };
}
function repositoryOf({ annotations }) {
    return annotations?.[labels/* labels */.WD.repository] ?? '';
}
/** What its driver has stored so far. */
async function unfinished(api, anchor, lease) {
    const id = (0,known_runs/* runOf */.ng)(anchor);
    const [stored, journal] = await Promise.all([(0,stored_run/* readPlan */.m3)(api, id), (0,stored_run/* readJournal */.a0)(api, id)]);
    if (stored === null)
        return null;
    const holder = (0,driving_lease/* holderOf */.Kd)(lease);
    const [first] = journal.events;
    // The first page comes a second late.
    const events = first === undefined ? [{ type: 'run-started', at: (0,known_runs/* madeAt */.ZM)(anchor) }] : journal.events;
    const about = { backend: 'kubernetes', version: '', host: holder.split('/')[0] ?? '' };
    const record = (0,records_record/* toRecord */.L)(stored.plan, (0,state/* fold */.AU)(stored.plan, events), about);
    const reason = await whyUndriven(api, id, stored.plan, holder);
    const driver = reason === null ? (0,driving_holder/* holderInWords */.br)(holder) : null;
    return { record: { ...record, reason: record.reason ?? reason }, driver, repository: repositoryOf(anchor) };
}
/** Null: it is driven, for all that can be seen. @param holder of its Lease; one that was killed has not given it back */
async function whyUndriven(api, id, plan, holder) {
    const way = `go on with it by: automl attach ${id}`;
    if (holder !== '' && !holder.startsWith(`${(0,names/* driverName */.ik)(id)}-`))
        return null;
    if (plan.driver === null)
        return `nobody drives it; ${way}`;
    const { end, trouble } = await (0,driver_job/* driverState */.SU)(api, id);
    if (holder !== '' && end === null && trouble === null)
        return null;
    if (end !== null)
        return `its driver in the cluster has ended (${end}); ${way}`;
    return `its driver in the cluster is not there yet${trouble === null ? '' : `: ${trouble.sentence}`}`;
}
function newestFirst({ record: a }, { record: b }) {
    return b.started_at.localeCompare(a.started_at) || b.id.localeCompare(a.id);
}

// EXTERNAL MODULE: ./src/backends/kubernetes/inventory/service.ts
var inventory_service = __webpack_require__(72366);
// EXTERNAL MODULE: ./src/backends/kubernetes/inventory/services.ts
var inventory_services = __webpack_require__(26653);
;// CONCATENATED MODULE: ./src/backends/kubernetes/inventory/resources.ts





/** @throws ApiError */
async function resourcesOf(api, { workflow, repository, file, last_run }) {
    const [services, run] = await Promise.all([
        (0,inventory_services/* deployedServices */.nk)(api, workflow),
        last_run === null ? null : storedRun(api, last_run.id).catch(() => null),
    ]);
    const ours = services.filter((service) => service.repository === repository && service.file === file);
    const jobs = run === null ? [] : await jobsOf(api, run.record);
    return { run: run?.record ?? null, resources: [...jobs, ...ours.map(serviceResource)] };
}
function serviceResource(service) {
    const { name, environment, image, revision, commit, run, url, external_url, created_at } = service;
    return {
        kind: 'Deployment',
        stage: service.stage,
        step: service.step,
        state: service.state,
        facts: withoutEmpty({
            name,
            environment,
            replicas: (0,inventory_service/* readiness */.xz)(service),
            image,
            url,
            external_url,
            revision,
            commit,
            run,
            created_at,
        }),
    };
}
/** Of the steps that are none of the services: their Jobs may be gone, the record is not. */
async function jobsOf(api, record) {
    const [stored, pods] = await Promise.all([
        (0,stored_run/* readPlan */.m3)(api, record.id),
        api.listMeta('Pod', { labelSelector: (0,labels/* ofComponent */.BV)(record.id, 'step') }),
    ]);
    const steps = new Map((stored?.plan.steps ?? []).map((step) => [step.name, step]));
    return record.steps
        .filter(({ kind }) => kind === 'job')
        .map(({ name, stage, state, reason, started_at, ended_at, children }) => {
        const own = pods.filter((pod) => pod.labels?.[labels/* labels */.WD.step] === (0,labels/* labelValue */.w)(name));
        const step = steps.get(name);
        const facts = withoutEmpty({
            run: record.id,
            executable: step === undefined ? null : executable(step),
            started_at,
            ended_at,
            children: children === null ? null : String(children.length),
            pods: own
                .map((pod) => pod.name ?? '')
                .sort()
                .join(' '),
            reason,
        });
        return { kind: 'Job', stage, step: name, state, facts };
    });
}
function executable({ code }) {
    switch (code.kind) {
        case 'python':
        case 'notebook':
            return code.file;
        case 'command':
            return code.argv.join(' ');
        case 'shell':
            return code.script;
        case 'image':
            return ['(image)', ...code.args].join(' ');
    }
}
function withoutEmpty(facts) {
    return Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => (value === null || value === '' ? [] : [[key, value]])));
}

// EXTERNAL MODULE: ./src/plan/plan.ts
var plan = __webpack_require__(48720);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/pod-attempts.ts
var pod_attempts = __webpack_require__(33644);
;// CONCATENATED MODULE: ./src/backends/kubernetes/inventory/run-pods.ts
/** The pods that are left of a run, by the attempts that ran in them: what these printed can be read again. */





class RunPods {
    #api;
    /** Oldest first: an attempt may have had several. */
    #places;
    constructor(api, places) {
        this.#api = api;
        this.#places = places;
    }
    /** @throws ApiError */
    static async read(api, plan) {
        const { items } = await api.list('Pod', { labelSelector: (0,labels/* ofComponent */.BV)(plan.run.id, 'step') });
        const attempts = new pod_attempts/* PodAttempts */.U(api, plan);
        const oldestFirst = [...items].sort((a, b) => (0,known_runs/* madeAt */.ZM)(a.metadata ?? {}) - (0,known_runs/* madeAt */.ZM)(b.metadata ?? {}));
        const all = await Promise.all(oldestFirst.map(async (pod) => (await attempts.allOf(pod)).map((about) => ({ pod, about }))));
        const places = new Map();
        for (const place of all.flat())
            places.set(keyOf(place.about), [...(places.get(keyOf(place.about)) ?? []), place]);
        return new RunPods(api, places);
    }
    has(attempt) {
        return this.#places.has(keyOf(attempt));
    }
    /** What it has printed until now. @param onTrouble what is wrong with its log, if anything is */
    async print(attempt, onLine, onTrouble) {
        for (const { pod, about } of this.#places.get(keyOf(attempt)) ?? []) {
            const logs = new open_logs/* OpenLogs */.i({
                api: this.#api,
                logPath: () => null,
                onOutput: (event) => {
                    if (event.type === 'log')
                        return onLine(event.line);
                    onTrouble(event.message);
                    return undefined;
                },
            });
            const log = logs.follow(about, pod, about.step.code.kind === 'image' ? null : () => undefined);
            log.see(pod);
            log.finish();
            await log.ended;
        }
    }
}
function keyOf({ task, attempt }) {
    return `${(0,plan/* taskKey */.Do)(task)}/${attempt}`;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/inventory/pull-runs.ts


/** Ids. @param project whose, see owner.ts @throws ApiError */
async function openRunsOf(api, project, pull) {
    const [anchors, records] = await Promise.all([
        api.listMeta('ConfigMap', {
            labelSelector: `${(0,labels/* managedComponent */.D7)('anchor')},${(0,labels/* ofProject */.dU)(project)},${labels/* labels */.WD.pull}=${pull}`,
        }),
        api.listMeta('ConfigMap', { labelSelector: `${(0,labels/* managedComponent */.D7)('record')},${(0,labels/* ofProject */.dU)(project)}` }),
    ]);
    const ended = new Set(records.map(known_runs/* runOf */.ng));
    return anchors.map(known_runs/* runOf */.ng).filter((id) => !ended.has(id));
}

// EXTERNAL MODULE: ./src/backends/kubernetes/scheduling/project.ts
var project = __webpack_require__(18696);
// EXTERNAL MODULE: ./src/backends/kubernetes/scheduling/store.ts
var store = __webpack_require__(60004);
;// CONCATENATED MODULE: ./src/backends/kubernetes/inventory/schedules.ts



/** By workflow and name. @throws ApiError */
async function deployedSchedules(api) {
    const { items } = await api.list('CronJob', { labelSelector: (0,labels/* managedComponent */.D7)('schedule') });
    return items.map(deployed).sort((a, b) => schedules_keyOf(a).localeCompare(schedules_keyOf(b)));
}
function deployed(cronJob) {
    const { metadata, spec } = cronJob;
    const { labels: own = {}, annotations = {} } = metadata ?? {};
    const known = (0,store/* knownSchedule */.f)(cronJob);
    return {
        ...known,
        object: (0,project/* nameOf */.Vb)(cronJob),
        workflow: own[labels/* labels */.WD.workflow] ?? '',
        repository: annotations[labels/* labels */.WD.repository] ?? '',
        file: annotations[labels/* labels */.WD.file] ?? '',
        concurrency: concurrencyOf(spec.concurrencyPolicy),
        suspendedSince: known.suspended === null ? null : (annotations[labels/* labels */.WD.suspendedAt] ?? null),
        commit: annotations[labels/* labels */.WD.commit] ?? null,
    };
}
function concurrencyOf(policy) {
    return policy === 'Forbid' ? 'forbid' : policy === 'Replace' ? 'replace' : 'allow';
}
function schedules_keyOf({ workflow, name, object }) {
    return [workflow, name, object].join(' ');
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/waiting.ts + 5 modules
var waiting = __webpack_require__(55660);
// EXTERNAL MODULE: ./src/backends/kubernetes/layout.ts
var layout = __webpack_require__(59314);
// EXTERNAL MODULE: ./src/backends/kubernetes/reach/ready-pods.ts
var ready_pods = __webpack_require__(54022);
// EXTERNAL MODULE: ./src/backends/kubernetes/inventory/outside.ts
var inventory_outside = __webpack_require__(78378);
;// CONCATENATED MODULE: ./src/backends/kubernetes/inventory/service-detail.ts







/** @throws ApiError */
async function serviceDetail(api, deployment) {
    const name = deployment.metadata?.name ?? '';
    const labelSelector = selectorOf(deployment);
    const none = { items: [] };
    const [service, scaler, ingress, route, { items: pods }, { items: sets }] = await Promise.all([
        (0,inventory_services/* ifAllowed */._h)(api.get('Service', name), null),
        (0,inventory_services/* ifAllowed */._h)(api.get('HorizontalPodAutoscaler', name), null),
        (0,inventory_services/* ifAllowed */._h)(api.get('Ingress', name), null),
        (0,inventory_services/* ifAllowed */._h)(api.get('HTTPRoute', name), null),
        api.list('Pod', { labelSelector }),
        (0,inventory_services/* ifAllowed */._h)(api.list('ReplicaSet', { labelSelector }), none),
    ]);
    const unready = pods.filter((pod) => !(0,ready_pods/* isReady */.i)(pod));
    const told = await Promise.all(unready.map((pod) => eventsOf(api, pod)));
    const events = told.flat();
    const trouble = (0,waiting/* troubleOfDeployment */.Cp)(deployment, events, unready);
    const outside = await (0,inventory_outside/* outsideUrl */.$)(api, { ingress, route });
    return {
        ...(0,inventory_service/* deployedService */.yD)(deployment, { service, scaler, outside }),
        trouble: trouble?.sentence ?? null,
        pods: pods.map((pod) => podOf(pod, events)).sort((a, b) => a.name.localeCompare(b.name)),
        revisions: sets.map(revisionOf).sort((a, b) => b.number - a.number),
    };
}
/** Label selector of its pods. */
function selectorOf({ spec }) {
    return (0,labels/* having */.gT)(spec?.selector.matchLabels ?? {});
}
function podOf(pod, events) {
    const { metadata = {}, spec, status } = pod;
    const container = status?.containerStatuses?.find(({ name }) => name === layout/* stepContainer */._h);
    return {
        name: metadata.name ?? '',
        revision: metadata.labels?.[labels/* labels */.WD.revision] ?? null,
        state: stateOf(pod),
        ready: (0,ready_pods/* isReady */.i)(pod),
        restarts: container?.restartCount ?? 0,
        node: spec?.nodeName ?? null,
        trouble: (0,ready_pods/* isReady */.i)(pod) ? null : ((0,waiting/* troubleOfPod */.KM)(pod, events)?.sentence ?? null),
        created_at: metadata.creationTimestamp ?? null,
    };
}
function stateOf({ metadata, status }) {
    if (metadata?.deletionTimestamp !== undefined)
        return 'ending';
    const container = status?.containerStatuses?.find(({ name }) => name === layout/* stepContainer */._h);
    return container?.state?.waiting?.reason ?? container?.state?.terminated?.reason ?? status?.phase ?? 'Unknown';
}
function revisionOf({ metadata = {}, spec, status }) {
    const container = spec?.template?.spec?.containers.find(({ name }) => name === layout/* stepContainer */._h);
    return {
        number: Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0),
        revision: metadata.labels?.[labels/* labels */.WD.revision] ?? null,
        image: container?.image ?? '',
        replicas: status?.replicas ?? 0,
        created_at: metadata.creationTimestamp ?? null,
    };
}
async function eventsOf(api, { metadata }) {
    const fieldSelector = `involvedObject.uid=${metadata?.uid ?? ''}`;
    return (await (0,inventory_services/* ifAllowed */._h)(api.list('Event', { fieldSelector }), { items: [] })).items;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/log-stream.ts + 1 modules
var log_stream = __webpack_require__(4045);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/watch.ts
var watch = __webpack_require__(74031);
// EXTERNAL MODULE: ./src/backends/kubernetes/companions.ts
var companions = __webpack_require__(73791);
// EXTERNAL MODULE: ./src/backends/kubernetes/step-log.ts + 2 modules
var step_log = __webpack_require__(15748);
;// CONCATENATED MODULE: ./src/backends/kubernetes/inventory/service-logs.ts






/** Until now, one pod after the other. @throws ApiError */
async function readServiceLogs({ api, deployment, onLine }) {
    const pods = await podsOf(api, deployment);
    for (const pod of pods) {
        const log = service_logs_open(api, pod, onLine);
        log.see(pod);
        log.finish();
        await log.ended;
    }
    return pods.length;
}
/** Until the signal is aborted, also of pods that come later. @throws ApiError */
async function followServiceLogs({ api, deployment, onLine, signal }) {
    const logs = new Map();
    const see = (pod) => {
        const { uid = '' } = pod.metadata ?? {};
        if (!logs.has(uid) && (0,companions/* hasLog */.Xu)(pod))
            logs.set(uid, service_logs_open(api, pod, onLine));
        logs.get(uid)?.see(pod);
    };
    try {
        await (0,watch/* watchKind */.S)(api, 'Pod', { labelSelector: selectorOf(deployment) }, {
            list: (pods) => {
                pods.forEach(see);
            },
            event: ({ type, object }) => {
                if (type === 'DELETED')
                    logs.get(object.metadata?.uid ?? '')?.finish();
                else
                    see(object);
            },
        }, signal);
    }
    finally {
        for (const log of logs.values())
            log.stop();
        await Promise.all([...logs.values()].map(({ ended }) => ended));
    }
}
/** Of each pod whose container was restarted: what it printed before. Gives how many there are. @throws ApiError */
async function previousServiceLogs({ api, deployment, onLine, signal }) {
    const pods = await podsOf(api, deployment);
    const restarted = pods.filter(({ status }) => status?.containerStatuses?.some(({ name, restartCount }) => name === layout/* stepContainer */._h && restartCount > 0));
    for (const { metadata } of restarted) {
        const pod = metadata?.name ?? '';
        const place = { pod, container: layout/* stepContainer */._h };
        const lines = await (0,log_stream/* lastLines */.d)(api, place, { lines: null, isPrevious: true, signal });
        for (const line of lines)
            if (!line.startsWith(step_log/* frame */.G))
                await onLine(pod, line);
    }
    return restarted.length;
}
async function podsOf(api, deployment) {
    const { items } = await api.list('Pod', { labelSelector: selectorOf(deployment) });
    return [...items].sort((a, b) => (a.metadata?.name ?? '').localeCompare(b.metadata?.name ?? ''));
}
function service_logs_open(api, pod, onLine) {
    const name = pod.metadata?.name ?? '';
    return new step_log/* StepLog */.J({
        api,
        pod: name,
        own: new Set([layout/* stepContainer */._h]),
        path: null,
        onLine: (line) => onLine(name, line),
        onMessage: () => undefined,
    });
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/inventory/workflows.ts




/** Runs that are read at the same time. */
const workflows_lanes = 8;
/** By name and repository. @param workflow absent: all @throws ApiError */
async function knownWorkflows(api, workflow) {
    const of = (component) => {
        const ours = (0,labels/* managedComponent */.D7)(component);
        return { labelSelector: workflow === undefined ? ours : `${ours},${(0,labels/* managed */.Yq)(workflow)}` };
    };
    const [anchors, deployments] = await Promise.all([
        api.listMeta('ConfigMap', of('anchor')),
        api.listMeta('Deployment', of('service')),
    ]);
    const found = new Map();
    for (const meta of anchors)
        add(found, meta, api.namespace, { newest: meta });
    for (const meta of deployments)
        add(found, meta, api.namespace, { service: meta.labels?.[labels/* labels */.WD.step] ?? '' });
    const known = new Map();
    const reading = [...found.values()].map((each) => async () => {
        const { newest, ...rest } = each;
        known.set(each, { ...rest, last_run: newest === null ? null : await lastRun(api, newest) });
    });
    await (0,lanes/* inLanes */.L)(workflows_lanes, reading);
    return [...known.values()].sort((a, b) => workflows_keyOf(a).localeCompare(workflows_keyOf(b)));
}
function add(found, { labels: own = {}, annotations = {}, ...meta }, namespace, { newest = null, service }) {
    const workflow = own[labels/* labels */.WD.workflow] ?? '';
    const project = own[labels/* labels */.WD.project] ?? '';
    const key = `${workflow} ${project}`;
    const before = found.get(key);
    const environment = annotations[labels/* labels */.WD.environment];
    const whole = newest === null ? null : { ...meta, labels: own, annotations };
    const isNewer = whole !== null && (before?.newest == null || (0,known_runs/* madeAt */.ZM)(whole) > (0,known_runs/* madeAt */.ZM)(before.newest));
    found.set(key, {
        namespace,
        workflow,
        project,
        repository: annotations[labels/* labels */.WD.repository] ?? before?.repository ?? '',
        file: annotations[labels/* labels */.WD.file] ?? before?.file ?? '',
        environments: sorted(before?.environments ?? [], environment),
        services: sorted(before?.services ?? [], service),
        newest: isNewer ? whole : (before?.newest ?? null),
    });
}
function sorted(known, more) {
    return [...new Set([...known, ...(more === undefined ? [] : [more])])].sort();
}
async function lastRun(api, anchor) {
    const id = (0,known_runs/* runOf */.ng)(anchor);
    // One that can't be read is no reason not to show the rest.
    const run = await storedRun(api, id).catch(() => null);
    const { state = null, environment = null, started_at = null } = run?.record ?? {};
    return { id, state, environment, started_at };
}
function workflows_keyOf({ workflow, repository, file }) {
    return [workflow, repository, file].join(' ');
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/inventory/inventory.ts
/** What the verbs that look into a cluster, or delete from it, load at once when they are called, and not before. */























/***/ }),

/***/ 78378:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ outsideUrl)
/* harmony export */ });
/* harmony import */ var _preflight_readable_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40932);
/* harmony import */ var _serving_gateway_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36523);
/* harmony import */ var _serving_route_status_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51879);



/** Null: nothing leads to it, or nobody knows the address yet. @throws ApiError */
async function outsideUrl(api, { ingress, route }) {
    if (ingress !== null)
        return ofIngress(ingress);
    return route === null ? null : ofRoute(api, route);
}
function ofIngress({ spec, status }) {
    const [rule] = spec?.rules ?? [];
    const [address] = status?.loadBalancer?.ingress ?? [];
    const host = rule?.host ?? address?.hostname ?? address?.ip;
    if (host === undefined || address === undefined)
        return null;
    // Where the path is a pattern, what is stripped stands before its first group.
    const path = (rule?.http?.paths[0]?.path ?? '/').replace(/\(.*$/, '');
    return joined(`${spec?.tls === undefined ? 'http' : 'https'}://${host}`, path);
}
async function ofRoute(api, route) {
    const [gateway] = route.spec?.parentRefs ?? [];
    if (gateway === undefined || (0,_serving_route_status_js__WEBPACK_IMPORTED_MODULE_2__/* .routeStatus */ .K)(route).verdict !== 'good')
        return null;
    const host = route.spec?.hostnames?.[0];
    const found = await (0,_serving_gateway_js__WEBPACK_IMPORTED_MODULE_1__/* .readGateway */ .HV)(api, gateway);
    const unknown = host === undefined ? null : `http://${host}`;
    const origin = found === _preflight_readable_js__WEBPACK_IMPORTED_MODULE_0__/* .unreadable */ .O$ ? unknown : found === null ? null : (0,_serving_gateway_js__WEBPACK_IMPORTED_MODULE_1__/* .gatewayOrigin */ .xF)(found, host);
    const path = route.spec?.rules[0]?.matches[0]?.path.value ?? '/';
    return origin === null ? null : joined(origin, path);
}
function joined(origin, path) {
    return path === '/' ? origin : `${origin}${path}`;
}


/***/ }),

/***/ 72366:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   xz: () => (/* binding */ readiness),
/* harmony export */   yD: () => (/* binding */ deployedService)
/* harmony export */ });
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59314);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/* harmony import */ var _serving_readiness_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86893);



function identityOf({ metadata }) {
    const { name = '', namespace = '', labels: own = {}, annotations = {} } = metadata ?? {};
    return {
        namespace,
        name,
        step: own[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.step] ?? '',
        stage: own[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.stage] ?? '',
        workflow: own[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.workflow] ?? '',
        environment: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.environment] ?? null,
        repository: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.repository] ?? '',
        file: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.file] ?? '',
    };
}
function deployedService(deployment, { service, scaler, outside }) {
    const { metadata = {}, spec, status } = deployment;
    const { annotations = {}, namespace = '', name = '' } = metadata;
    const port = service?.spec?.ports?.[0]?.port ?? null;
    const container = spec?.template.spec?.containers.find((each) => each.name === _layout_js__WEBPACK_IMPORTED_MODULE_0__/* .stepContainer */ ._h);
    return {
        ...identityOf(deployment),
        state: stateOf(deployment),
        ready: status?.readyReplicas ?? 0,
        wanted: spec?.replicas ?? 1,
        autoscaling: scaler === null ? null : rangeOf(scaler),
        image: container?.image ?? '',
        revision: spec?.template.metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.revision] ?? null,
        commit: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.commit] ?? null,
        run: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.deployedBy] ?? null,
        port,
        url: port === null ? null : `http://${name}.${namespace}:${port}`,
        external_url: outside,
        created_at: metadata.creationTimestamp ?? null,
    };
}
/** `3/3` */
function readiness({ ready, wanted }) {
    return `${ready}/${wanted}`;
}
function stateOf(deployment) {
    const { spec, status } = deployment;
    if (spec?.replicas === 0)
        return 'scaled to 0';
    if ((0,_serving_readiness_js__WEBPACK_IMPORTED_MODULE_2__/* .isComplete */ .A)(deployment, 1))
        return 'ready';
    const reasons = (status?.conditions ?? []).map(({ reason }) => reason);
    const isLate = reasons.includes('ProgressDeadlineExceeded');
    // The controller says so when a roll-out is complete, and goes on to say so when replicas fail later.
    const isRolledOut = reasons.includes('NewReplicaSetAvailable') && (status?.updatedReplicas ?? 0) >= (spec?.replicas ?? 1);
    if (!isLate && !isRolledOut)
        return 'rolling out';
    if ((status?.availableReplicas ?? 0) === 0)
        return 'down';
    return isLate ? 'stuck' : 'partly ready';
}
function rangeOf({ spec }) {
    const [metric] = spec.metrics ?? [];
    const target = metric?.containerResource?.target ?? metric?.resource?.target;
    return { min: spec.minReplicas ?? 1, max: spec.maxReplicas, cpu: target?.averageUtilization ?? null };
}


/***/ }),

/***/ 26653:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ln: () => (/* binding */ findService),
/* harmony export */   _h: () => (/* binding */ ifAllowed),
/* harmony export */   nk: () => (/* binding */ deployedServices)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24876);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64934);
/* harmony import */ var _outside_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(78378);
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72366);
/** The services of a namespace, and the one that a person means. */





/** By workflow, step and environment. @param workflow absent: of all @throws ApiError */
async function deployedServices(api, workflow) {
    const all = (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedComponent */ .D7)('service');
    const labelSelector = workflow === undefined ? all : `${all},${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managed */ .Yq)(workflow)}`;
    const { items } = await api.list('Deployment', { labelSelector });
    const [services, scalers, ingresses, routes] = await Promise.all([
        byName(api, 'Service', labelSelector),
        byName(api, 'HorizontalPodAutoscaler', labelSelector),
        byName(api, 'Ingress', labelSelector),
        byName(api, 'HTTPRoute', labelSelector),
    ]);
    const deployed = await Promise.all(items.map(async (deployment) => {
        const name = deployment.metadata?.name ?? '';
        const outside = (0,_outside_js__WEBPACK_IMPORTED_MODULE_3__/* .outsideUrl */ .$)(api, { ingress: ingresses.get(name) ?? null, route: routes.get(name) ?? null });
        const service = services.get(name) ?? null;
        return (0,_service_js__WEBPACK_IMPORTED_MODULE_4__/* .deployedService */ .yD)(deployment, { service, scaler: scalers.get(name) ?? null, outside: await outside });
    }));
    return deployed.sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}
/**
 * By the name of its step, `workflow/step`, or the name of its objects.
 * @throws AutomlError NOT_FOUND, or USAGE when it may be several @throws ApiError
 */
async function findService(api, which) {
    const { items } = await api.list('Deployment', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedComponent */ .D7)('service') });
    const named = items.find(({ metadata }) => metadata?.name === which);
    if (named !== undefined)
        return named;
    const matches = items.filter((deployment) => {
        const { workflow, step } = (0,_service_js__WEBPACK_IMPORTED_MODULE_4__/* .identityOf */ .cu)(deployment);
        return (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labelValue */ .w)(which) === step || which === `${workflow}/${step}`;
    });
    const [first] = matches;
    if (first !== undefined && matches.length === 1)
        return first;
    if (first === undefined) {
        const known = items.map((deployment) => (0,_service_js__WEBPACK_IMPORTED_MODULE_4__/* .identityOf */ .cu)(deployment).step);
        const hint = known.length === 0 ? 'it has none' : `it has ${[...new Set(known)].sort().join(', ')}`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('NOT_FOUND', `namespace ${api.namespace} has no service "${which}"; ${hint}`);
    }
    const list = matches.map((deployment) => `\n  ${inWords(deployment)}`).join('');
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `${matches.length} services are called "${which}" here; say which by its name:${list}`);
}
function inWords(deployment) {
    const { name, workflow, environment, repository, file } = (0,_service_js__WEBPACK_IMPORTED_MODULE_4__/* .identityOf */ .cu)(deployment);
    return `${name}  ${workflow} of ${repository} ${file}${environment === null ? '' : ` (${environment})`}`;
}
function keyOf({ workflow, step, environment, name }) {
    return [workflow, step, environment ?? '', name].join(' ');
}
/** None, where the kind can't be read or does not exist here: what it would add is left out. */
async function byName(api, kind, labelSelector) {
    const { items } = await ifAllowed(api.list(kind, { labelSelector }), { items: [] });
    return new Map(items.map((object) => [object.metadata?.name ?? '', object]));
}
/** What only adds to a view: an account without the right to read it sees the rest. @throws ApiError */
async function ifAllowed(answer, otherwise) {
    try {
        return await answer;
    }
    catch (error) {
        if (error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h && (error.status === 403 || error.status === 404))
            return otherwise;
        throw error;
    }
}


/***/ }),

/***/ 54022:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ readyPods),
/* harmony export */   i: () => (/* binding */ isReady)
/* harmony export */ });
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64934);

/** By name; those that are being deleted are none. @throws ApiError */
async function readyPods(api, { selector }, target) {
    // To Kubernetes that is a Service without pods; as a selector it would be one of all pods.
    if (Object.keys(selector).length === 0)
        return [];
    const { items } = await api.list('Pod', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .having */ .gT)(selector) });
    return items
        .filter((pod) => pod.metadata?.deletionTimestamp === undefined && isReady(pod))
        .flatMap((pod) => {
        const port = numberOf(pod, target);
        return port === null ? [] : [{ pod: pod.metadata?.name ?? '', port }];
    })
        .sort((a, b) => a.pod.localeCompare(b.pod));
}
function isReady({ status }) {
    return (status?.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True');
}
/** Null: the pod has no port of that name. */
function numberOf({ spec }, target) {
    if (typeof target === 'number')
        return target;
    const ports = (spec?.containers ?? []).flatMap((container) => container.ports ?? []);
    return ports.find(({ name }) => name === target)?.containerPort ?? null;
}


/***/ }),

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


/***/ })

};
