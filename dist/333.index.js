export const id = 333;
export const ids = [333];
export const modules = {

/***/ 87505:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ Outage)
/* harmony export */ });
/** When the API server was last not to be reached: one that has just started refuses for a moment what it will allow. */
/** Milliseconds in which it reads who may do what. */
const recovery = 30_000;
class Outage {
    #last = -Infinity;
    /** @param now milliseconds */
    note(now) {
        this.#last = now;
    }
    isFresh(now) {
        return now - this.#last < recovery;
    }
}


/***/ }),

/***/ 27752:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nl: () => (/* binding */ selectionQuery),
/* harmony export */   js: () => (/* binding */ callInWords),
/* harmony export */   oU: () => (/* binding */ resourcePath),
/* harmony export */   r4: () => (/* binding */ inWords)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24141);
/** URLs of objects. */


/** Of one object, or of all of its kind in the namespace. @throws AutomlError USAGE for what is no name of an object */
function resourcePath(kind, namespace, name) {
    const { apiVersion, plural, namespaced } = _types_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .E[kind];
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const scope = namespaced ? `/namespaces/${segment(namespace, 'Namespace')}` : '';
    return `${root}${scope}/${plural}${name === undefined ? '' : `/${segment(name, kind)}`}`;
}
/** Without a name a call is about all objects, with `..` about what holds them. */
function segment(name, kind) {
    if (['', '.', '..'].includes(name))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `"${name}" is no name of a ${kind}`);
    return encodeURIComponent(name);
}
function selectionQuery({ labelSelector, fieldSelector }) {
    return {
        ...(labelSelector === undefined ? {} : { labelSelector }),
        ...(fieldSelector === undefined ? {} : { fieldSelector }),
    };
}
/** `Job wine-split-a1 in namespace ml`. */
function inWords(kind, namespace, name) {
    const what = name === undefined ? kind : `${kind} ${name}`;
    return _types_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .E[kind].namespaced ? `${what} in namespace ${namespace}` : what;
}
const verbs = { GET: 'read', POST: 'create', PUT: 'replace', PATCH: 'change', DELETE: 'delete' };
/** A call by its path: `read pods/wine-a1/log in namespace ml`, `watch jobs in namespace ml`. */
function callInWords({ method, path, query = {} }) {
    const [, rest] = /^\/apis?\/(?:[^/]+\.[^/]+\/|apps\/|batch\/)?v\d[^/]*\/(.+)$/.exec(path) ?? [];
    if (rest === undefined)
        return `${method} ${path}`;
    const [, namespace, inside] = /^namespaces\/([^/]+)\/(.+)$/.exec(rest) ?? [];
    const verb = query['watch'] === true ? 'watch' : verbs[method];
    return `${verb} ${inside ?? rest}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
}


/***/ }),

/***/ 74031:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ watchKind)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92857);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24876);
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31012);
/* harmony import */ var _outage_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(87505);
/* harmony import */ var _resource_path_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27752);
/** All objects of a kind, and then each change, through whatever happens to the connection. */





const watchLine = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    type: zod__WEBPACK_IMPORTED_MODULE_3__/* ["enum"] */ .k5n(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
    object: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
        metadata: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ resourceVersion: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().optional() }).optional(),
        code: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().optional(),
        reason: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().optional(),
    }),
});
/** Resolves when the signal is aborted. @throws ApiError that no repetition mends (401, 403 ...), and what the listener throws */
async function watchKind(api, kind, selection, listener, signal, options = {}) {
    const { sleep = _http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .systemSleep */ .Hk } = options;
    let version = null;
    const outage = new _outage_js__WEBPACK_IMPORTED_MODULE_4__/* .Outage */ .a();
    let idle = 0;
    while (!signal.aborted) {
        if (version === null) {
            const listed = await outcomeOf(unlessAborted(api.list(kind, selection), signal), outage);
            if ((0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .isAborted */ .G4)(signal))
                return;
            if (typeof listed === 'string') {
                await sleep((0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .backoff */ .JN)(idle++), signal);
                continue;
            }
            listener.list(listed.value.items);
            version = listed.value.resourceVersion;
        }
        const ended = await watchOnce(api, { kind, selection, version, outage }, listener, signal, options.silence ?? 90);
        version = ended.version;
        // A watch that was of use is taken up again at once; a server that hangs up on us is given a rest.
        idle = ended.lively ? 0 : idle + 1;
        if (idle > 0)
            await sleep((0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .backoff */ .JN)(idle - 1), signal);
    }
}
async function watchOnce(api, what, listener, signal, silence) {
    const dead = new AbortController();
    const timer = setTimeout(() => {
        dead.abort();
    }, silence * 1000);
    const query = {
        ...(0,_resource_path_js__WEBPACK_IMPORTED_MODULE_2__/* .selectionQuery */ .Nl)(what.selection),
        watch: true,
        allowWatchBookmarks: true,
        resourceVersion: what.version,
        // Not the same for all, so that watches begun together do not end together.
        timeoutSeconds: 300 + Math.floor(Math.random() * 300),
    };
    const path = (0,_resource_path_js__WEBPACK_IMPORTED_MODULE_2__/* .resourcePath */ .oU)(what.kind, api.namespace);
    const lines = api.lines(path, query, AbortSignal.any([signal, dead.signal]));
    let { version } = what;
    let lively = false;
    try {
        for (;;) {
            const next = await outcomeOf(lines.next(), what.outage);
            if (next === 'expired')
                return { version: null, lively: true };
            if (next === 'broken' || next.value.done === true || signal.aborted)
                return { version, lively };
            timer.refresh();
            for (const text of next.value.value) {
                if ((0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .isAborted */ .G4)(signal))
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
async function outcomeOf(promise, outage) {
    try {
        return { value: await promise };
    }
    catch (error) {
        if (!(error instanceof _api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h) || error.status === null) {
            outage.note(performance.now());
            return 'broken';
        }
        if (error.status === 403 && outage.isFresh(performance.now()))
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


/***/ }),

/***/ 82191:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  SU: () => (/* binding */ driverState),
  lm: () => (/* binding */ hasDriver),
  DR: () => (/* binding */ makeDriver),
  DD: () => (/* binding */ removeIdleDriver)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/exit.ts
var exit = __webpack_require__(14190);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/trouble.ts
var trouble = __webpack_require__(66891);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/ended-pod.ts


/** Null: it has not failed. */
function endedSentence({ status }) {
    if (status?.phase !== 'Failed')
        return null;
    const terminated = status.containerStatuses?.find(({ state }) => state?.terminated !== undefined)?.state?.terminated;
    if (terminated === undefined)
        return `its pod was lost${said(status.message ?? status.reason)}`;
    if (terminated.reason === 'OOMKilled')
        return 'its pod ran out of memory: give it more (driver: resources: limits)';
    const lastLine = terminated.message?.trim().split('\n').pop();
    return `its pod ended: ${(0,exit/* exitSentence */.S)(terminated.exitCode)}${said(lastLine)}`;
}
function said(text) {
    return text === undefined || text === '' ? '' : `: ${(0,trouble/* clause */.sb)(text)}`;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/waiting.ts + 5 modules
var waiting = __webpack_require__(55660);
// EXTERNAL MODULE: ./src/backends/kubernetes/known-runs.ts
var known_runs = __webpack_require__(56944);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/driver.ts
var driver = __webpack_require__(82703);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/ownership.ts
var ownership = __webpack_require__(5995);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/driver-job.ts







/** @throws ApiError @throws NotOurs */
async function makeDriver(api, options) {
    for (;;) {
        const { object } = await (0,ownership/* createOwned */.C5)(api, 'Job', (0,driver/* driverJob */.M6)(options), options.facts);
        if (endOf(object) === null)
            return;
        const { name = '', uid = '' } = object.metadata ?? {};
        await api.delete('Job', name, { uid });
    }
}
/** There is a Job that drives the run, or will when it can. @throws ApiError */
async function hasDriver(api, id) {
    const job = await api.get('Job', (0,names/* driverName */.ik)(id));
    return job !== null && endOf(job) === null;
}
/** The run is over: a driver that never came is not to come any more. One that has come ends by itself. @throws ApiError */
async function removeIdleDriver(api, id) {
    const job = await api.get('Job', (0,names/* driverName */.ik)(id));
    if (job === null || endOf(job) !== null || (job.status?.ready ?? 0) > 0)
        return;
    await api.delete('Job', (0,names/* driverName */.ik)(id));
}
/** @throws ApiError */
async function driverState(api, id) {
    const [job, { items: pods }] = await Promise.all([
        api.get('Job', (0,names/* driverName */.ik)(id)),
        api.list('Pod', { labelSelector: (0,labels/* ofComponent */.BV)(id, 'driver') }),
    ]);
    const [newest] = [...pods].sort((a, b) => (0,known_runs/* madeAt */.ZM)(b.metadata ?? {}) - (0,known_runs/* madeAt */.ZM)(a.metadata ?? {}));
    const last = newest === undefined || hasLeft(newest) ? null : endedSentence(newest);
    const none = { trouble: null, hasFailed: false };
    if (job === null)
        return { ...none, end: 'its Job was deleted' };
    const end = endOf(job);
    if (end !== null)
        return { ...none, end: last ?? end };
    if (last === null)
        return { ...none, end, trouble: await troubleOf(api, job, newest ?? null) };
    return { end, trouble: { permanent: false, code: 'container', sentence: last, grace: 0 }, hasFailed: true };
}
async function troubleOf(api, job, pod) {
    return pod === null ? (0,waiting/* troubleOfJob */.AX)(job, await eventsOf(api, job)) : (0,waiting/* troubleOfPod */.KM)(pod, await eventsOf(api, pod));
}
/** Without the right to read them less is known. */
async function eventsOf(api, { metadata }) {
    const selection = { fieldSelector: `involvedObject.uid=${metadata?.uid ?? ''}` };
    const { items } = await api.list('Event', selection).catch(() => ({ items: [] }));
    return items;
}
/** It was told to stop, and another one comes. */
function hasLeft({ status }) {
    return status?.containerStatuses?.[0]?.state?.terminated?.exitCode === driver/* driverExit */.ll.left;
}
/** Null: it makes another pod where one is needed. */
function endOf({ status }) {
    const end = status?.conditions?.find(({ type, status: is }) => is === 'True' && (type === 'Complete' || type === 'Failed'));
    if (end === undefined)
        return null;
    return end.type === 'Complete' ? 'its Job is complete' : (end.message ?? 'its Job has failed');
}


/***/ }),

/***/ 92690:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XU: () => (/* binding */ isDead),
/* harmony export */   br: () => (/* binding */ holderInWords),
/* harmony export */   iY: () => (/* binding */ holderName)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _records_process_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23035);
/** Who drives: a process, named so that another on the same machine can tell whether it is dead, and need not wait. */



/** `laptop/4711/88341/3f2a91c0/9c1e`: host, pid, its start, what tells this machine and its processes apart, random. */
async function holderName({ host, pid, random }) {
    const { start } = await (0,_records_process_state_js__WEBPACK_IMPORTED_MODULE_2__/* .processState */ .L)(pid);
    return [host, pid, start ?? '', await scope(), Buffer.from(random(2)).toString('hex')].join('/');
}
/** True only where it is certain: the same machine, booted once, the same process ids, and no such process any more. */
async function isDead(holder, host) {
    const [theirHost, pid = '', start = '', theirScope = ''] = holder.split('/');
    if (theirHost !== host || theirScope === '' || start === '' || theirScope !== (await scope()))
        return false;
    const now = await (0,_records_process_state_js__WEBPACK_IMPORTED_MODULE_2__/* .processState */ .L)(Number(pid));
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
            (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)('/proc/sys/kernel/random/boot_id', 'utf8'),
            (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readlink)('/proc/self/ns/pid'),
        ]);
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(parts.join()).digest('hex').slice(0, 8);
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 73740:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CI: () => (/* binding */ runLease),
/* harmony export */   E4: () => (/* binding */ versionOf),
/* harmony export */   Kd: () => (/* binding */ holderOf),
/* harmony export */   Sx: () => (/* binding */ microTime),
/* harmony export */   l4: () => (/* binding */ unlessConflict),
/* harmony export */   lT: () => (/* binding */ claimLease)
/* harmony export */ });
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24876);
/* harmony import */ var _client_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24141);
/* harmony import */ var _objects_metadata_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69444);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(32345);
/* harmony import */ var _ownership_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5995);
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
    const { api, holder } = claim;
    for (;;) {
        const { object, created } = await api.create('Lease', leaseObject(claim));
        if (created)
            return { isOurs: true, lease: object };
        if (!claim.isOurs(object))
            throw new _ownership_js__WEBPACK_IMPORTED_MODULE_4__/* .NotOurs */ .xm('Lease', object.metadata?.name ?? '', api.namespace, claim.of);
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
/** Of who drives the run. */
function runLease(run) {
    return { meta: (0,_objects_metadata_js__WEBPACK_IMPORTED_MODULE_2__/* .ownedMeta */ .N)(run, (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_3__/* .leaseName */ .AI)(run.id), 'lease'), isOurs: (lease) => (0,_ownership_js__WEBPACK_IMPORTED_MODULE_4__/* .isOfRun */ .NG)(lease, run), of: 'run' };
}
function leaseObject({ meta, holder, seconds }) {
    const now = microTime();
    return {
        apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .E.Lease.apiVersion,
        kind: 'Lease',
        metadata: meta,
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
        if (error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && error.status === 409)
            return null;
        throw error;
    }
}


/***/ }),

/***/ 51991:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ PageReader)
/* harmony export */ });
/* harmony import */ var _objects_anchor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71573);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);


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

/***/ 61331:
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
/* harmony import */ var _objects_anchor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71573);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32345);
/* harmony import */ var _page_reader_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(51991);




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

/***/ 71573:
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
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./node_modules/canonicalize/lib/canonicalize.js
var canonicalize = __webpack_require__(23842);
var canonicalize_default = /*#__PURE__*/__webpack_require__.n(canonicalize);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/records/baseline.ts
var baseline = __webpack_require__(41823);
// EXTERNAL MODULE: ./src/records/canonical.ts
var canonical = __webpack_require__(18616);
// EXTERNAL MODULE: ./src/records/event-schema.ts
var event_schema = __webpack_require__(9228);
// EXTERNAL MODULE: ./src/records/schema.ts
var schema = __webpack_require__(13283);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(24141);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/digest.ts
var digest = __webpack_require__(1985);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/metadata.ts
var metadata = __webpack_require__(69444);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/owner.ts
var objects_owner = __webpack_require__(80710);
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
    const { run, workflow, file, commit, environment, params, schedule } = plan;
    const identity = { run, workflow, file, commit, environment, params, owner };
    return {
        apiVersion: types/* kinds */.E.ConfigMap.apiVersion,
        kind: 'ConfigMap',
        metadata: {
            name: (0,names/* anchorName */.HY)(run.id),
            labels: {
                ...(0,labels/* componentLabels */.D8)({ id: run.id, owner, workflow }, 'anchor'),
                [labels/* labels */.WD.group]: (0,digest/* digest */.b)({ owner: (0,objects_owner/* ownerId */.f)(owner), ref: commit.ref }, groupLength),
                ...(schedule === null ? {} : { [labels/* labels */.WD.schedule]: (0,labels/* labelValue */.w)(schedule.name) }),
                ...(run.base === undefined ? {} : { [labels/* labels */.WD.base]: (0,labels/* labelValue */.w)(run.base) }),
                ...(run.pull === undefined ? {} : { [labels/* labels */.WD.pull]: String(run.pull) }),
            },
            annotations: { ...(0,labels/* ownerNotes */.zJ)(owner), ...(schedule === null ? {} : { [labels/* labels */.WD.scheduledAt]: schedule.at }) },
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
/** What plans that version 0.1.0 has stored do not have. */
const newInPlans = { schedule: null, driver: null, notify: [] };
/** Written by `planObjects`. @param first the first part, @param others all others, in order */
function planOf(first, others) {
    // Written by this program in one piece, perhaps by an older version of it.
    const plan = { ...newInPlans, ...JSON.parse(documentOf([first, ...others], planKey)) };
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
    const branch = (0,baseline/* baselineBranch */.Oz)(whole);
    const own = branch === null ? {} : { [labels/* labels */.WD.baseline]: (0,labels/* labelValue */.w)(branch) };
    const meta = (0,metadata/* ownedMeta */.N)(run, (0,names/* recordName */.xD)(run.id), 'record', own);
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


/***/ })

};
