export const id = 899;
export const ids = [899];
export const modules = {

/***/ 9217:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ forgetSecrets),
/* harmony export */   X: () => (/* binding */ forgetInputs)
/* harmony export */ });
/* harmony import */ var _lanes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6737);
/* harmony import */ var _known_runs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6944);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4934);



/** The values that were brought for this run are wanted no more, but by a service that was deployed with them. @throws ApiError */
async function forgetSecrets(api, { ownSecrets }) {
    for (const name of ownSecrets.values()) {
        const secret = await api.getMeta('Secret', name);
        if (secret !== null && (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_0__/* .isOwnedByRunAlone */ .NL)(secret))
            await api.delete('Secret', name);
    }
}
/** No pod of the run starts any more: its source and what its children were told go, but what a service starts from. @throws ApiError */
async function forgetInputs(api, { id }) {
    const lists = await Promise.all(['source', 'step'].map((component) => api.listMeta('ConfigMap', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .ofComponent */ .BV)(id, component) })));
    const inputs = lists.flat().filter(_known_runs_js__WEBPACK_IMPORTED_MODULE_0__/* .isOwnedByRunAlone */ .NL);
    await (0,_lanes_js__WEBPACK_IMPORTED_MODULE_2__/* .inLanes */ .L)(8, inputs.map(({ name = '' }) => async () => {
        await api.delete('ConfigMap', name);
    }));
}


/***/ }),

/***/ 2335:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ bystandersGoOn),
/* harmony export */   y: () => (/* binding */ holdsBystanders)
/* harmony export */ });
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9314);

/** Whether some go on in a pod that nobody has deleted. The kubelet itself ends those among the init containers. */
function bystandersGoOn({ metadata, status }) {
    if (metadata?.deletionTimestamp !== undefined)
        return false;
    const others = status?.containerStatuses?.filter(({ name }) => name !== _layout_js__WEBPACK_IMPORTED_MODULE_0__/* .stepContainer */ ._) ?? [];
    return others.some(({ state }) => state?.terminated === undefined);
}
/** Whether it is a step's pod, has such containers, and has not ended: when its run is over, it may go on without end. */
function holdsBystanders({ metadata, spec, status }) {
    const isOfStep = metadata?.labels?.['batch.kubernetes.io/job-name'] !== undefined;
    const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed';
    return isOfStep && !isOver && (spec?.containers.length ?? 0) > 1;
}


/***/ }),

/***/ 4372:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ PageReader)
/* harmony export */ });
/* harmony import */ var _objects_anchor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1573);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4934);


class PageReader {
    /** The number of the last page. */
    last = 0;
    #epoch = 0;
    /** All there are, in any order; those that were read before are left out. */
    read(pages) {
        return [...pages].sort((a, b) => numberOf(a) - numberOf(b)).flatMap((page) => this.#readPage(page));
    }
    #readPage(page) {
        const number = numberOf(page);
        if (number <= this.last)
            return [];
        this.last = number;
        const epoch = Number(page.metadata?.annotations?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.epoch] ?? 0);
        if (epoch < this.#epoch)
            return [];
        this.#epoch = epoch;
        return (0,_objects_anchor_js__WEBPACK_IMPORTED_MODULE_0__/* .eventsOf */ .XL)(page);
    }
}
/** Its place in the journal, from 1. */
function numberOf({ metadata }) {
    return Number((metadata?.name ?? '').split('-').at(-1));
}


/***/ }),

/***/ 1331:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AX: () => (/* binding */ requestCancel),
/* harmony export */   Hn: () => (/* binding */ cancelRequestOf),
/* harmony export */   PU: () => (/* binding */ isOver),
/* harmony export */   a0: () => (/* binding */ readJournal),
/* harmony export */   aE: () => (/* binding */ readRecord),
/* harmony export */   m3: () => (/* binding */ readPlan),
/* harmony export */   n_: () => (/* binding */ takeOverJournal)
/* harmony export */ });
/* harmony import */ var _objects_anchor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1573);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4934);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2345);
/* harmony import */ var _page_reader_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4372);




/** Null: its driver has not got that far. @throws ApiError */
async function readPlan(api, id) {
    const first = await api.get('ConfigMap', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .planName */ .V6)(id, 0));
    if (first === null)
        return null;
    const others = await Promise.all(Array.from({ length: (0,_objects_anchor_js__WEBPACK_IMPORTED_MODULE_0__/* .partsOf */ .CI)(first) - 1 }, (_, part) => api.get('ConfigMap', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .planName */ .V6)(id, part + 1))));
    const present = others.filter((part) => part !== null);
    return present.length < others.length ? null : (0,_objects_anchor_js__WEBPACK_IMPORTED_MODULE_0__/* .planOf */ .XC)(first, present);
}
/** @throws ApiError */
async function readJournal(api, id) {
    const { items } = await api.list('ConfigMap', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .ofComponent */ .BV)(id, 'page') });
    const reader = new _page_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .PageReader */ .X();
    const events = reader.read(items);
    return { events, pages: reader.last };
}
/**
 * The journal as a new driver goes on with it: with a page of its own as the last, so that nothing which its predecessor
 * has on its way counts any more. @param api behind the fence @throws ApiError
 */
async function takeOverJournal(api, facts, epoch) {
    for (;;) {
        const { events, pages } = await readJournal(api, facts.id);
        // Nobody has driven before.
        if (epoch === 0 && pages === 0)
            return { events, pages };
        const { created } = await api.create('ConfigMap', (0,_objects_anchor_js__WEBPACK_IMPORTED_MODULE_0__/* .pageObject */ .Jk)(facts, pages + 1, epoch, []));
        if (created)
            return { events, pages: pages + 1 };
    }
}
/** Null: the run has not ended. @throws ApiError */
async function readRecord(api, id) {
    const map = await api.get('ConfigMap', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .recordName */ .xD)(id));
    return map === null ? null : (0,_objects_anchor_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(map);
}
/** Nothing is left to do for it. @throws ApiError */
async function isOver(api, id) {
    const [record, lease] = await Promise.all([api.get('ConfigMap', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .recordName */ .xD)(id)), api.get('Lease', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .leaseName */ .AI)(id))]);
    return record !== null && lease === null;
}
/** Why somebody wants it to be cancelled; null: nobody does. */
function cancelRequestOf({ metadata }) {
    return metadata?.annotations?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.cancelRequested] ?? null;
}
/** Whoever drives it does the rest. False when there is no such run. @throws ApiError */
async function requestCancel(api, id, reason) {
    const annotations = { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.cancelRequested]: reason };
    return (await api.patch('ConfigMap', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .anchorName */ .HY)(id), { metadata: { annotations } })) !== null;
}


/***/ }),

/***/ 6864:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ grouped)
/* harmony export */ });
/** Items by their key, in the order in which keys and items came. */
function grouped(items, key) {
    const groups = new Map();
    for (const item of items) {
        const name = key(item);
        const group = groups.get(name);
        if (group === undefined)
            groups.set(name, [item]);
        else
            group.push(item);
    }
    return groups;
}


/***/ }),

/***/ 6944:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CT: () => (/* binding */ knownRuns),
/* harmony export */   NL: () => (/* binding */ isOwnedByRunAlone),
/* harmony export */   ZM: () => (/* binding */ madeAt),
/* harmony export */   ng: () => (/* binding */ runOf)
/* harmony export */ });
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4934);
/* harmony import */ var _objects_owner_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(710);


/** Newest first. @throws ApiError */
async function knownRuns(api, owner) {
    // Pages are the most, and tell nothing here.
    const selector = `${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .ofOwner */ .hH)((0,_objects_owner_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerId */ .fj)(owner))},${_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .labels */ .WD.component}!=${'page'}`;
    const maps = await api.listMeta('ConfigMap', { labelSelector: selector });
    const of = (component) => new Map(maps.filter((meta) => isOf(meta, component)).map((meta) => [runOf(meta), meta]));
    const records = of('record');
    const plans = of('plan');
    return [...of('anchor')]
        .map(([id, anchor]) => ({ id, anchor, record: records.get(id) ?? null, hasPlan: plans.has(id) }))
        .sort((a, b) => madeAt(b.anchor) - madeAt(a.anchor));
}
/** The value of its label; '' for none. */
function runOf({ labels: all }) {
    return all?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .labels */ .WD.run] ?? '';
}
/** Milliseconds since the epoch, by the API server's clock. */
function madeAt({ creationTimestamp }) {
    return Date.parse(creationTimestamp ?? '') || 0;
}
/** Goes with its run, since nothing else needs it: a Deployment that does is an owner too. */
function isOwnedByRunAlone({ ownerReferences }) {
    return (ownerReferences ?? []).every(({ kind }) => kind === 'ConfigMap');
}
function isOf({ labels: all }, component) {
    return all?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .labels */ .WD.component] === component;
}


/***/ }),

/***/ 6737:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ inLanes)
/* harmony export */ });
/** Runs jobs side by side, at most so many at a time. @throws what the first that failed threw, when all have ended */
async function inLanes(lanes, jobs) {
    const queue = jobs.values();
    const failures = [];
    const lane = async () => {
        for (const job of queue)
            await job().catch((error) => failures.push(error));
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    if (failures.length > 0)
        throw failures[0];
}


/***/ }),

/***/ 1470:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ sweepLeftovers)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _clean_up_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9217);
/* harmony import */ var _known_runs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6944);
/* harmony import */ var _objects_anchor_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1573);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4934);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2345);
/* harmony import */ var _objects_owner_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(710);
/** What earlier runs of the same owner left in the cluster: their driver died, and nobody went on with them. */







/** Milliseconds. A driver on a machine that slept, or a person who attaches to the run, may come back until then. */
const day = 24 * 3600 * 1000;
/** Milliseconds until a run that has not ended, and that nobody drives, is given up. */
const week = 7 * day;
/** Best effort: what can't be taken away now, by somebody with fewer rights too, is found again by the next run. */
async function sweepLeftovers(sweep) {
    const { api, run, say } = sweep;
    const selector = `${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .ofOwner */ .hH)((0,_objects_owner_js__WEBPACK_IMPORTED_MODULE_6__/* .ownerId */ .fj)(run.owner))},${_objects_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labels */ .WD.component}=${'lease'}`;
    try {
        const runs = await (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .knownRuns */ .CT)(api, run.owner);
        const { items } = await api.list('Lease', { labelSelector: selector });
        const leases = new Map(items.map((lease) => [(0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .runOf */ .ng)(lease.metadata ?? {}), lease]));
        // By the server's clock, of which all other times are: never later than it is.
        const now = Math.max(0, ...runs.map(({ anchor, record }) => (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .madeAt */ .ZM)(record ?? anchor)));
        for (const known of runs) {
            if (known.id === run.id)
                continue;
            await sweepRun(sweep, known, leases.get(known.id) ?? null, now).catch((error) => {
                say(`what run ${known.id} left stays for now: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
            });
        }
    }
    catch (error) {
        say(`what earlier runs left stays for now: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
    }
}
/** A run is over when it has a record and no Lease. */
async function sweepRun({ api, say }, run, lease, now) {
    const { id, anchor, record, hasPlan } = run;
    const quiet = now - (lease === null ? (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .madeAt */ .ZM)(anchor) : renewedAt(lease));
    if (record !== null) {
        if (lease === null || quiet < day || now - (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .madeAt */ .ZM)(record) < day)
            return;
        await finishCleanUp(api, id);
        say(`run ${id} had ended and its driver had not cleaned up: done`);
        return;
    }
    if (quiet < (hasPlan ? week : day))
        return;
    // Without a driver too, a step that has begun goes on.
    if (hasPlan && (await isAtWork(api, id)))
        return;
    await api.delete('ConfigMap', anchor.name ?? '', anchor.uid === undefined ? {} : { uid: anchor.uid });
    say(`run ${id} ${hasPlan ? 'has had no driver for a week' : 'had never begun'}: removed`);
}
/** The Lease last: it says that something is left to do. */
async function finishCleanUp(api, id) {
    await api.deleteAll('Job', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .ofRun */ .XP)(id) });
    const plan = await api.get('ConfigMap', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_5__/* .planName */ .V6)(id, 0));
    if (plan !== null)
        await (0,_clean_up_js__WEBPACK_IMPORTED_MODULE_1__/* .forgetSecrets */ .D)(api, (0,_objects_anchor_js__WEBPACK_IMPORTED_MODULE_3__/* .factsOf */ .xS)(plan));
    await (0,_clean_up_js__WEBPACK_IMPORTED_MODULE_1__/* .forgetInputs */ .X)(api, { id });
    await api.delete('Lease', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_5__/* .leaseName */ .AI)(id));
}
async function isAtWork(api, id) {
    const { items } = await api.list('Job', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .ofRun */ .XP)(id) });
    return items.some(({ status }) => (status?.ready ?? 0) > 0);
}
/** Not what its holder says: who knows what time it was there. */
function renewedAt({ metadata = {} }) {
    const changes = (metadata.managedFields ?? []).map(({ time }) => Date.parse(time ?? '') || 0);
    return Math.max((0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .madeAt */ .ZM)(metadata), ...changes);
}


/***/ }),

/***/ 1573:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  xR: () => (/* binding */ anchorObject),
  XL: () => (/* binding */ eventsOf),
  xS: () => (/* binding */ factsOf),
  Cf: () => (/* binding */ fitsPage),
  Tt: () => (/* binding */ leftOutOf),
  Jk: () => (/* binding */ pageObject),
  CI: () => (/* binding */ partsOf),
  c0: () => (/* binding */ planObjects),
  XC: () => (/* binding */ planOf),
  NV: () => (/* binding */ recordObject),
  zv: () => (/* binding */ recordOf)
});

// UNUSED EXPORTS: documentOf

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./node_modules/canonicalize/lib/canonicalize.js
var canonicalize = __webpack_require__(3842);
var canonicalize_default = /*#__PURE__*/__webpack_require__.n(canonicalize);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/records/canonical.ts
var canonical = __webpack_require__(8616);
// EXTERNAL MODULE: ./src/records/event-schema.ts
var event_schema = __webpack_require__(9228);
// EXTERNAL MODULE: ./src/records/schema.ts + 1 modules
var schema = __webpack_require__(402);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(4141);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/digest.ts
var digest = __webpack_require__(1985);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(4934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/metadata.ts
var metadata = __webpack_require__(9444);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(2345);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/owner.ts
var objects_owner = __webpack_require__(710);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/short-record.ts
const mark = '(left out: the record is too large for the cluster)';
/** Characters of a text, or of a value as JSON, that is not worth leaving out. */
const short_record_short = 200;
/** What is least missed first; after the last one nothing grows with what code writes. */
const cuts = [
    {
        what: 'summaries',
        made: (record) => ofTasks(record, ({ summary }) => ({ summary: summary === null ? null : mark })),
    },
    { what: 'large outputs', made: (record) => ofTasks(record, ({ outputs }) => ({ outputs: smallOnly(outputs) })) },
    {
        what: 'warnings and labels',
        made: (record) => ofTasks(record, ({ warnings }) => ({ warnings: warnings.length === 0 ? [] : [mark], labels: {} })),
    },
    {
        what: 'attempts and files of children',
        made: (record) => ofChildren(record, () => ({ attempts: [], artifacts: {} })),
    },
    { what: 'children', made: withoutChildren },
    { what: 'all but the states of steps', made: statesOnly },
];
/** Applies one cut after the other, until it fits or there is none left. @param pack as it is stored: once a cut */
function shortRecord(whole, pack, fits) {
    let record = whole;
    let packed = pack(whole);
    const leftOut = [];
    for (const { what, made } of cuts) {
        if (fits(packed))
            break;
        record = made(record);
        packed = pack(record);
        leftOut.push(what);
    }
    return { packed, leftOut };
}
function ofTasks(record, change) {
    const steps = record.steps.map((step) => ({ ...step, ...change(step) }));
    return ofChildren({ ...record, steps }, change);
}
function ofChildren(record, change) {
    const changed = ({ children }) => children?.map((child) => ({ ...child, ...change(child) })) ?? null;
    return { ...record, steps: record.steps.map((step) => ({ ...step, children: changed(step) })) };
}
function withoutChildren(record) {
    const steps = record.steps.map((step) => ({ ...step, children: step.children === null ? null : [] }));
    return { ...record, steps };
}
function statesOnly(record) {
    const bare = { metrics: {}, outputs: {}, artifacts: {}, gates: [], place: null, service: null, attempts: [] };
    const steps = record.steps.map((step) => ({ ...step, ...bare, reason: step.reason?.slice(0, short_record_short) ?? null }));
    return { ...record, reason: record.reason?.slice(0, short_record_short) ?? null, steps };
}
function smallOnly(outputs) {
    const entries = Object.entries(outputs).map(([name, value]) => {
        return [name, JSON.stringify(value).length > short_record_short ? mark : value];
    });
    return Object.fromEntries(entries);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/anchor.ts
/** The state of a run in the cluster: an anchor that owns everything, and compressed documents that never change. */













/** Bytes in one ConfigMap. The API server takes 1 MiB. */
const limit = 900 * 1024;
const planKey = 'plan.json.gz';
const eventsKey = 'events.jsonl.gz';
const recordKey = 'record.json.gz';
const groupLength = 12;
function anchorObject(plan, owner) {
    const { run, workflow, file, commit, environment, params } = plan;
    const identity = { run, workflow, file, commit, environment, params, owner };
    return {
        apiVersion: types/* kinds */.E.ConfigMap.apiVersion,
        kind: 'ConfigMap',
        metadata: {
            name: (0,names/* anchorName */.HY)(run.id),
            labels: {
                ...(0,labels/* componentLabels */.D8)({ id: run.id, owner, workflow }, 'anchor'),
                [labels/* labels */.WD.group]: (0,digest/* digest */.b)({ owner: (0,objects_owner/* ownerId */.fj)(owner), ref: commit.ref }, groupLength),
            },
            annotations: { ...(0,labels/* ownerNotes */.zJ)(owner) },
        },
        data: { 'identity.json': canonicalize_default()(identity) ?? '' },
    };
}
/** What whoever drives next needs: in parts, where one ConfigMap can't hold it. The first part says how many there are. */
function planObjects(facts, plan) {
    const whole = (0,external_node_zlib_.gzipSync)(JSON.stringify(plan), { level: 9 });
    const count = Math.ceil(whole.length / limit);
    const about = { facts: JSON.stringify({ ...facts, ownSecrets: [...facts.ownSecrets] }), parts: String(count) };
    return Array.from({ length: count }, (_, part) => ({
        ...bare(),
        metadata: (0,metadata/* ownedMeta */.N)(facts, (0,names/* planName */.V6)(facts.id, part), 'plan'),
        ...(part === 0 ? { data: about } : {}),
        binaryData: { [planKey]: whole.subarray(part * limit, (part + 1) * limit).toString('base64') },
    }));
}
/** How many ConfigMaps hold the plan of which this is the first. */
function partsOf({ data }) {
    return Number(data?.['parts'] ?? 1);
}
/** Written by `planObjects`. @param first the first part, @param others all others, in order */
function planOf(first, others) {
    // Written by this program in one piece.
    const plan = JSON.parse(documentOf([first, ...others], planKey));
    return { plan, facts: factsOf(first) };
}
/** Written by `planObjects` too. @param first the first part of the plan */
function factsOf(first) {
    const facts = JSON.parse(first.data?.['facts'] ?? '');
    return { ...facts, ownSecrets: new Map(facts.ownSecrets) };
}
/** Whether the events fit into one page. */
function fitsPage(events) {
    return packed(linesOf(events)).length <= limit;
}
/** @param page counts up from 1 @param epoch of the Lease under which it is written @throws AutomlError CLUSTER for more events than one page holds */
function pageObject(run, page, epoch, events) {
    const binaryData = dataOf(`page ${page} of the journal`, { [eventsKey]: packed(linesOf(events)) });
    const meta = (0,metadata/* ownedMeta */.N)(run, (0,names/* pageName */.$p)(run.id, page), 'page');
    return { ...bare(), metadata: { ...meta, annotations: { [labels/* labels */.WD.epoch]: String(epoch) } }, binaryData };
}
/** @throws Error for a page that no version of this program has written */
function eventsOf(page) {
    const lines = documentOf([page], eventsKey).split('\n').slice(0, -1);
    return lines.map((line) => event_schema/* runEvent */.K.parse(JSON.parse(line)));
}
function linesOf(events) {
    return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}
/** The record that `recordObject` has stored. @throws Error when it is none of this version */
function recordOf(map) {
    return schema/* runRecord */.DW.parse(JSON.parse(documentOf([map], recordKey)));
}
/** With its canonical form. Whatever would not fit is left out of both, so that no run ends without a record. */
function recordObject(run, whole) {
    const { packed, leftOut } = shortRecord(whole, packedRecord, (each) => bytesOf(each) <= limit);
    const meta = (0,metadata/* ownedMeta */.N)(run, (0,names/* recordName */.xD)(run.id), 'record');
    const annotations = leftOut.length === 0 ? {} : { annotations: { [labels/* labels */.WD.leftOut]: leftOut.join(', ') } };
    return { ...bare(), metadata: { ...meta, ...annotations }, binaryData: dataOf('the record of the run', packed) };
}
function packedRecord(record) {
    return { [recordKey]: packed(JSON.stringify(record)), 'canonical.json.gz': packed((0,canonical/* canonical */.$)(record)) };
}
/** What the record of the run lacks; null: nothing. */
function leftOutOf({ metadata }) {
    return metadata?.annotations?.[labels/* labels */.WD.leftOut] ?? null;
}
/** The text of a document. @param parts all of it, in order @throws Error when some of it is missing */
function documentOf(parts, key) {
    const bytes = parts.map(({ metadata, binaryData }) => {
        const data = binaryData?.[key];
        if (data === undefined)
            throw new Error(`the ConfigMap ${metadata?.name ?? ''} has no ${key}`);
        return Buffer.from(data, 'base64');
    });
    return (0,external_node_zlib_.gunzipSync)(Buffer.concat(bytes)).toString();
}
function bare() {
    return { apiVersion: types/* kinds */.E.ConfigMap.apiVersion, kind: 'ConfigMap', immutable: true };
}
/** @param name for the sentence about what is too large @throws AutomlError CLUSTER */
function dataOf(name, documents) {
    const bytes = bytesOf(documents);
    if (bytes > limit) {
        const size = Math.ceil(bytes / 1024);
        throw new errors/* AutomlError */.nS('CLUSTER', `${name} does not fit into a ConfigMap: ${size} KiB, and ${limit / 1024} KiB fit`);
    }
    return Object.fromEntries(Object.entries(documents).map(([key, document]) => [key, document.toString('base64')]));
}
function bytesOf(documents) {
    return Object.values(documents).reduce((sum, { length }) => sum + length, 0);
}
function packed(text) {
    return (0,external_node_zlib_.gzipSync)(text, { level: 9 });
}


/***/ }),

/***/ 9386:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P4: () => (/* binding */ attemptKeysOf),
/* harmony export */   jX: () => (/* binding */ attemptKey),
/* harmony export */   xB: () => (/* binding */ endedKeys)
/* harmony export */ });
/* harmony import */ var _job_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(628);
/* harmony import */ var _labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4934);


/** @param step value of the label @param iteration null: the step is not fanned out */
function attemptKey(step, iteration, attempt) {
    return `${step}#${iteration ?? ''}/${attempt}`;
}
/** Of all attempts that run in a Job. */
function attemptKeysOf(job) {
    const step = job.metadata?.labels?.[_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.step] ?? '';
    return (0,_job_js__WEBPACK_IMPORTED_MODULE_0__/* .membersOf */ .lS)(job).map(({ iteration, attempt }) => attemptKey(step, iteration, attempt));
}
/** Of all attempts that are known to have ended. */
function endedKeys({ steps }) {
    return new Set(steps.flatMap(({ step, children, attempts }) => (children ?? [{ iteration: null, attempts }]).flatMap((task) => task.attempts.flatMap(({ attempt, result }) => result === null ? [] : [attemptKey((0,_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labelValue */ .w)(step.name), task.iteration, attempt)]))));
}


/***/ }),

/***/ 628:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Dl: () => (/* binding */ childrenJob),
  lS: () => (/* binding */ membersOf),
  WZ: () => (/* binding */ stepJob)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(4141);
// EXTERNAL MODULE: ./src/backends/kubernetes/grouped.ts
var grouped = __webpack_require__(6864);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/shell.ts
var shell = __webpack_require__(483);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/spec.ts
var spec = __webpack_require__(4874);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/children.ts
/**
 * What the pods of an Indexed Job are told: a table with a line for each index, since their template is the same. A line is
 * a spec, or a list of them where children share the pod.
 */




/** Bytes. The API server takes 1 MiB. */
const limit = 900 * 1024;
/** Bytes of a packed spec that all children of a step share: identity, outputs, where things are. */
const sharedPart = 256;
/** Bytes of shell text besides params and env. */
const shellPart = 1024;
/**
 * ConfigMaps that all pods of the Job mount together: each has a part of the table, `specs.<first index>.gz`, and for
 * code that a shell can run `<index>.sh`.
 * @param meta of the first; the others have its name with a number
 * @param pods the orders of each, by index
 * @throws Error for a child that is told more than fits
 */
function childrenMaps(meta, facts, plan, step, pods) {
    let first = 0;
    return parted(pods).map((part, place) => {
        const name = place === 0 ? (meta.name ?? '') : `${meta.name ?? ''}-${place}`;
        const map = childrenMap({ ...meta, name }, facts, plan, step, part, first);
        first += part.length;
        return map;
    });
}
/** In their order, as many together as fit. */
function parted(pods) {
    const parts = [];
    let bytes = Infinity;
    for (const orders of pods) {
        const size = orders.reduce((sum, order) => sum + estimate(order), 0);
        bytes += size;
        if (bytes > limit) {
            parts.push([]);
            bytes = size;
        }
        parts.at(-1)?.push(orders);
    }
    return parts;
}
/** Never less than it takes, for steps with outputs of some dozen. */
function estimate({ task, params, item, code, env, inputs }) {
    const own = Buffer.byteLength(JSON.stringify({ task, params, item, code, env, inputs }));
    const isShell = code.kind === 'command' || code.kind === 'shell';
    return own + sharedPart + (isShell ? 2 * own + shellPart : 0);
}
function childrenMap(metadata, facts, plan, step, pods, first) {
    const lines = pods.map((orders) => {
        const specs = orders.map((order) => (0,spec/* podSpec */.f0)(facts, plan, step, order));
        return `${JSON.stringify(specs.length === 1 ? specs[0] : specs)}\n`;
    });
    const table = (0,external_node_zlib_.gzipSync)(lines.join(''), { level: 9 });
    const shells = pods.flatMap(([order, ...others], place) => {
        const text = order === undefined || others.length > 0 ? null : (0,shell/* shellText */.o)(plan, step, order, facts.grace);
        return text === null ? [] : [[`${first + place}.sh`, text]];
    });
    const bytes = shells.reduce((sum, [name, text]) => sum + name.length + Buffer.byteLength(text), table.length);
    if (bytes > 2 ** 20)
        throw new Error(`${pods.flat().length} children of ${step.name} are told ${bytes} bytes, which is too much`);
    return {
        apiVersion: types/* kinds */.E.ConfigMap.apiVersion,
        kind: 'ConfigMap',
        metadata,
        immutable: true,
        binaryData: { [`specs.${String(first).padStart(6, '0')}.gz`]: table.toString('base64') },
        ...(shells.length === 0 ? {} : { data: Object.fromEntries(shells) }),
    };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(4934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/metadata.ts
var metadata = __webpack_require__(9444);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(2345);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/pod-places.ts
var pod_places = __webpack_require__(6139);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/pod.ts
var pod = __webpack_require__(8938);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/ranges.ts
var ranges = __webpack_require__(5379);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/job.ts









/** @throws AutomlError PREFLIGHT for a step that is told more than fits */
function stepJob(facts, plan, step, order) {
    return {
        apiVersion: types/* kinds */.E.Job.apiVersion,
        kind: 'Job',
        metadata: (0,metadata/* ownedMeta */.N)(facts, (0,names/* jobName */.dZ)(facts, order.task, order.attempt), 'step', (0,labels/* stepLabels */.Wg)(step, order)),
        spec: {
            completions: 1,
            parallelism: 1,
            // Retries are the engine's: a new attempt is a new Job.
            backoffLimit: 0,
            ...replacing(step, 'alone'),
            template: (0,pod/* podTemplate */.o)({ facts, plan, step, order, children: null, most: 1, lasts: null }),
        },
    };
}
/**
 * @param orders of one step and attempt, in the order of the indexes; the first says how many pods run at the same time
 * @throws Error for a child that is told more than fits
 */
function childrenJob(facts, plan, step, orders) {
    const [first] = orders;
    if (first === undefined)
        throw new Error(`no children of ${step.name} to start`);
    const name = (0,names/* childrenJobName */.cG)(facts, step.name, first.attempt, first.task.iteration ?? 0);
    const told = (0,labels/* stepLabels */.Wg)(step, { attempt: first.attempt, task: { step: step.name } });
    const iterations = (0,ranges/* rangesText */.O)(orders.map(({ task }) => task.iteration ?? 0));
    const meta = { ...(0,metadata/* ownedMeta */.N)(facts, name, 'step', told), annotations: { [labels/* labels */.WD.iterations]: iterations } };
    const pods = inPods(step, orders);
    const maps = childrenMaps(meta, facts, plan, step, pods);
    const most = Math.max(...pods.map(({ length }) => length));
    const children = maps.map(({ metadata }) => metadata?.name ?? '');
    return {
        children: maps,
        job: {
            apiVersion: types/* kinds */.E.Job.apiVersion,
            kind: 'Job',
            metadata: meta,
            spec: {
                completionMode: 'Indexed',
                completions: pods.length,
                parallelism: first.parallel ?? pods.length,
                // One child's failure is no other's.
                backoffLimitPerIndex: 0,
                ...replacing(step, most === 1 ? 'alone' : 'shared'),
                template: (0,pod/* podTemplate */.o)({ facts, plan, step, order: first, children, most, lasts: null }),
            },
        },
    };
}
/** By index. */
function inPods(step, orders) {
    const places = (0,pod_places/* podPlaces */._)(orders.length, (0,pod_places/* podsFor */.u)(step, orders));
    const placed = orders.map((order, at) => ({ order, index: places[at]?.index }));
    return [...(0,grouped/* grouped */.z)(placed, ({ index }) => index).values()].map((pod) => pod.map(({ order }) => order));
}
/**
 * A pod that is evicted, preempted or drained is made anew by the Job itself, also while nobody drives the run, once its
 * container has ended: two pods would write the same files. One that is shared is not, or children that have ended would run
 * again.
 */
function replacing({ onLost }, pod) {
    const onPodConditions = [{ type: 'DisruptionTarget', status: 'True' }];
    return {
        podReplacementPolicy: 'Failed',
        ...(onLost === 'fail' || pod === 'shared'
            ? {}
            : { podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions }] } }),
    };
}
/** The attempts that a step's Job is of, by what it says itself: any driver can go on with it. */
function membersOf({ metadata, spec }) {
    const { labels: told = {}, annotations = {} } = metadata ?? {};
    const attempt = Number(told[labels/* labels */.WD.attempt]);
    if (!Number.isInteger(attempt))
        return [];
    if (spec?.completionMode !== 'Indexed') {
        const iteration = told[labels/* labels */.WD.iteration];
        return [{ iteration: iteration === undefined ? null : Number(iteration), attempt, index: null, rank: null }];
    }
    const iterations = (0,ranges/* numbersIn */.M)(annotations[labels/* labels */.WD.iterations] ?? '');
    const places = (0,pod_places/* podPlaces */._)(iterations.length, spec.completions ?? iterations.length);
    return places.map((place, at) => ({ iteration: iterations[at] ?? null, attempt, ...place }));
}


