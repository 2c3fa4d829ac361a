export const id = 82;
export const ids = [82];
export const modules = {

/***/ 23782:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ Elapsed)
/* harmony export */ });
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


/***/ }),

/***/ 30170:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ renewed),
/* harmony export */   l: () => (/* binding */ untilAbandoned)
/* harmony export */ });
/* harmony import */ var _client_watch_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74031);
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31012);
/* harmony import */ var _lease_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73740);



/** Milliseconds between two looks at whether the holder, a process of this machine, lives. */
const lookAgain = 1000;
/**
 * Settles with the Lease as it was seen last when its holder has let it stand still for its whole duration, or is dead;
 * with null when it is gone, or nobody holds it. @throws ApiError
 */
async function untilAbandoned({ api, lease, isDead, signal }) {
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
    const watching = (0,_client_watch_js__WEBPACK_IMPORTED_MODULE_0__/* .watchKind */ .S)(api, 'Lease', { fieldSelector: `metadata.name=${lease.metadata?.name ?? ''}` }, listener, either);
    try {
        return await Promise.race([stillness.ended, watching.then(() => null)]);
    }
    finally {
        done.abort();
        clearInterval(looking);
        stillness.stop();
    }
}
/** As its holder has renewed it; null: it stood still for its whole duration, its holder is dead, or nobody holds it. @throws ApiError */
async function renewed({ api, lease, isDead, signal }) {
    const end = performance.now() + (lease.spec?.leaseDurationSeconds ?? 0) * 1000;
    while (performance.now() < end && !(0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .isAborted */ .G4)(signal) && !(await isDead((0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .holderOf */ .Kd)(lease)))) {
        await (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .systemSleep */ .Hk)(lookAgain, signal);
        const found = await api.get('Lease', lease.metadata?.name ?? '');
        if ((0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .versionOf */ .E4)(found) !== (0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .versionOf */ .E4)(lease))
            return (0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .holderOf */ .Kd)(found) === '' ? null : found;
    }
    return null;
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
        if (lease === null || (0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .holderOf */ .Kd)(lease) === '') {
            this.#end(null);
            return;
        }
        if ((0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .versionOf */ .E4)(lease) === (0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .versionOf */ .E4)(this.#last))
            return;
        this.stop();
        this.#last = lease;
        this.#timer = this.#wait(lease);
    }
    look(isDead) {
        const seen = this.#last;
        void isDead((0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .holderOf */ .Kd)(seen)).then((dead) => {
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


/***/ }),

/***/ 38447:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ LeaseLost),
/* harmony export */   s: () => (/* binding */ Tenure)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24876);
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(31012);
/* harmony import */ var _elapsed_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23782);
/* harmony import */ var _lease_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73740);
/** A Lease while we hold it: renewed again and again, and a fence before everything that changes the cluster. */





