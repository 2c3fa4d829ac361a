export const id = 530;
export const ids = [530];
export const modules = {

/***/ 4045:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ followLog),
  d: () => (/* binding */ lastLines)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/client/api.ts
var api = __webpack_require__(24876);
// EXTERNAL MODULE: ./src/http/backoff.ts
var backoff = __webpack_require__(31012);
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

// EXTERNAL MODULE: ./src/backends/kubernetes/client/outage.ts
var client_outage = __webpack_require__(87505);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/resource-path.ts
var resource_path = __webpack_require__(27752);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/log-stream.ts
/** The log of a container, each line once, through whatever happens to the connection. */





/** Characters of a line; the rest is replaced by a mark. */
const longest = 1024 * 1024;
/** Characters of a time with nanoseconds, and the space behind it. */
const longestStamp = 40;
/** Milliseconds between two tries while the container has not started, or the log ended before we know why. */
const shortWait = 1000;
/** Milliseconds of silence after which the stream of a terminated container is left for one last read: the kubelet needs longer. */
const lastWords = 500;
/** Failures in a row at which the log of a terminated container is given up: half a minute. */
const lastTries = 10;
/** The end of what a container has printed, or all (null); `isPrevious`: before it was restarted. @throws ApiError */
async function lastLines(api, { pod, container }, { lines, isPrevious, signal, }) {
    const query = {
        container,
        ...(lines === null ? {} : { tailLines: lines }),
        ...(isPrevious ? { previous: true } : {}),
    };
    const found = [];
    const stream = api.lines(logPath(api, pod), query, signal, longest);
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
    const outage = new client_outage/* Outage */.a();
    let failures = 0;
    /** Of what could be read, nothing is missing. */
    let isWhole = true;
    /** With what the log of the terminated container ended when it was read before. */
    let lastHalf = null;
    while (!signal.aborted) {
        const last = isDone();
        const ended = yield* readOnce(api, place, position, { ...options, outage, follow: !last });
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
                failures = 0;
                if (last && (position.half === null || position.half === lastHalf)) {
                    yield halfLine(position);
                    return;
                }
                if (last) {
                    // The container has ended, and the node may still write down what it had printed.
                    lastHalf = position.half;
                    await (0,backoff/* systemSleep */.Hk)(lastWords, signal);
                    break;
                }
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
async function* readOnce(api, { pod, container }, position, { signal, isDone, silence = 120, outage, follow, }) {
    const stalled = new AbortController();
    // Only our own waiting counts: who reads us may take its time.
    let waitingFor = 0;
    const step = 250;
    let waiting = false;
    const timer = setInterval(() => {
        if (waiting)
            waitingFor += step;
        if (waitingFor >= silence * 1000 || (follow && isDone() && waitingFor >= lastWords))
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
    const lines = api.lines(logPath(api, pod), query, AbortSignal.any([signal, stalled.signal]), longest + longestStamp);
    try {
        for (;;) {
            let next;
            waiting = true;
            try {
                next = await lines.next();
            }
            catch (error) {
                return stalled.signal.aborted ? 'stalled' : judge(error, outage);
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
/** A line that lacks its end comes again, whole, when the log is read again. */
function atEnd(rest, position, follow) {
    const line = readStamp(rest);
    if (line === null)
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
function judge(error, outage) {
    if (!(error instanceof api/* ApiError */.h) || error.status === null || error.status >= 500) {
        outage.note(performance.now());
        return 'broken';
    }
    if (error.status === 408 || error.status === 429)
        return 'broken';
    if (error.status === 403 && outage.isFresh(performance.now()))
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
    if (text.length <= longest)
        return text;
    return `${text.slice(0, longest)} [cut: the line is longer than 1 MiB]`;
}
function brokenFor({ pod, container }) {
    const said = `the log of container ${container} in pod ${pod} can't be read; is its node down?`;
    return new api/* ApiError */.h(said, { status: null, reason: null, said });
}


/***/ }),

/***/ 73791:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LP: () => (/* binding */ hasFailedBefore),
/* harmony export */   Mz: () => (/* binding */ containersOf),
/* harmony export */   Xu: () => (/* binding */ hasLog),
/* harmony export */   hY: () => (/* binding */ hasEnded),
/* harmony export */   no: () => (/* binding */ ownContainers),
/* harmony export */   p$: () => (/* binding */ hasPrinted)
/* harmony export */ });
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59314);
/* harmony import */ var _objects_merge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21157);


/** Names of those that our own template has; a mesh or a policy may add more when the pod is made. */
function ownContainers({ pod }) {
    const { containers, initContainers = [] } = (0,_objects_merge_js__WEBPACK_IMPORTED_MODULE_1__/* .mergePodSpec */ .T)({ containers: [{ name: _layout_js__WEBPACK_IMPORTED_MODULE_0__/* .stepContainer */ ._h }] }, pod.patch);
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


/***/ }),

/***/ 85415:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ AnchorWatch)
/* harmony export */ });
/* harmony import */ var _client_watch_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74031);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(32345);
/* harmony import */ var _stored_run_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61331);



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
            const reason = (0,_stored_run_js__WEBPACK_IMPORTED_MODULE_2__/* .cancelRequestOf */ .Hn)(anchor);
            if (reason === null || this.#isCancelled)
                return;
            this.#isCancelled = true;
            onCancel(reason);
        };
        this.#watching = (0,_client_watch_js__WEBPACK_IMPORTED_MODULE_0__/* .watchKind */ .S)(api, 'ConfigMap', { fieldSelector: `metadata.name=${(0,_objects_names_js__WEBPACK_IMPORTED_MODULE_1__/* .anchorName */ .HY)(id)}` }, {
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