/***/ }),

/***/ 1157:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ mergePodSpec)
/* harmony export */ });
const containerLists = {
    env: { key: 'name', isChoice: true },
    ports: { key: 'containerPort' },
    volumeMounts: { key: 'mountPath' },
    volumeDevices: { key: 'devicePath' },
};
/** `patchMergeKey` in k8s.io/api/core/v1/types.go, by the path of the list. Tolerations have none: they are replaced. */
const lists = new Map([
    ['containers', { key: 'name' }],
    ['initContainers', { key: 'name' }],
    ...['containers', 'initContainers'].flatMap((kind) => Object.entries(containerLists).map(([name, rule]) => [`${kind}.${name}`, rule])),
    ['volumes', { key: 'name', isChoice: true }],
    ['imagePullSecrets', { key: 'name' }],
    ['hostAliases', { key: 'ip' }],
    ['topologySpreadConstraints', { key: 'topologyKey' }],
    ['resourceClaims', { key: 'name', isChoice: true }],
    ['schedulingGates', { key: 'name' }],
]);
/** Directives: `$patch: delete` in an element of a list, `$patch: replace` in a map or a list. */
const directive = '$patch';
function mergePodSpec(spec, patch) {
    // The API server judges what comes out: a patch may say anything.
    return patch === null ? spec : mergeFields({ ...spec }, patch, []);
}
function mergeFields(base, patch, path) {
    const { [directive]: order, ...changes } = patch;
    const merged = new Map(order === 'replace' ? [] : Object.entries(base));
    for (const [name, value] of Object.entries(changes)) {
        if (value === null)
            merged.delete(name);
        else
            merged.set(name, mergeValue(merged.get(name), value, [...path, name]));
    }
    return Object.fromEntries(merged);
}
function mergeValue(base, patch, path) {
    if (isFields(patch))
        return mergeFields(isFields(base) ? base : {}, patch, path);
    if (!Array.isArray(patch))
        return patch;
    const elements = patch;
    const rule = lists.get(path.join('.'));
    return rule === undefined ? elements : mergeList(Array.isArray(base) ? base : [], elements, rule, path);
}
/** Ours keep their places, new ones come behind. */
function mergeList(base, patch, { key, isChoice = false }, path) {
    const isReplaced = patch.some((element) => isFields(element) && element[directive] === 'replace');
    const merged = isReplaced ? [] : [...base];
    for (const element of patch) {
        if (!isFields(element)) {
            merged.push(element);
            continue;
        }
        const { [directive]: order, ...fields } = element;
        const place = merged.findIndex((other) => isFields(other) && other[key] !== undefined && other[key] === fields[key]);
        const found = merged[place];
        if (order === 'delete') {
            if (place >= 0)
                merged.splice(place, 1);
        }
        else if (Object.keys(fields).length > 0) {
            const under = isFields(found) ? (isChoice ? only(found, Object.keys(fields)) : found) : {};
            merged.splice(place < 0 ? merged.length : place, 1, mergeFields(under, fields, path));
        }
    }
    return merged;
}
function only(fields, names) {
    return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
function isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 9444:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ ownedMeta)
/* harmony export */ });
/* harmony import */ var _labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4934);

function ownedMeta(run, name, component, more = {}) {
    const { anchor } = run;
    return {
        name,
        labels: { ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .componentLabels */ .D8)(run, component), ...more },
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: anchor.name, uid: anchor.uid }],
    };
}


/***/ }),

/***/ 2345:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ pageName),
/* harmony export */   AI: () => (/* binding */ leaseName),
/* harmony export */   Gf: () => (/* binding */ secretName),
/* harmony export */   HY: () => (/* binding */ anchorName),
/* harmony export */   Qu: () => (/* binding */ injectedName),
/* harmony export */   V6: () => (/* binding */ planName),
/* harmony export */   cB: () => (/* binding */ claimName),
/* harmony export */   cG: () => (/* binding */ childrenJobName),
/* harmony export */   dZ: () => (/* binding */ jobName),
/* harmony export */   fe: () => (/* binding */ serviceName),
/* harmony export */   xD: () => (/* binding */ recordName)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1985);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(710);


/** Longest DNS label: names of pods are host names. */
const longest = 63;
/** `-x7k2p`, which the controllers put behind a name to name a pod. */
const podSuffix = 6;
/** `-99999`: the index of an Indexed Job's pod. */
const indexSuffix = 6;
/** `-5d8f7c9b6f`, which a Deployment puts behind its name to name a ReplicaSet. */
const revisionSuffix = 11;
const hashLength = 6;
/** @param run id of the run, here and below */
function anchorName(run) {
    return `automl-${run}`;
}
/** Of the Lease that says who drives. */
function leaseName(run) {
    return `automl-${run}`;
}
function planName(run, part) {
    return `automl-${run}-plan-${part}`;
}
function pageName(run, page) {
    return `automl-${run}-page-${page}`;
}
function recordName(run) {
    return `automl-${run}-record`;
}
function injectedName(run, part) {
    return `automl-${run}-source-${part}`;
}
function claimName(run) {
    return `automl-${run}-store`;
}
/** @param name as steps use it */
function secretName(run, name) {
    const whole = `automl-${run}-${name}`;
    const isSubdomain = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(name);
    if (isSubdomain && whole.length <= longest)
        return whole;
    return hashed([`automl-${run}`, name], [], longest, [run, name]);
}
/** Of the Job that is one attempt of a task. */
function jobName(run, task, attempt) {
    const iteration = task.iteration === undefined ? [] : [String(task.iteration)];
    const ours = [...iteration, run.id, `a${attempt}`];
    return named([run.workflow, task.step], ours, longest - podSuffix);
}
/** Of the Indexed Job of several children of a step, and of the ConfigMap that goes with it. @param first its first child */
function childrenJobName(run, step, attempt, first) {
    const ours = [run.id, `a${attempt}`, `c${first}`];
    return named([run.workflow, step], ours, longest - indexSuffix - podSuffix);
}
/** Of the Deployment, the Service and the Ingress of a service step: the same in every run. */
function serviceName(workflow, step, owner) {
    const exact = [(0,_owner_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerId */ .fj)(owner), workflow, step];
    // Names of Services begin with a letter.
    const first = /^[a-z]/.test(workflow) ? workflow : `w-${workflow}`;
    return hashed([first, step], [], longest - revisionSuffix - podSuffix, exact, '');
}
/** @param free what people chose @param ours letters and digits only, the last with a letter other than `h` first */
function named(free, ours, limit) {
    const plain = [...free, ...ours].join('-');
    const isExact = free.every((part) => /^[a-z0-9]+$/.test(part)) && plain.length <= limit;
    return isExact ? plain : hashed(free, ours, limit, [...free, '', ...ours]);
}
/** @param exact what the name stands for */
function hashed(free, ours, limit, exact, mark = 'h') {
    const end = [...ours, `${mark}${(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digest */ .b)(exact, hashLength)}`].join('-');
    return [...cut(free.map(clean), limit - end.length), end].join('-');
}
function clean(text) {
    return trimmed(text.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
}
/** Shortens the longest part again and again until all fit, each with a dash behind it. */
function cut(parts, limit) {
    const short = [...parts];
    while (short.reduce((sum, part) => sum + part.length + 1, 0) > limit) {
        const most = Math.max(...short.map((part) => part.length));
        const place = short.findIndex((part) => part.length === most);
        short[place] = (short[place] ?? '').slice(0, -1);
    }
    return short.map(trimmed).filter((part) => part !== '');
}
function trimmed(text) {
    return text.replace(/^-+|-+$/g, '');
}


/***/ }),

/***/ 6139:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ podPlaces),
/* harmony export */   u: () => (/* binding */ podsFor)
/* harmony export */ });
/** Children from which on pods are shared. */
const fewest = 64;
/** Pods for each place, one after the other: one that is slow must not keep many others waiting. */
const podsAPlace = 4;
/** Children in one pod: its termination message has room for so many hashes. */
const most = 50;
/** @param orders of one Job */
function podsFor(step, orders) {
    const children = orders.length;
    const pods = podsAPlace * (orders[0]?.parallel ?? children);
    if (children < fewest || children <= pods || !sharesPods(step, orders[0]))
        return children;
    return Math.max(pods, Math.ceil(children / most));
}
/**
 * Code that surely has an agent, in a pod as we make it. What has to run again runs alone: whatever took its pod away may
 * do so again. With `on_lost: fail` nobody's pod may take others with it.
 */
function sharesPods({ code, onLost, pod, service }, first) {
    const hasAgent = code.kind === 'python' || code.kind === 'notebook';
    return hasAgent && service === undefined && onLost !== 'fail' && pod.patch === null && first?.attempt === 1;
}
/** Of children in their order: neighbours share a pod, and no pod has two more than another. */
function podPlaces(children, pods) {
    return Array.from({ length: children }, (_, place) => {
        const index = Math.floor((place * pods) / children);
        const first = firstIn(index, children, pods);
        return { index, rank: firstIn(index + 1, children, pods) - first === 1 ? null : place - first };
    });
}
function firstIn(index, children, pods) {
    return Math.ceil((index * children) / pods);
}


/***/ }),

/***/ 8938:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ podTemplate)
/* harmony export */ });
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9314);
/* harmony import */ var _container_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4166);
/* harmony import */ var _labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4934);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1157);
/* harmony import */ var _spec_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4874);
/* harmony import */ var _volumes_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2962);






/** No user of any image has it, so nobody's files are at hand by accident. */
const user = 10_001;
/** Seconds for the agent to say how the code ended, after the code's own grace. */
const lastWords = 5;
/** Seconds that the kubelet may be late. */
const slack = 30;
/** First port that needs no privilege. */
const firstOpenPort = 1024;
function podTemplate(parts) {
    const { facts, step, order, children, lasts } = parts;
    const shared = (0,_spec_js__WEBPACK_IMPORTED_MODULE_4__/* .storeOf */ .xX)(facts, step);
    const place = shared?.sharesNode === true ? { [_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.store]: (0,_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labelValue */ .w)(shared.claim) } : {};
    const told = children === null ? order : { attempt: order.attempt, task: { step: step.name } };
    return {
        metadata: {
            labels: {
                ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ownLabels */ .ct)(facts),
                ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .stepLabels */ .Wg)(step, told),
                ...place,
                ...(lasts === null ? _labels_js__WEBPACK_IMPORTED_MODULE_2__/* .outsideMeshes */ .jr.labels : {}),
            },
            annotations: {
                // For `kubectl logs` where somebody adds containers.
                'kubectl.kubernetes.io/default-container': _layout_js__WEBPACK_IMPORTED_MODULE_0__/* .stepContainer */ ._,
                ...(lasts === null ? _labels_js__WEBPACK_IMPORTED_MODULE_2__/* .outsideMeshes */ .jr.annotations : {}),
            },
        },
        spec: (0,_merge_js__WEBPACK_IMPORTED_MODULE_3__/* .mergePodSpec */ .T)(podSpecOf(parts, place), step.pod.patch),
    };
}
function podSpecOf(parts, place) {
    const { facts, plan, step, order, children, most, lasts } = parts;
    const { volumes, volumeMounts } = (0,_volumes_js__WEBPACK_IMPORTED_MODULE_5__/* .podVolumes */ .f)(facts, step, children);
    const one = (0,_container_js__WEBPACK_IMPORTED_MODULE_1__/* .container */ .k)({ facts, plan, step, order, volumeMounts, isIndexed: children !== null });
    const deadline = lasts === null ? deadlineOf(step, facts.grace, most) : null;
    return {
        restartPolicy: lasts === null ? 'Never' : 'Always',
        ...(deadline === null ? {} : { activeDeadlineSeconds: deadline }),
        terminationGracePeriodSeconds: Math.ceil(facts.grace) + lastWords,
        enableServiceLinks: false,
        automountServiceAccountToken: false,
        securityContext: securityContext(facts, step),
        containers: [{ ...one, ...lasts }],
        volumes,
        ...placement(step, place),
    };
}
/** Seconds. The agent ends the code in time; this is for when the agent can't. */
function deadlineOf({ timeout, startTimeout }, grace, most) {
    return timeout === undefined ? null : Math.ceil((startTimeout + timeout + grace) * most) + slack;
}
function securityContext({ assignsUsers }, { service }) {
    return {
        runAsNonRoot: true,
        ...(assignsUsers
            ? {}
            : { runAsUser: user, runAsGroup: user, fsGroup: user, fsGroupChangePolicy: 'OnRootMismatch' }),
        seccompProfile: { type: 'RuntimeDefault' },
        // Each pod has a network of its own, where no port is worth a privilege.
        ...(service === undefined || service.port >= firstOpenPort
            ? {}
            : { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] }),
    };
}
function placement({ pod }, place) {
    return {
        ...(Object.keys(pod.nodeSelector).length === 0 ? {} : { nodeSelector: { ...pod.nodeSelector } }),
        ...(pod.tolerations.length === 0
            ? {}
            : {
                tolerations: pod.tolerations.map(({ seconds, ...toleration }) => ({
                    ...toleration,
                    ...(seconds === undefined ? {} : { tolerationSeconds: seconds }),
                })),
            }),
        ...(pod.priorityClass === undefined ? {} : { priorityClassName: pod.priorityClass }),
        ...(pod.imagePullSecrets.length === 0 ? {} : { imagePullSecrets: pod.imagePullSecrets.map((name) => ({ name })) }),
        ...(pod.serviceAccount === undefined ? {} : { serviceAccountName: pod.serviceAccount }),
        ...(Object.keys(place).length === 0 ? {} : { affinity: { podAffinity: nextTo(place) } }),
    };
}
/** On the node of those that have the volume already; the first of them may go anywhere. */
function nextTo(place) {
    return {
        requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { ...place } }, topologyKey: 'kubernetes.io/hostname' },
        ],
    };
}


/***/ }),

/***/ 5379:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ numbersIn),
/* harmony export */   O: () => (/* binding */ rangesText)
/* harmony export */ });
/** Lists of numbers as people and annotations write them: `1-3,7`. */
/** @param numbers in any order, which is kept: only neighbours that rise by one are joined */
function rangesText(numbers) {
    const ranges = [];
    for (const number of numbers) {
        const range = ranges.at(-1);
        if (range !== undefined && number === range.last + 1)
            range.last = number;
        else
            ranges.push({ first: number, last: number });
    }
    return ranges.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}
/** Empty for anything else. */
function numbersIn(text) {
    if (!/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text))
        return [];
    return text.split(',').flatMap((range) => {
        const [first = 0, last = first] = range.split('-').map(Number);
        return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);
    });
}


/***/ }),

/***/ 6213:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ secretObject),
/* harmony export */   l: () => (/* binding */ refuseEmptySecrets)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _client_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4141);
/* harmony import */ var _metadata_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9444);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2345);
/** A Secret whose values were given to this run, and go with it. */




/** @param name as steps use it */
function secretObject(run, name, values) {
    const data = Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
    return {
        apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .E.Secret.apiVersion,
        kind: 'Secret',
        metadata: (0,_metadata_js__WEBPACK_IMPORTED_MODULE_2__/* .ownedMeta */ .N)(run, (0,_names_js__WEBPACK_IMPORTED_MODULE_3__/* .secretName */ .Gf)(run.id, name), 'secret'),
        type: 'Opaque',
        immutable: true,
        data: Object.fromEntries(data),
    };
}
/** In CI, what is empty was never set. @throws AutomlError PREFLIGHT */
function refuseEmptySecrets(secrets) {
    for (const [name, values] of secrets) {
        const keys = Object.keys(values);
        if (keys.length === 0)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('PREFLIGHT', `secret "${name}" has no KEY=value line: give it some`);
        const empty = keys.find((key) => values[key]?.trim() === '');
        if (empty !== undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('PREFLIGHT', `${empty} of secret "${name}" is empty: set it, or leave the line out`);
    }
}


/***/ }),

/***/ 5995:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C5: () => (/* binding */ createOwned),
/* harmony export */   NG: () => (/* binding */ isOfRun),
/* harmony export */   dF: () => (/* binding */ isOfOwner),
/* harmony export */   rM: () => (/* binding */ createFresh),
/* harmony export */   xm: () => (/* binding */ NotOurs)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4934);
/* harmony import */ var _objects_owner_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(710);
/** An object that has the name of one of ours need not be ours: somebody may have made it first. */




/** Somebody else's object is in the way. */
class NotOurs extends _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AutomlError */ .nS {
    constructor(kind, name, namespace, owner) {
        const fix = owner === 'run' ? 'delete it, or use another namespace' : 'rename the step, or delete it';
        super('CLUSTER', `there is a ${kind} ${name} in namespace ${namespace} that this ${owner} does not own: ${fix}`);
    }
}
/** Whether it belongs to this run. */
function isOfRun(object, run) {
    return object.metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.run] === (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labelValue */ .w)(run.id) && isOfOwner(object, run);
}
/** Whether it belongs to this workflow, perhaps from an earlier run. */
function isOfOwner({ metadata }, { owner }) {
    return metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.owner] === (0,_objects_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .ownerId */ .fj)(owner);
}
/** Makes it, or finds the one that this run made before. @throws ApiError @throws NotOurs */
async function createOwned(api, kind, object, run) {
    const made = await api.create(kind, object);
    if (!made.created && !isOfRun(made.object, run))
        throw new NotOurs(kind, object.metadata?.name ?? '', api.namespace, 'run');
    return made;
}
/**
 * Makes it before anybody uses it: what a driver that was killed has left under its name may hold something else.
 * @throws ApiError @throws NotOurs
 */
async function createFresh(api, kind, object, run) {
    const { object: found, created } = await createOwned(api, kind, object, run);
    if (created || (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(contentOf(found), contentOf(object)))
        return;
    const { name = '', uid = '' } = found.metadata ?? {};
    await api.delete(kind, name, { uid });
    await createOwned(api, kind, object, run);
}
function contentOf(object) {
    return 'binaryData' in object ? { data: object.data, binaryData: object.binaryData } : { data: object.data };
}


/***/ }),

/***/ 1717:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  WU: () => (/* binding */ createAnchor),
  MM: () => (/* binding */ createRunObjects),
  JH: () => (/* binding */ finishRun),
  cZ: () => (/* binding */ removeAnchor)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/clean-up.ts
var clean_up = __webpack_require__(9217);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/bystanders.ts
var bystanders = __webpack_require__(2335);
// EXTERNAL MODULE: ./src/backends/kubernetes/known-runs.ts
var known_runs = __webpack_require__(6944);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(2345);
;// CONCATENATED MODULE: ./src/backends/kubernetes/history.ts


/** Finished runs of one owner whose plan, journal and record stay. */
const keptRecords = 10;
/** Of these, how many also keep the files of their steps. A service keeps those that it reads, however old. */
const keptFiles = 3;
/**
 * Takes away what is too old, among the finished runs of the same workflow, repository and environment. A run without a
 * record goes on, or somebody may go on with it: nothing of it is touched.
 * @throws ApiError
 */