/** Seconds before its end from which on a Lease counts as over: a call that begins then may be carried out after it. */
const margin = 5;
/** Milliseconds without an answer after which the driver gives up; the run goes on. */
const patience = 15 * 60_000;
/** Milliseconds between two tries to renew it. */
const pause = 500;
/** Another process drives now: what this one wanted to change is not its to change. */
class LeaseLost extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS {
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
        this.#holder = (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .holderOf */ .Kd)(lease);
        this.#seconds = lease.spec?.leaseDurationSeconds ?? 0;
        this.epoch = lease.spec?.leaseTransitions ?? 0;
        this.#version = (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .versionOf */ .E4)(lease);
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
    /** Says something at the Lease. @throws LeaseLost @throws ApiError */
    async note(annotations) {
        await this.pass();
        const lease = await this.#api.patch('Lease', this.#name, { metadata: { annotations } });
        // Else the next renewal would find a version that it does not know.
        if ((0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .holderOf */ .Kd)(lease) === this.#holder)
            this.#version = (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .versionOf */ .E4)(lease);
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
            await (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_2__/* .systemSleep */ .Hk)(this.#isSafe ? (this.#seconds * 1000) / 3 : pause, signal);
            if ((0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_2__/* .isAborted */ .G4)(signal))
                return;
            await this.#renew();
        }
    }
    async #renew() {
        const sent = new _elapsed_js__WEBPACK_IMPORTED_MODULE_4__/* .Elapsed */ .P(this.#now);
        try {
            const patch = { metadata: { resourceVersion: this.#version }, spec: { renewTime: (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .microTime */ .Sx)() } };
            const lease = await (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .unlessConflict */ .l4)(this.#api.patch('Lease', this.#name, patch));
            if (lease === null) {
                await this.#lookAgain();
                return;
            }
            this.#version = (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .versionOf */ .E4)(lease);
            this.#renewed = sent;
            this.#wakeAll();
        }
        catch (error) {
            // Nobody can take it either while the API server is not to be reached.
            const isGivenUp = this.#renewed.milliseconds > Math.max(patience, this.#seconds * 1000);
            if (isGivenUp || (isForGood(error) && !this.#isSafe))
                this.#lose(error instanceof Error ? error : new Error((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)));
        }
    }
    /** It has changed without us, or the answer to an earlier renewal was lost: then the next one has to count. */
    async #lookAgain() {
        const lease = await this.#api.get('Lease', this.#name);
        if ((0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .holderOf */ .Kd)(lease) === this.#holder)
            this.#version = (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .versionOf */ .E4)(lease);
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
    return !(error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h) || error.status === 401 || error.status === 403;
}


/***/ }),

/***/ 76208:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ waitForOthers),
/* harmony export */   r: () => (/* binding */ untilEnded)
/* harmony export */ });
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31012);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32345);
/* harmony import */ var _driver_job_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82191);
/* harmony import */ var _stored_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(61331);
/* harmony import */ var _lease_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(73740);






/** Milliseconds. */
const pause = 2000;
const sameSecond = 1100;
/** Until no earlier run of the group goes on that somebody drives. @throws ApiError */
async function waitForOthers(line) {
    const { api, id, mode, say, end, signal } = line;
    if (mode === 'allow')
        return;
    // Runs that were made in the same second as ours are to be seen, whichever of them waits.
    await (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .systemSleep */ .Hk)(sameSecond, signal);
    for (const other of await earlierRuns(line)) {
        if (signal.aborted)
            return;
        if (await (0,_stored_run_js__WEBPACK_IMPORTED_MODULE_4__/* .isOver */ .PU)(api, other))
            continue;
        const replaced = `replaced by run ${id}`;
        if (mode === 'replace')
            await (0,_stored_run_js__WEBPACK_IMPORTED_MODULE_4__/* .requestCancel */ .AX)(api, other, replaced);
        say(mode === 'replace'
            ? `cancelling run ${other} (concurrency: replace)`
            : `waiting for run ${other} (concurrency: queue)`);
        if ((await untilEnded(line, other)) || (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .isAborted */ .G4)(signal))
            continue;
        if (mode === 'replace')
            await end(other, replaced);
        else
            say(`run ${other} has no driver: not waiting for it (automl attach ${other}, or automl cancel ${other})`);
    }
}
/** Oldest first. Of two that were made in the same second, the one whose id comes first is the earlier one. */
async function earlierRuns({ api, id, of }) {
    const own = await api.get('ConfigMap', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .anchorName */ .HY)(id));
    const { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.group]: group, [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.owner]: owner, [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.schedule]: schedule } = own?.metadata?.labels ?? {};
    const shared = of === 'group' ? { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.group]: group } : { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.owner]: owner, [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.schedule]: schedule };
    const pairs = Object.entries(shared).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]);
    if (own === null || pairs.length < Object.keys(shared).length)
        return [];
    const { items } = await api.list('ConfigMap', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .having */ .gT)(Object.fromEntries(pairs)) });
    const place = ({ metadata }) => `${metadata?.creationTimestamp ?? ''} ${metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.run] ?? ''}`;
    const scheduleOf = ({ metadata }) => metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.schedule];
    const isMeant = (anchor) => of === 'schedule' || schedule === undefined || scheduleOf(anchor) !== schedule;
    const earlier = items.filter((anchor) => isMeant(anchor) && place(anchor) < place(own));
    return earlier
        .sort((a, b) => place(a).localeCompare(place(b)))
        .map(({ metadata }) => metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.run] ?? '');
}
/** Until the run has ended. False: nobody drives it, and it has not ended. @throws ApiError */
async function untilEnded({ api, mode, signal }, id) {
    let seen = null;
    let since = performance.now();
    while (!signal.aborted) {
        if (await (0,_stored_run_js__WEBPACK_IMPORTED_MODULE_4__/* .isOver */ .PU)(api, id))
            return true;
        const lease = await api.get('Lease', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .leaseName */ .AI)(id));
        // Without an anchor it was deleted.
        if (lease === null && (await api.get('ConfigMap', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .anchorName */ .HY)(id))) === null)
            return true;
        if ((0,_lease_js__WEBPACK_IMPORTED_MODULE_5__/* .versionOf */ .E4)(lease) !== (0,_lease_js__WEBPACK_IMPORTED_MODULE_5__/* .versionOf */ .E4)(seen)) {
            seen = lease;
            since = performance.now();
        }
        const isQuiet = performance.now() - since > (lease?.spec?.leaseDurationSeconds ?? 15) * 1000;
        // One that is to be replaced is not waited for until its driver in the cluster gets a node.
        if (isQuiet && (mode === 'replace' || !(await (0,_driver_job_js__WEBPACK_IMPORTED_MODULE_3__/* .hasDriver */ .lm)(api, id))))
            return false;
        await (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .systemSleep */ .Hk)(pause, signal);
    }
    return false;
}