/***/ }),

/***/ 10418:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ Follower)
/* harmony export */ });
/* harmony import */ var _client_watch_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74031);
/* harmony import */ var _companions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73791);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64934);
/* harmony import */ var _page_reader_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(51991);
/* harmony import */ var _pod_attempts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(33644);





/** Seconds that logs may take to come to their end. */
const logsPatience = 10;
class Follower {
    #options;
    #reader = new _page_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .PageReader */ .X();
    #attempts;
    /** By the uid of the pod; null while its log is being opened. */
    #logs = new Map();
    /** Those of pods that have not ended. */
    #running = new Set();
    constructor(options) {
        this.#options = options;
        this.#attempts = new _pod_attempts_js__WEBPACK_IMPORTED_MODULE_4__/* .PodAttempts */ .U(options.api, options.plan);
    }
    /** Until the signal is aborted. @throws ApiError */
    async follow() {
        const { api, plan, logs, signal } = this.#options;
        const { id } = plan.run;
        const watching = Promise.all([
            (0,_client_watch_js__WEBPACK_IMPORTED_MODULE_0__/* .watchKind */ .S)(api, 'ConfigMap', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ofComponent */ .BV)(id, 'page') }, {
                list: (pages) => {
                    this.#read(pages);
                },
                event: ({ type, object }) => {
                    if (type === 'ADDED')
                        this.#read([object]);
                },
            }, signal),
            (0,_client_watch_js__WEBPACK_IMPORTED_MODULE_0__/* .watchKind */ .S)(api, 'Pod', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ofComponent */ .BV)(id, 'step') }, {
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
            await logs.close(logsPatience);
        }
    }
    /** What was stored since the last page that was read. @throws ApiError */
    async catchUp() {
        const { api, plan } = this.#options;
        this.#read((await api.list('ConfigMap', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ofComponent */ .BV)(plan.run.id, 'page') })).items);
    }
    #read(pages) {
        for (const event of this.#reader.read(pages))
            this.#options.onEvent(event);
    }
    #see(pod) {
        const { uid = '' } = pod.metadata ?? {};
        const log = this.#logs.get(uid);
        if (log === undefined && (0,_companions_js__WEBPACK_IMPORTED_MODULE_1__/* .hasLog */ .Xu)(pod)) {
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
        const { logs, wants = () => true } = this.#options;
        const members = (await this.#attempts.allOf(pod)).filter(wants);
        await logs.begin(members);
        for (const about of members) {
            const isAlone = about.step.code.kind === 'image';
            // Those that share the pod have one log.
            const log = logs.follow(about, pod, isAlone ? null : () => undefined);
            this.#logs.set(uid, log);
            this.#running.add(log);
        }
        this.#see(pod);
    }
}


/***/ }),

/***/ 33644:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ PodAttempts)
/* harmony export */ });
/* harmony import */ var _objects_job_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30628);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);