async function pruneHistory(api, { owner, store }) {
    const runs = await (0,known_runs/* knownRuns */.CT)(api, owner);
    const finished = runs
        .flatMap(({ id, record }) => (record === null ? [] : [{ id, ended: (0,known_runs/* madeAt */.ZM)(record) }]))
        .sort((a, b) => b.ended - a.ended);
    for (const { id } of finished.slice(keptRecords))
        await api.delete('ConfigMap', (0,names/* anchorName */.HY)(id));
    // Who keeps no files need not have the right to look for those of others.
    if (store === null)
        return;
    for (const { id } of finished.slice(keptFiles, keptRecords)) {
        const claim = await api.getMeta('PersistentVolumeClaim', (0,names/* claimName */.cB)(id));
        if (claim !== null && (0,known_runs/* isOwnedByRunAlone */.NL)(claim))
            await api.delete('PersistentVolumeClaim', (0,names/* claimName */.cB)(id));
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/lanes.ts
var lanes = __webpack_require__(6737);
// EXTERNAL MODULE: ./src/backends/kubernetes/leftovers.ts
var leftovers = __webpack_require__(1470);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/anchor.ts + 1 modules
var objects_anchor = __webpack_require__(1573);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/workflow/quantity.ts
var quantity = __webpack_require__(2912);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(4141);
// EXTERNAL MODULE: ./node_modules/tar/dist/esm/index.min.js
var index_min = __webpack_require__(8697);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/archive.ts
/** Files as one .tgz, the same bytes for the same files: no owners, times or umasks of this machine. */



/** Python's zipfile and some tars do not take times at the epoch. */
const mtime = new Date('2000-01-01T00:00:00Z');
/** Packings in which files vanished or shrank, until that is an error. */
const tries = 3;
/**
 * Symbolic links are kept. Files that vanish meanwhile are left out.
 * @param files relative to the root
 * @param limit bytes after which packing stops: null comes back
 */
async function packFiles(root, files, limit) {
    for (let left = tries;; left -= 1) {
        try {
            return await packOnce(root, await presentFiles(root, files), limit);
        }
        catch (error) {
            if (left === 1 || !isFromChange(error))
                throw error;
        }
    }
}
async function packOnce(root, files, limit) {
    const pack = new index_min/* Pack */.mM({ cwd: root, gzip: { level: 9 }, portable: true, mtime, noDirRecurse: true });
    for (const file of files)
        pack.add(file);
    pack.end();
    const chunks = [];
    let bytes = 0;
    for await (const chunk of pack) {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > limit)
            return null;
    }
    return Buffer.concat(chunks);
}
/** Sorted; files and links only. */
async function presentFiles(root, files) {
    const present = [];
    for (const file of [...files].sort()) {
        const status = await (0,promises_.lstat)(external_node_path_default().join(root, file)).catch(() => null);
        if (status !== null && (status.isFile() || status.isSymbolicLink()))
            present.push(file);
    }
    return present;
}
/** What `tar` says of a file that is not there any more, or not as long as it was. */
function isFromChange(error) {
    const { code } = error;
    return code === 'ENOENT' || code === 'EOF';
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(4934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/metadata.ts
var metadata = __webpack_require__(9444);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/injected.ts
/** What comes into every pod from outside: the step agent and the project's files, in ConfigMaps. */










/** Bytes of the compressed source of one run: all of it is in the memory of the cluster's etcd. */
const sourceLimit = 4 * 2 ** 20;
/** Bytes that no compression makes fit, and that take long to find that out. */
const plainLimit = 100 * sourceLimit;
/** Bytes in one ConfigMap. The API server takes 1 MiB, and there may be labels and annotations of others. */
const mapLimit = 700 * 1024;
/** @throws AutomlError PREFLIGHT for a project that is too large, or can't be read */
async function injectedObjects(run, injected) {
    const files = [...(await runnerFiles(injected.runner)), { name: 'source.tgz', data: await source(injected) }];
    return inParts(files, mapLimit).map((part, place) => ({
        apiVersion: types/* kinds */.E.ConfigMap.apiVersion,
        kind: 'ConfigMap',
        metadata: {
            ...(0,metadata/* ownedMeta */.N)(run, (0,names/* injectedName */.Qu)(run.id, place), 'source'),
            annotations: { [labels/* labels */.WD.bytes]: String(bytesOf(part)) },
        },
        immutable: true,
        binaryData: Object.fromEntries(part.map(({ name, data }) => [name, data.toString('base64')])),
    }));
}
/** Bytes that they take in the cluster's store. */
function injectedBytes(maps) {
    return maps.reduce((sum, { metadata }) => sum + Number(metadata?.annotations?.[labels/* labels */.WD.bytes] ?? 0), 0);
}
/** The last file is the one that is cut: its parts are `<name>.000`, `<name>.001` ... */
function inParts(files, limit) {
    const whole = files.slice(0, -1);
    const [last] = files.slice(-1);
    if (last === undefined)
        return [];
    let room = limit - bytesOf(whole);
    const parts = [whole];
    if (room <= 0) {
        parts.push([]);
        room = limit;
    }
    let count = 0;
    for (let from = 0; from < last.data.length || count === 0; count += 1) {
        const part = {
            name: `${last.name}.${String(count).padStart(3, '0')}`,
            data: last.data.subarray(from, from + room),
        };
        if (count === 0)
            parts.at(-1)?.push(part);
        else
            parts.push([part]);
        from += room;
        room = limit;
    }
    return parts;
}
/** Of all of them. */
function bytesOf(files) {
    return files.reduce((sum, { data }) => sum + data.length, 0);
}
async function runnerFiles(runner) {
    const files = await Promise.all(['agent', 'python'].map((folder) => pythonFiles(runner, folder)));
    const texts = files.flat().map(async (name) => [name, await (0,promises_.readFile)(external_node_path_default().join(runner, name), 'utf8')]);
    const agent = Object.fromEntries(await Promise.all(texts));
    const boot = ['boot.py', 'boot.sh'].map(async (name) => ({
        name,
        data: await (0,promises_.readFile)(external_node_path_default().join(runner, 'pod', name)),
    }));
    return [
        ...(await Promise.all(boot)),
        { name: 'runner.json.gz', data: (0,external_node_zlib_.gzipSync)(JSON.stringify(agent), { level: 9 }) },
    ];
}
async function pythonFiles(root, folder) {
    const entries = await (0,promises_.readdir)(external_node_path_default().join(root, folder), { recursive: true });
    return entries
        .map((entry) => external_node_path_default().posix.join(folder, entry.replaceAll((external_node_path_default()).sep, '/')))
        .filter((file) => file.endsWith('.py'));
}
async function source({ root, files }) {
    const sizes = await Promise.all(files.map(async (file) => ({ file, bytes: await sizeOf(external_node_path_default().join(root, file)) })));
    const bytes = sizes.reduce((sum, each) => sum + each.bytes, 0);
    const packed = bytes > plainLimit ? null : await packSource(root, files);
    if (packed !== null)
        return packed;
    const largest = sizes
        .sort((a, b) => b.bytes - a.bytes)
        .slice(0, 3)
        .map((each) => `${each.file} (${(0,quantity/* formatBytes */.z3)(each.bytes)})`);
    throw new errors/* AutomlError */.nS('PREFLIGHT', `the project's files are more than ${(0,quantity/* formatBytes */.z3)(sourceLimit)} when compressed, which is what a run in the cluster may bring along; the largest are ${largest.join(', ')}: leave them out by .gitignore (git rm --cached takes them out of git), and let a step fetch them, or put them into the image`);
}
async function packSource(root, files) {
    try {
        return await packFiles(root, files, sourceLimit);
    }
    catch (error) {
        throw new errors/* AutomlError */.nS('PREFLIGHT', `the project's files can't be packed for the cluster (${(0,errors/* messageOf */.bD)(error)}): make them readable, or leave them out by .gitignore`, { cause: error });
    }
}
/** 0 for a file that is gone. */
async function sizeOf(file) {
    const status = await (0,promises_.lstat)(file).catch(() => null);
    return status?.size ?? 0;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/attempt-key.ts
var attempt_key = __webpack_require__(9386);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/secret.ts
var secret = __webpack_require__(6213);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/quantity.ts
var objects_quantity = __webpack_require__(5348);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/store.ts




/** For a workflow that names no claim of its own. */
function claimObject(run, { size, storageClass, accessMode }) {
    return {
        apiVersion: types/* kinds */.E.PersistentVolumeClaim.apiVersion,
        kind: 'PersistentVolumeClaim',
        metadata: (0,metadata/* ownedMeta */.N)(run, (0,names/* claimName */.cB)(run.id), 'store'),
        spec: {
            accessModes: [accessMode],
            resources: { requests: { storage: (0,objects_quantity/* bytesText */.p)(size) } },
            ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
        },
    };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/ownership.ts
var ownership = __webpack_require__(5995);
;// CONCATENATED MODULE: ./src/backends/kubernetes/source-room.ts
/** Room for the source of a run: all of it is in the memory of the cluster's etcd, which everybody there shares. */




/** Bytes of the compressed sources of all runs and services in a namespace. */
const namespaceLimit = 64 * 2 ** 20;
/** Bytes that one counts as that does not say how large it is. */
const unknownSize = 700 * 1024;
/**
 * Sees to it that the source of a run still fits into the namespace. A run that has ended needs its own no more, whoever
 * owns it; what its driver left of it goes, the oldest first.
 * @param bytes of the source @throws ApiError @throws AutomlError PREFLIGHT when runs that go on and services fill it
 */
async function makeSourceRoom(api, id, bytes) {
    const sources = await api.listMeta('ConfigMap', { labelSelector: (0,labels/* managedComponent */.D7)('source') });
    const others = sources.filter((meta) => (0,known_runs/* runOf */.ng)(meta) !== (0,labels/* labelValue */.w)(id));
    let used = others.reduce((sum, meta) => sum + source_room_bytesOf(meta), 0);
    if (used + bytes <= namespaceLimit)
        return;
    const records = await api.listMeta('ConfigMap', { labelSelector: (0,labels/* managedComponent */.D7)('record') });
    const ended = new Set(records.map(known_runs/* runOf */.ng));
    const unused = others.filter((meta) => ended.has((0,known_runs/* runOf */.ng)(meta)) && (0,known_runs/* isOwnedByRunAlone */.NL)(meta));
    for (const meta of unused.sort((a, b) => (0,known_runs/* madeAt */.ZM)(a) - (0,known_runs/* madeAt */.ZM)(b))) {
        await api.delete('ConfigMap', meta.name ?? '');
        used -= source_room_bytesOf(meta);
        if (used + bytes <= namespaceLimit)
            return;
    }
    throw new errors/* AutomlError */.nS('PREFLIGHT', `the sources of the runs that go on and of the services in namespace ${api.namespace} are ${(0,quantity/* formatBytes */.z3)(used)}, this run brings ${(0,quantity/* formatBytes */.z3)(bytes)}, and ${(0,quantity/* formatBytes */.z3)(namespaceLimit)} may be kept there: wait until one has ended, use another namespace, or leave large files out by .gitignore`);
}
function source_room_bytesOf({ annotations }) {
    const bytes = Number(annotations?.[labels/* labels */.WD.bytes]);
    return Number.isInteger(bytes) ? bytes : unknownSize;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/run-objects.ts













/** Makes it, or finds the one that was made before. @throws ApiError @throws NotOurs */
async function createAnchor(api, plan, owner) {
    const identity = { id: plan.run.id, owner, workflow: plan.workflow };
    const { object, created } = await (0,ownership/* createOwned */.C5)(api, 'ConfigMap', (0,objects_anchor/* anchorObject */.xR)(plan, owner), identity);
    const { name = '', uid = '' } = object.metadata ?? {};
    return { run: { ...identity, anchor: { name, uid } }, anchor: object, created };
}
/** A run of which nothing but its anchor came to be. Best effort: it holds nothing, and the sweep knows it too. */
async function removeAnchor(api, { anchor }) {
    await api.delete('ConfigMap', anchor.name, { uid: anchor.uid }).catch(() => false);
}
/**
 * What the anchor takes along when it goes; the plan comes last: where it is, all is there.
 * @throws ApiError @throws NotOurs @throws AutomlError PREFLIGHT for a source that is too large
 */
async function createRunObjects(request, run) {
    const { api, plan, source, runner, secrets, needsStore, assignsUsers, grace, verbose } = request;
    const injected = await injectedObjects(run, { root: source.root, files: source.files, runner });
    await makeSourceRoom(api, run.id, injectedBytes(injected));
    const ownSecrets = [...secrets].map(([name, values]) => ({ name, object: (0,secret/* secretObject */.k)(run, name, values) }));
    const claim = needsStore && plan.store.claim === undefined ? claimObject(run, plan.store) : null;
    const store = {
        claim: plan.store.claim ?? claim?.metadata?.name ?? '',
        sharesNode: plan.store.accessMode === 'ReadWriteOnce',
    };
    const facts = {
        ...run,
        assignsUsers,
        injected: injected.map(({ metadata }) => metadata?.name ?? ''),
        store: needsStore ? store : null,
        ownSecrets: new Map(ownSecrets.map((secret) => [secret.name, secret.object.metadata?.name ?? ''])),
        grace,
        verbose,
    };
    await (0,lanes/* inLanes */.L)(4, [
        ...injected.map((map) => () => (0,ownership/* createFresh */.rM)(api, 'ConfigMap', map, run)),
        ...ownSecrets.map((secret) => () => (0,ownership/* createFresh */.rM)(api, 'Secret', secret.object, run)),
        ...(claim === null ? [] : [() => (0,ownership/* createOwned */.C5)(api, 'PersistentVolumeClaim', claim, run).then(() => undefined)]),
    ]);
    const [first, ...others] = (0,objects_anchor/* planObjects */.c0)(facts, plan);
    for (const part of [...others, ...(first === undefined ? [] : [first])])
        await (0,ownership/* createFresh */.rM)(api, 'ConfigMap', part, run);
    return facts;
}
/** Seconds that the Jobs of a failed run stay, for `kubectl describe` and `kubectl logs`. */
const failedJobsStay = 24 * 3600;
/**
 * Stores the record, then takes away what only the running needed (the Jobs of a run that succeeded or was cancelled at
 * once, those of a failed one after a day), what is too old, and what others left.
 */
async function finishRun(api, facts, record, { say, warn }) {
    const { object } = await api.create('ConfigMap', (0,objects_anchor/* recordObject */.NV)(facts, record));
    const leftOut = (0,objects_anchor/* leftOutOf */.Tt)(object);
    if (leftOut !== null)
        warn(`the record in the cluster is too large and goes without ${leftOut}: this machine has all of it`);
    await removeJobs(api, facts, record);
    await (0,clean_up/* forgetSecrets */.D)(api, facts);
    await (0,clean_up/* forgetInputs */.X)(api, facts);
    await pruneHistory(api, facts);
    await (0,leftovers/* sweepLeftovers */.Z)({ api, run: facts, say });
}
async function removeJobs(api, facts, record) {
    const selection = { labelSelector: (0,labels/* ofRun */.XP)(facts.id) };
    if (record.state !== 'failed') {
        await api.deleteAll('Job', selection);
        return;
    }
    const [{ items }, pods] = await Promise.all([api.list('Job', selection), api.list('Pod', selection)]);
    // Containers of somebody else do not know that the run is over.
    const shared = pods.items.filter(bystanders/* holdsBystanders */.y).map(({ metadata }) => async () => {
        await api.delete('Pod', metadata?.name ?? '');
    });
    const known = keysOf(record);
    const patches = items.map((job) => async () => {
        const name = job.metadata?.name ?? '';
        if ((0,attempt_key/* attemptKeysOf */.P4)(job).some((key) => known.has(key)))
            await api.patch('Job', name, { spec: { ttlSecondsAfterFinished: failedJobsStay } });
        // Its driver was killed before it could say that it had begun it, and it may go on.
        else
            await api.delete('Job', name);
    });
    await (0,lanes/* inLanes */.L)(8, [...shared, ...patches]);
}
/** Of all attempts that the record knows. */
function keysOf({ steps }) {
    return new Set(steps.flatMap(({ name, children, attempts }) => (children ?? [{ iteration: null, attempts }]).flatMap((task) => task.attempts.map(({ attempt }) => (0,attempt_key/* attemptKey */.jX)((0,labels/* labelValue */.w)(name), task.iteration, attempt)))));
}


/***/ }),

/***/ 7899:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   begunRun: () => (/* binding */ begunRun),
/* harmony export */   l: () => (/* binding */ endRun)
/* harmony export */ });
/* harmony import */ var _backends_kubernetes_driving_stored_run_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1331);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _records_file_store_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3226);
/* harmony import */ var _cluster_run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8690);
/* harmony import */ var _execute_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6033);





/** Null: it never got as far as a plan. @throws ApiError */
async function begunRun(cluster, id, world) {
    const stored = await (0,_backends_kubernetes_driving_stored_run_js__WEBPACK_IMPORTED_MODULE_0__/* .readPlan */ .m3)(cluster.api, id);
    if (stored === null)
        return null;
    const { plan, facts } = stored;
    const run = new _cluster_run_js__WEBPACK_IMPORTED_MODULE_3__/* .ClusterRun */ .C({
        cluster,
        world,
        anchor: () => Promise.resolve({ run: facts, created: false }),
        begin: () => Promise.reject(new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AutomlError */ .nS('NOT_FOUND', `the plan of run ${id} is gone`)),
        end: (other, reason) => endRun(cluster, other, reason, world),
        note: () => undefined,
    });
    return { plan, prepared: { refused: new Map(), warnings: [], open: (open) => run.open(open) } };
}
/** A run that nobody drives: cancelled, and seen to its end. */
async function endRun(cluster, id, reason, world) {
    const begun = await begunRun(cluster, id, world);
    // It never had a step: the sweep takes its anchor.
    if (begun === null)
        return;
    const place = `kubernetes ${cluster.api.namespace}`;
    const about = {
        backend: 'kubernetes',
        place,
        output: 'text',
        logLevel: 'error',
        cancel: reason,
        detach: true,
    };
    await (0,_execute_js__WEBPACK_IMPORTED_MODULE_4__/* .goOn */ .A)({ begun, id, runs: (0,_records_file_store_js__WEBPACK_IMPORTED_MODULE_2__/* .runsFolder */ .Xc)(world.cwd), ...about }, world);
}


/***/ }),

/***/ 8690:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ ClusterRun)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/api.ts
var client_api = __webpack_require__(4876);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/backoff.ts
var backoff = __webpack_require__(9767);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/resource-path.ts
var resource_path = __webpack_require__(7752);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/watch.ts
/** All objects of a kind, and then each change, through whatever happens to the connection. */