/***/ }),

/***/ 56944:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CT: () => (/* binding */ knownRuns),
/* harmony export */   NL: () => (/* binding */ isOwnedByRunAlone),
/* harmony export */   ZM: () => (/* binding */ madeAt),
/* harmony export */   ng: () => (/* binding */ runOf)
/* harmony export */ });
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64934);
/* harmony import */ var _objects_owner_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80710);


/** Newest first. @throws ApiError */
async function knownRuns(api, owner) {
    // Pages are the most, and tell nothing here.
    const selector = `${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .ofOwner */ .hH)((0,_objects_owner_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerId */ .f)(owner))},${_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .labels */ .WD.component}!=${'page'}`;
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

/***/ 5995:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C5: () => (/* binding */ createOwned),
/* harmony export */   NG: () => (/* binding */ isOfRun),
/* harmony export */   dF: () => (/* binding */ isOfOwner),
/* harmony export */   rM: () => (/* binding */ createFresh),
/* harmony export */   xm: () => (/* binding */ NotOurs)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64934);
/* harmony import */ var _objects_owner_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80710);
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
    return metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.owner] === (0,_objects_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .ownerId */ .f)(owner);
}
/** Makes it, or finds the one that this run, or one of the workflow, made before. @throws ApiError @throws NotOurs */
async function createOwned(api, kind, object, run, by = 'run') {
    const made = await api.create(kind, object);
    const isOurs = by === 'run' ? isOfRun(made.object, run) : isOfOwner(made.object, run);
    if (!made.created && !isOurs)
        throw new NotOurs(kind, object.metadata?.name ?? '', api.namespace, by);
    return made;
}
/**
 * Makes it before anybody uses it: what a driver that was killed has left under its name may hold something else.
 * @throws ApiError @throws NotOurs
 */
async function createFresh(api, kind, object, run, by = 'run') {
    const { object: found, created } = await createOwned(api, kind, object, run, by);
    if (created || (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(contentOf(found), contentOf(object)))
        return;
    const { name = '', uid = '' } = found.metadata ?? {};
    await api.delete(kind, name, { uid });
    await createOwned(api, kind, object, run, by);
}
/** With its owners: one that belongs to what was just deleted would soon go after it. */
function contentOf(object) {
    const owners = (object.metadata?.ownerReferences ?? []).map(({ uid }) => uid);
    const { data } = object;
    return 'binaryData' in object ? { owners, data, binaryData: object.binaryData } : { owners, data };
}


/***/ }),