class PodAttempts {
    #api;
    #steps;
    #jobs = new Map();
    constructor(api, { steps }) {
        this.#api = api;
        this.#steps = new Map(steps.map((step) => [(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labelValue */ .w)(step.name), step]));
    }
    /** Null: it is none of ours, or several children run in it, one after the other. @throws ApiError */
    async of(pod) {
        const [only, ...others] = await this.allOf(pod);
        return only === undefined || others.length > 0 ? null : only;
    }
    /** None: it is none of ours. @throws ApiError */
    async allOf({ metadata }) {
        const { labels: own = {}, annotations = {} } = metadata ?? {};
        const name = own['batch.kubernetes.io/job-name'];
        const step = this.#steps.get(own[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.step] ?? '');
        if (step === undefined || name === undefined)
            return [];
        const reading = this.#jobs.get(name) ?? this.#api.get('Job', name);
        this.#jobs.set(name, reading);
        const job = await reading.catch((error) => {
            this.#jobs.delete(name);
            throw error;
        });
        const index = annotations['batch.kubernetes.io/job-completion-index'] ?? '';
        const members = job === null ? [] : (0,_objects_job_js__WEBPACK_IMPORTED_MODULE_0__/* .membersOf */ .lS)(job).filter((member) => String(member.index ?? '') === index);
        return members.map(({ iteration, attempt, rank }) => {
            return { step, attempt, rank, task: { step: step.name, ...(iteration === null ? {} : { iteration }) } };
        });
    }
}


/***/ }),

/***/ 86864:
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

/***/ 57528:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ keepLogs),
  s: () => (/* binding */ readKeptLogs)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./src/records/files.ts
var files = __webpack_require__(15701);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(24141);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/metadata.ts
var metadata = __webpack_require__(69444);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/logs.ts
/** What the steps of a run have printed, as it stays when their pods are gone: compressed, each log by itself. */






