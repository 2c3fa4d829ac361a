export const id = 496;
export const ids = [496];
export const modules = {

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