const watchLine = schemas/* object */.Ikc({
    type: schemas/* enum */.k5n(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
    object: schemas/* object */.Ikc({
        metadata: schemas/* object */.Ikc({ resourceVersion: schemas/* string */.YjP().optional() }).optional(),
        code: schemas/* number */.aig().optional(),
        reason: schemas/* string */.YjP().optional(),
    }),
});
/** Resolves when the signal is aborted. @throws ApiError that no repetition mends (401, 403 ...), and what the listener throws */
async function watchKind(api, kind, selection, listener, signal, options = {}) {
    const { sleep = backoff/* systemSleep */.Hk } = options;
    let version = null;
    let idle = 0;
    while (!signal.aborted) {
        if (version === null) {
            const listed = await outcomeOf(unlessAborted(api.list(kind, selection), signal));
            if ((0,backoff/* isAborted */.G4)(signal))
                return;
            if (typeof listed === 'string') {
                await sleep((0,backoff/* backoff */.JN)(idle++), signal);
                continue;
            }
            listener.list(listed.value.items);
            version = listed.value.resourceVersion;
        }
        const ended = await watchOnce(api, { kind, selection, version }, listener, signal, options.silence ?? 90);
        version = ended.version;
        // A watch that was of use is taken up again at once; a server that hangs up on us is given a rest.
        idle = ended.lively ? 0 : idle + 1;
        if (idle > 0)
            await sleep((0,backoff/* backoff */.JN)(idle - 1), signal);
    }
}
async function watchOnce(api, what, listener, signal, silence) {
    const dead = new AbortController();
    const timer = setTimeout(() => {
        dead.abort();
    }, silence * 1000);
    const query = {
        ...(0,resource_path/* selectionQuery */.Nl)(what.selection),
        watch: true,
        allowWatchBookmarks: true,
        resourceVersion: what.version,
        // Not the same for all, so that watches begun together do not end together.
        timeoutSeconds: 300 + Math.floor(Math.random() * 300),
    };
    const path = (0,resource_path/* resourcePath */.oU)(what.kind, api.namespace);
    const lines = api.lines(path, query, AbortSignal.any([signal, dead.signal]));
    let { version } = what;
    let lively = false;
    try {
        for (;;) {
            const next = await outcomeOf(lines.next());
            if (next === 'expired')
                return { version: null, lively: true };
            if (next === 'broken' || next.value.done === true || signal.aborted)
                return { version, lively };
            timer.refresh();
            for (const text of next.value.value) {
                if ((0,backoff/* isAborted */.G4)(signal))
                    return { version, lively };
                const line = jsonOf(text);
                const parsed = watchLine.safeParse(line);
                // A line that was cut: its change comes again.
                if (!parsed.success)
                    return { version, lively };
                const { type, object } = parsed.data;
                if (type === 'ERROR')
                    return { version: null, lively: object.code === 410 || object.reason === 'Expired' };
                version = object.metadata?.resourceVersion ?? version;
                lively = true;
                if (type !== 'BOOKMARK')
                    listener.event(line);
            }
        }
    }
    finally {
        clearTimeout(timer);
        dead.abort();
        await lines.return('').catch(() => undefined);
    }
}
/** @throws ApiError that no repetition mends */
async function outcomeOf(promise) {
    try {
        return { value: await promise };
    }
    catch (error) {
        if (!(error instanceof client_api/* ApiError */.h) || error.status === null)
            return 'broken';
        if (error.status === 410)
            return 'expired';
        if (error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429)
            throw error;
        return 'broken';
    }
}
/** Rejects as soon as the signal is aborted; the promise itself goes on, unheard. */
function unlessAborted(promise, signal) {
    return new Promise((resolve, reject) => {
        const abort = () => {
            reject(new Error('aborted'));
        };
        signal.addEventListener('abort', abort, { once: true });
        promise.then(resolve, reject).finally(() => {
            signal.removeEventListener('abort', abort);
        });
    });
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(2345);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/stored-run.ts
var stored_run = __webpack_require__(1331);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/anchor-watch.ts



class AnchorWatch {
    #stop = new AbortController();
    #watching;
    #isCancelled;
    #isGone = false;
    constructor({ api, id, isCancelled, onCancel, onGone }) {
        this.#isCancelled = isCancelled;
        const see = (anchor) => {
            if (anchor === undefined) {
                this.#isGone = true;
                this.#stop.abort();
                onGone();
                return;
            }
            const reason = (0,stored_run/* cancelRequestOf */.Hn)(anchor);
            if (reason === null || this.#isCancelled)
                return;
            this.#isCancelled = true;
            onCancel(reason);
        };
        this.#watching = watchKind(api, 'ConfigMap', { fieldSelector: `metadata.name=${(0,names/* anchorName */.HY)(id)}` }, {
            list: ([anchor]) => {
                see(anchor);
            },
            event: ({ type, object }) => {
                see(type === 'DELETED' ? undefined : object);
            },
        }, this.#stop.signal).catch(() => undefined);
    }
    /** Nothing of the run is to be stored any more. */
    get isGone() {
        return this.#isGone;
    }
    async close() {
        this.#stop.abort();
        await this.#watching;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/elapsed.ts
/** Milliseconds since it was made: never less than really passed, also when the machine slept or its clock was set back. */
class Elapsed {
    #monotonic = performance.now();
    #wall;
    #now;
    /** @param now milliseconds since the epoch */
    constructor(now) {
        this.#now = now;
        this.#wall = now();
    }
    get milliseconds() {
        // The one stands still while the machine sleeps, the other may be set.
        return Math.max(performance.now() - this.#monotonic, this.#now() - this.#wall);
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/records/process-state.ts
var process_state = __webpack_require__(3035);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/holder.ts
/** Who drives: a process, named so that another on the same machine can tell whether it is dead, and need not wait. */



/** `laptop/4711/88341/3f2a91c0/9c1e`: host, pid, its start, what tells this machine and its processes apart, random. */
async function holderName({ host, pid, random }) {
    const { start } = await (0,process_state/* processState */.L)(pid);
    return [host, pid, start ?? '', await scope(), Buffer.from(random(2)).toString('hex')].join('/');
}
/** True only where it is certain: the same machine, booted once, the same process ids, and no such process any more. */
async function isDead(holder, host) {
    const [theirHost, pid = '', start = '', theirScope = ''] = holder.split('/');
    if (theirHost !== host || theirScope === '' || start === '' || theirScope !== (await scope()))
        return false;
    const now = await (0,process_state/* processState */.L)(Number(pid));
    return !now.isAlive || now.start !== start;
}
/** For people: `laptop (process 4711)`. */
function holderInWords(holder) {
    const [host = '', pid = ''] = holder.split('/');
    return `${host} (process ${pid})`;
}
/** The boot of this machine and the namespace of its process ids; '' where there is no such thing (macOS, Windows). */
async function scope() {
    try {
        const parts = await Promise.all([
            (0,promises_.readFile)('/proc/sys/kernel/random/boot_id', 'utf8'),
            (0,promises_.readlink)('/proc/self/ns/pid'),
        ]);
        return (0,external_node_crypto_.createHash)('sha256').update(parts.join()).digest('hex').slice(0, 8);
    }
    catch {
        return '';
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(4141);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/metadata.ts
var metadata = __webpack_require__(9444);
// EXTERNAL MODULE: ./src/backends/kubernetes/ownership.ts
var ownership = __webpack_require__(5995);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/lease.ts
/**
 * Who drives a run, as a Lease: https://kubernetes.io/docs/concepts/architecture/leases. The holder renews it three times
 * in its duration; whoever watched it stand still for the whole duration may take it. Times of other machines' clocks
 * are never compared.
 */





/**
 * Takes it where nobody has it. @param abandoned the Lease as somebody saw it who watched it stand still for its whole
 * duration @throws ApiError @throws NotOurs
 */
async function claimLease(claim, abandoned) {
    const { api, run, holder } = claim;
    for (;;) {
        const { object, created } = await api.create('Lease', leaseObject(claim));
        if (created)
            return { isOurs: true, lease: object };
        if (!(0,ownership/* isOfRun */.NG)(object, run))
            throw new ownership/* NotOurs */.xm('Lease', object.metadata?.name ?? '', api.namespace, 'run');
        const isFree = holderOf(object) === '' || versionOf(object) === versionOf(abandoned) || (await claim.isDead(holderOf(object)));
        if (holderOf(object) === holder)
            return { isOurs: true, lease: object };
        if (!isFree)
            return { isOurs: false, lease: object };
        const taken = await takeOver(claim, object);
        if (taken !== null)
            return { isOurs: true, lease: taken };
        // Somebody was faster, or it is gone: look again.
    }
}
/** Null: it is not any more as it was. @throws ApiError */
async function takeOver({ api, holder, seconds }, found) {
    const now = microTime();
    const spec = {
        holderIdentity: holder,
        leaseDurationSeconds: seconds,
        acquireTime: now,
        renewTime: now,
        leaseTransitions: (found.spec?.leaseTransitions ?? 0) + 1,
    };
    return unlessConflict(api.patch('Lease', found.metadata?.name ?? '', { metadata: { resourceVersion: versionOf(found) }, spec }));
}
function leaseObject({ run, holder, seconds }) {
    const now = microTime();
    return {
        apiVersion: types/* kinds */.E.Lease.apiVersion,
        kind: 'Lease',
        metadata: (0,metadata/* ownedMeta */.N)(run, (0,names/* leaseName */.AI)(run.id), 'lease'),
        spec: {
            holderIdentity: holder,
            leaseDurationSeconds: seconds,
            acquireTime: now,
            renewTime: now,
            leaseTransitions: 0,
        },
    };
}
/** '' when nobody holds it. */
function holderOf(lease) {
    return lease?.spec?.holderIdentity ?? '';
}
function versionOf(lease) {
    return lease?.metadata?.resourceVersion ?? null;
}
/** With six digits, which the API server insists on. */
function microTime() {
    return new Date().toISOString().replace('Z', '000Z');
}
/** Null when the object has changed since it was read, or is gone. @throws ApiError */
async function unlessConflict(answer) {
    try {
        return await answer;
    }
    catch (error) {
        if (error instanceof client_api/* ApiError */.h && error.status === 409)
            return null;
        throw error;
    }
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/tenure.ts
/** A Lease while we hold it: renewed again and again, and a fence before everything that changes the cluster. */





/** Seconds before its end from which on a Lease counts as over: a call that begins then may be carried out after it. */
const margin = 5;
/** Milliseconds without an answer after which the driver gives up; the run goes on. */
const patience = 15 * 60_000;
/** Milliseconds between two tries to renew it. */
const pause = 500;
/** Another process drives now: what this one wanted to change is not its to change. */
class LeaseLost extends errors/* AutomlError */.nS {
    constructor() {
        super('CLUSTER', 'another driver has taken the run over');
        this.name = 'LeaseLost';
    }
}
class Tenure {
    /** How often the run went from one driver to another. */
    epoch;
    #api;
    #onLost;
    #name;
    #holder;
    #now;
    #seconds;
    #stop = new AbortController();
    #renewing;
    #version;
    #renewed;
    #lost = null;
    #wake = [];
    constructor({ api, lease, now, since, onLost }) {
        this.#api = api;
        this.#now = now;
        this.#renewed = since;
        this.#onLost = onLost;
        this.#name = lease.metadata?.name ?? '';
        this.#holder = holderOf(lease);
        this.#seconds = lease.spec?.leaseDurationSeconds ?? 0;
        this.epoch = lease.spec?.leaseTransitions ?? 0;
        this.#version = versionOf(lease);
        this.#renewing = this.#renewAgain();
    }
    /** @throws LeaseLost, or why it can't be renewed any more */
    async pass() {
        for (;;) {
            if (this.#lost !== null)
                throw this.#lost;
            if (this.#isSafe)
                return;
            await new Promise((resolve) => this.#wake.push(resolve));
        }
    }
    /** Lets the next driver go on at once. Best effort: without it the next one waits for the Lease to end. */
    async release() {
        await this.#end();
        if (this.#lost !== null)
            return;
        const patch = { metadata: { resourceVersion: this.#version }, spec: { holderIdentity: '' } };
        this.#closeFence();
        await this.#api.patch('Lease', this.#name, patch).catch(() => null);
    }
    /** The run is over: nobody needs to drive it any more. @throws ApiError */
    async remove() {
        await this.pass();
        await this.#end();
        this.#closeFence();
        await this.#api.delete('Lease', this.#name);
    }
    #closeFence() {
        this.#lost = new LeaseLost();
        this.#wakeAll();
    }
    async #end() {
        this.#stop.abort();
        await this.#renewing;
    }
    get #isSafe() {
        const left = this.#seconds * 1000 - this.#renewed.milliseconds;
        return left > Math.min(margin, this.#seconds / 3) * 1000;
    }
    async #renewAgain() {
        const { signal } = this.#stop;
        while (this.#lost === null) {
            await (0,backoff/* systemSleep */.Hk)(this.#isSafe ? (this.#seconds * 1000) / 3 : pause, signal);
            if ((0,backoff/* isAborted */.G4)(signal))
                return;
            await this.#renew();
        }
    }
    async #renew() {
        const sent = new Elapsed(this.#now);
        try {
            const patch = { metadata: { resourceVersion: this.#version }, spec: { renewTime: microTime() } };
            const lease = await unlessConflict(this.#api.patch('Lease', this.#name, patch));
            if (lease === null) {
                await this.#lookAgain();
                return;
            }
            this.#version = versionOf(lease);
            this.#renewed = sent;
            this.#wakeAll();
        }
        catch (error) {
            // Nobody can take it either while the API server is not to be reached.
            const isGivenUp = this.#renewed.milliseconds > Math.max(patience, this.#seconds * 1000);
            if (isGivenUp || (isForGood(error) && !this.#isSafe))
                this.#lose(error instanceof Error ? error : new Error((0,errors/* messageOf */.bD)(error)));
        }
    }
    /** It has changed without us, or the answer to an earlier renewal was lost: then the next one has to count. */
    async #lookAgain() {
        const lease = await this.#api.get('Lease', this.#name);
        if (holderOf(lease) === this.#holder)
            this.#version = versionOf(lease);
        else
            this.#lose(new LeaseLost());
    }
    #lose(reason) {
        if (this.#lost !== null)
            return;
        this.#lost = reason;
        this.#onLost(reason);
        this.#wakeAll();
    }
    #wakeAll() {
        const waiting = this.#wake;
        this.#wake = [];
        for (const wake of waiting)
            wake();
    }
}
/** The credential has ended, or the right was taken away. */
function isForGood(error) {
    return !(error instanceof client_api/* ApiError */.h) || error.status === 401 || error.status === 403;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(4934);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/waiting-line.ts





/** Milliseconds. */
const waiting_line_pause = 2000;
const sameSecond = 1100;
/** Until no earlier run of the group goes on that somebody drives. @throws ApiError */
async function waitForOthers(line) {
    const { api, id, mode, say, end, signal } = line;
    if (mode === 'allow')
        return;
    // Runs that were made in the same second as ours are to be seen, whichever of them waits.
    await (0,backoff/* systemSleep */.Hk)(sameSecond, signal);
    for (const other of await earlierRuns(api, id)) {
        if (signal.aborted)
            return;
        if (await (0,stored_run/* isOver */.PU)(api, other))
            continue;
        const replaced = `replaced by run ${id}`;
        if (mode === 'replace')
            await (0,stored_run/* requestCancel */.AX)(api, other, replaced);
        say(mode === 'replace'
            ? `cancelling run ${other} (concurrency: replace)`
            : `waiting for run ${other} (concurrency: queue)`);
        if ((await waitFor(line, other)) || (0,backoff/* isAborted */.G4)(signal))
            continue;
        if (mode === 'replace')
            await end(other, replaced);
        else
            say(`run ${other} has no driver: not waiting for it (automl attach ${other}, or automl cancel ${other})`);
    }
}
/** Oldest first. Of two that were made in the same second, the one whose id comes first is the earlier one. */
async function earlierRuns(api, id) {
    const own = await api.get('ConfigMap', (0,names/* anchorName */.HY)(id));
    const group = own?.metadata?.labels?.[labels/* labels */.WD.group];
    if (own === null || group === undefined)
        return [];
    const { items } = await api.list('ConfigMap', { labelSelector: `${labels/* labels */.WD.group}=${group}` });
    const place = ({ metadata }) => `${metadata?.creationTimestamp ?? ''} ${metadata?.labels?.[labels/* labels */.WD.run] ?? ''}`;
    const earlier = items.filter((anchor) => place(anchor) < place(own));
    return earlier
        .sort((a, b) => place(a).localeCompare(place(b)))
        .map(({ metadata }) => metadata?.labels?.[labels/* labels */.WD.run] ?? '');
}
/** False: nobody drives it, and it has not ended. */
async function waitFor({ api, signal }, id) {
    let seen = null;
    let since = performance.now();
    while (!signal.aborted) {
        if (await (0,stored_run/* isOver */.PU)(api, id))
            return true;
        const lease = await api.get('Lease', (0,names/* leaseName */.AI)(id));
        // Without an anchor it was deleted.
        if (lease === null && (await api.get('ConfigMap', (0,names/* anchorName */.HY)(id))) === null)
            return true;
        if (versionOf(lease) !== versionOf(seen)) {
            seen = lease;
            since = performance.now();
        }
        if (performance.now() - since > (lease?.spec?.leaseDurationSeconds ?? 15) * 1000)
            return false;
        await (0,backoff/* systemSleep */.Hk)(waiting_line_pause, signal);
    }
    return false;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/leftovers.ts
var leftovers = __webpack_require__(1470);
// EXTERNAL MODULE: ./src/backends/kubernetes/run-objects.ts + 5 modules
var run_objects = __webpack_require__(1717);
// EXTERNAL MODULE: ./src/plan/plan.ts
var plan_plan = __webpack_require__(8720);
// EXTERNAL MODULE: ./src/backends/result.ts
var backends_result = __webpack_require__(4672);
// EXTERNAL MODULE: ./src/backends/kubernetes/grouped.ts
var grouped = __webpack_require__(6864);
;// CONCATENATED MODULE: ./src/backends/kubernetes/due-orders.ts
/** Orders of one moment: children that start together become one Indexed Job, so they are collected until all is said. */


class DueOrders {
    #begin;
    /** `train#2/1`: what was ever ordered. */
    #known = new Set();
    #due = [];
    constructor(begin) {
        this.#begin = begin;
    }
    /** False: it was ordered before. */
    isNew({ task, attempt }) {
        const key = `${(0,plan_plan/* taskKey */.Do)(task)}/${attempt}`;
        if (this.#known.has(key))
            return false;
        this.#known.add(key);
        return true;
    }
    add(order) {
        this.#due.push(order);
        if (this.#due.length > 1)
            return;
        setImmediate(() => {
            const due = this.#due;
            this.#due = [];
            const batches = [...(0,grouped/* grouped */.z)(due, (each) => `${each.task.step}/${each.attempt}`).values()].flatMap(asBatch);
            if (batches.length > 0)
                this.#begin(batches);
        });
    }
    /** What has not begun, and will not. */
    drop(isMeant) {
        const dropped = this.#due.filter(isMeant);
        this.#due = this.#due.filter((order) => !isMeant(order));
        return dropped;
    }
}
function asBatch([first, ...others]) {
    return first === undefined ? [] : [[first, ...others]];
}

// EXTERNAL MODULE: ./src/backends/kubernetes/layout.ts
var layout = __webpack_require__(9314);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/merge.ts
var merge = __webpack_require__(1157);
;// CONCATENATED MODULE: ./src/backends/kubernetes/companions.ts


/** Names of those that our own template has; a mesh or a policy may add more when the pod is made. */
function ownContainers({ pod }) {
    const { containers, initContainers = [] } = (0,merge/* mergePodSpec */.T)({ containers: [{ name: layout/* stepContainer */._ }] }, pod.patch);
    return new Set([...containers, ...initContainers].map(({ name }) => name));
}
/** All that have a status, in the order in which they begin. */
function containersOf({ spec, status }) {
    const sidecars = new Set((spec?.initContainers ?? []).flatMap(({ name, restartPolicy }) => (restartPolicy === 'Always' ? [name] : [])));
    return [
        ...(status?.initContainerStatuses ?? []).map((each) => {
            return { role: sidecars.has(each.name) ? 'sidecar' : 'init', status: each };
        }),
        ...(status?.containerStatuses ?? []).map((each) => ({ role: 'main', status: each })),
    ];
}
/** It runs, or has run: there is something to read. */
function hasPrinted({ state, lastState }) {
    return state?.running !== undefined || state?.terminated !== undefined || lastState?.terminated !== undefined;
}
/** Some container of the pod has a log. */
function hasLog(pod) {
    return containersOf(pod).some(({ status }) => hasPrinted(status));
}
/** It has failed in a way that keeps those behind it from starting. */
function hasFailedBefore({ role, status: { state } }) {
    if (state?.waiting?.reason === 'CrashLoopBackOff')
        return role !== 'main';
    return role === 'init' && (state?.terminated?.exitCode ?? 0) !== 0;
}
/** It will not run again, whatever its exit code: the kubelet restarts sidecars, and all of a Deployment's. */
function hasEnded({ spec }, { role, status: { state } }) {
    if (state?.terminated === undefined || role === 'sidecar')
        return false;
    return spec?.restartPolicy === 'Never' || (role === 'init' && state.terminated.exitCode === 0);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/delays.ts
/** What is to happen later, unless it is called off: no timer outlives its owner. */
/** Milliseconds: the most that a timer takes. */
const longest = 2 ** 31 - 1;
class Delays {
    #timers = new Set();
    #over = false;
    /** @param milliseconds more than 24 days are 24 days */
    later(milliseconds, act) {
        if (this.#over)
            return;
        const timer = setTimeout(() => {
            this.#timers.delete(timer);
            act();
        }, Math.min(milliseconds, longest));
        this.#timers.add(timer);
    }
    /** Nothing happens any more. */
    end() {
        this.#over = true;
        for (const timer of this.#timers)
            clearTimeout(timer);
        this.#timers.clear();
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/bystanders.ts
var bystanders = __webpack_require__(2335);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/ranges.ts
var ranges = __webpack_require__(5379);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/amount.ts
var amount = __webpack_require__(6602);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/trouble.ts
var diagnosis_trouble = __webpack_require__(6891);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/disruption.ts



const preemptionSentence = 'a pod of higher priority took its place: give it a higher priority_class';
/** The cluster ends it, or has, for a reason of its own: a Job that ignores this makes another pod. */
function disruptionTarget(pod) {
    return pod.status?.conditions?.find(({ type, status }) => type === 'DisruptionTarget' && status === 'True') ?? null;
}
/** One plain sentence about what is not the pod's fault; null: the cluster did not end it. */
function disruptionOf(pod) {
    const { reason = '', message = '' } = pod.status ?? {};
    if (reason === 'Evicted')
        return excessOf(pod) === null ? evictionSentence(message, pod) : null;
    const condition = disruptionTarget(pod);
    const told = conditionSentence(condition?.reason ?? '', condition?.message ?? message);
    if (told !== null)
        return told;
    switch (reason) {
        case 'Terminated':
        case 'Shutdown':
        case 'NodeShutdown':
            return 'its node was shut down while it ran';
        case 'NodeLost':
            return 'its node was lost';
        case 'Preempting':
            return 'a critical pod took its place on the node';
        case 'NodeAffinity':
        case 'UnexpectedAdmissionError':
        case 'UnexpectedPodFailure':
            return `its node refused to run it: ${(0,diagnosis_trouble/* clause */.sb)(message)}`;
        default:
            return crowdingSentence(reason);
    }
}
/** It was evicted since it used more than it may, as it will again. Null: it was not. */
function excessOf(pod) {
    const { reason, message = '' } = pod.status ?? {};
    if (reason !== 'Evicted')
        return null;
    const [, volume, size = ''] = /Usage of EmptyDir volume "([^"]+)" exceeds the (?:total )?limit "([^"]+)"/.exec(message) ?? [];
    if (volume !== undefined) {
        return `was evicted: its volume ${placeOf(volume, pod)} held more than its limit of ${plainAmount(size)}: raise the volume's size`;
    }
    const [, limit] = /exceeded its local ephemeral storage limit "([^"]+)"/.exec(message) ??
        /ephemeral local storage usage exceeds the total limit of containers (\S+?)\.? *$/.exec(message) ??
        [];
    if (limit === undefined)
        return null;
    return `was evicted: it wrote more than its limit of ${plainAmount(limit)} of ephemeral storage to the node's disk: write less, or to a volume`;
}
/** The kubelet will have none of it, now or later. */
function rejectionOf({ status }) {
    const message = status?.message ?? '';
    if (!/Pod was rejected|Predicate \S+ failed/.test(message))
        return null;
    return `its node refused to run it: ${(0,diagnosis_trouble/* clause */.sb)(message)}`;
}
/** Reasons of the condition DisruptionTarget: staging/src/k8s.io/api/core/v1/types.go. */
function conditionSentence(reason, message) {
    switch (reason) {
        case 'PreemptionByScheduler':
            return preemptionSentence;
        case 'EvictionByEvictionAPI':
            return 'was evicted while it ran: its node was drained, or the cluster was scaled down';
        case 'DeletionByTaintManager':
            return 'was evicted while it ran: its node got a taint that it does not tolerate, or was lost';
        case 'DeletionByPodGC':
            return 'its node was lost or deleted while it ran';
        case 'TerminationByKubelet':
            return /preempt/i.test(message)
                ? 'a critical pod took its place on the node'
                : 'its node was shut down while it ran';
        default:
            return reason === '' ? null : `the cluster ended it: ${(0,diagnosis_trouble/* clause */.sb)(message === '' ? reason : message)}`;
    }
}
/** Messages of pkg/kubelet/eviction/helpers.go. Thresholds and usage differ from run to run and stay out. */
function evictionSentence(message, pod) {
    const [, resource] = /The node was low on resource: ([\w./-]+?)\. /.exec(`${message} `) ?? [];
    if (resource === undefined) {
        const [, condition] = /The node had condition: \[?([^\].]+)/.exec(message) ?? [];
        return condition === undefined
            ? `was evicted from its node: ${(0,diagnosis_trouble/* clause */.sb)(message)}`
            : `was evicted: its node had ${condition}`;
    }
    const [, request] = new RegExp(`was using [^,]+, request is ([^,]+), has larger consumption of ${resource}`).exec(message) ?? [];
    const asked = request === undefined ? '' : `, and it used more than ${askedFor(resource, request)}`;
    const fix = resource === 'memory' ? ': raise resources.memory to what it needs' : '';
    const fallback = resource !== 'memory' && request === undefined && (pod.spec?.nodeName ?? '') !== ''
        ? ': use the store for large files'
        : '';
    return `was evicted: its node ran out of ${resource}${asked}${fix}${fallback}`;
}
/** As the file says it, where it does; volumes have names of our own. */
function placeOf(volume, { spec }) {
    const mounts = spec?.containers.find(({ name }) => name === layout/* stepContainer */._)?.volumeMounts ?? [];
    const path = mounts.find(({ name }) => name === volume)?.mountPath;
    return path === undefined ? `"${volume}"` : `at ${path}`;
}
function askedFor(resource, request) {
    return (0,amount/* quantity */.au)(request) === 0
        ? 'it asks for (nothing)'
        : `the ${(0,amount/* amountOf */.MT)(resource, request).replace(/ of .*$/, '')} it asks for`;
}
function plainAmount(size) {
    return (0,amount/* amountOf */.MT)('memory', size).replace(' of memory', '');
}
/** `OutOfcpu` and the like: pkg/kubelet/lifecycle/predicate.go. */
function crowdingSentence(reason) {
    const [, resource] = /^OutOf(\S+)$/.exec(reason) ?? [];
    return resource === undefined ? null : `its node had no ${resource} left when it came: another pod was faster`;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/interruption.ts


/** Its container was told to stop before it ended: that it exited with 0 then says nothing about its work. */
function wasInterrupted(pod, { finishedAt }) {
    if (disruptionTarget(pod) !== null)
        return true;
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata ?? {};
    if (deletionTimestamp === undefined)
        return false;
    // The timestamp is the end of the grace. Both are whole seconds.
    const asked = Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
    return finishedAt === undefined || Date.parse(finishedAt) >= asked;
}
/** It has not ended, and nobody has asked it to. */
function goesOn({ metadata, status }) {
    return status?.phase !== 'Succeeded' && status?.phase !== 'Failed' && metadata?.deletionTimestamp === undefined;
}
/** Its one pod, or that of each index, has succeeded and ended. */
function isComplete({ status }) {
    return (status?.conditions ?? []).some(({ type, status: is }) => type === 'Complete' && is === 'True');
}
/** The pod at this index, or the only one, has ended, whatever became of it since. @param index null: there is only one */
function hasEndedAt(job, index) {
    if (index === null)
        return isComplete(job);
    const { completedIndexes = '', failedIndexes = '' } = job.status ?? {};
    return [completedIndexes, failedIndexes].some((text) => (0,ranges/* numbersIn */.M)(text).includes(index));
}
/** Its one pod has failed, or was never made. */
function hasFailed({ status }) {
    return (status?.conditions ?? []).some(({ type, status: is }) => (type === 'Failed' || type === 'FailureTarget') && is === 'True');
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/exit.ts
var diagnosis_exit = __webpack_require__(4190);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/key-values.ts
/** Lines of `key=value`, with the heredoc form of GITHUB_OUTPUT: the rules and words of runner/agent/keyvalues.py. */
/** The pairs, the last value of a key winning. Warns of lines that are neither form. */
function readKeyValues(text, variable, warn) {
    const found = new Map();
    const lines = text
        .replace(/^\ufeff+/, '')
        .split('\n')
        .map((line) => line.replace(/\r+$/, ''));
    for (let at = 0; at < lines.length; at++) {
        const line = lines[at] ?? '';
        const { key, separator, value } = split(line);
        if (separator === '<<' && key !== '' && value !== '') {
            const end = lines.indexOf(value, at + 1);
            if (end < 0) {
                warn(`$${variable} line ${at + 1}: "${key}" has no end line and was dropped`);
                // As a reader that went on to the end looking for it.
                break;
            }
            found.set(key, lines.slice(at + 1, end).join('\n'));
            at = end;
        }
        else if (separator === '=' && key !== '') {
            found.set(key, value);
        }
        else if (line.trim() !== '') {
            warn(`$${variable} line ${at + 1} is no key=value and was dropped: ${Array.from(line.trim()).slice(0, 80).join('')}`);
        }
    }
    return found;
}
/** Splits at whichever comes first: `=` or `<<`. */
function split(line) {
    const equals = line.indexOf('=');
    const arrows = line.indexOf('<<');
    if (arrows >= 0 && (equals < 0 || arrows < equals)) {
        return { key: line.slice(0, arrows).trim(), separator: '<<', value: line.slice(arrows + 2).trim() };
    }
    if (equals < 0)
        return { key: line.trim(), separator: '', value: '' };
    return { key: line.slice(0, equals).trim(), separator: '=', value: line.slice(equals + 1) };
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/scalars.ts

const deepest = 100;
/** The declared scalars that were written. */
function readScalars(text, declared, warn) {
    const found = {};
    let problem = null;
    for (const [key, value] of readKeyValues(text, 'AUTOML_OUTPUT', warn)) {
        const output = Object.hasOwn(declared, key) ? declared[key] : undefined;
        if (output === undefined) {
            warn(`output "${key}" is not declared in the workflow file and was dropped`);
        }
        else if (output.kind === 'artifact') {
            warn(`output "${key}" is declared as a file; its line in $AUTOML_OUTPUT was dropped`);
        }
        else {
            const read = typed(key, value, output.type);
            if ('value' in read)
                found[key] = read.value;
            else
                problem ??= read.problem;
        }
    }
    return { found, problem };
}
/** The sentence about the first declared scalar that is not there, or null. */
function missingScalar(declared, found) {
    for (const [key, output] of Object.entries(declared)) {
        if (output.kind === 'scalar' && !Object.hasOwn(found, key)) {
            return `finished without its output "${key}": no line ${key}=… in $AUTOML_OUTPUT`;
        }
    }
    return null;
}
function typed(key, text, type) {
    if (type === 'str')
        return { value: text };
    const output = `output "${key}" is ${shown(text)}`;
    const value = read(text.trim(), type);
    if (value === undefined)
        return { problem: `${output}, which is no ${type}` };
    if (type === 'int' && !Number.isSafeInteger(value)) {
        return { problem: `${output}; an int must be within ±${Number.MAX_SAFE_INTEGER} (declare it as str)` };
    }
    const flaw = flawOf(value, 0);
    return flaw === null ? { value } : { problem: `${output}; ${flaw}` };
}
/** Undefined: it is none. Not finite: it is one that JSON can't carry. */
function read(text, type) {
    switch (type) {
        case 'int':
            return /^[+-]?[0-9]+$/.test(text) ? Number(text) + 0 : undefined;
        case 'float':
            if (/^[+-]?(?:inf|infinity|nan)$/i.test(text))
                return NaN;
            return /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i.test(text) ? Number(text) : undefined;
        case 'bool':
            return /^(?:[tT]rue|[fF]alse)$/.test(text) ? text.toLowerCase() === 'true' : undefined;
        case 'json':
            return readJson(text);
    }
}
/** Python reads NaN and Infinity, and then finds that they can't be carried. */
function readJson(text) {
    const parsed = parse(text);
    if (parsed !== undefined)
        return parsed;
    const finite = text.replace(/"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b/g, (token) => token.startsWith('"') ? token : '0');
    return finite !== text && parse(finite) !== undefined ? NaN : undefined;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** What the result document can't carry. */
function flawOf(value, depth) {
    if (typeof value === 'number' && !Number.isFinite(value))
        return 'a number must be finite';
    if (typeof value !== 'object' || value === null)
        return null;
    if (depth === deepest)
        return `lists and objects may be ${deepest} deep`;
    for (const item of Object.values(value)) {
        const flaw = flawOf(item, depth + 1);
        if (flaw !== null)
            return flaw;
    }
    return null;
}
function shown(text) {
    const characters = Array.from(text);
    return `"${characters.length <= 60 ? text : `${characters.slice(0, 59).join('')}…`}"`;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/shell-message.ts



/** Bytes of a termination message that the kubelet keeps: pkg/kubelet/container/helpers.go. */
const shell_message_longest = 4096;
/** The agent keeps as many. */
const mostWarnings = 50;
/** Null: this is no such message. */
function shellResult(message, step, memory) {
    const [, head, text = ''] = /^automl-sh\/1\n((?:[a-z-]+=.*\n)*)output\n([^]*)$/.exec(message) ?? [];
    if (head === undefined)
        return null;
    const fields = new Map(head.split('\n').map((line) => shell_message_split(line)));
    const exit = fields.get('exit') ?? '';
    if (!/^\d+$/.test(exit))
        return null;
    const code = Number(exit);
    const warnings = [];
    const { found, problem } = readScalars(text, step.outputs, (warning) => {
        if (!warnings.includes(warning) && warnings.length < mostWarnings)
            warnings.push(warning);
    });
    const end = (state, reason, exitCode) => ({
        ...(0,backends_result/* resultWithoutAgent */.xY)(state, ''),
        reason,
        exit_code: exitCode,
        outputs: found,
        warnings,
    });
    // Code that a signal ended chose no exit code.
    const chosen = code > 128 ? null : code;
    // Whichever stopped the code comes first.
    for (const mark of fields.keys()) {
        if (mark === 'timed-out')
            return end('timed-out', timeoutSentence(step.timeout), chosen);
        if (mark === 'cancelled')
            return end('cancelled', 'was cancelled', chosen);
    }
    const reason = fields.get('reason');
    if (reason !== undefined)
        return end('failed', reason, null);
    if (code !== 0)
        return end('failed', (0,diagnosis_exit/* exitSentence */.S)(code, memory), code);
    if (fields.has('cut') || Buffer.byteLength(message) >= shell_message_longest) {
        const sentence = `its outputs are larger than the 3500 bytes that an image without Python can hand over`;
        return { ...end('failed', sentence, code), outputs: {} };
    }
    const failure = problem ?? missingScalar(step.outputs, found);
    return failure === null ? end('succeeded', null, code) : end('failed', failure, code);
}
function shell_message_split(line) {
    const equals = line.indexOf('=');
    return [line.slice(0, equals), line.slice(equals + 1)];
}
/** In the words of runner/agent/step.py. */
function timeoutSentence(timeout) {
    return timeout === undefined ? 'ran longer than its timeout' : `ran longer than its timeout of ${timeout} s`;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/termination.ts
/** What a terminated step container says: the agent's last word, or what is there in its place. */






const lastWord = schemas/* object */.Ikc({
    automl: schemas/* literal */.euz(1),
    sha256: schemas/* string */.YjP().regex(/^[0-9a-f]{64}$/),
    state: backends_result/* agentResult */.nq.shape.state,
    exit_code: schemas/* int */.Whr().nullable(),
    document: backends_result/* agentResult */.nq.optional().catch(undefined),
});
/** Of a pod that children share: the hashes of their documents, by iteration, as far as it came. */
const wordOfShared = schemas/* object */.Ikc({ automl: schemas/* literal */.euz(1), children: schemas/* record */.g1P(schemas/* string */.YjP(), lastWord.shape.sha256) });
/** @param iteration of the child, where others share its pod */
function endOfContainer(status, step, iteration = null) {
    const { terminated } = status.state ?? {};
    if (terminated === undefined)
        return { kind: 'unknown', exitCode: null, oom: false, tail: '' };
    const { exitCode, signal, reason = '', message = '' } = terminated;
    const oom = reason === 'OOMKilled';
    const shared = iteration === null ? undefined : wordOf(message, wordOfShared)?.children[iteration];
    if (shared !== undefined)
        return { kind: 'in-log', sha256: shared };
    const word = wordOf(message, lastWord);
    if (word !== null) {
        const { document, sha256, state } = word;
        return document?.state === state ? { kind: 'result', result: document } : { kind: 'in-log', sha256, state };
    }
    const memory = oom ? 'ran-out' : 'not-known';
    const result = step.code.kind === 'image' ? imageResult(terminated, step) : shellResult(message, step, memory);
    if (result !== null)
        return { kind: 'result', result };
    return {
        kind: 'unknown',
        exitCode: reason === 'ContainerStatusUnknown' ? null : exitCode,
        ...(signal === undefined ? {} : { signal }),
        oom,
        tail: message,
    };
}
/**
 * The result in a frame of the log, `{"event":"result","result":{...}}`, without the frame's mark and end of line. Null:
 * it is not the document that the container's last word tells of.
 */
function resultFromFrame(json, sha256) {
    if ((0,external_node_crypto_.createHash)('sha256').update(json, 'utf8').digest('hex') !== sha256)
        return null;
    const message = backends_result/* agentMessage */.pG.safeParse(termination_parse(json));
    return message.success && message.data.event === 'result' ? message.data.result : null;
}
function wordOf(message, schema) {
    if (!message.startsWith('{'))
        return null;
    const word = schema.safeParse(termination_parse(message));
    return word.success ? word.data : null;
}
function termination_parse(json) {
    try {
        return JSON.parse(json);
    }
    catch {
        return null;
    }
}
/**
 * An image's own code has no agent: its exit code decides. Null where the cause may be outside of it: killed, or never
 * started.
 */
function imageResult({ exitCode, reason = '' }, step) {
    if (reason === 'Completed' && exitCode === 0) {
        const missing = missingScalar(step.outputs, {});
        const end = missing === null
            ? { ...(0,backends_result/* resultWithoutAgent */.xY)('succeeded', ''), reason: null }
            : (0,backends_result/* resultWithoutAgent */.xY)('failed', missing);
        return { ...end, exit_code: 0 };
    }
    if (reason !== 'Error' || exitCode === 0 || exitCode === 137 || exitCode === 143)
        return null;
    return { ...(0,backends_result/* resultWithoutAgent */.xY)('failed', (0,diagnosis_exit/* exitSentence */.S)(exitCode)), exit_code: exitCode };
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/attempt-pod.ts






/** Milliseconds that a result from the pod waits for the rest of the log. */
const logPatience = 200;
/** Milliseconds after the grace of a deleted pod in which its node must have said that it is gone. */
const nodePatience = 15_000;
class AttemptPod {
    #place;
    #news;
    #delays = new Delays();
    #log = null;
    #hasStarted = false;
    #hasBegun = false;
    #isOut = false;
    /** Its code has ended, and containers of somebody else go on beside it. */
    #lingers = false;
    #isDeleted = false;
    #isDone = false;
    /** What the agent said last that it was doing. */
    #phase = 'running';
    /** Hash of the document that only the log has. */
    #awaited = null;
    constructor(place, news) {
        this.#place = place;
        this.#news = news;
    }
    /** It has a container, or had one. */
    get hasStarted() {
        return this.#hasStarted;
    }
    /** The turn of its code has come: with the container, unless others that share it come first. */
    get hasBegun() {
        return this.#hasBegun;
    }
    /** Its code has ended, or it is gone. */
    get isOut() {
        return this.#isOut;
    }
    get lingers() {
        return this.#lingers;
    }
    /** What is to be known besides when the pod ended without a word. */
    get about() {
        const about = { phase: this.#phase, step: this.#place.step };
        if (this.#place.rank === null || !this.#hasStarted)
            return about;
        if (this.#awaited !== null)
            return { ...about, turn: 'over' };
        return this.#hasBegun ? about : { ...about, turn: 'to-come' };
    }
    /** Settles when no more of its log will be read. */
    get logEnded() {
        return this.#log?.ended ?? Promise.resolve();
    }
    /** Settles when there is nothing to wait for but the cluster: the log may still have the document. */
    get silent() {
        const tellsMore = this.#awaited !== null || (this.#place.rank !== null && this.#isOut);
        return tellsMore ? this.logEnded : Promise.resolve();
    }
    see(pod, gone) {
        const status = pod.status?.containerStatuses?.find(({ name }) => name === layout/* stepContainer */._);
        const terminated = status?.state?.terminated;
        this.#isOut = terminated !== undefined || gone || pod.status?.phase === 'Failed';
        this.#lingers = terminated !== undefined && !gone && (0,bystanders/* bystandersGoOn */.B)(pod);
        if (!this.#isDone) {
            if (status?.state?.running !== undefined || terminated !== undefined)
                this.#start();
            if (!gone)
                this.#readLog(pod);
        }
        if (this.#isOut)
            this.#log?.finish();
        if (this.#isDone)
            return;
        if (status !== undefined && terminated !== undefined)
            this.#seeEnd(pod, status, terminated);
        else if (this.#isOut)
            this.#news.lost();
        if (pod.metadata?.deletionTimestamp !== undefined)
            this.#seeDeletion(pod);
    }
    hear(message, json) {
        if (this.#isDone)
            return;
        if (message.iteration !== undefined)
            this.#begin();
        switch (message.event) {
            case 'installing':
                this.#phase = 'installing';
                this.#news.say(`installing ${message.requirements}`);
                return;
            case 'result': {
                // The agent's last word: its pod needs up to a second more to say the same.
                const result = this.#awaited === null ? message.result : resultFromFrame(json, this.#awaited);
                if (result !== null)
                    this.#news.ended(result);
                return;
            }
            case 'running':
                this.#phase = 'running';
                return;
            case 'begins':
            case 'ready':
                return;
        }
    }
    /** Tells nothing any more; its log is read to the end. */
    close() {
        this.#isDone = true;
        this.#delays.end();
        // There may be thousands of attempts, and what reads a log is some KiB.
        void this.logEnded.then(() => {
            this.#log = null;
        });
    }
    /** Nobody waits for its end: no node may be there to tell it, or to give the rest of the log. */
    abandon() {
        this.close();
        this.#log?.note('truncated: the rest of the log was lost with the pod');
        this.#log?.stop();
    }
    #start() {
        this.#hasStarted = true;
        if ((this.#place.rank ?? 0) === 0)
            this.#begin();
    }
    #begin() {
        if (this.#hasBegun)
            return;
        this.#hasBegun = true;
        this.#news.began();
    }
    #seeEnd(pod, status, terminated) {
        const { step, task, rank } = this.#place;
        const end = endOfContainer(status, step, rank === null ? null : task.iteration);
        // Code without an agent may take a TERM, stop half-way, and exit as it likes.
        const isHalf = step.code.kind === 'image' && wasInterrupted(pod, terminated);
        if (end.kind === 'result' && !isHalf)
            this.#endSoon(end.result);
        else if (end.kind === 'in-log')
            this.#awaitLog(end.sha256);
        else
            this.#news.lost();
    }
    #endSoon(result) {
        if (this.#log === null)
            this.#news.ended(result);
        else
            this.#delays.later(logPatience, () => {
                this.#news.ended(result);
            });
    }
    /** A node that is lost never says that the pod has ended. */
    #seeDeletion({ metadata }) {
        if (this.#isDeleted)
            return;
        this.#isDeleted = true;
        const grace = (metadata?.deletionGracePeriodSeconds ?? 0) * 1000;
        this.#delays.later(grace + nodePatience, () => {
            this.#news.lost();
        });
    }
    #awaitLog(sha256) {
        if (this.#awaited !== null)
            return;
        this.#awaited = sha256;
        // Without a log nobody will ever read the document.
        void this.logEnded.then(() => {
            if (!this.#isDone)
                this.#news.lost();
        });
    }
    #readLog(pod) {
        const hear = (message, json) => {
            this.hear(message, json);
        };
        if (hasLog(pod))
            this.#log ??= this.#news.openLog(pod, hear);
        this.#log?.see(pod);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/patience.ts
/** Milliseconds before a trouble is worth a line. */
const silence = 3000;
class Patience {
    #current = null;
    #since = 0;
    #said = new Set();
    /** Told again and again what stands in the way now; null: nothing does. */
    judge(trouble) {
        const now = performance.now();
        if (trouble === null || trouble.code !== this.#current) {
            this.#current = trouble?.code ?? null;
            this.#since = now;
        }
        if (trouble === null)
            return 'wait';
        const lasted = now - this.#since;
        if (trouble.permanent && lasted >= trouble.grace * 1000)
            return 'give-up';
        if (lasted < silence || this.#said.has(trouble.sentence))
            return 'wait';
        this.#said.add(trouble.sentence);
        return 'say';
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/container.ts + 1 modules
var diagnosis_container = __webpack_require__(4193);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/recent-events.ts
var recent_events = __webpack_require__(8647);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/start.ts
var start = __webpack_require__(3380);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/waiting.ts + 5 modules
var waiting = __webpack_require__(5660);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/ending.ts











/** The reason starts with "result lost: " only where the code may well have finished. */
function lossOf(loss) {
    const { pod, job, turn } = loss;
    if (turn !== undefined)
        return lost(turnSentences[turn]);
    if (pod?.status?.reason === 'DeadlineExceeded') {
        return (0,backends_result/* resultWithoutAgent */.xY)('timed-out', deadlineSentence(pod.spec?.activeDeadlineSeconds));
    }
    const late = job?.status?.conditions?.some(({ reason, status }) => reason === 'DeadlineExceeded' && status === 'True');
    if (late === true)
        return (0,backends_result/* resultWithoutAgent */.xY)('timed-out', deadlineSentence(job?.spec?.activeDeadlineSeconds));
    return pod === null ? withoutPod(loss) : withPod(loss, pod);
}
const turnSentences = {
    'to-come': 'its pod ended before its turn had come',
    over: 'result lost: its log did not hold the whole result',
};
function deadlineSentence(seconds) {
    const limit = seconds === undefined ? '' : ` ${seconds} s`;
    return `did not end within the${limit} that start_timeout and timeout allow together (activeDeadlineSeconds)`;
}
function failed(reason, exitCode = null) {
    return { ...(0,backends_result/* resultWithoutAgent */.xY)('failed', reason), exit_code: exitCode };
}
/** Ended from outside, or unreadable: the same code may well come to its end another time. */
function lost(reason) {
    return { ...failed(reason), lost: true };
}
function withoutPod({ job, events }) {
    if (job === null)
        return lost('result lost: its Job was deleted by somebody else');
    const trouble = isComplete(job) ? null : (0,waiting/* troubleOfJob */.AX)(job, events);
    if (trouble !== null)
        return failed(trouble.sentence);
    const gone = (0,recent_events/* latest */.IW)(events, ['Preempted', 'Evicted', 'TaintManagerEviction']);
    if (gone?.reason === 'Preempted')
        return lost(preemptionSentence);
    if (gone !== null)
        return lost('was evicted from its node while it ran');
    return lost('result lost: its pod was deleted before its result could be read');
}
function withPod(loss, pod) {
    const disruption = disruptionOf(pod);
    const refusal = excessOf(pod) ?? rejectionOf(pod);
    const status = pod.status?.containerStatuses?.find(({ name }) => name === layout/* stepContainer */._);
    const { terminated } = status?.state ?? {};
    if (disruption !== null)
        return lost(disruption);
    if (refusal !== null)
        return failed(refusal);
    if (status !== undefined && terminated !== undefined)
        return ofContainer(loss, pod, status, terminated);
    const before = failedBefore(pod);
    if (before !== null)
        return failed(before);
    const started = status?.state?.running !== undefined;
    if (loss.isJobDeleted === true)
        return lost(deletionSentence(loss, started));
    const trouble = started ? null : (0,waiting/* troubleOfPod */.KM)(pod, loss.events);
    if (trouble !== null)
        return trouble.permanent ? failed(trouble.sentence) : lost(trouble.sentence);
    if (loss.isInterrupted === true && pod.metadata?.deletionTimestamp !== undefined)
        return lost(deletionSentence(loss, true));
    if (started)
        return lost('result lost: its pod was deleted while it ran (kubectl delete, or a controller)');
    const said = pod.status?.phase === 'Failed' ? (pod.status.message ?? pod.status.reason ?? '') : '';
    if (said !== '')
        return failed(`its node refused to run it: ${(0,diagnosis_trouble/* clause */.sb)(said)}`);
    return lost(deletionSentence(loss, false));
}
function ofContainer(loss, pod, status, terminated) {
    const { exitCode, reason = '', message = '' } = terminated;
    const container = (0,diagnosis_container/* containerOf */.t)(pod, status.name);
    const image = container?.image ?? status.image;
    if (reason === 'StartError' || reason === 'ContainerCannotRun') {
        return failed(((0,start/* startTrouble */.U)(message, image) ?? (0,start/* unknownStartTrouble */.w)(message)).sentence);
    }
    if (reason === 'ContainerStatusUnknown')
        return lost('result lost: its node does not know how its container ended');
    const limit = container?.resources?.limits?.['memory'];
    if (reason === 'OOMKilled')
        return failed(memorySentence(loss.phase, limit), exitCode);
    const lastLine = message.trim().split('\n').pop() ?? '';
    // Written by the runtime in the container's name, so it is no start error.
    if (/^exec \S+: exec format error$/.test(lastLine)) {
        return failed(((0,start/* startTrouble */.U)(lastLine, image) ?? (0,start/* unknownStartTrouble */.w)(lastLine)).sentence);
    }
    const deleted = pod.metadata?.deletionTimestamp !== undefined;
    if (deleted && (exitCode !== 0 || loss.step?.code.kind === 'image'))
        return lost(deletionSentence(loss, true));
    if (exitCode > 128)
        return failed((0,diagnosis_exit/* exitSentence */.S)(exitCode), exitCode);
    if (loss.step?.code.kind === 'image')
        return failed((0,diagnosis_exit/* exitSentence */.S)(exitCode), exitCode);
    if (lastLine.startsWith('{"automl":'))
        return lost('result lost: its log did not hold the whole result');
    const said = lastLine === '' ? '' : `: ${(0,diagnosis_trouble/* clause */.sb)(lastLine)}`;
    return failed(`result lost: the step agent ended with ${exitCode} and no result${said}`, null);
}
function memorySentence(phase, limit) {
    const most = limit === undefined ? '' : ` of ${(0,amount/* amountOf */.MT)('memory', limit).replace(' of memory', '')}`;
    const when = phase === 'installing' ? ' while its requirements were installed' : '';
    return `ran out of memory${when}: it needs more than its limit${most}; raise resources.memory`;
}
/** Without the exit code of what was killed: it depends on who was quicker. */
function deletionSentence({ isJobDeleted = false }, started) {
    return `its ${isJobDeleted ? 'Job' : 'pod'} was deleted ${started ? 'while it ran' : 'before it started'} (kubectl delete, or a controller)`;
}
/** A container that had to end well before the step's could start. */
function failedBefore(pod) {
    for (const { name, state } of pod.status?.initContainerStatuses ?? []) {
        if (state?.terminated === undefined || state.terminated.exitCode === 0)
            continue;
        const { exitCode, reason, message = '' } = state.terminated;
        const lastLine = message.trim().split('\n').pop() ?? '';
        const how = reason === 'OOMKilled' ? 'ran out of memory' : (0,diagnosis_exit/* exitSentence */.S)(exitCode);
        return `its init container "${name}" failed (${how})${lastLine === '' ? '' : `: ${(0,diagnosis_trouble/* clause */.sb)(lastLine)}`}`;
    }
    return null;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/replacement.ts

/** Expects that the pod has ended, and that the Job has not. */
function isReplaced(job, pod) {
    const ignores = job.spec?.podFailurePolicy !== undefined;
    return ignores && disruptionTarget(pod) !== null && pod.status?.phase !== 'Succeeded';
}
/** One line for people. @param pod null: nobody saw how it ended */
function replacementSentence(pod) {
    const cause = (pod === null ? null : disruptionOf(pod)) ?? 'its pod is gone';
    const node = pod?.spec?.nodeName;
    return `${cause}${node === undefined ? '' : ` (${node})`}; its Job starts it again`;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/sight.ts





class Sight {
    pod = null;
    job = null;
    /** By somebody else: whoever does so himself has seen enough. */
    isJobDeleted = false;
    /** The agent was told to stop, not by us, and has said so. */
    isInterrupted = false;
    /** What keeps its Job from being made. */
    refusal = null;
    /** The pod before, where the Job makes another one. */
    #past = null;
    #world;
    constructor(world) {
        this.#world = world;
    }
    seeJob(job, gone) {
        this.job = job;
        if (gone || job.metadata?.deletionTimestamp !== undefined)
            this.isJobDeleted = true;
    }
    /** The pod, which has ended, is not the last of its Job. */
    get isReplaced() {
        const { pod, job } = this;
        return !this.isJobDeleted && pod !== null && job !== null && !hasFailed(job) && isReplaced(job, pod);
    }
    /** Its Job says so: it failed, or ended while nobody looked and left no pod. @param index in an Indexed Job */
    isPast(index) {
        const { pod, job } = this;
        if (job === null)
            return false;
        return (index === null && hasFailed(job)) || (pod === null && hasEndedAt(job, index));
    }
    /** Nothing of it goes on in the cluster, nor comes back. @param isOut its pod has ended */
    endsByItself(isOut) {
        // A Job can be deleted without its pod.
        if (this.isJobDeleted)
            return false;
        if (this.job !== null && hasFailed(this.job))
            return true;
        return isOut && (this.pod === null || disruptionTarget(this.pod) === null);
    }
    /** From now on it is about the next pod. Gives one line about the end of this one. */
    turn() {
        const sentence = replacementSentence(this.pod);
        this.#past = this.pod;
        this.pod = null;
        this.isInterrupted = false;
        return sentence;
    }
    /** The uid of what Events of this attempt are about. */
    isAbout(uid) {
        return this.#uids().includes(uid);
    }
    /** Why there is no container yet; null: nothing is known to be in the way. */
    trouble() {
        const { eventsOf } = this.#world;
        if (this.pod !== null)
            return (0,waiting/* troubleOfPod */.KM)(this.pod, eventsOf('Pod', this.pod));
        return this.job === null ? this.refusal : (0,waiting/* troubleOfJob */.AX)(this.job, eventsOf('Job', this.job));
    }
    /** What people are told of the trouble, also where nothing is known. */
    get obstacle() {
        const hasNoPod = this.pod === null && this.job !== null;
        const none = 'no pod of its Job was made yet: the Job controller of the cluster is behind';
        return this.trouble()?.sentence ?? (hasNoPod ? none : 'its pod was still pending');
    }
    /** What they are told when it has not started in time. @param seconds that it had */
    late(seconds) {
        return `did not start within ${seconds} s (start_timeout): ${this.obstacle}`;
    }
    /** How it ended, where its agent has not said it. Never a success. */
    async loss(about) {
        const events = await Promise.all(this.#uids().map((uid) => this.#world.readEvents(uid).catch(() => [])));
        const { job, isJobDeleted, isInterrupted } = this;
        const pod = this.pod ?? this.#past;
        return lossOf({ ...about, pod, job, isJobDeleted, isInterrupted, events: events.flat() });
    }
    /** There may be thousands of attempts, and a pod is tens of KiB. */
    forget() {
        this.pod = null;
        this.job = null;
        this.#past = null;
    }
    #uids() {
        return [this.pod, this.job].flatMap((object) => object?.metadata?.uid ?? []);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/succession.ts
class Succession {
    #current = null;
    /** Uids. Deleted pods, and lists in the order of names, are seen again after their successors. */
    #past = new Set();
    /** `next`: it takes the place of the one that counted so far, if there was one; `past`: it does not count any more. */
    judge({ metadata, status }) {
        const uid = metadata?.uid ?? '';
        if (this.#past.has(uid))
            return 'past';
        if (this.#current?.uid === uid)
            return 'same';
        const [created, before] = [metadata?.creationTimestamp ?? '', this.#current?.creationTimestamp ?? ''];
        const isOlder = created < before || (created === before && status?.phase === 'Failed');
        if (this.#current !== null && isOlder) {
            this.#past.add(uid);
            return 'past';
        }
        this.retire();
        this.#current = metadata ?? null;
        return 'next';
    }
    /** The one that counts counts no more; there may be no other yet. */
    retire() {
        if (this.#current?.uid !== undefined)
            this.#past.add(this.#current.uid);
        this.#current = null;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/turn.ts
class Turn {
    #isHeldBack;
    #limit;
    #delays;
    #late;
    #hasPod = false;
    /** Null: pods of others have their turn. */
    #since = performance.now();
    /** @param late called when the start timeout has passed: once, unless it was not its turn any more */
    constructor({ step, parallel }, delays, late) {
        this.#isHeldBack = parallel !== null;
        this.#limit = step.startTimeout * 1000;
        this.#delays = delays;
        this.#late = late;
        this.#expect(this.#limit);
    }
    /** It is to start now: what keeps it from that is worth knowing. */
    get hasCome() {
        return this.#since !== null;
    }
    seePod() {
        if (this.#hasPod)
            return;
        this.#hasPod = true;
        if (this.#isHeldBack)
            this.#since = performance.now();
    }
    seeJob({ status }) {
        if (!this.#isHeldBack || this.#hasPod)
            return;
        if ((status?.active ?? 0) > 0)
            this.#since = null;
        else
            this.#since ??= performance.now();
    }
    #expect(milliseconds) {
        this.#delays.later(milliseconds, () => {
            const left = this.#since === null ? this.#limit : this.#since + this.#limit - performance.now();
            if (left <= 0)
                this.#late();
            else
                this.#expect(left);
        });
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/attempt.ts
/** One attempt of a task in the cluster: from its Job to its result, whichever way the news of its end come first. */








/** Milliseconds between the end of a pod without a word and the verdict: its Job and Events say more by then. */
const lossPatience = 1500;
/** Pods that the Job may make anew: the cluster itself sets no limit. */
const mostReplacements = 5;
class Attempt {
    place;
    #world;
    #delays = new Delays();
    #patience = new Patience();
    #sight;
    #succession = new Succession();
    #turn;
    /** Null: there is none yet, or the Job is about to make another. */
    #pod = null;
    /** Of its newest pod; for others to read. */
    podName = null;
    /** Why pods were replaced, in order. */
    #replaced = [];
    #hasBegun = false;
    #over = false;
    #stopping = false;
    #judged = false;
    /** Its pod is not wanted any more. */
    #removed = false;
    /** Another driver goes on with it. */
    #isLeft = false;
    constructor(place, world) {
        this.place = place;
        this.#world = world;
        this.#sight = new Sight(world);
        this.#turn = this.#expectPod();
    }
    /** It has no container yet: why is worth knowing. */
    get waiting() {
        return this.#pod?.hasStarted !== true && !this.#over && this.#turn.hasCome;
    }
    get over() {
        return this.#over;
    }
    /** Events about that uid are about it. */
    isAbout(uid) {
        return this.#sight.isAbout(uid);
    }
    seePod(pod, gone) {
        const place = this.#succession.judge(pod);
        if (place === 'past' || this.#isLeft)
            return;
        this.podName = pod.metadata?.name ?? null;
        if (this.#over) {
            this.#seeRest(pod, gone, place);
            return;
        }
        // Where there is one, it has ended while nobody looked.
        if (place === 'next' && this.#pod !== null)
            this.#replace();
        this.#sight.pod = pod;
        this.#turn.seePod();
        this.#pod ??= this.#nextPod();
        this.#pod.see(pod, gone);
        if (!this.#pod.isOut)
            this.lookForTrouble();
    }
    seeJob(job, gone) {
        if (this.#over)
            return;
        this.#sight.seeJob(job, gone);
        this.#turn.seeJob(job);
        if (gone || this.#sight.isPast(this.place.index))
            this.#lose();
        else if (this.#sight.pod === null)
            this.lookForTrouble();
    }
    /** Its Job can't be made for now. */
    hold(refusal) {
        this.#sight.refusal = refusal;
    }
    /** Looks at why there is no container, and says it once for a pod; ends the attempt when waiting is of no use. */
    lookForTrouble() {
        if (!this.waiting)
            return;
        const trouble = this.#sight.trouble();
        const verdict = this.#patience.judge(trouble);
        if (trouble === null || verdict === 'wait')
            return;
        if (verdict === 'give-up')
            this.end((0,backends_result/* resultWithoutAgent */.xY)('failed', trouble.sentence));
        else if ((this.place.rank ?? 0) === 0)
            this.#world.say(this, `waiting: ${trouble.sentence}`);
    }
    /** It was asked to stop; `patience` is how many seconds it has to say how it ended. */
    stop(patience) {
        if (this.#over)
            return;
        this.#stopping = true;
        if (this.#pod?.hasBegun !== true)
            this.end((0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'cancelled before it started'));
        else
            this.#delays.later(patience * 1000, () => {
                this.end((0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'was cancelled'));
            });
    }
    /** Ends it, unless it has ended, and takes away what would go on in the cluster. */
    end(result) {
        if (this.#over)
            return;
        this.#world.remove(this);
        this.refuse(result);
    }
    /** Another driver goes on with it. */
    leave() {
        this.#isLeft = true;
        this.#over = true;
        this.#delays.end();
        this.#pod?.close();
    }
    /** There is no Job of it, or not for long: nothing is taken away, unless its pod shows up after all. */
    refuse(result) {
        this.#removed = true;
        this.#close(result);
    }
    /** The last word of a pod that ends, or has ended, by itself. */
    #close(result) {
        if (this.#over)
            return;
        this.#over = true;
        this.#delays.end();
        this.#pod?.close();
        if (this.#pod?.lingers === true)
            this.#removeRest();
        this.#sight.forget();
        this.#world.ended(this, { ...result, warnings: [...this.#replaced, ...result.warnings] });
    }
    /** The first pod, or one in the place of another. */
    #nextPod() {
        const replacement = this.#replaced.at(-1);
        return new AttemptPod(this.place, {
            openLog: (pod, hear) => {
                const log = this.#world.openLog(this, pod, hear);
                if (replacement !== undefined)
                    log.note(replacement);
                return log;
            },
            began: () => {
                if (!this.#hasBegun)
                    this.#world.began(this);
                this.#hasBegun = true;
            },
            say: (message) => {
                this.#world.say(this, message);
            },
            ended: (result) => {
                this.#hearResult(result);
            },
            lost: () => {
                this.#lose();
            },
        });
    }
    /** The pod counts no more: its Job makes another, which has all the time to start. */
    #replace() {
        const sentence = this.#sight.turn();
        this.#replaced.push(sentence);
        this.#world.say(this, sentence);
        this.#pod?.close();
        this.#pod = null;
        this.#judged = false;
        this.#turn = this.#expectPod();
    }
    #expectPod() {
        const turn = new Turn(this.place, this.#delays, () => {
            if (this.#turn === turn)
                this.#startedTooLate();
        });
        return turn;
    }
    #hearResult(result) {
        // An agent that was told to stop, though not by us: its pod was deleted or evicted, which is a loss.
        this.#sight.isInterrupted = result.state === 'cancelled';
        if (this.#sight.isInterrupted && !this.#stopping)
            this.#lose();
        else
            this.#close(result);
    }
    #lose() {
        if (this.#judged)
            return;
        this.#judged = true;
        const pod = this.#pod;
        this.#delays.later(lossPatience, () => {
            void this.#judge(pod);
        });
    }
    async #judge(pod) {
        // The Job may be known to have failed while the log with the document is still read.
        await pod?.silent;
        if (this.#over)
            return;
        if (pod !== this.#pod) {
            // It was seen only after its Job was known to have ended.
            this.#judged = false;
            if (this.#pod?.isOut === true)
                this.#lose();
            return;
        }
        if (this.#stopping) {
            this.#close((0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'was cancelled'));
            return;
        }
        const isOut = pod?.isOut === true || this.#sight.isInterrupted;
        if (isOut && this.#sight.isReplaced && this.#replaced.length < mostReplacements) {
            this.#succession.retire();
            this.#replace();
            return;
        }
        const loss = await this.#sight.loss(pod?.about ?? { phase: 'running', step: this.place.step });
        if (pod !== this.#pod)
            return;
        // What a lost node holds may come back, a Job that goes on makes a pod, and one can be deleted without its pod.
        if (!isOut)
            pod?.abandon();
        if (this.#sight.endsByItself(isOut))
            this.#close(loss);
        else
            this.end(loss);
    }
    #startedTooLate() {
        if (this.waiting)
            this.end((0,backends_result/* resultWithoutAgent */.xY)('failed', this.#sight.late(this.place.step.startTimeout)));
    }
    /** Nothing of it may go on: not what was given up before it existed, nor what its Job makes anew. */
    #seeRest(pod, gone, place) {
        if (place === 'same')
            this.#pod?.see(pod, gone);
        if (place === 'same' && this.#pod?.lingers === true)
            this.#removeRest();
        if ((place === 'next' || this.#removed) && !gone && goesOn(pod))
            this.#world.remove(this);
    }
    /** What somebody else put beside the code has no end of its own, and would hold the node's room and devices. */
    #removeRest() {
        void (this.#pod?.logEnded ?? Promise.resolve()).then(() => {
            this.#world.remove(this);
        });
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/attempt-key.ts
var attempt_key = __webpack_require__(9386);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/job.ts + 1 modules
var objects_job = __webpack_require__(628);
;// CONCATENATED MODULE: ./src/backends/kubernetes/found-jobs.ts
/** Jobs that another driver of the run has made: whose attempt is ordered again goes on there, and nothing is made twice. */




class FoundJobs {
    /** By step, child and attempt. */
    #places = new Map();
    #seen = new Map();
    /** Tasks that were ordered and do not go on yet; true: they are to be stopped as soon as they do. */
    #coming = new Map();
    constructor(jobs) {
        for (const job of jobs) {
            const { name = '', labels: own = {} } = job.metadata ?? {};
            const step = own[labels/* labels */.WD.step] ?? '';
            this.#seen.set(name, { job: null, pods: new Map() });
            for (const { iteration, attempt, index, rank } of (0,objects_job/* membersOf */.lS)(job))
                this.#places.set((0,attempt_key/* attemptKey */.jX)(step, iteration, attempt), { job: name, index, rank });
        }
    }
    /** Null: there is no Job for it. */
    placeOf({ task, attempt }) {
        return this.#places.get((0,attempt_key/* attemptKey */.jX)((0,labels/* labelValue */.w)(task.step), task.iteration ?? null, attempt)) ?? null;
    }
    /** It goes on as soon as its log is ready. */
    expect(order) {
        if (this.placeOf(order) !== null)
            this.#coming.set((0,plan_plan/* taskKey */.Do)(order.task), false);
    }
    get isDone() {
        return this.#coming.size === 0;
    }
    isComing({ task }) {
        return this.#coming.has((0,plan_plan/* taskKey */.Do)(task));
    }
    /** When it goes on. */
    stop(task) {
        this.#coming.set((0,plan_plan/* taskKey */.Do)(task), true);
    }
    stopAll() {
        for (const task of this.#coming.keys())
            this.#coming.set(task, true);
    }
    /** It goes on now: whether it is to be stopped. */
    arrive({ task }) {
        const isUnwanted = this.#coming.get((0,plan_plan/* taskKey */.Do)(task)) === true;
        this.#coming.delete((0,plan_plan/* taskKey */.Do)(task));
        return isUnwanted;
    }
    /** Kept until somebody asks for it. */
    seeJob(job) {
        const seen = this.#seen.get(job.metadata?.name ?? '');
        if (seen !== undefined)
            seen.job = job;
    }
    seePod(pod, gone) {
        const { uid = '', labels: own = {} } = pod.metadata ?? {};
        this.#seen.get(own['batch.kubernetes.io/job-name'] ?? '')?.pods.set(uid, { pod, gone });
    }
    /** What was seen of it so far. Kept: of its children some may be ordered later than others. */
    seen(job) {
        return this.#seen.get(job) ?? { job: null, pods: new Map() };
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/admission.ts
var admission = __webpack_require__(8309);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/quota.ts
var quota = __webpack_require__(2612);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/creation.ts
/** Why a step's Job could not be made: in words that are the same in the next run, where they are known. */




function creationSentence(error, namespace) {
    if (!(error instanceof client_api/* ApiError */.h) || error.status === null || error.status >= 500)
        return (0,errors/* messageOf */.bD)(error);
    const { permanent, sentence } = (0,admission/* refusalTrouble */.U)(error.said, namespace);
    if (permanent)
        return sentence;
    // Nobody tries again: where a pod is waited for, what serves is not.
    const full = (0,quota/* usedUpQuota */.X)(error.said, namespace);
    return full === null ? (0,errors/* messageOf */.bD)(error) : `${full}: delete what is not needed any more, or have the quota raised`;
}
/** What a later try may get past: a quota that others use up, a webhook that does not answer. Null: nothing of that kind. */
function passingRefusal(error, namespace) {
    if (!(error instanceof client_api/* ApiError */.h) || error.status === null)
        return null;
    const trouble = (0,admission/* refusalTrouble */.U)(error.said, namespace);
    const mayPass = trouble.code === 'quota' || trouble.code === 'admission-failed';
    return mayPass && !trouble.permanent ? trouble : null;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/pod-places.ts
var pod_places = __webpack_require__(6139);
;// CONCATENATED MODULE: ./src/backends/kubernetes/job-creation.ts









/** Milliseconds until a creation that was refused for now is tried again. */
const again = 2000;
class JobCreation {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /** All are expected when this returns; what is left to do comes back. None of it rejects. */
    of(step, orders) {
        const [{ task, attempt }, ...others] = orders;
        const { facts, plan, expect } = this.#options;
        // A step that runs the code of its image is told everything by its pod, so each of its children is alone.
        if (others.length === 0 || step.code.kind === 'image')
            return orders.map((order) => this.#single(step, order));
        const job = (0,names/* childrenJobName */.cG)(facts, step.name, attempt, task.iteration ?? 0);
        const places = (0,pod_places/* podPlaces */._)(orders.length, (0,pod_places/* podsFor */.u)(step, orders));
        const attempts = orders.flatMap((order, at) => {
            const place = places[at];
            return place === undefined ? [] : [expect(order, step, { job, ...place })];
        });
        return [() => this.#create(attempts, () => (0,objects_job/* childrenJob */.Dl)(facts, plan, step, orders))];
    }
    #single(step, order) {
        const { facts, plan, expect } = this.#options;
        const job = (0,names/* jobName */.dZ)(facts, order.task, order.attempt);
        const attempt = expect(order, step, { job, index: null, rank: null });
        return () => this.#create([attempt], () => ({ job: (0,objects_job/* stepJob */.WZ)(facts, plan, step, order), children: [] }));
    }
    async #create(attempts, make) {
        const { api, facts, logs, remove } = this.#options;
        const isOff = () => attempts.every(({ over }) => over);
        try {
            await logs.begin(attempts.map(({ place }) => place));
            if (isOff())
                return;
            const { job, children } = make();
            for (const map of children)
                await this.#insist(attempts, () => (0,ownership/* createFresh */.rM)(api, 'ConfigMap', map, facts));
            if (isOff())
                return;
            await this.#insist(attempts, () => this.#createJob(job));
            // Stopped meanwhile, when there was nothing to take away yet.
            for (const attempt of attempts)
                if (attempt.over)
                    remove(attempt);
        }
        catch (error) {
            const reason = creationSentence(error, api.namespace);
            const failure = (0,backends_result/* resultWithoutAgent */.xY)('failed', `the step could not be started: ${reason}`);
            const result = error instanceof OtherChildren ? { ...failure, lost: true } : failure;
            // Without a clear answer there may be a Job all the same.
            const isUnclear = error instanceof client_api/* ApiError */.h && (error.status === null || error.status >= 500);
            for (const attempt of attempts) {
                attempt.refuse(result);
                if (isUnclear)
                    remove(attempt);
            }
        }
    }
    /** @throws OtherChildren */
    async #createJob(job) {
        const { api, facts } = this.#options;
        const { object, created } = await (0,ownership/* createOwned */.C5)(api, 'Job', job, facts);
        if (created || iterationsOf(object) === iterationsOf(job))
            return;
        const { name = '', uid = '' } = object.metadata ?? {};
        await api.delete('Job', name, { uid });
        throw new OtherChildren();
    }
    /** As the scheduler would: while what refuses it may pass, and somebody waits for it. */
    async #insist(attempts, create) {
        const isOff = () => attempts.every(({ over }) => over);
        while (!isOff()) {
            try {
                await create();
                return;
            }
            catch (error) {
                const refusal = passingRefusal(error, this.#options.api.namespace);
                if (refusal === null)
                    throw error;
                for (const attempt of attempts)
                    attempt.hold(refusal);
                for (let waited = 0; waited < again && !isOff(); waited += 100)
                    await (0,backoff/* systemSleep */.Hk)(100);
            }
        }
    }
}
/** A former driver's creation came late, and put other children under the same name: all begin anew under another. */
class OtherChildren extends Error {
    constructor() {
        super('another driver has made its Job for other children');
    }
}
function iterationsOf({ metadata }) {
    return metadata?.annotations?.[labels/* labels */.WD.iterations];
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/job-members.ts
class JobMembers {
    /** By Job, then by index (0 for a Job of one). */
    #jobs = new Map();
    add(attempt) {
        const { job, index } = attempt.place;
        const members = this.#jobs.get(job) ?? new Map();
        members.set(index ?? 0, [...this.sharing(attempt.place), attempt]);
        this.#jobs.set(job, members);
    }
    of(job) {
        return [...(this.#jobs.get(job)?.values() ?? [])].flat();
    }
    /** All whose pod is the one of that place. */
    sharing({ job, index }) {
        return this.#jobs.get(job)?.get(index ?? 0) ?? [];
    }
    /** False: it is no pod of a step's Job. */
    seePod(pod, gone) {
        const { labels = {}, annotations = {} } = pod.metadata ?? {};
        const index = Number(annotations['batch.kubernetes.io/job-completion-index'] ?? 0);
        const attempts = this.sharing({ job: labels['batch.kubernetes.io/job-name'] ?? '', index });
        for (const attempt of attempts)
            attempt.seePod(pod, gone);
        return attempts.length > 0;
    }
    seeJob(job, gone) {
        for (const attempt of this.of(job.metadata?.name ?? ''))
            attempt.seeJob(job, gone);
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/lanes.ts
var lanes = __webpack_require__(6737);
;// CONCATENATED MODULE: ./src/backends/kubernetes/removal.ts


/** Calls at the same time. */
const removal_lanes = 16;
/** Seconds; with 0 the pod's name would be free before its container is gone. */
const shortGrace = 1;
class Removal {
    #api;
    #members;
    #work;
    #stored;
    #doomed = new Set();
    #isHurried = false;
    constructor({ api, members, work, stored }) {
        this.#api = api;
        this.#members = members;
        this.#work = work;
        this.#stored = stored;
    }
    /** Nothing waits to be taken away. */
    get isDone() {
        return this.#doomed.size === 0;
    }
    /** What is taken away from now on gets no time to end. */
    hurry() {
        this.#isHurried = true;
    }
    /** Collected, since many that stop together may be a whole Job. */
    add(attempt) {
        if (this.#doomed.size === 0) {
            setImmediate(() => {
                this.#begin();
            });
        }
        this.#doomed.add(attempt);
    }
    async #removeJob(job) {
        const isHeldBack = ({ place, podName }) => place.parallel !== null && podName === null;
        // Else pods that go would make room for others, until its controller knows that it is gone.
        if (this.#members.of(job).some(isHeldBack))
            await this.#api.patch('Job', job, { spec: { parallelism: 0 } });
        const isFound = await this.#api.delete('Job', job);
        // Somebody may have deleted the Job and left its pods alone.
        if (!isFound || this.#isHurried)
            await Promise.all(podsOf(this.#members.of(job)).map((name) => this.#removePod(name)));
    }
    async #removePod(name) {
        await this.#api.delete('Pod', name, this.#isHurried ? { graceSeconds: shortGrace } : {});
    }
    /** A Job, or else a pod, goes of which nothing is wanted any more; a pod that goes alone fails its index. */
    #begin() {
        const doomed = this.#doomed;
        this.#doomed = new Set();
        const removals = [];
        for (const [job, attempts] of (0,grouped/* grouped */.z)(doomed, (attempt) => attempt.place.job)) {
            const isUnwanted = (member) => member.over || doomed.has(member);
            if (this.#members.of(job).every(isUnwanted)) {
                removals.push(() => this.#removeJob(job));
                continue;
            }
            const alone = attempts.filter(({ place }) => this.#members.sharing(place).every(isUnwanted));
            for (const name of podsOf(alone))
                removals.push(() => this.#removePod(name));
        }
        // Else the next driver would find neither an end nor a Job, and begin anew.
        const ended = [...doomed].flatMap(({ over, place }) => (over ? [place] : []));
        const done = this.#stored(ended).then(() => (0,lanes/* inLanes */.L)(removal_lanes, removals));
        // What can't be removed now goes when the run ends.
        this.#work.add(done.catch(() => undefined));
    }
}
/** Names, each once. */
function podsOf(attempts) {
    return [...new Set(attempts.flatMap(({ podName }) => podName ?? []))];
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/spent-jobs.ts



/** Jobs that stay: with these, 200 at work and the journal, a run takes less than 5 MiB. */
const kept = 400;
/** Taken away by one call: their labels make an address of less than the 8 KiB that proxies let through. */
const together = 100;
class SpentJobs {
    #options;
    /** By the Job, as the next. */
    #succeeded = new Map();
    #complete = new Set();
    constructor(options) {
        this.#options = options;
    }
    /** An attempt has ended well. One whose gate failed is looked at by people; the Job of several goes with the run. */
    add(place) {
        if (place.index !== null || place.step.gates.length > 0)
            return;
        this.#succeeded.set(place.job, place);
        this.#look();
    }
    seeJob(job) {
        if (!isComplete(job))
            return;
        this.#complete.add(job.metadata?.name ?? '');
        this.#look();
    }
    #look() {
        if (this.#complete.size < kept + together)
            return;
        const { api, facts, logs, work, stored } = this.#options;
        const spent = [...this.#complete]
            .flatMap((job) => this.#succeeded.get(job) ?? [])
            .filter((place) => !logs.isOpen(place))
            .slice(0, together);
        if (spent.length < together)
            return;
        for (const { job } of spent) {
            this.#complete.delete(job);
            this.#succeeded.delete(job);
        }
        const removal = stored(spent).then(async () => {
            for (const selector of selectorsOf(facts.id, spent))
                await api.deleteAll('Job', { labelSelector: selector });
        });
        // What can't be removed now goes with the others when the run has ended.
        work.add(removal.catch(() => undefined));
    }
}
/** No other Job has the labels of any of these: an attempt before it has a number of its own. */
function selectorsOf(run, places) {
    const alike = (0,grouped/* grouped */.z)(places, ({ task, attempt }) => `${attempt} ${task.iteration === undefined ? '' : task.step}`);
    return [...alike.values()].flatMap(([first, ...others]) => first === undefined ? [] : [(0,labels/* ofTasks */.Gn)(run, first.attempt, [first.task, ...others.map(({ task }) => task)])]);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/job-attempts.ts
/** All attempts that are Jobs: those that we have begun, and those that another driver had. */










/** Seconds that what still runs has to say how it ended when nobody waits any more: a CI kills us soon after. */
const lastWords = 2;
class JobAttempts {
    #facts;
    #logs;
    #world;
    #members = new JobMembers();
    /** The newest of each task. */
    #current = new Map();
    #found;
    #removal;
    #creation;
    #spent;
    /** Another driver goes on with all. */
    #isLeft = false;
    constructor({ api, plan, facts, logs, work, found, stored, world }) {
        const removal = new Removal({ api, members: this.#members, work, stored });
        const remove = (attempt) => {
            removal.add(attempt);
        };
        this.#facts = facts;
        this.#logs = logs;
        this.#world = {
            ...world,
            remove,
            ended: (attempt, result) => {
                world.ended(attempt, result);
                if (result.state === 'succeeded')
                    this.#spent.add(attempt.place);
            },
        };
        this.#spent = new SpentJobs({ api, facts, logs, work, stored });
        this.#found = new FoundJobs(found);
        this.#removal = removal;
        this.#creation = new JobCreation({
            api,
            plan,
            facts,
            logs,
            expect: (order, step, place) => this.#expect(order, step, place),
            remove,
        });
    }
    /** Nothing goes on, and nothing waits to be taken away. */
    get isDone() {
        return this.#open.length === 0 && this.#found.isDone && this.#removal.isDone;
    }
    /** Those that have no container yet. */
    get waiting() {
        return [...this.#current.values()].filter((attempt) => attempt.waiting);
    }
    /** There is a Job of another driver for it. */
    has(order) {
        return this.#found.placeOf(order) !== null;
    }
    /** It was ordered, and `begin` follows. */
    announce(order) {
        this.#found.expect(order);
    }
    /** It has a Job of another driver, which is about to be gone on with. */
    isComing(order) {
        return this.#found.isComing(order);
    }
    /** Gives what is left to do. */
    begin(step, orders) {
        const places = (0,grouped/* grouped */.z)(orders, (order) => this.#found.placeOf(order)?.job ?? null);
        return [...places].flatMap(([job, [first, ...others]]) => {
            if (first === undefined)
                return [];
            return job === null ? this.#creation.of(step, [first, ...others]) : [this.#goOn(step, job, [first, ...others])];
        });
    }
    cancel(task) {
        if (this.#found.isComing({ task })) {
            this.#found.stop(task);
            return;
        }
        const attempt = this.#current.get((0,plan_plan/* taskKey */.Do)(task));
        if (attempt === undefined || attempt.over)
            return;
        this.#removal.add(attempt);
        attempt.stop(this.#facts.grace + 10);
    }
    /** Ends all that goes on, soon. Gives whether anything did. */
    stopAll() {
        this.#found.stopAll();
        const open = this.#open;
        if (open.length > 0)
            this.#removal.hurry();
        for (const attempt of open) {
            this.cancel(attempt.place.task);
            attempt.stop(lastWords);
        }
        return open.length > 0;
    }
    leave() {
        this.#isLeft = true;
        for (const attempt of this.#current.values())
            attempt.leave();
    }
    seeJob(job, gone) {
        this.#members.seeJob(job, gone);
        this.#found.seeJob(job);
        if (!gone)
            this.#spent.seeJob(job);
    }
    /** False: it is no pod of an attempt that we know. */
    seePod(pod, gone) {
        if (this.#members.seePod(pod, gone))
            return true;
        this.#found.seePod(pod, gone);
        return false;
    }
    /** Something was told about the object with that uid. */
    hear(uid) {
        for (const attempt of this.#current.values())
            if (attempt.isAbout(uid))
                attempt.lookForTrouble();
    }
    get #open() {
        return [...this.#current.values()].filter((attempt) => !attempt.over);
    }
    /** With what another driver has begun. */
    #goOn(step, name, orders) {
        return async () => {
            const trouble = await this.#logs.begin(orders).then(() => null, errors/* messageOf */.bD);
            if (this.#isLeft)
                return;
            for (const order of orders) {
                const place = this.#found.placeOf(order);
                if (place !== null)
                    this.#expect(order, step, place);
            }
            if (trouble !== null) {
                this.#refuse(orders, `the step could not be gone on with: ${trouble}`);
                return;
            }
            const { job, pods } = this.#found.seen(name);
            if (job !== null)
                this.#members.seeJob(job, false);
            for (const { pod, gone } of pods.values())
                this.#members.seePod(pod, gone);
            for (const order of orders)
                if (this.#found.arrive(order))
                    this.cancel(order.task);
        };
    }
    #refuse(orders, reason) {
        for (const order of orders) {
            this.#found.arrive(order);
            this.#current.get((0,plan_plan/* taskKey */.Do)(order.task))?.end((0,backends_result/* resultWithoutAgent */.xY)('failed', reason));
        }
    }
    #expect({ task, attempt: number, parallel }, step, place) {
        const attempt = new Attempt({ task, attempt: number, step, parallel: parallel ?? null, ...place }, this.#world);
        this.#members.add(attempt);
        this.#current.set((0,plan_plan/* taskKey */.Do)(task), attempt);
        return attempt;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/observer.ts

class Observer {
    #options;
    #stop = new AbortController();
    #watches = new Set();
    /** By what they are about: `Pod/name`. */
    #told = new Map();
    #events = null;
    constructor(options) {
        this.#options = options;
        const { selector: labelSelector } = options;
        this.#keep(this.#watch('Pod', { labelSelector }, options.onPod));
        this.#keep(this.#watch('Job', { labelSelector }, options.onJob));
    }
    /** What was told about an object and the claims that it mounts while `wantEvents` was true, oldest first. */
    eventsOf(kind, { metadata, spec }) {
        const volumes = spec !== undefined && 'volumes' in spec ? spec.volumes : [];
        const claims = volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
        const own = this.#told.get(`${kind}/${metadata?.name ?? ''}`) ?? [];
        return [...own, ...claims.flatMap((claim) => this.#told.get(`PersistentVolumeClaim/${claim}`) ?? [])];
    }
    /** What the server knows now of the object with that uid. @throws ApiError */
    async readEvents(uid) {
        return (await this.#options.api.list('Event', { fieldSelector: `involvedObject.uid=${uid}` })).items;
    }
    /** Events of a namespace are many: they are read only while somebody asks why something is pending. */
    wantEvents(wanted) {
        if (wanted === (this.#events !== null))
            return;
        if (!wanted) {
            this.#events?.abort();
            this.#events = null;
            this.#told.clear();
            return;
        }
        this.#events = new AbortController();
        const signal = AbortSignal.any([this.#stop.signal, this.#events.signal]);
        // Without the right to read events the run goes on; only the reasons of a pending pod stay unknown.
        this.#keep(this.#watchEvents(signal).catch(() => undefined));
    }
    async close() {
        this.#stop.abort();
        await Promise.all(this.#watches);
    }
    #keep(watch) {
        const kept = watch.finally(() => this.#watches.delete(kept));
        this.#watches.add(kept);
    }
    async #watch(kind, selection, tell) {
        const seen = new Map();
        const see = (object, gone) => {
            const uid = object.metadata?.uid ?? '';
            // Nobody asks for it, and it is half of the object.
            delete object.metadata?.managedFields;
            if (gone || isFinal(object))
                seen.delete(uid);
            else
                seen.set(uid, object);
            tell(object, gone);
        };
        try {
            await watchKind(this.#options.api, kind, selection, {
                list: (items) => {
                    const present = new Set(items.map(({ metadata }) => metadata?.uid));
                    for (const [uid, object] of seen)
                        if (!present.has(uid))
                            see(object, true);
                    for (const object of items)
                        see(object, false);
                },
                event: ({ type, object }) => {
                    see(object, type === 'DELETED');
                },
            }, this.#stop.signal);
        }
        catch (error) {
            if (!this.#stop.signal.aborted)
                this.#options.onFailure(error);
        }
    }
    async #watchEvents(signal) {
        const take = (event) => {
            if (event.reason !== undefined && everyday.has(event.reason))
                return;
            const { kind = '', name = '' } = event.involvedObject;
            const key = `${kind}/${name}`;
            const others = (this.#told.get(key) ?? []).filter(({ metadata }) => metadata.uid !== event.metadata.uid);
            delete event.metadata.managedFields;
            // Put behind the others: what was told about last is forgotten last.
            this.#told.delete(key);
            this.#told.set(key, [...others, event].slice(-mostEvents));
            if (this.#told.size > mostObjects)
                this.#told.delete(this.#told.keys().next().value ?? '');
            this.#options.onEvent(event);
        };
        await watchKind(this.#options.api, 'Event', {}, {
            list: (items) => {
                items.forEach(take);
            },
            event: ({ type, object }) => {
                if (type !== 'DELETED')
                    take(object);
            },
        }, signal);
    }
}
/** Reasons of Events that say nothing about what is in the way. */
const everyday = new Set([
    'Scheduled',
    'Pulling',
    'Pulled',
    'Created',
    'Started',
    'SuccessfulCreate',
    'Killing',
    'Completed',
]);
/** Kept of each object. */
const mostEvents = 20;
/** Objects of which they are kept: a pod that waits for days sees the Events of the whole namespace. */
const mostObjects = 5000;
/** Conditions after which a Job makes no pod, and has none. */
const isJobsEnd = new Set(['Complete', 'Failed']);
/** It has ended, and was told so: that it goes is no news. */
function isFinal({ status }) {
    const phase = status !== undefined && 'phase' in status ? status.phase : undefined;
    if (phase === 'Succeeded' || phase === 'Failed')
        return true;
    return (status?.conditions ?? []).some(({ type, status: is }) => isJobsEnd.has(type) && is === 'True');
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/log-position.ts
/**
 * How far a log was read. The API server resumes by whole seconds only, so that a part of what is known comes again: it
 * is skipped by counting, which needs no memory of the lines. (The idea to compare times is garden-io's.)
 */
const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) ?/;
/** Null for a line that the kubelet wrote itself, about a log that it could not read. */
function readStamp(line) {
    const match = stamped.exec(line);
    if (match === null)
        return null;
    const [whole, date = '', fraction = '', zone = ''] = match;
    const seconds = Date.parse(`${date}${zone}`) / 1000;
    return { stamp: `${String(seconds).padStart(12, '0')}.${fraction.padEnd(9, '0')}`, text: line.slice(whole.length) };
}
class LogPosition {
    /**
     * A line that ended with its stream and not with its end. It comes again, whole, unless the node began a new file in
     * the middle of it.
     */
    half = null;
    /** Stamp of the line that was read last, and how many lines had it. */
    #last = null;
    #count = 0;
    /** The latest stamp: two streams of one container may mix them up by microseconds. */
    #latest = '';
    /** How many lines with the last stamp are still to be skipped; null: nothing is. */
    #toSkip = null;
    /** Nothing is known of the lines before: what is missing can't be told. */
    #blind = false;
    /** `from`: what has this stamp or an earlier one was read by somebody else. */
    constructor(from) {
        const line = from === undefined ? null : readStamp(from);
        if (line === null)
            return;
        this.#last = line.stamp;
        this.#latest = line.stamp;
        this.#count = Infinity;
        this.#blind = true;
    }
    /** For `sinceTime`; null: from the beginning. */
    get since() {
        if (this.#last === null)
            return null;
        return new Date(Number(this.#last.split('.', 1)[0]) * 1000).toISOString().replace('.000Z', 'Z');
    }
    /** The log is read again, from `since`. */
    rewind() {
        if (this.#last !== null)
            this.#toSkip = this.#count;
    }
    /** It comes again. */
    isKnown({ stamp }) {
        return stamp <= this.#latest && this.#toSkip !== null && this.#toSkip > 0;
    }
    /** `after-gap`: it is new, and the line that was read before is no longer there. */
    take(line) {
        const { stamp } = line;
        if (this.#toSkip !== null) {
            if (this.isKnown(line)) {
                if (stamp === this.#last)
                    this.#toSkip--;
                return 'repeated';
            }
            const lost = !this.#blind && this.#toSkip === this.#count;
            this.#toSkip = null;
            this.#advance(stamp);
            return lost ? 'after-gap' : 'new';
        }
        this.#advance(stamp);
        return 'new';
    }
    #advance(stamp) {
        this.#count = stamp === this.#last && Number.isFinite(this.#count) ? this.#count + 1 : 1;
        this.#last = stamp;
        this.#blind = false;
        if (stamp > this.#latest)
            this.#latest = stamp;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/log-stream.ts
/** The log of a container, each line once, through whatever happens to the connection. */




/** Characters of a line; the rest is replaced by a mark. */
const log_stream_longest = 1024 * 1024;
/** Characters of a time with nanoseconds, and the space behind it. */
const longestStamp = 40;
/** Milliseconds between two tries while the container has not started, or the log ended before we know why. */
const shortWait = 1000;
/** Milliseconds of silence after which the stream of a terminated container is left for one last read: the kubelet needs longer. */
const log_stream_lastWords = 500;
/** Failures in a row at which the log of a terminated container is given up: half a minute. */
const lastTries = 10;
/** The end of what a container has printed; `isPrevious`: before it was restarted. @throws ApiError */
async function lastLines(api, { pod, container }, { lines, isPrevious, signal }) {
    const query = { container, tailLines: lines, ...(isPrevious ? { previous: true } : {}) };
    const found = [];
    const stream = api.lines(logPath(api, pod), query, signal, log_stream_longest);
    for (;;) {
        const next = await stream.next();
        if (next.done !== true)
            found.push(...next.value);
        else
            return next.value === '' ? found : [...found, next.value];
    }
}
/**
 * What comes together is one list. Ends when the container is done and all was read, or its pod is gone.
 * @throws ApiError, and the signal's reason
 */
async function* followLog(api, place, options) {
    const { signal, isDone } = options;
    const position = new LogPosition(options.from);
    let failures = 0;
    /** Of what could be read, nothing is missing. */
    let isWhole = true;
    while (!signal.aborted) {
        const last = isDone();
        const ended = yield* readOnce(api, place, position, { ...options, follow: !last });
        signal.throwIfAborted();
        if (ended !== 'gone')
            isWhole = ended !== 'broken';
        switch (ended) {
            case 'gone':
                yield [...halfLine(position), ...(isWhole ? [] : [{ type: 'gone' }])];
                return;
            case 'stalled':
                failures = 0;
                break;
            case 'cleanly':
                if (last) {
                    yield halfLine(position);
                    return;
                }
                failures = 0;
                await settle(isDone, signal);
                break;
            case 'not-started':
                // Terminated without ever having written: there is no log.
                if (last)
                    return;
                await (0,backoff/* systemSleep */.Hk)((0,backoff/* backoff */.JN)(failures++, shortWait), signal);
                break;
            case 'broken':
                if (last && failures >= lastTries)
                    throw brokenFor(place);
                await (0,backoff/* systemSleep */.Hk)((0,backoff/* backoff */.JN)(failures++), signal);
                break;
        }
    }
    signal.throwIfAborted();
}
async function* readOnce(api, { pod, container }, position, { signal, isDone, silence = 120, follow }) {
    const stalled = new AbortController();
    // Only our own waiting counts: who reads us may take its time.
    let waitingFor = 0;
    const step = 250;
    let waiting = false;
    const timer = setInterval(() => {
        if (waiting)
            waitingFor += step;
        if (waitingFor >= silence * 1000 || (follow && isDone() && waitingFor >= log_stream_lastWords))
            stalled.abort();
    }, step);
    position.rewind();
    const { since } = position;
    const query = {
        container,
        timestamps: true,
        ...(follow ? { follow } : {}),
        ...(since === null ? {} : { sinceTime: since }),
    };
    const lines = api.lines(logPath(api, pod), query, AbortSignal.any([signal, stalled.signal]), log_stream_longest + longestStamp);
    try {
        for (;;) {
            let next;
            waiting = true;
            try {
                next = await lines.next();
            }
            catch (error) {
                return stalled.signal.aborted ? 'stalled' : judge(error);
            }
            finally {
                waiting = false;
                waitingFor = 0;
            }
            // What is still buffered is of no interest any more.
            signal.throwIfAborted();
            const { events, isReadable } = next.done === true ? atEnd(next.value, position, follow) : newsIn(next.value, position, follow);
            if (events.length > 0)
                yield events;
            if (!isReadable)
                return 'broken';
            if (next.done === true)
                return 'cleanly';
        }
    }
    finally {
        clearInterval(timer);
        stalled.abort();
        await lines.return('').catch(() => undefined);
    }
}
function newsIn(lines, position, follow) {
    const events = [];
    for (const text of lines) {
        const line = readStamp(text);
        // The kubelet's own words: it can't read the log, or not any more.
        if (line === null && follow)
            return { events, isReadable: false };
        const news = line === null ? 'after-gap' : position.take(line);
        if (news === 'repeated')
            continue;
        if (news === 'after-gap')
            events.push(...halfLine(position), { type: 'truncated' });
        position.half = null;
        if (line !== null)
            events.push({ type: 'line', line: cut(line.text) });
    }
    return { events, isReadable: true };
}
/** A line that lacks its end comes again, whole, while the log is followed. */
function atEnd(rest, position, follow) {
    const line = readStamp(rest);
    if (!follow || line === null)
        return newsIn(rest === '' ? [] : [rest], position, follow);
    if (!position.isKnown(line))
        position.half = line.text;
    return { events: [], isReadable: true };
}
/** What was read of a line whose end never came. */
function halfLine(position) {
    const { half } = position;
    position.half = null;
    return half === null ? [] : [{ type: 'line', line: cut(half) }];
}
/** @throws ApiError that no repetition mends */
function judge(error) {
    if (!(error instanceof client_api/* ApiError */.h) || error.status === null || error.status >= 500)
        return 'broken';
    if (error.status === 408 || error.status === 429)
        return 'broken';
    if (error.status === 404)
        return 'gone';
    // ContainerCreating, PodInitializing, no node yet: all come as 400, as does a container that there is not.
    if (error.status === 400 && !/is not valid for pod|must be specified|choose one of/.test(error.said))
        return 'not-started';
    throw error;
}
/** The watch tells a little later than the log that the container has ended. */
async function settle(isDone, signal) {
    for (let waited = 0; waited < shortWait && !isDone() && !signal.aborted; waited += 50)
        await (0,backoff/* systemSleep */.Hk)(50, signal);
}
function logPath({ namespace }, pod) {
    return `${(0,resource_path/* resourcePath */.oU)('Pod', namespace, pod)}/log`;
}
function cut(text) {
    if (text.length <= log_stream_longest)
        return text;
    return `${text.slice(0, log_stream_longest)} [cut: the line is longer than 1 MiB]`;
}
function brokenFor({ pod, container }) {
    const said = `the log of container ${container} in pod ${pod} can't be read; is its node down?`;
    return new client_api/* ApiError */.h(said, { status: null, reason: null, said });
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/container-log.ts
/** The log of one container of a step's pod, line by line, until it has ended or nobody wants the rest. */


class ContainerLog {
    /** Settles when all was read, or never will be; holds what is missing and why, or null. */
    ended;
    #options;
    #stop = new AbortController();
    #complete = false;
    #cutOff = false;
    constructor(options) {
        this.#options = options;
        this.ended = this.#follow();
    }
    /** The container will print no more: the log ends where it ends now. */
    finish() {
        this.#complete = true;
    }
    /** Nobody wants the rest. */
    stop() {
        this.#stop.abort();
    }
    /** There is no time for the rest: what is missing is said. */
    cutOff() {
        this.#cutOff = true;
        this.#stop.abort();
    }
    async #follow() {
        const { api, pod, container, after, onEvents, onTrouble } = this.#options;
        const { signal } = this.#stop;
        let trouble = null;
        await after;
        try {
            const log = followLog(api, { pod, container }, { signal, isDone: () => this.#complete });
            for await (const events of log)
                if (await onEvents(events))
                    break;
        }
        catch (error) {
            if (this.#cutOff)
                trouble = 'the log was longer than there was time to read it';
            else if (!signal.aborted)
                trouble = `the log could not be read to its end: ${(0,errors/* messageOf */.bD)(error)}`;
        }
        if (trouble !== null)
            await onTrouble(trouble);
        return trouble;
    }
}
/** Lines that are enough to see why a container failed. */
const tailLines = 20;
/** Milliseconds that they may take to come. */
const tailPatience = 5000;
/** The end of the log of a container that is not followed; why there is none is a line too. */
async function readTail(api, place, { isPrevious, signal }) {
    const both = AbortSignal.any([signal, AbortSignal.timeout(tailPatience)]);
    try {
        return await lastLines(api, place, { lines: tailLines, isPrevious, signal: both });
    }
    catch (error) {
        return [`[its log could not be read: ${(0,errors/* messageOf */.bD)(error)}]`];
    }
}

// EXTERNAL MODULE: ./src/backends/log-file.ts + 1 modules
var log_file = __webpack_require__(8556);
;// CONCATENATED MODULE: ./src/backends/kubernetes/log-sink.ts
/** Where the log of one attempt goes: to people and to its file, and to who follows it what its agent says. */

class LogSink {
    #options;
    /** Made when there is something to keep: of the children that share a pod, most wait. */
    #file = null;
    constructor(options) {
        this.#options = options;
    }
    get hear() {
        return this.#options.onMessage;
    }
    async write(lines) {
        const behind = new Set(lines.map((line) => this.#options.onLine(line)));
        await Promise.all([this.keep(`${lines.join('\n')}\n`), ...behind]);
    }
    /** For the file alone. */
    async keep(text) {
        this.#file ??= new log_file/* LogFile */.$(this.#options.path, { append: true });
        await this.#file.write(text);
    }
    /** Why the file is not whole, or null. */
    async close() {
        return (await this.#file?.close()) ?? null;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/step-log.ts
/**
 * The log of a step's pod: the agent's messages are taken out of it, the rest goes to people and to the log file. The
 * containers that the file adds are read beside the step's, each line with the container's name before it. Where children
 * share the pod, the agent says whose turn it is, and all that follows is about that one.
 */





/** Begins a message of the agent (`FRAME` in runner/agent/control.py); the code's own output can't hold it. */
const step_log_frame = '\u001e::automl::';
/** Milliseconds that other containers have to print when the code has ended. */
const step_log_lastWords = 500;
const missing = {
    truncated: '[truncated: the node rotated the log before it was read]',
    gone: '[truncated: the pod was deleted before its log was read to the end]',
};
/** A sidecar that was restarted has a new log, which looks like one that was rotated. */
const missingOfSidecar = {
    ...missing,
    truncated: '[truncated: the container was restarted, or the node rotated its log before it was read]',
};
class StepLog {
    /** Settles when the whole log was read, or never will be; holds what is wrong with it, or null. */
    ended;
    #options;
    /** By iteration, of those that share the pod. */
    #sinks = new Map();
    /** Whose turn it is; undefined: nobody follows that one. */
    #sink;
    /** By the container's name. */
    #followed = new Map();
    #tails = new Map();
    #stop = new AbortController();
    #isOver = false;
    #setOver = () => undefined;
    constructor(options) {
        this.#options = options;
        this.#sink = new LogSink(options);
        this.#sinks.set(options.iteration ?? null, this.#sink);
        const over = new Promise((resolve) => (this.#setOver = resolve));
        this.ended = over.then(() => this.#close());
    }
    /** Another child of the pod is followed from its turn on. */
    share(iteration, options) {
        this.#sinks.set(iteration, new LogSink(options));
    }
    /** Follows what has begun since the last time. */
    see(pod) {
        if (this.#isOver || pod.metadata?.name !== this.#options.pod)
            return;
        const containers = containersOf(pod);
        const hasStarted = containers.some(({ status }) => status.name === layout/* stepContainer */._ && hasPrinted(status));
        for (const container of containers) {
            const { name } = container.status;
            if (!this.#options.own.has(name)) {
                if (!hasStarted && hasFailedBefore(container))
                    this.#showTail(container);
            }
            else if (hasPrinted(container.status))
                this.#follow(container);
            if (hasEnded(pod, container))
                this.#followed.get(name)?.log.finish();
        }
    }
    /** A line of ours, before what is read from now on. */
    note(text) {
        if (!this.#isOver)
            void this.#sink?.keep(`[${text}]\n`);
    }
    /** The step's container will print no more: the log ends where it ends now. */
    finish() {
        for (const { log } of this.#followed.values())
            log.finish();
        // It has not begun, and never will.
        if (!this.#followed.has(layout/* stepContainer */._))
            this.#end();
    }
    /** Nobody wants the rest. */
    stop() {
        for (const { log } of this.#followed.values())
            log.stop();
        this.#stop.abort();
        this.#end();
    }
    /** There is no time for the rest: the log says that it is missing. */
    cutOff() {
        for (const { log } of this.#followed.values())
            log.cutOff();
        this.#stop.abort();
        this.#end();
    }
    #end() {
        this.#isOver = true;
        this.#setOver();
    }
    async #close() {
        const logs = [...this.#followed.values()];
        // What goes on beside code that has ended has no end of its own.
        const enough = setTimeout(() => {
            for (const { role, log } of logs)
                if (role !== 'init')
                    log.stop();
        }, step_log_lastWords);
        await Promise.all([...logs.map(({ log }) => log.ended), ...this.#tails.values()]);
        clearTimeout(enough);
        const trouble = (await this.#followed.get(layout/* stepContainer */._)?.log.ended) ?? null;
        const troubles = await Promise.all([...this.#sinks.values()].map((sink) => sink.close()));
        return troubles.find((each) => each !== null) ?? trouble;
    }
    #follow({ role, status: { name } }) {
        if (this.#followed.has(name))
            return;
        const { api, pod } = this.#options;
        const isStep = name === layout/* stepContainer */._;
        const words = role === 'sidecar' ? missingOfSidecar : missing;
        const log = new ContainerLog({
            api,
            pod,
            container: name,
            after: isStep ? this.#beforeStep() : Promise.resolve(),
            onEvents: (events) => {
                const lines = events.map((event) => (event.type === 'line' ? event.line : words[event.type]));
                return isStep && this.#options.onMessage !== null ? this.#take(lines) : this.#write(lines, name);
            },
            onTrouble: async (trouble) => this.#sink?.keep(`${named(`[truncated: ${trouble}]`, name)}\n`),
        });
        this.#followed.set(name, { role, log });
        if (isStep)
            void log.ended.then(() => {
                this.#end();
            });
    }
    /** What was printed before the code stands before its own output. */
    #beforeStep() {
        const inits = [...this.#followed.values()].filter(({ role }) => role === 'init');
        return Promise.all(inits.map(({ log }) => log.ended));
    }
    /** Once: why it failed is the same each time. */
    #showTail({ status: { name, restartCount } }) {
        if (this.#tails.has(name))
            return;
        const { api, pod } = this.#options;
        const show = async () => {
            const tail = readTail(api, { pod, container: name }, { isPrevious: restartCount > 0, signal: this.#stop.signal });
            await this.#write(await tail, name);
        };
        this.#tails.set(name, show());
    }
    /** Messages among the lines are heard in their place. */
    async #take(lines) {
        const written = [];
        let printed = [];
        let isEnd = false;
        for (const line of lines) {
            if (!line.startsWith(step_log_frame)) {
                printed.push(line);
                continue;
            }
            written.push(this.#write(printed, layout/* stepContainer */._));
            printed = [];
            isEnd = this.#hear(line);
            if (isEnd)
                break;
        }
        await Promise.all([...written, this.#write(printed, layout/* stepContainer */._)]);
        return isEnd;
    }
    async #write(lines, container) {
        if (lines.length === 0)
            return false;
        await this.#sink?.write(lines.map((line) => named(line, container)));
        return false;
    }
    /** Whether that was the agent's last word, after which nothing is printed. */
    #hear(line) {
        const json = line.slice(step_log_frame.length);
        let content;
        try {
            content = JSON.parse(json);
        }
        catch {
            return false; // cut by a rotation: the termination message knows whether something is missing
        }
        const parsed = backends_result/* agentMessage */.pG.safeParse(content);
        if (!parsed.success)
            return false;
        const { event, iteration } = parsed.data;
        if (iteration !== undefined)
            this.#sink = this.#sinks.get(iteration);
        this.#sink?.hear?.(parsed.data, json);
        return event === 'result' && iteration === undefined;
    }
}
/** The step's own lines are as the code wrote them. */
function named(line, container) {
    return container === layout/* stepContainer */._ ? line : `[${container}] ${line}`;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/open-logs.ts
/** The logs of a run's attempts while they are read. */





/** Log files that are made at the same time. */
const fileLanes = 16;
class OpenLogs {
    #options;
    #open = new Map();
    /** By pod: those that several children share. */
    #shared = new Map();
    constructor(options) {
        this.#options = options;
    }
    /** Each attempt has a log, also one that is stopped, or fails, before its code runs. @throws Error of the disk */
    async begin(attempts) {
        const { logPath } = this.#options;
        await (0,lanes/* inLanes */.L)(fileLanes, attempts.map(({ task, attempt }) => () => (0,promises_.writeFile)(logPath(task, attempt), '')));
    }
    /**
     * The log of a pod, which `see` must be told of; behind what an earlier pod of the attempt has printed. Those that share
     * the pod have it together.
     */
    follow({ task, attempt, step, rank }, pod, onMessage) {
        const { api, onOutput, logPath } = this.#options;
        const onLine = (line) => onOutput({ type: 'log', task, attempt, line });
        const sink = { path: logPath(task, attempt), onLine, onMessage };
        const name = pod.metadata?.name ?? '';
        const iteration = (rank ?? null) === null ? undefined : task.iteration;
        const shared = this.#shared.get(name);
        if (iteration !== undefined && shared !== undefined) {
            shared.share(iteration, sink);
            return shared;
        }
        const about = iteration === undefined ? {} : { iteration };
        const log = new StepLog({ api, pod: name, own: ownContainers(step), ...sink, ...about });
        this.#open.set(log, { task, attempt });
        if (iteration !== undefined)
            this.#shared.set(name, log);
        void log.ended.then((trouble) => {
            this.#open.delete(log);
            this.#shared.delete(name);
            if (trouble !== null)
                void onOutput({ type: 'phase', task, attempt, message: trouble });
        });
        return log;
    }
    /** Some of its log may still be to be read. */
    isOpen({ task, attempt }) {
        const key = (0,plan_plan/* taskKey */.Do)(task);
        return [...this.#open.values()].some((open) => (0,plan_plan/* taskKey */.Do)(open.task) === key && open.attempt === attempt);
    }
    /** Reads no further. */
    leave() {
        for (const log of this.#open.keys())
            log.stop();
    }
    /** Until all are read; what takes longer is cut off. @param patience seconds */
    async close(patience) {
        const impatient = setTimeout(() => {
            for (const log of this.#open.keys())
                log.cutOff();
        }, patience * 1000);
        await Promise.all([...this.#open.keys()].map((log) => log.ended));
        clearTimeout(impatient);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/open-work.ts
/** Calls that are under way: who leaves waits for them. */
class OpenWork {
    #open = new Set();
    /** @param work does not reject */
    add(work) {
        const kept = work.finally(() => this.#open.delete(kept));
        this.#open.add(kept);
    }
    get isDone() {
        return this.#open.size === 0;
    }
    /** What there is now; there may be more by then. */
    async settled() {
        await Promise.all(this.#open);
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/spec.ts
var spec = __webpack_require__(4874);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/owner-references.ts
/** What the pods of a service need for as long as it serves: longer than the run that made it. */



/** The run's own objects that the step's pods name, each once. */
function adoptedBy(facts, { python: { credentials } }, step) {
    const { injected, ownSecrets, id } = facts;
    const named = [
        ...(0,plan_plan/* secretsOf */.Fj)(step),
        ...(credentials === undefined ? [] : [credentials]),
        ...step.pod.volumes.flatMap(({ source }) => (source.kind === 'secret' ? [source.name] : [])),
    ];
    const secrets = new Set(named.flatMap((name) => ownSecrets.get(name) ?? []));
    const store = (0,spec/* storeOf */.xX)(facts, step);
    return [
        ...(step.code.kind === 'image' ? [] : injected.map((name) => ({ kind: 'ConfigMap', name }))),
        ...[...secrets].map((name) => ({ kind: 'Secret', name })),
        ...(store?.claim === (0,names/* claimName */.cB)(id) ? [{ kind: 'PersistentVolumeClaim', name: store.claim }] : []),
    ];
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/pod.ts
var pod = __webpack_require__(8938);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/service.ts




/** Seconds between two looks at whether it is up. */
const startPeriod = 1;
const readyPeriod = 2;
/** Seconds for an answer. */
const probeTimeout = 2;
/** Seconds for the controllers, in which nothing of ours happens. */
const slack = 30;
/** @throws Error for a step that is no service @throws AutomlError PREFLIGHT for one that is told more than fits */
function serviceObjects(facts, plan, step, order) {
    const settings = step.service;
    if (settings === undefined)
        throw new Error(`${step.name} is no service`);
    return {
        deployment: deployment(facts, plan, step, order, settings),
        service: {
            apiVersion: types/* kinds */.E.Service.apiVersion,
            kind: 'Service',
            metadata: meta(facts, step),
            spec: {
                selector: { ...(0,labels/* serviceSelector */.TH)(facts, step.name) },
                ports: [{ name: 'http', port: settings.port, targetPort: settings.port }],
            },
        },
    };
}
function deployment(facts, plan, step, order, settings) {
    const minReadySeconds = Math.ceil(settings.minReadySeconds);
    return {
        apiVersion: types/* kinds */.E.Deployment.apiVersion,
        kind: 'Deployment',
        metadata: meta(facts, step),
        spec: {
            replicas: settings.replicas,
            selector: { matchLabels: { ...(0,labels/* serviceSelector */.TH)(facts, step.name) } },
            minReadySeconds,
            revisionHistoryLimit: settings.revisionHistoryLimit,
            progressDeadlineSeconds: Math.ceil(step.startTimeout) + minReadySeconds + slack,
            // Never fewer than before.
            strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
            template: (0,pod/* podTemplate */.o)({
                facts,
                plan,
                step,
                order,
                children: null,
                most: 1,
                lasts: probes(settings, step.startTimeout),
            }),
        },
    };
}
function meta(facts, step) {
    const { owner, workflow, id } = facts;
    return {
        name: (0,names/* serviceName */.fe)(workflow, step.name, owner),
        labels: { ...(0,labels/* lastingLabels */.Oo)(facts), ...(0,labels/* stepLabels */.Wg)(step) },
        annotations: { ...(0,labels/* ownerNotes */.zJ)(owner), [labels/* labels */.WD.deployedBy]: id },
    };
}
function probes({ port, health }, startTimeout) {
    const check = health === undefined ? { tcpSocket: { port } } : { httpGet: { path: health, port } };
    return {
        // Requirements are installed before the code listens.
        startupProbe: {
            ...check,
            periodSeconds: startPeriod,
            timeoutSeconds: probeTimeout,
            failureThreshold: Math.max(1, Math.ceil(startTimeout / startPeriod)),
        },
        readinessProbe: { ...check, periodSeconds: readyPeriod, timeoutSeconds: probeTimeout },
    };
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/readiness.ts

/** Seconds: probes begin a little after the container, and times are whole seconds. */
const readiness_slack = 2;
/**
 * Every replica is of this revision and available: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#complete-deployment
 * @param generation the least that the controller must have seen
 */
function readiness_isComplete({ metadata, spec, status }, generation) {
    const wanted = spec?.replicas ?? 1;
    return ((status?.observedGeneration ?? 0) >= Math.max(generation, metadata?.generation ?? 0) &&
        (status?.updatedReplicas ?? 0) >= wanted &&
        (status?.availableReplicas ?? 0) >= wanted &&
        (status?.replicas ?? 0) <= wanted);
}
/** The sentence about a server that ended before it was ready: the second time says the same as the hundredth. */
function crashOf({ metadata, status }, step) {
    // One that is being deleted was told to end.
    if (metadata?.deletionTimestamp !== undefined)
        return null;
    const container = status?.containerStatuses?.find(({ name }) => name === layout/* stepContainer */._);
    const ended = container?.state?.terminated ?? container?.lastState?.terminated;
    if (container === undefined || ended === undefined || container.ready)
        return null;
    if (container.restartCount < 1 && container.state?.terminated === undefined)
        return null;
    if (livedFor(ended) >= step.startTimeout - readiness_slack)
        return lateSentence(step);
    if (ended.reason === 'OOMKilled')
        return 'the service was killed because its memory ran out: raise resources.memory';
    return `the service exited with ${String(ended.exitCode)} before it was ready`;
}
/** Seconds. */
function livedFor({ startedAt, finishedAt }) {
    return startedAt === undefined || finishedAt === undefined
        ? 0
        : (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
}
/** The kubelet has ended it because its startup probe failed all the time: how it took that does not matter. */
function lateSentence({ service, startTimeout }) {
    const health = service?.health;
    const problem = health === undefined ? `did not listen on port ${String(service?.port ?? '')}` : `GET ${health} did not answer 2xx`;
    return `${problem} within ${String(startTimeout)} s (start_timeout)`;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/applied.ts
/** Null: this manager has applied nothing to it. Without the name, which nobody owns. */
function appliedFields(object, manager) {
    const entry = object.metadata?.managedFields?.find(({ manager: name, operation, subresource }) => name === manager && operation === 'Apply' && subresource === undefined);
    return isFields(entry?.fieldsV1) ? picked(object, entry.fieldsV1) : null;
}
/** `.` stands for the map or list itself, `f:` for a field, `k:`, `v:` and `i:` for an element. */
function picked(value, owned) {
    const names = Object.keys(owned);
    if (names.length === 0)
        return value;
    const inside = names.filter((name) => name !== '.');
    const below = (name, part) => picked(part, isFields(owned[name]) ? owned[name] : {});
    if (Array.isArray(value)) {
        const elements = value;
        return inside.flatMap((name) => elements.filter(isNamed(name, elements)).map((element) => below(name, element)));
    }
    if (!isFields(value))
        return value;
    const present = inside.filter((name) => name.startsWith('f:') && name.slice(2) in value);
    return Object.fromEntries(present.map((name) => [name.slice(2), below(name, value[name.slice(2)])]));
}
function isNamed(name, elements) {
    const told = JSON.parse(name.slice(2));
    if (name.startsWith('i:'))
        return (element) => element === elements[Number(told)];
    if (!name.startsWith('k:') || !isFields(told))
        return (element) => element === told;
    return (element) => isFields(element) && Object.entries(told).every(([key, value]) => element[key] === value);
}
function isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/revision.ts



/** Who applies (`fieldManager` of client/http-api.ts). */
const manager = 'automl';
class Revision {
    /** A driver of this run has begun to change it. */
    isBegun;
    #api;
    #facts;
    #name;
    #before;
    constructor(api, facts, name, begun, before) {
        this.#api = api;
        this.#facts = facts;
        this.#name = name;
        this.isBegun = begun !== null;
        this.#before = begun ?? before;
    }
    /** What is there under the name, or was there before this run. @throws ApiError @throws NotOurs */
    static async read(api, facts, name) {
        const [deployment, service] = await Promise.all([api.get('Deployment', name), api.get('Service', name)]);
        if (deployment !== null && !(0,ownership/* isOfOwner */.dF)(deployment, facts))
            throw new ownership/* NotOurs */.xm('Deployment', name, api.namespace, 'workflow');
        if (service !== null && !(0,ownership/* isOfOwner */.dF)(service, facts))
            throw new ownership/* NotOurs */.xm('Service', name, api.namespace, 'workflow');
        const before = { deployment: applied(deployment), service: applied(service) };
        return new Revision(api, facts, name, begunBy(facts, deployment), before);
    }
    /** Nothing served before. */
    get isNone() {
        return this.#before.deployment === null;
    }
    /** The Deployment that replaces it, with the way back: both come to be in one call, or neither. */
    recordedIn(next) {
        const annotations = { ...next.metadata?.annotations, [labels/* labels */.WD.before]: JSON.stringify(this.#before) };
        return { ...next, metadata: { ...next.metadata, annotations } };
    }
    /**
     * What was not there goes again; what was there gets back what was applied to it. Its pods are still there, unless the
     * roll-out was complete: it takes none away before there is another. @throws ApiError
     */
    async restore() {
        const service = await this.#restore('Service', this.#before.service).then(() => null, asError);
        // Last: whoever finds the undo half done finds the way back here.
        await this.#restore('Deployment', this.#before.deployment);
        if (service !== null)
            throw service;
    }
    async #restore(kind, before) {
        const name = this.#name;
        const now = await this.#api.get(kind, name);
        // Gone without us, or never made: there is nothing to undo.
        if (now === null || !(0,ownership/* isOfOwner */.dF)(now, this.#facts))
            return;
        if (before === null) {
            const { uid } = now.metadata ?? {};
            await this.#api.delete(kind, name, uid === undefined ? {} : { uid });
            return;
        }
        // As an apply, since a patch would own the fields that it puts back, and no later apply could take them away.
        await this.#api.apply(kind, { ...before, metadata: { ...before.metadata, name } }, { force: true });
    }
}
function asError(thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
}
/** Null: the Deployment is of an earlier run, or there is none. */
function begunBy({ id }, deployment) {
    const annotations = deployment?.metadata?.annotations ?? {};
    const text = annotations[labels/* labels */.WD.before];
    if (annotations[labels/* labels */.WD.deployedBy] !== id || text === undefined)
        return null;
    // Written by `recordedIn`.
    return JSON.parse(text);
}
/** What whoever wants it back must apply: what we have applied to it, or all of it. */
function applied(object) {
    if (object === null)
        return null;
    const { labels: own, annotations } = object.metadata ?? {};
    const whole = { metadata: { ...(own && { labels: own }), ...(annotations && { annotations }) }, spec: object.spec };
    const fields = appliedFields(object, manager) ?? whole;
    return { ...fields, ...(fields.metadata && { metadata: withoutWayBack(fields.metadata) }) };
}
/** The way back from the revision before has been gone, or is not wanted any more. */
function withoutWayBack({ annotations = {}, ...meta }) {
    const kept = Object.entries(annotations).filter(([name]) => name !== labels/* labels */.WD.before);
    return { ...meta, ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }) };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/refusal.ts
var client_refusal = __webpack_require__(6560);
;// CONCATENATED MODULE: ./src/backends/kubernetes/smoke.ts



/** Characters of the answer that are kept. */
const smoke_kept = 2000;
const quoted = 200;
/** Milliseconds between two tries, and how often it is tried: a pod may be ready before the API server knows the way to it. */
const smoke_pause = 500;
const tries = 20;
/** @throws ApiError when the API server can't be reached */
async function smokeTest(api, name, port, smoke, asking) {
    const said = `smoke test ${smoke.method} ${smoke.path}`;
    const call = {
        method: smoke.method,
        path: `/api/v1/namespaces/${api.namespace}/services/http:${name}:${String(port)}/proxy${smoke.path}`,
        ...(smoke.body === undefined ? {} : { body: smoke.body }),
    };
    const { status, body, milliseconds } = await askUntilHeard(api, call, asking);
    // The API server speaks for itself, though by its status it could be the service.
    const refusal = (0,client_refusal/* statusOf */.c)(body);
    if (refusal !== null)
        return { answer: null, problem: `${said} did not reach the service: ${refusal.message ?? ''}` };
    const answer = { status, milliseconds, body: body.slice(0, smoke_kept) };
    const quote = body.slice(0, quoted);
    if (status !== smoke.status)
        return { answer, problem: `${said} answered ${String(status)} instead of ${String(smoke.status)}: ${quote}` };
    if (smoke.contains !== undefined && !body.includes(smoke.contains))
        return { answer, problem: `${said} answered without "${smoke.contains}": ${quote}` };
    return { answer, problem: null };
}
/** Asks again while the service can't have heard the question: it has no endpoints yet, or does not accept connections. */
async function askUntilHeard(api, call, { signal, sleep = backoff/* systemSleep */.Hk }) {
    for (let left = tries;; left--) {
        const last = left <= 1 || signal.aborted;
        const began = performance.now();
        try {
            const { status, body } = await api.ask(call);
            const milliseconds = Math.round(performance.now() - began);
            if (last || status < 500 || (0,client_refusal/* statusOf */.c)(body) === null)
                return { status, body, milliseconds };
        }
        catch (error) {
            // A connection that broke: the service may have heard it, so only what changes nothing is asked again.
            const again = error instanceof client_api/* ApiError */.h && error.status === null && call.method === 'GET';
            if (last || !again)
                throw error;
        }
        await sleep(smoke_pause, signal);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/roll-out.ts
/** One deployment of a service step: applied, waited for, asked once, and undone when it does not get ready. */














/** Milliseconds that the log of a service that failed may take to come, before its pod is taken away. */
const roll_out_logPatience = 2000;
class RollOut {
    /** Never rejects. */
    result;
    #options;
    #stop = new AbortController();
    #pods = new Map();
    /** Of the pod that was the first to begin. */
    #log = null;
    #deployment = null;
    #over = false;
    #left = false;
    #patience = new Patience();
    #giveUp = () => undefined;
    constructor(options) {
        this.#options = options;
        this.result = this.#run().finally(() => {
            this.#over = true;
            this.#pods.clear();
            this.#log?.stop();
        });
    }
    cancel() {
        if (this.#over)
            return;
        this.#stop.abort();
        this.#giveUp(new Error('was cancelled'));
    }
    /** Another driver goes on with it. */
    leave() {
        this.#left = true;
        this.cancel();
    }
    seePod(pod, gone) {
        const { step, order, logs } = this.#options;
        const { name, uid = '', labels: own = {} } = pod.metadata ?? {};
        // Pods of an attempt before this one are still on their way out.
        const isOurs = own[labels/* labels */.WD.step] === (0,labels/* labelValue */.w)(step.name) && own[labels/* labels */.WD.attempt] === String(order.attempt);
        if (this.#over || !isOurs || name === undefined)
            return;
        if (gone)
            this.#pods.delete(uid);
        else
            this.#pods.set(uid, pod);
        if (!gone && hasLog(pod))
            this.#log ??= logs.follow({ ...order, step }, pod, this.#hear);
        if (!gone)
            this.#log?.see(pod);
        this.look();
    }
    /** Is there a reason to stop waiting? */
    look() {
        if (this.#over)
            return;
        const pods = [...this.#pods.values()];
        for (const pod of pods) {
            const crash = crashOf(pod, this.#options.step);
            if (crash !== null)
                this.#giveUp(new Error(crash));
        }
        if (this.#deployment === null)
            return;
        const events = pods.flatMap((pod) => this.#options.eventsOf(pod));
        const trouble = (0,waiting/* troubleOfDeployment */.Cp)(this.#deployment, events, pods);
        const verdict = this.#patience.judge(trouble);
        if (trouble === null || verdict === 'wait')
            return;
        if (verdict === 'give-up')
            this.#giveUp(new Error(trouble.sentence));
        else
            this.#options.say(`waiting: ${trouble.sentence}`);
    }
    #hear = (message) => {
        if (message.event === 'installing')
            this.#options.say(`installing ${message.requirements}`);
    };
    async #run() {
        const { api, facts, plan, step, order, logs } = this.#options;
        let before = null;
        try {
            await logs.begin([order]);
            const objects = serviceObjects(facts, plan, step, order);
            const found = await Revision.read(api, facts, objects.deployment.metadata?.name ?? '');
            if (!found.isBegun)
                this.#goOn();
            before = found;
            return await this.#deploy({ ...objects, deployment: found.recordedIn(objects.deployment) });
        }
        catch (error) {
            return this.#failed(error, before);
        }
    }
    /** @throws Error whose message becomes the step's reason */
    async #deploy({ deployment: wanted, service: way }) {
        this.#goOn();
        const { api, step } = this.#options;
        const name = wanted.metadata?.name ?? '';
        const deployment = await api.apply('Deployment', wanted, { force: true });
        await this.#adopt(deployment);
        await api.apply('Service', way, { force: true });
        await this.#ready(deployment);
        this.#deployment = null;
        const { service } = step;
        const url = `http://${name}.${api.namespace}:${String(service?.port ?? '')}`;
        const { signal } = this.#stop;
        const smoke = service?.smoke === undefined ? null : await smokeTest(api, name, service.port, service.smoke, { signal });
        this.#goOn();
        if (smoke !== null && smoke.problem !== null)
            throw new Error(smoke.problem);
        return {
            ...(0,backends_result/* resultWithoutAgent */.xY)('succeeded', ''),
            reason: null,
            service: { url, smoke: smoke === null ? null : smoke.answer },
        };
    }
    /** @param before null: nothing was changed */
    async #failed(error, before) {
        const isCancelled = this.#stop.signal.aborted;
        const reason = isCancelled ? 'was cancelled' : creationSentence(error, this.#options.api.namespace);
        // What it printed goes with its pod.
        if (!isCancelled)
            await this.#readLog();
        const undone = before === null || this.#left ? '' : await undo(before);
        return (0,backends_result/* resultWithoutAgent */.xY)(isCancelled ? 'cancelled' : 'failed', `${reason}${undone}`);
    }
    #goOn() {
        if (this.#stop.signal.aborted)
            throw new Error('was cancelled');
    }
    /** What its pods need must live as long as the Deployment, not as the run. */
    async #adopt({ metadata }) {
        const { api, facts, plan, step } = this.#options;
        const { name: owner = '', uid = '' } = metadata ?? {};
        for (const { kind, name } of adoptedBy(facts, plan, step)) {
            const meta = await api.getMeta(kind, name);
            const references = meta?.ownerReferences ?? [];
            if (meta === null || references.some((reference) => reference.uid === uid))
                continue;
            const reference = { apiVersion: 'apps/v1', kind: 'Deployment', name: owner, uid };
            await api.patch(kind, name, { metadata: { ownerReferences: [...references, reference] } });
        }
    }
    /** Until the roll-out is complete. @throws Error when it never will be */
    async #ready({ metadata }) {
        const { api } = this.#options;
        const { name = '', generation = 1, uid } = metadata ?? {};
        const done = new AbortController();
        const signal = AbortSignal.any([done.signal, this.#stop.signal]);
        try {
            await new Promise((resolve, reject) => {
                this.#giveUp = reject;
                this.#goOn();
                const gone = () => {
                    reject(new Error('its Deployment was deleted by somebody else'));
                };
                const see = (seen) => {
                    this.#deployment = seen;
                    if (seen.metadata?.uid !== uid)
                        gone();
                    else if (readiness_isComplete(seen, generation))
                        resolve();
                    else if (seen.spec?.paused === true)
                        reject(new Error(`its Deployment is paused: kubectl rollout resume deployment/${name} -n ${api.namespace}`));
                    else
                        this.look();
                };
                const listener = {
                    list: ([found]) => {
                        if (found === undefined)
                            gone();
                        else
                            see(found);
                    },
                    event: ({ type, object }) => {
                        if (type === 'DELETED')
                            gone();
                        else
                            see(object);
                    },
                };
                watchKind(api, 'Deployment', { fieldSelector: `metadata.name=${name}` }, listener, signal).catch(reject);
            });
        }
        finally {
            this.#giveUp = () => undefined;
            done.abort();
        }
    }
    async #readLog() {
        if (this.#log === null)
            return;
        this.#log.finish();
        const enough = new AbortController();
        await Promise.race([this.#log.ended, (0,backoff/* systemSleep */.Hk)(roll_out_logPatience, enough.signal)]);
        enough.abort();
    }
}
/** What became of the service, as the end of a sentence. */
async function undo(before) {
    try {
        await before.restore();
    }
    catch (error) {
        return `; it could not be undone: ${(0,errors/* messageOf */.bD)(error)}`;
    }
    return before.isNone ? '' : '; the revision before it goes on serving';
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/roll-outs.ts
/** The services of a run that are being deployed. */


class RollOuts {
    #options;
    #open = new Map();
    constructor(options) {
        this.#options = options;
    }
    get isDone() {
        return this.#open.size === 0;
    }
    begin(step, order) {
        const { work, say, ended, ...options } = this.#options;
        const key = (0,plan_plan/* taskKey */.Do)(order.task);
        const rollOut = new RollOut({
            ...options,
            step,
            order,
            say: (message) => {
                say(order, message);
            },
        });
        this.#open.set(key, rollOut);
        const whole = rollOut.result.then((result) => {
            this.#open.delete(key);
            ended(order, result);
        });
        work.add(whole);
    }
    /** A service that is up stays up. */
    cancel(task) {
        this.#open.get((0,plan_plan/* taskKey */.Do)(task))?.cancel();
    }
    cancelAll() {
        for (const rollOut of this.#open.values())
            rollOut.cancel();
    }
    /** Another driver goes on with them. */
    leave() {
        for (const rollOut of this.#open.values())
            rollOut.leave();
    }
    seePod(pod, gone) {
        for (const rollOut of this.#open.values())
            rollOut.seePod(pod, gone);
    }
    /** Is there a reason to stop waiting? */
    look() {
        for (const rollOut of this.#open.values())
            rollOut.look();
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/backend.ts
/** Steps as Jobs of a cluster, services as Deployments. Order the same attempt twice and there is still one. */











/** Milliseconds without a container after which it is worth asking why. */
const curiousAfter = 1500;
/** Calls that create at the same time. */
const backend_lanes = 16;
/** Children of a step from which on its Job says how many run at the same time. */
const fewestQueued = 8;
/** Seconds that logs may take to come to their end when the run is over. */
const logsPatience = 30;
/** The same when something was stopped: a CI kills us soon after. */
const backend_lastWords = 2;
/** Milliseconds that calls may take when the driver leaves. */
const lastCalls = 5000;
class KubernetesBackend {
    name = 'kubernetes';
    #options;
    #steps;
    #due = new DueOrders((batches) => {
        this.#begin(batches);
    });
    #work = new OpenWork();
    #logs;
    #rollOuts;
    #observer;
    #jobs;
    #closing = false;
    /** Another driver goes on with all. */
    #isLeft = false;
    #ticking = null;
    constructor(options) {
        const { api, plan, facts } = options;
        this.#options = options;
        this.#steps = new Map(plan.steps.map((step) => [step.name, step]));
        const logs = new OpenLogs(options);
        this.#logs = logs;
        this.#jobs = new JobAttempts({ ...options, logs, work: this.#work, world: this.#world() });
        this.#rollOuts = new RollOuts({
            api,
            plan,
            facts,
            logs,
            work: this.#work,
            eventsOf: (pod) => this.#observer.eventsOf('Pod', pod),
            say: (order, message) => {
                this.#say(order, message);
            },
            ended: (order, result) => {
                this.#end(order, result);
            },
        });
        this.#observer = new Observer({
            api,
            selector: (0,labels/* ofRun */.XP)(facts.id),
            onPod: (pod, gone) => {
                this.#seePod(pod, gone);
            },
            onJob: (job, gone) => {
                this.#jobs.seeJob(job, gone);
            },
            onEvent: ({ involvedObject }) => {
                this.#hear(involvedObject.uid);
            },
            onFailure: options.onBlind,
        });
    }
    /** An image's own code is told what to do by a Job of its own. */
    queues({ service, code }, children) {
        return children >= fewestQueued && service === undefined && code.kind !== 'image';
    }
    start(order) {
        if (!this.#due.isNew(order))
            return;
        if (this.#closing) {
            this.#end(order, (0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'cancelled before it started'));
            return;
        }
        this.#jobs.announce(order);
        this.#due.add(order);
    }
    find(order) {
        const step = this.#steps.get(order.task.step);
        if (step?.service === undefined && this.#jobs.has(order))
            this.start(order);
        else if (!this.#due.isNew(order))
            return;
        // Now, or it would be cancelled before it has found what is to be undone.
        else if (step?.service !== undefined)
            this.#rollOuts.begin(step, order);
        else
            this.#end(order, (0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'was cancelled'));
    }
    cancel(task) {
        const key = (0,plan_plan/* taskKey */.Do)(task);
        if (!this.#jobs.isComing({ task }))
            this.#drop((order) => (0,plan_plan/* taskKey */.Do)(order.task) === key);
        this.#rollOuts.cancel(task);
        this.#jobs.cancel(task);
    }
    async close() {
        if (this.#isLeft)
            return;
        this.#closing = true;
        this.#drop((order) => !this.#jobs.isComing(order));
        const isStopped = this.#jobs.stopAll();
        this.#rollOuts.cancelAll();
        await this.#settled();
        await this.#logs.close(isStopped ? backend_lastWords : logsPatience);
        if (this.#ticking !== null)
            clearInterval(this.#ticking);
        await this.#observer.close();
        await this.#work.settled();
    }
    async leave() {
        this.#closing = true;
        this.#isLeft = true;
        this.#due.drop(() => true);
        if (this.#ticking !== null)
            clearInterval(this.#ticking);
        this.#jobs.leave();
        this.#rollOuts.leave();
        this.#logs.leave();
        // What is on its way to the API server should be there before the next driver looks.
        const enough = new AbortController();
        await Promise.race([this.#work.settled(), (0,backoff/* systemSleep */.Hk)(lastCalls, enough.signal)]);
        enough.abort();
        await this.#observer.close();
    }
    /** What was ordered and has not been begun is not begun. */
    #drop(isMeant) {
        for (const order of this.#due.drop(isMeant))
            this.#end(order, (0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'cancelled before it started'));
    }
    #begin(batches) {
        const creations = batches.flatMap((batch) => this.#beginBatch(batch));
        this.#work.add((0,lanes/* inLanes */.L)(backend_lanes, creations));
        this.#ticking ??= setInterval(() => {
            this.#tick();
        }, curiousAfter);
    }
    /** Gives what is left to do. */
    #beginBatch(orders) {
        const [{ task }] = orders;
        const step = this.#steps.get(task.step);
        if (step === undefined) {
            const result = (0,backends_result/* resultWithoutAgent */.xY)('failed', `the plan has no step ${task.step}`);
            for (const order of orders)
                this.#end(order, result);
            return [];
        }
        if (step.service !== undefined) {
            for (const order of orders)
                this.#rollOuts.begin(step, order);
            return [];
        }
        return this.#jobs.begin(step, orders);
    }
    #world() {
        return {
            eventsOf: (kind, object) => this.#observer.eventsOf(kind, object),
            readEvents: (uid) => this.#observer.readEvents(uid),
            openLog: ({ place }, pod, hear) => {
                // Nothing of ours is in such a container: what looks like a message is the code's own.
                const isAlone = place.step.code.kind === 'image';
                return this.#logs.follow(place, pod, isAlone ? null : hear);
            },
            say: ({ place }, message) => {
                this.#say(place, message);
            },
            began: ({ place: { task, attempt, parallel } }) => {
                if (parallel !== null)
                    this.#options.onBegan({ type: 'began', task, attempt });
            },
            ended: ({ place }, result) => {
                this.#end(place, result);
            },
        };
    }
    #say({ task, attempt }, message) {
        void this.#options.onOutput({ type: 'phase', task, attempt, message });
    }
    #end({ task, attempt }, result) {
        this.#options.onEnded({ type: 'ended', task, attempt, result });
    }
    #seePod(pod, gone) {
        if (!this.#jobs.seePod(pod, gone))
            this.#rollOuts.seePod(pod, gone);
    }
    #hear(uid) {
        if (uid === undefined)
            return;
        this.#jobs.hear(uid);
        this.#rollOuts.look();
    }
    /** Events are read while something is waited for, and was not there the last time we looked. */
    #tick() {
        const { waiting } = this.#jobs;
        this.#observer.wantEvents(waiting.length > 0 || !this.#rollOuts.isDone);
        for (const attempt of waiting)
            attempt.lookForTrouble();
        this.#rollOuts.look();
    }
    /** Until every attempt has ended, and all that was asked of the cluster was answered. */
    async #settled() {
        for (;;) {
            await this.#work.settled();
            if (this.#work.isDone && this.#jobs.isDone)
                return;
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }
}

// EXTERNAL MODULE: ./src/engine/state.ts + 12 modules
var state = __webpack_require__(7128);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/open-jobs.ts



/** @param events all that is stored @throws ApiError */
async function readJobs(api, plan, events) {
    const { items } = await api.list('Job', { labelSelector: (0,labels/* ofRun */.XP)(plan.run.id) });
    if (items.length === 0)
        return { open: [], forgotten: [] };
    const ended = (0,attempt_key/* endedKeys */.xB)((0,state/* fold */.AU)(plan, events));
    const isOpen = (job) => (0,attempt_key/* attemptKeysOf */.P4)(job).some((key) => !ended.has(key));
    const isAtWork = ({ status }) => (status?.active ?? 0) > 0;
    return { open: items.filter(isOpen), forgotten: items.filter((job) => isAtWork(job) && !isOpen(job)) };
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/pod-attempts.ts


class PodAttempts {
    #api;
    #steps;
    #jobs = new Map();
    constructor(api, { steps }) {
        this.#api = api;
        this.#steps = new Map(steps.map((step) => [(0,labels/* labelValue */.w)(step.name), step]));
    }
    /** Null: it is none of ours, or several children run in it, one after the other. @throws ApiError */
    async of({ metadata }) {
        const { labels: own = {}, annotations = {} } = metadata ?? {};
        const name = own['batch.kubernetes.io/job-name'];
        const step = this.#steps.get(own[labels/* labels */.WD.step] ?? '');
        if (step === undefined || name === undefined)
            return null;
        const reading = this.#jobs.get(name) ?? this.#api.get('Job', name);
        this.#jobs.set(name, reading);
        const job = await reading.catch((error) => {
            this.#jobs.delete(name);
            throw error;
        });
        const index = annotations['batch.kubernetes.io/job-completion-index'] ?? '';
        const members = job === null ? [] : (0,objects_job/* membersOf */.lS)(job).filter((member) => String(member.index ?? '') === index);
        const [member] = members;
        if (member === undefined || members.length > 1)
            return null;
        const { iteration, attempt } = member;
        return { step, attempt, task: { step: step.name, ...(iteration === null ? {} : { iteration }) } };
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/past-logs.ts




/** Pods whose logs are read: a report shows fewer. */
const most = 100;
const past_logs_lanes = 4;
/** Best effort: their pods may be gone. @param logs read without being shown @param events what is known of the run */
async function readPastLogs(api, plan, logs, events) {
    const failed = new Set(events.flatMap((event) => event.type === 'ended' && event.result.state !== 'succeeded' ? [`${(0,plan_plan/* taskKey */.Do)(event.task)}/${event.attempt}`] : []));
    if (failed.size === 0)
        return;
    const attempts = new PodAttempts(api, plan);
    const { items } = await api.list('Pod', { labelSelector: (0,labels/* ofComponent */.BV)(plan.run.id, 'step') });
    const found = await Promise.all(items.map(async (pod) => ({ pod, attempt: await attempts.of(pod) })));
    const wanted = found.flatMap(({ pod, attempt }) => attempt !== null && failed.has(`${(0,plan_plan/* taskKey */.Do)(attempt.task)}/${attempt.attempt}`) ? [{ pod, attempt }] : []);
    await (0,lanes/* inLanes */.L)(past_logs_lanes, wanted.slice(0, most).map(({ pod, attempt }) => async () => {
        await logs.begin([attempt]);
        const isAlone = attempt.step.code.kind === 'image';
        const log = logs.follow(attempt, pod, isAlone ? null : () => undefined);
        log.see(pod);
        log.finish();
        await log.ended;
    }));
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/anchor.ts + 1 modules
var objects_anchor = __webpack_require__(1573);
;// CONCATENATED MODULE: ./src/backends/kubernetes/pages.ts
/** The journal of a run in the cluster: append-only pages, each a ConfigMap, so that any machine can go on with the run. */







/** Milliseconds that events are collected for one page. */
const interval = 1000;
/** The same for ends that the pods of a wide sweep go on to tell: a page a second would be a call a child where they are slow. */
const patientInterval = 10_000;
/** Events that wait no longer. */
const many = 50;
/** Milliseconds: longer than it takes to make room in a quota. */
const pages_patience = 120_000;
/** Milliseconds in which an end that was told comes to be appended. */
const lastEnds = 5000;
class Pages {
    #options;
    #waiting = [];
    #timer = null;
    /** By `performance.now()`: when the timer fires. */
    #due = 0;
    #last = Promise.resolve();
    #count;
    /** Events that wait no more. */
    #written = 0;
    #warned = false;
    #left = false;
    /** Attempts whose end was appended. */
    #ended = new Set();
    /** Attempts of which it was told that they began, as it is of those alone that were handed over. */
    #handedOver = new Set();
    constructor(options) {
        this.#options = options;
        this.#count = options.pages;
    }
    /**
     * A start needs no page before it happens: its Job has a name of its own, and is found by it. A list that a step made
     * can't be found again, and a service that is being replaced is no Job: that is stored before anybody acts on it.
     */
    async append(event) {
        this.#waiting.push(event);
        if (event.type === 'ended')
            this.#ended.add(attemptKey(event));
        // A container that runs is there for whoever comes next: it is no reason for a page.
        if (event.type === 'began')
            this.#handedOver.add(attemptKey(event));
        else
            this.#flushWithin(this.#isPatient(event) ? patientInterval : interval);
        const local = this.#options.journal.append(event);
        await (this.#isUrgent(event) ? Promise.all([local, this.stored()]) : local);
    }
    /**
     * Settles when all that was appended before is stored, with the ends of these attempts: what it is about may be taken
     * away then. @throws LeaseLost @throws Error when it can't be stored for minutes
     */
    async stored(ended = []) {
        const since = performance.now();
        const isMissing = (attempt) => !this.#ended.has(attemptKey(attempt));
        // An end that was told is appended next, unless the driver gives up.
        while (ended.some(isMissing) && performance.now() - since < lastEnds)
            await (0,backoff/* systemSleep */.Hk)(20);
        if (ended.some(isMissing))
            throw new Error('the driver has given up before it has seen their end');
        const last = this.#written + this.#waiting.length;
        await this.#flush();
        while (this.#written < last && !this.#left) {
            if (performance.now() - since > pages_patience)
                throw new Error('the cluster does not store the journal of the run');
            await (0,backoff/* systemSleep */.Hk)(interval);
            await this.#flush();
        }
        if (this.#written < last)
            throw new LeaseLost();
    }
    /** Settles when all that was appended is stored, or could not be, which was told. */
    async close() {
        try {
            await this.#flush();
        }
        finally {
            this.leave();
        }
    }
    /** Writes nothing any more. */
    leave() {
        this.#left = true;
        if (this.#timer !== null)
            clearTimeout(this.#timer);
    }
    #isUrgent(event) {
        return event.type === 'expanded' || (event.type === 'started' && this.#options.services.has(event.task.step));
    }
    #isPatient(event) {
        return event.type === 'ended' && this.#handedOver.delete(attemptKey(event)) && this.#waiting.length < many;
    }
    #flushWithin(milliseconds) {
        if (this.#left)
            return;
        const due = performance.now() + milliseconds;
        if (this.#timer !== null) {
            if (this.#due <= due)
                return;
            clearTimeout(this.#timer);
        }
        this.#due = due;
        this.#timer = setTimeout(() => {
            // Who waits for it is told by `stored`; what it can't store is told as a warning.
            this.#flush().catch(() => undefined);
        }, milliseconds);
    }
    #flush() {
        if (this.#timer !== null)
            clearTimeout(this.#timer);
        this.#timer = null;
        this.#last = this.#last.catch(() => undefined).then(() => this.#write());
        return this.#last;
    }
    /** What waits now: what is appended while a page is on its way has a second of its own. */
    async #write() {
        const last = this.#written + this.#waiting.length;
        while (this.#written < last && !this.#left) {
            const events = pageful(this.#waiting.slice(0, last - this.#written));
            try {
                await this.#store(events);
            }
            catch (error) {
                if (error instanceof LeaseLost)
                    throw error;
                if (!this.#warned)
                    this.#options.warn(`the cluster does not store the run's journal: ${(0,errors/* messageOf */.bD)(error)}`);
                this.#warned = true;
                // It stays: the run goes on, its record is on this machine, and the next page has these events too.
                if (error instanceof client_api/* ApiError */.h) {
                    this.#flushWithin(interval);
                    return;
                }
                // One that no page can hold must not keep back all that come after it.
            }
            this.#waiting = this.#waiting.slice(events.length);
            this.#written += events.length;
        }
    }
    /** As the next page that nobody else has written. */
    async #store(events) {
        const { api, facts, epoch } = this.#options;
        for (;;) {
            const page = (0,objects_anchor/* pageObject */.Jk)(facts, this.#count + 1, epoch, events);
            const { object, created } = await api.create('ConfigMap', page);
            this.#count += 1;
            // There already: ours, when the answer to a first try was lost, or another driver's.
            const isOurs = (0,external_node_util_.isDeepStrictEqual)(object.binaryData, page.binaryData);
            if (created || isOurs)
                return;
        }
    }
}
function attemptKey({ task, attempt }) {
    return `${(0,plan_plan/* taskKey */.Do)(task)}/${attempt}`;
}
/** The first events, as many as one page holds; one that is too large for a page is alone. */
function pageful(events) {
    let some = events;
    while (some.length > 1 && !(0,objects_anchor/* fitsPage */.Cf)(some))
        some = some.slice(0, Math.ceil(some.length / 2));
    return some;
}

// EXTERNAL MODULE: ./src/report/units.ts
var units = __webpack_require__(7885);
// EXTERNAL MODULE: ./src/commands/run-turns.ts + 14 modules
var run_turns = __webpack_require__(1597);
;// CONCATENATED MODULE: ./src/commands/credential-end.ts
/** A credential of the cluster that can't be renewed, and ends perhaps before the run does. */


/** Seconds before its end at which the driver leaves. */
const before = 60;
/** Seconds: nobody needs to be told of what is good for longer. */
const day = 24 * 3600;
/** Says how long it is good for, and leaves before its end. Gives how to stop that. @param life seconds; null: for ever */
function leaveBeforeEnd(life, { leave, warn, plan }) {
    if (life === null || life > day)
        return () => undefined;
    warn(`the credential of the cluster is good for ${(0,units/* duration */.p0)(life)} and can't be renewed: a longer run goes on without this program`);
    const timer = setTimeout(() => {
        leave((0,run_turns/* detached */.h)(plan.run.id, 'the credential of the cluster ends'));
    }, Math.max(life - before, life / 2) * 1000);
    return () => {
        clearTimeout(timer);
    };
}

;// CONCATENATED MODULE: ./src/commands/driving.ts
/** A turn of a run in a cluster in which this program drives: what stands around the backend, from the Lease to the end. */










/** Milliseconds that what is read or stored at the end may take. */
const driving_lastCalls = 10_000;
/** @throws ApiError */
async function driving(run) {
    const { plainApi, api, facts, tenure, journal, watch, open, life, finish } = run;
    const { plan, writer, warn } = open;
    const { events } = journal;
    const services = new Set(plan.steps.flatMap(({ name, service }) => (service === undefined ? [] : [name])));
    const logPath = writer.logPath.bind(writer);
    const jobs = await readJobs(api, plan, events);
    for (const { metadata } of jobs.forgotten)
        await api.delete('Job', metadata?.name ?? '');
    const pages = new Pages({
        api,
        facts,
        services,
        epoch: tenure.epoch,
        pages: journal.pages,
        journal: writer.journal,
        warn,
    });
    const backend = new KubernetesBackend({
        api,
        plan,
        facts,
        found: jobs.open,
        stored: (ended) => pages.stored(ended),
        onBlind: (error) => {
            open.leave((0,run_turns/* detached */.h)(plan.run.id, `the cluster can't be watched any more: ${(0,errors/* messageOf */.bD)(error)}`));
        },
        logPath,
        onBegan: open.onNews,
        onEnded: open.onNews,
        onOutput: open.onOutput,
    });
    const stopClock = leaveBeforeEnd(life, open);
    const silent = new OpenLogs({ api, onOutput: () => undefined, logPath });
    const pastLogs = readPastLogs(api, plan, silent, events).catch(() => undefined);
    return {
        type: 'drive',
        backend,
        journal: pages,
        resume: events.length === 0 ? null : { events, running: 'restart' },
        requestCancel: async (reason) => {
            await (0,stored_run/* requestCancel */.AX)(plainApi, plan.run.id, reason);
        },
        finish: async (record) => {
            stopClock();
            await watch.close();
            await pages.close();
            await within(driving_lastCalls, pastLogs);
            silent.leave();
            await finish(record);
        },
        leave: async () => {
            stopClock();
            silent.leave();
            await watch.close();
            if (!watch.isGone)
                await within(driving_lastCalls, pages.close().catch(() => undefined));
            pages.leave();
            await within(driving_lastCalls, tenure.release());
        },
    };
}
/** Waits no longer than that for something that does not reject. */
async function within(milliseconds, work) {
    const enough = new AbortController();
    await Promise.race([work, (0,backoff/* systemSleep */.Hk)(milliseconds, enough.signal)]);
    enough.abort();
}

// EXTERNAL MODULE: ./src/backends/kubernetes/driving/page-reader.ts
var page_reader = __webpack_require__(4372);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/follower.ts





/** Seconds that logs may take to come to their end. */
const follower_logsPatience = 10;
class Follower {
    #options;
    #reader = new page_reader/* PageReader */.X();
    #attempts;
    /** By the uid of the pod; null while its log is being opened. */
    #logs = new Map();
    /** Those of pods that have not ended. */
    #running = new Set();
    constructor(options) {
        this.#options = options;
        this.#attempts = new PodAttempts(options.api, options.plan);
    }
    /** Until the signal is aborted. @throws ApiError */
    async follow() {
        const { api, plan, logs, signal } = this.#options;
        const { id } = plan.run;
        const watching = Promise.all([
            watchKind(api, 'ConfigMap', { labelSelector: (0,labels/* ofComponent */.BV)(id, 'page') }, {
                list: (pages) => {
                    this.#read(pages);
                },
                event: ({ type, object }) => {
                    if (type === 'ADDED')
                        this.#read([object]);
                },
            }, signal),
            watchKind(api, 'Pod', { labelSelector: (0,labels/* ofComponent */.BV)(id, 'step') }, {
                list: (pods) => {
                    for (const pod of pods)
                        this.#see(pod);
                },
                event: ({ type, object }) => {
                    if (type !== 'DELETED')
                        this.#see(object);
                },
            }, signal),
        ]);
        try {
            await watching;
        }
        finally {
            // What goes on is shown by whoever follows or drives it next.
            for (const log of this.#running)
                log.stop();
            await logs.close(follower_logsPatience);
        }
    }
    /** What was stored since the last page that was read. @throws ApiError */
    async catchUp() {
        const { api, plan } = this.#options;
        this.#read((await api.list('ConfigMap', { labelSelector: (0,labels/* ofComponent */.BV)(plan.run.id, 'page') })).items);
    }
    #read(pages) {
        for (const event of this.#reader.read(pages))
            this.#options.onEvent(event);
    }
    #see(pod) {
        const { uid = '' } = pod.metadata ?? {};
        const log = this.#logs.get(uid);
        if (log === undefined && hasLog(pod)) {
            this.#logs.set(uid, null);
            // What can't be read here is no reason not to show the rest.
            void this.#open(pod).catch(() => undefined);
        }
        if (log === undefined || log === null)
            return;
        log.see(pod);
        const phase = pod.status?.phase;
        if (phase !== 'Succeeded' && phase !== 'Failed')
            return;
        log.finish();
        this.#running.delete(log);
    }
    async #open(pod) {
        const { uid = '' } = pod.metadata ?? {};
        const about = await this.#attempts.of(pod);
        if (about === null)
            return;
        await this.#options.logs.begin([about]);
        const isAlone = about.step.code.kind === 'image';
        const log = this.#options.logs.follow(about, pod, isAlone ? null : () => undefined);
        this.#logs.set(uid, log);
        this.#running.add(log);
        this.#see(pod);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/lease-watch.ts



/** Milliseconds between two looks at whether the holder, a process of this machine, lives. */
const lookAgain = 1000;
/**
 * Settles with the Lease as it was seen last when its holder has let it stand still for its whole duration, or is dead;
 * with null when it is gone, or nobody holds it. @throws ApiError
 */
async function untilAbandoned({ api, id, lease, isDead, signal }) {
    const done = new AbortController();
    const either = AbortSignal.any([done.signal, signal]);
    const stillness = new Stillness(lease);
    const looking = setInterval(() => {
        stillness.look(isDead);
    }, lookAgain);
    const listener = {
        list: ([found]) => {
            stillness.see(found ?? null);
        },
        event: ({ type, object }) => {
            stillness.see(type === 'DELETED' ? null : object);
        },
    };
    const watching = watchKind(api, 'Lease', { fieldSelector: `metadata.name=${(0,names/* leaseName */.AI)(id)}` }, listener, either);
    try {
        return await Promise.race([stillness.ended, watching.then(() => null)]);
    }
    finally {
        done.abort();
        clearInterval(looking);
        stillness.stop();
    }
}
/** A Lease that is watched, and how long it has stood still. */
class Stillness {
    ended;
    #last;
    #timer;
    #end = () => undefined;
    constructor(lease) {
        this.ended = new Promise((resolve) => (this.#end = resolve));
        this.#last = lease;
        this.#timer = this.#wait(lease);
    }
    see(lease) {
        if (lease === null || holderOf(lease) === '') {
            this.#end(null);
            return;
        }
        if (versionOf(lease) === versionOf(this.#last))
            return;
        this.stop();
        this.#last = lease;
        this.#timer = this.#wait(lease);
    }
    look(isDead) {
        const seen = this.#last;
        void isDead(holderOf(seen)).then((dead) => {
            if (dead)
                this.#end(seen);
        });
    }
    stop() {
        clearTimeout(this.#timer);
    }
    #wait(lease) {
        const seconds = lease.spec?.leaseDurationSeconds ?? 0;
        return setTimeout(() => {
            this.#end(lease);
        }, seconds * 1000);
    }
}

;// CONCATENATED MODULE: ./src/commands/following.ts






function following({ api, open, lease, isDead, onAbandoned }) {
    const { plan, writer, onOutput } = open;
    const { id } = plan.run;
    return {
        type: 'follow',
        driver: holderInWords(holderOf(lease)),
        requestCancel: async (reason) => {
            await (0,stored_run/* requestCancel */.AX)(api, id, reason);
        },
        follow: async (onEvent, signal) => {
            const done = new AbortController();
            const either = AbortSignal.any([done.signal, signal]);
            const logs = new OpenLogs({ api, onOutput, logPath: (task, attempt) => writer.logPath(task, attempt) });
            const follower = new Follower({ api, plan, logs, onEvent, signal: either });
            const seen = follower.follow();
            try {
                onAbandoned(await Promise.race([untilAbandoned({ api, id, lease, isDead, signal: either }), seen.then(() => null)]));
            }
            finally {
                done.abort();
                await seen;
            }
            if (!signal.aborted)
                await follower.catchUp();
        },
    };
}

;// CONCATENATED MODULE: ./src/commands/cluster-run.ts
/** A run in a cluster, from one driver to the next: whoever holds its Lease drives, everybody else follows. */















class ClusterRun {
    #options;
    /** Whom we saw let the Lease stand still. */
    #abandoned = null;
    /** As it was at the first turn: a run that is deleted meanwhile is not begun anew. */
    #anchor = null;
    constructor(options) {
        this.#options = options;
    }
    /** @throws LeaseLost when another driver has taken over meanwhile: then the next turn is to follow it */
    async open(open) {
        const { cluster, world, anchor } = this.#options;
        const { api } = cluster;
        const seconds = leaseSeconds(world);
        const holder = await holderName(world);
        if (this.#anchor !== null && !(await this.#isThere(this.#anchor)))
            throw deleted(open.plan.run.id);
        const { run, created } = await anchor(open.plan);
        this.#anchor = run.anchor;
        if (!created) {
            const over = await this.#over(run.id);
            if (over !== null)
                return over;
        }
        const claim = { api, run, holder, seconds, isDead: (name) => isDead(name, world.host) };
        const since = new Elapsed(world.now);
        const { isOurs, lease } = await claimLease(claim, this.#abandoned);
        if (!isOurs)
            return this.#follow(claim, lease, open);
        const onLost = (reason) => {
            open.leave(reason instanceof LeaseLost ? null : (0,run_turns/* detached */.h)(run.id, reason.message));
        };
        const tenure = new Tenure({ api, lease, now: world.now, since, onLost });
        try {
            return await this.#drive(run, tenure, open);
        }
        catch (error) {
            // Nothing of it has begun, and nobody would go on with it.
            if (created && !(error instanceof LeaseLost))
                await (0,run_objects/* removeAnchor */.cZ)(api.behind(tenure), run);
            await tenure.release();
            throw error;
        }
    }
    async #isThere({ name, uid }) {
        return (await this.#options.cluster.api.get('ConfigMap', name))?.metadata?.uid === uid;
    }
    /** Null: it is not over. */
    async #over(id) {
        const { api } = this.#options.cluster;
        const [record, lease] = await Promise.all([(0,stored_run/* readRecord */.aE)(api, id), api.get('Lease', (0,names/* leaseName */.AI)(id))]);
        if (record === null || lease !== null)
            return null;
        return { type: 'over', events: (await (0,stored_run/* readJournal */.a0)(api, id)).events, record, finish: () => Promise.resolve() };
    }
    #follow({ api, isDead: isDeadHere }, lease, open) {
        const onAbandoned = (seen) => {
            this.#abandoned = seen;
        };
        return following({ api, open, lease, isDead: isDeadHere, onAbandoned });
    }
    async #drive(run, tenure, open) {
        const { cluster, end } = this.#options;
        const api = cluster.api.behind(tenure);
        const facts = await this.#begin(api, run, open.plan);
        const journal = await (0,stored_run/* takeOverJournal */.n_)(api, facts, tenure.epoch);
        const { events } = journal;
        const record = await (0,stored_run/* readRecord */.aE)(api, run.id);
        const finish = (ended) => this.#finish(api, tenure, facts, ended, open);
        if (record !== null)
            return { type: 'over', events, record, finish: () => finish(record) };
        const watch = new AnchorWatch({
            api,
            id: run.id,
            isCancelled: events.some(({ type }) => type === 'cancel-requested'),
            onCancel: open.cancel,
            onGone: () => {
                open.leave(deleted(run.id));
            },
        });
        try {
            const { hurry: signal, say, plan } = open;
            await waitForOthers({ api, id: run.id, mode: plan.concurrency, say, end, signal });
            const life = cluster.lifeLeft();
            return await driving({ plainApi: cluster.api, api, facts, tenure, journal, watch, open, life, finish });
        }
        catch (error) {
            await watch.close();
            throw error;
        }
    }
    /** Where it was begun before, this only reads. @throws AutomlError when it was begun with another plan */
    async #begin(api, run, plan) {
        const { begin, note } = this.#options;
        const stored = await (0,stored_run/* readPlan */.m3)(api, run.id);
        if (stored === null) {
            const [facts] = await Promise.all([begin(api, run, plan), (0,leftovers/* sweepLeftovers */.Z)({ api, run, say: note })]);
            return facts;
        }
        if ((0,external_node_util_.isDeepStrictEqual)(stored.plan, JSON.parse(JSON.stringify(plan))))
            return stored.facts;
        const why = `run ${run.id} was begun at the same time with other files or params`;
        throw new errors/* AutomlError */.nS('USAGE', `${why}: automl attach ${run.id} goes on with it`);
    }
    async #finish(api, tenure, facts, record, { warn }) {
        await (0,run_objects/* finishRun */.JH)(api, facts, record, { say: this.#options.note, warn });
        await tenure.remove();
    }
}
function deleted(id) {
    return new errors/* AutomlError */.nS('CLUSTER', `run ${id} was deleted from the cluster`);
}
/** Seconds that a driver which says nothing keeps a run. @throws AutomlError USAGE */
function leaseSeconds({ env }) {
    const text = env['AUTOML_LEASE_SECONDS'] || '15';
    const number = Number(text);
    if (!Number.isInteger(number) || number < 3 || number > 3600)
        throw new errors/* AutomlError */.nS('USAGE', `AUTOML_LEASE_SECONDS is "${text}": expected whole seconds from 3 to 3600`);
    return number;
}


/***/ })

};