/** Bytes in one ConfigMap. The API server takes 1 MiB, base64 and all else included. */
const logsLimit = 900 * 1024;
const key = 'logs.jsonl.gz';
const keptLog = schemas/* object */.Ikc({
    step: schemas/* string */.YjP(),
    iteration: schemas/* int */.Whr().min(1).exactOptional(),
    attempt: schemas/* int */.Whr().min(1),
    text: schemas/* string */.YjP(),
});
/** Not all at once: the driver's Lease is renewed meanwhile. */
function packedLog({ step, iteration, attempt, text }) {
    const log = { step, ...(iteration === undefined ? {} : { iteration }), attempt, text };
    return (0,external_node_util_.promisify)(external_node_zlib_.gzip)(`${JSON.stringify(log)}\n`);
}
/** @param logs made by `packedLog`, each at most `logsLimit`: one ConfigMap holds whole logs */
function logsObjects(run, logs) {
    const parts = [];
    let room = 0;
    for (const log of logs) {
        if (log.length > room) {
            parts.push([]);
            room = logsLimit;
        }
        parts.at(-1)?.push(log);
        room -= log.length;
    }
    return parts.map((part, number) => ({
        apiVersion: types/* kinds */.E.ConfigMap.apiVersion,
        kind: 'ConfigMap',
        immutable: true,
        metadata: (0,metadata/* ownedMeta */.N)(run, (0,names/* logsName */.Rg)(run.id, number), 'logs'),
        binaryData: { [key]: Buffer.concat(part).toString('base64') },
    }));
}
/** The logs that a ConfigMap of `logsObjects` holds. @throws Error for one that no version of this program has written */
async function logsOf({ metadata, binaryData }) {
    const data = binaryData?.[key];
    if (data === undefined)
        throw new Error(`the ConfigMap ${metadata?.name ?? ''} has no ${key}`);
    const lines = (await (0,external_node_util_.promisify)(external_node_zlib_.gunzip)(Buffer.from(data, 'base64'))).toString().split('\n').slice(0, -1);
    return lines.map((line) => keptLog.parse(JSON.parse(line)));
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
;// CONCATENATED MODULE: ./src/backends/kubernetes/kept-logs.ts
/** At the end of a run what its steps have printed goes to the cluster, as far as there is room: their pods go soon. */





/** Compressed bytes of all logs of a run. */
const most = 1024 * 1024;
/** The share of it that attempts which failed may have, before all others. */
const failedShare = 0.75;
/** Bytes of one log that are looked at, from its end. */
const longestTail = 8 * 1024 * 1024;
/** Compressed bytes below which an end is no help. */
const least = 256;
/** What another driver has stored already stays as it is. @throws ApiError, Error of the disk */
async function keepLogs({ api, run, record, logPath }) {
    const attempts = record.steps.flatMap(({ name, children, attempts: own }) => (children ?? [{ iteration: undefined, attempts: own }]).flatMap(({ iteration, attempts: all }) => all.map(({ attempt, state }) => {
        const task = { step: name, ...(iteration === undefined ? {} : { iteration }) };
        return { task, attempt, hasFailed: state === 'failed' || state === 'timed-out' };
    })));
    const found = async (hasFailed) => {
        const logs = [];
        for (const { task, attempt } of attempts.filter((each) => each.hasFailed === hasFailed)) {
            const path = logPath(task, attempt);
            const size = path === null ? 0 : await sizeOf(path);
            if (path !== null && size > 0)
                logs.push({ task, attempt, path, size });
        }
        return logs;
    };
    const others = await found(false);
    const failed = await packed(await found(true), others.length === 0 ? most : most * failedShare);
    const all = [...failed, ...(await packed(others, most - bytesOf(failed)))];
    for (const object of logsObjects(run, all))
        await api.create('ConfigMap', object);
}
/** By attempt: what is kept of a run. @throws ApiError, Error for what no version of this program has written */
async function readKeptLogs(api, id) {
    const { items } = await api.list('ConfigMap', { labelSelector: (0,labels/* ofComponent */.BV)(id, 'logs') });
    return (await Promise.all(items.map(logsOf))).flat();
}
/** Shorter ones leave to the longer ones what they do not need. @param room compressed bytes for all of them */
async function packed(logs, room) {
    const shortestFirst = logs.slice(0, Math.floor(room / least)).sort((a, b) => a.size - b.size);
    const all = [];
    let left = room;
    for (const [place, log] of shortestFirst.entries()) {
        const share = Math.min(logsLimit, Math.floor(left / (shortestFirst.length - place)));
        const end = await endOf(log, share);
        if (end === null)
            continue;
        all.push(end);
        left -= end.length;
    }
    return all;
}
/** Null: it would be too short. @param room compressed bytes */
async function endOf(log, room) {
    const tail = await tailOf(log.path, log.size);
    let length = tail.length;
    while (length > 0) {
        const bytes = length === log.size ? tail : wholeLines(tail.subarray(tail.length - length));
        const cut = await markOf(log, log.size - bytes.length);
        const { task, attempt } = log;
        const document = await packedLog({ ...task, attempt, text: `${cut}${bytes.toString()}` });
        if (document.length <= room)
            return document;
        length = Math.floor(bytes.length * Math.min(0.9, (0.95 * room) / document.length));
    }
    return null;
}
/** Without the part of a line that it begins with, unless that is all. */
function wholeLines(bytes) {
    const line = bytes.indexOf('\n') + 1;
    return line === bytes.length ? bytes : bytes.subarray(line);
}
/** @param missing bytes at its beginning */
async function markOf({ path }, missing) {
    if (missing === 0)
        return '';
    let lines = 0;
    for await (const chunk of (0,external_node_fs_.createReadStream)(path, { end: missing - 1 })) {
        const bytes = chunk;
        for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1))
            lines += 1;
    }
    return `[... ${lines === 0 ? 'the beginning is' : `${lines} lines are`} not kept ...]\n`;
}
async function tailOf(path, size) {
    const handle = await (0,promises_.open)(path);
    try {
        const length = Math.min(size, longestTail);
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
        return buffer.subarray(0, bytesRead);
    }
    finally {
        await handle.close();
    }
}
/** 0 where there is none: the pod was gone before this driver came. */
async function sizeOf(path) {
    try {
        return (await (0,promises_.stat)(path)).size;
    }
    catch (error) {
        if ((0,files/* isCode */._m)(error, 'ENOENT'))
            return 0;
        throw error;
    }
}
function bytesOf(documents) {
    return documents.reduce((sum, { length }) => sum + length, 0);
}


/***/ }),

/***/ 30628:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Dl: () => (/* binding */ childrenJob),
  lS: () => (/* binding */ membersOf),
  WZ: () => (/* binding */ stepJob)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(24141);