/***/ 5495:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ claimEnvironment)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31012);
/* harmony import */ var _driving_elapsed_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23782);
/* harmony import */ var _driving_lease_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73740);
/* harmony import */ var _driving_lease_watch_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30170);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64934);
/** The Lease of an environment: whoever has it changes what is deployed there, and nobody else does meanwhile. */






/** Waits until nobody else has it. @throws AutomlError when the signal is aborted @throws ApiError @throws NotOurs */
async function claimEnvironment(claim, environment, { now, say, signal }) {
    const { api, isDead } = claim;
    let abandoned = null;
    let said = null;
    for (;;) {
        const since = new _driving_elapsed_js__WEBPACK_IMPORTED_MODULE_5__/* .Elapsed */ .P(now);
        const { isOurs, lease } = await (0,_driving_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .claimLease */ .lT)(claim, abandoned);
        if (isOurs)
            return { lease, since };
        const other = lease.metadata?.annotations?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labels */ .WD.deployedBy] ?? '';
        if (other !== said)
            say(`waiting for run ${other}, which deploys to ${environment}`);
        said = other;
        abandoned = await (0,_driving_lease_watch_js__WEBPACK_IMPORTED_MODULE_3__/* .untilAbandoned */ .l)({ api, lease, isDead, signal });
        if ((0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .isAborted */ .G4)(signal))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('CLUSTER', 'was cancelled');
    }
}


/***/ }),

/***/ 50879:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VL: () => (/* binding */ serviceKinds),
/* harmony export */   jG: () => (/* binding */ unlessUnknown),
/* harmony export */   p9: () => (/* binding */ readLive)
/* harmony export */ });
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24876);
/* harmony import */ var _ownership_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5995);
/** The objects of a service as they are in the cluster. */


/** In the order in which they are applied. */
const serviceKinds = [
    'Deployment',
    'Service',
    'PodDisruptionBudget',
    'HorizontalPodAutoscaler',
    'Middleware',
    'Ingress',
    'HTTPRoute',
];
/** A cluster may know nothing of them, since they are no part of Kubernetes, and an account may have no right to them. */
const extensions = new Set(['Middleware', 'HTTPRoute', 'CronJob']);
/** @throws NotOurs for an object of somebody else under the name @throws ApiError */
async function readLive(api, facts, name) {
    const found = await Promise.all(serviceKinds.map(async (kind) => {
        const object = await unlessUnknown(kind, null, api.get(kind, name));
        if (object !== null && !(0,_ownership_js__WEBPACK_IMPORTED_MODULE_1__/* .isOfOwner */ .dF)(object, facts))
            throw new _ownership_js__WEBPACK_IMPORTED_MODULE_1__/* .NotOurs */ .xm(kind, name, api.namespace, 'workflow');
        return object === null ? [] : [[kind, object]];
    }));
    return Object.fromEntries(found.flat());
}
/** @param none what comes back where the cluster does not know the kind, or keeps it from us @throws ApiError */
async function unlessUnknown(kind, none, answer) {
    try {
        return await answer;
    }
    catch (error) {
        if (extensions.has(kind) && error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && (error.status === 403 || error.status === 404))
            return none;
        throw error;
    }
}


/***/ }),

/***/ 76752:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ leaseSeconds)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/** How long a driver of a run in a cluster may be silent. */

/** Seconds that a driver which says nothing keeps a run. @throws AutomlError USAGE */
function leaseSeconds({ env }) {
    const text = env['AUTOML_LEASE_SECONDS'] || '15';
    const number = Number(text);
    if (!Number.isInteger(number) || number < 3 || number > 3600)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `AUTOML_LEASE_SECONDS is "${text}": expected whole seconds from 3 to 3600`);
    return number;
}


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


/***/ })

};