// EXTERNAL MODULE: ./src/backends/kubernetes/grouped.ts
var grouped = __webpack_require__(86864);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/shell.ts
var shell = __webpack_require__(50483);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/spec.ts
var spec = __webpack_require__(84874);
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
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/metadata.ts
var metadata = __webpack_require__(69444);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/pod-places.ts
var pod_places = __webpack_require__(56139);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/pod.ts
var pod = __webpack_require__(38938);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/ranges.ts
var ranges = __webpack_require__(65379);
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

/***/ 21157:
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

/***/ 56139:
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

/***/ 38938:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ podTemplate)
/* harmony export */ });
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59314);
/* harmony import */ var _container_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56775);
/* harmony import */ var _injectors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28872);
/* harmony import */ var _labels_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64934);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(21157);
/* harmony import */ var _restricted_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(39048);
/* harmony import */ var _spec_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(84874);
/* harmony import */ var _volumes_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(62962);








/** Seconds for the agent to say how the code ended, after the code's own grace. */
const lastWords = 5;
/** Seconds that the kubelet may be late. */
const slack = 30;
/** First port that needs no privilege. */
const firstOpenPort = 1024;
function podTemplate(parts) {
    const { facts, step, order, children, lasts } = parts;
    const shared = (0,_spec_js__WEBPACK_IMPORTED_MODULE_6__/* .storeOf */ .xX)(facts, step);
    const place = shared?.sharesNode === true ? { [_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.store]: (0,_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labelValue */ .w)(shared.claim) } : {};
    const told = children === null ? order : { attempt: order.attempt, task: { step: step.name } };
    const own = lasts === null
        ? { ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .ownLabels */ .ct)(facts), ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .stepLabels */ .Wg)(step, told), ..._injectors_js__WEBPACK_IMPORTED_MODULE_2__/* .outsideMeshes */ .j.labels }
        : { ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .lastingLabels */ .Oo)(facts), ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .stepLabels */ .Wg)(step), ...lasts.labels };
    return {
        metadata: {
            labels: { ...own, ...place, ...(step.pod.serviceAccount === undefined ? {} : _injectors_js__WEBPACK_IMPORTED_MODULE_2__/* .cloudIdentity */ .q) },
            annotations: {
                // For `kubectl logs` where somebody adds containers.
                'kubectl.kubernetes.io/default-container': _layout_js__WEBPACK_IMPORTED_MODULE_0__/* .stepContainer */ ._h,
                ...(lasts === null ? _injectors_js__WEBPACK_IMPORTED_MODULE_2__/* .outsideMeshes */ .j.annotations : lasts.annotations),
            },
        },
        spec: (0,_merge_js__WEBPACK_IMPORTED_MODULE_4__/* .mergePodSpec */ .T)(podSpecOf(parts, place), step.pod.patch),
    };
}
function podSpecOf(parts, place) {
    const { facts, plan, step, order, children, most, lasts } = parts;
    const { volumes, volumeMounts } = (0,_volumes_js__WEBPACK_IMPORTED_MODULE_7__/* .podVolumes */ .f)(facts, step, children);
    const one = (0,_container_js__WEBPACK_IMPORTED_MODULE_1__/* .container */ .k)({ facts, plan, step, order, volumeMounts, isIndexed: children !== null });
    const deadline = lasts === null ? deadlineOf(step, facts.grace, most) : null;
    return {
        restartPolicy: lasts === null ? 'Never' : 'Always',
        ...(deadline === null ? {} : { activeDeadlineSeconds: deadline }),
        terminationGracePeriodSeconds: Math.ceil(facts.grace) + lastWords + (step.service?.drain ?? 0),
        enableServiceLinks: false,
        automountServiceAccountToken: false,
        securityContext: securityContext(facts, step),
        containers: [{ ...one, ...lasts?.serving }],
        volumes,
        ...(lasts === null ? {} : { topologySpreadConstraints: lasts.topologySpreadConstraints }),
        ...placement(step, place),
    };
}
/** Seconds. The agent ends the code in time; this is for when the agent can't. */
function deadlineOf({ timeout, startTimeout }, grace, most) {
    return timeout === undefined ? null : Math.ceil((startTimeout + timeout + grace) * most) + slack;
}
function securityContext(facts, { service }) {
    return {
        ...(0,_restricted_js__WEBPACK_IMPORTED_MODULE_5__/* .restrictedPod */ .x)(facts),
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

/***/ 65379:
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

/***/ 21770:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ OpenLogs)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48720);
/* harmony import */ var _companions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73791);
/* harmony import */ var _lanes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76737);
/* harmony import */ var _step_log_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15748);
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
        const paths = attempts.flatMap(({ task, attempt }) => logPath(task, attempt) ?? []);
        await (0,_lanes_js__WEBPACK_IMPORTED_MODULE_3__/* .inLanes */ .L)(fileLanes, paths.map((path) => () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, '')));
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
        const log = new _step_log_js__WEBPACK_IMPORTED_MODULE_2__/* .StepLog */ .J({ api, pod: name, own: (0,_companions_js__WEBPACK_IMPORTED_MODULE_1__/* .ownContainers */ .no)(step), ...sink, ...about });
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
        const key = (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .taskKey */ .Do)(task);
        return [...this.#open.values()].some((open) => (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .taskKey */ .Do)(open.task) === key && open.attempt === attempt);
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


/***/ }),

/***/ 36523:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HV: () => (/* binding */ readGateway),
/* harmony export */   UO: () => (/* binding */ gatewayText),
/* harmony export */   xF: () => (/* binding */ gatewayOrigin)
/* harmony export */ });
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24876);
/* harmony import */ var _client_resource_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27752);
/* harmony import */ var _preflight_readable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40932);
/** The Gateway that a service names, which may be in another namespace. */



/** Null: there is none, or the cluster does not know the kind. @throws ApiError */
async function readGateway(api, gateway) {
    const path = (0,_client_resource_path_js__WEBPACK_IMPORTED_MODULE_1__/* .resourcePath */ .oU)('Gateway', gateway.namespace ?? api.namespace, gateway.name);
    try {
        return (await (0,_preflight_readable_js__WEBPACK_IMPORTED_MODULE_2__/* .readable */ .HD)(api.request({ method: 'GET', path })));
    }
    catch (error) {
        if (error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && error.status === 404)
            return null;
        throw error;
    }
}
/** As the file writes it. */
function gatewayText({ namespace, name }) {
    return namespace === undefined ? name : `${namespace}/${name}`;
}
/** `https://a.example.com`, by its listeners; null: no name and no address leads to it. */
function gatewayOrigin({ spec, status }, host) {
    const address = host ?? status?.addresses?.find(({ value }) => value !== undefined)?.value;
    if (address === undefined)
        return null;
    const listeners = spec?.listeners?.filter(({ hostname }) => matches(hostname, host)) ?? [];
    // A certificate is for a name.
    const secure = host === undefined ? undefined : listeners.find(({ protocol }) => protocol === 'HTTPS');
    const { protocol, port } = secure ??
        listeners.find((one) => one.protocol === 'HTTP') ?? { protocol: 'HTTP', port: 80 };
    const usual = protocol === 'HTTPS' ? 443 : 80;
    return `${protocol.toLowerCase()}://${address}${port === usual ? '' : `:${port}`}`;
}
/** @param hostname of a listener */
function matches(hostname, host) {
    if (hostname === undefined || host === undefined)
        return true;
    return hostname === host || (hostname.startsWith('*.') && host.endsWith(hostname.slice(1)));
}


/***/ }),

/***/ 86893:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ isComplete),
/* harmony export */   r: () => (/* binding */ crashOf)
/* harmony export */ });
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59314);

/** Seconds: probes begin a little after the container, and times are whole seconds. */
const slack = 2;
/**
 * Every replica is of this revision and available: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#complete-deployment
 * @param generation the least that the controller must have seen
 */
function isComplete({ metadata, spec, status }, generation) {
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
    const container = status?.containerStatuses?.find(({ name }) => name === _layout_js__WEBPACK_IMPORTED_MODULE_0__/* .stepContainer */ ._h);
    const ended = container?.state?.terminated ?? container?.lastState?.terminated;
    // One that has been up and is busy, or was started anew long ago, has not crashed.
    if (container === undefined || ended === undefined || container.ready || container.started === true)
        return null;
    if (container.restartCount < 1 && container.state?.terminated === undefined)
        return null;
    if (livedFor(ended) >= step.startTimeout - slack)
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
    const health = service?.health?.path;
    const problem = health === undefined ? `did not listen on port ${String(service?.port ?? '')}` : `GET ${health} did not answer 2xx`;
    return `${problem} within ${String(startTimeout)} s (start_timeout)`;
}


/***/ }),

/***/ 51879:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ routeStatus)
/* harmony export */ });
/** https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus, without what is about an older form of the route. */
function routeStatus({ metadata, status }) {
    const generation = metadata?.generation ?? 0;
    const isTold = ({ type, observedGeneration = 0 }) => (type === 'Accepted' || type === 'ResolvedRefs') && observedGeneration >= generation;
    const parents = (status?.parents ?? []).map(({ conditions = [] }) => conditions.filter(isTold));
    const isServed = parents.some((told) => told.length === 2 && told.every((condition) => condition.status === 'True'));
    if (isServed)
        return { verdict: 'good', problem: null };
    const no = parents.flat().find((condition) => condition.status === 'False');
    return no === undefined ? { verdict: 'open', problem: null } : { verdict: 'bad', problem: sentence(no) };
}
function sentence({ type, reason = type, message = '' }) {
    return message === '' ? reason : `${reason} (${message})`;
}


/***/ }),

/***/ 15748:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J: () => (/* binding */ StepLog),
  G: () => (/* binding */ step_log_frame)
});

// EXTERNAL MODULE: ./src/backends/result.ts
var result = __webpack_require__(74672);
// EXTERNAL MODULE: ./src/backends/kubernetes/companions.ts
var companions = __webpack_require__(73791);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/log-stream.ts + 1 modules
var log_stream = __webpack_require__(4045);
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
            const log = (0,log_stream/* followLog */.w)(api, { pod, container }, { signal, isDone: () => this.#complete });
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
        return await (0,log_stream/* lastLines */.d)(api, place, { lines: tailLines, isPrevious, signal: both });
    }
    catch (error) {
        return [`[its log could not be read: ${(0,errors/* messageOf */.bD)(error)}]`];
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/layout.ts
var layout = __webpack_require__(59314);
// EXTERNAL MODULE: ./src/backends/log-file.ts + 1 modules
var log_file = __webpack_require__(18556);
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
        const { path } = this.#options;
        await Promise.all([path === null ? null : this.#save(path, `${lines.join('\n')}\n`), ...behind]);
    }
    /** For the file alone, where there is one. */
    async keep(text) {
        const { path, onLine } = this.#options;
        await (path === null ? onLine(text.trimEnd()) : this.#save(path, text));
    }
    /** Why the file is not whole, or null. */
    async close() {
        return (await this.#file?.close()) ?? null;
    }
    async #save(path, text) {
        this.#file ??= new log_file/* LogFile */.$(path, { append: true });
        await this.#file.write(text);
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
const lastWords = 500;
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
        const containers = (0,companions/* containersOf */.Mz)(pod);
        const hasStarted = containers.some(({ status }) => status.name === layout/* stepContainer */._h && (0,companions/* hasPrinted */.p$)(status));
        for (const container of containers) {
            const { name } = container.status;
            if (!this.#options.own.has(name)) {
                if (!hasStarted && (0,companions/* hasFailedBefore */.LP)(container))
                    this.#showTail(container);
            }
            else if ((0,companions/* hasPrinted */.p$)(container.status))
                this.#follow(container);
            if ((0,companions/* hasEnded */.hY)(pod, container))
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
        if (!this.#followed.has(layout/* stepContainer */._h))
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
        }, lastWords);
        await Promise.all([...logs.map(({ log }) => log.ended), ...this.#tails.values()]);
        clearTimeout(enough);
        const trouble = (await this.#followed.get(layout/* stepContainer */._h)?.log.ended) ?? null;
        const troubles = await Promise.all([...this.#sinks.values()].map((sink) => sink.close()));
        return troubles.find((each) => each !== null) ?? trouble;
    }
    #follow({ role, status: { name } }) {
        if (this.#followed.has(name))
            return;
        const { api, pod } = this.#options;
        const isStep = name === layout/* stepContainer */._h;
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
            written.push(this.#write(printed, layout/* stepContainer */._h));
            printed = [];
            isEnd = this.#hear(line);
            if (isEnd)
                break;
        }
        await Promise.all([...written, this.#write(printed, layout/* stepContainer */._h)]);
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
        const parsed = result/* agentMessage */.pG.safeParse(content);
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
    return container === layout/* stepContainer */._h ? line : `[${container}] ${line}`;
}


/***/ })

};
