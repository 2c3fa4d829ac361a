export const id = 800;
export const ids = [800];
export const modules = {

/***/ 1985:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ digest)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var canonicalize__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3842);
/* harmony import */ var canonicalize__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(canonicalize__WEBPACK_IMPORTED_MODULE_1__);
/** Short hashes for names and labels. */


/** RFC 4648's base32 in lower case: what names of objects may hold. */
const letters = 'abcdefghijklmnopqrstuvwxyz234567';
/** Of the value's RFC 8785 JSON; `length` characters of 5 bits each, 32 at most. */
function digest(value, length) {
    const bytes = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
        .update(canonicalize__WEBPACK_IMPORTED_MODULE_1___default()(value) ?? '')
        .digest();
    // The low five bits of a byte are as good as any.
    return Array.from(bytes.subarray(0, length), (byte) => letters.charAt(byte % letters.length)).join('');
}


/***/ }),

/***/ 4934:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BV: () => (/* binding */ ofComponent),
/* harmony export */   D7: () => (/* binding */ managedComponent),
/* harmony export */   D8: () => (/* binding */ componentLabels),
/* harmony export */   Gn: () => (/* binding */ ofTasks),
/* harmony export */   Oo: () => (/* binding */ lastingLabels),
/* harmony export */   TH: () => (/* binding */ serviceSelector),
/* harmony export */   WD: () => (/* binding */ labels),
/* harmony export */   Wg: () => (/* binding */ stepLabels),
/* harmony export */   XP: () => (/* binding */ ofRun),
/* harmony export */   Yq: () => (/* binding */ managed),
/* harmony export */   ct: () => (/* binding */ ownLabels),
/* harmony export */   dU: () => (/* binding */ ofProject),
/* harmony export */   hH: () => (/* binding */ ofOwner),
/* harmony export */   jr: () => (/* binding */ outsideMeshes),
/* harmony export */   w: () => (/* binding */ labelValue),
/* harmony export */   zJ: () => (/* binding */ ownerNotes)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1985);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(710);
/** Labels: by them objects are found, shown by dashboards and picked by `kubectl -l`. */


/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels */
const app = {
    name: 'app.kubernetes.io/name',
    managedBy: 'app.kubernetes.io/managed-by',
    component: 'app.kubernetes.io/component',
    partOf: 'app.kubernetes.io/part-of',
};
const labels = {
    component: app.component,
    project: 'automl-action/project',
    owner: 'automl-action/owner',
    run: 'automl-action/run',
    workflow: 'automl-action/workflow',
    stage: 'automl-action/stage',
    step: 'automl-action/step',
    attempt: 'automl-action/attempt',
    iteration: 'automl-action/iteration',
    /** The claim that a pod mounts, where all pods that do must be on one node. */
    store: 'automl-action/store',
    /** Annotation: the repository as people know it. */
    repository: 'automl-action/repository',
    /** Annotation: the workflow file. */
    file: 'automl-action/file',
    /** Annotation: the environment, where there is one. */
    environment: 'automl-action/environment',
    /** Annotation of an Indexed Job: the iterations of its children in the order of the indexes, as `1-3,7`. */
    iterations: 'automl-action/iterations',
    /** Of an anchor: runs of one workflow and ref, which may have to wait for each other. */
    group: 'automl-action/group',
    /** Annotation of an anchor: why somebody wants the run to be cancelled. */
    cancelRequested: 'automl-action/cancel-requested',
    /** Annotation of a page: how often the run had gone from one driver to another when it was written. */
    epoch: 'automl-action/epoch',
    /** Annotation of a source: bytes that it takes in the cluster's store. */
    bytes: 'automl-action/bytes',
    /** Annotation of a record: what it lacks because it would not fit into a ConfigMap. */
    leftOut: 'automl-action/left-out',
    /** Annotation of a service: the run that deployed it last. */
    deployedBy: 'automl-action/deployed-by',
    /** Annotation of a Deployment: what was there before that run, as JSON. */
    before: 'automl-action/before',
};
const manager = 'automl-action';
/** Of every object of a run. */
function ownLabels(run) {
    return { ...lastingLabels(run), [labels.run]: labelValue(run.id) };
}
/** Of objects that outlive the run: a clean-up of the run must not find them. */
function lastingLabels({ owner, workflow }) {
    return {
        [app.name]: labelValue(workflow),
        [app.managedBy]: manager,
        [app.partOf]: labelValue(workflow),
        [labels.project]: (0,_owner_js__WEBPACK_IMPORTED_MODULE_1__/* .projectId */ .Lg)(owner),
        [labels.owner]: (0,_owner_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerId */ .fj)(owner),
        [labels.workflow]: labelValue(workflow),
    };
}
/** Annotations: the owner in words. */
function ownerNotes({ forge, repository, name, file, environment }) {
    return {
        [labels.repository]: `${forge}/${name ?? repository}`,
        [labels.file]: file,
        ...(environment === null ? {} : { [labels.environment]: environment }),
    };
}
function componentLabels(run, component) {
    return { ...ownLabels(run), [labels.component]: component };
}
function stepLabels(step, order) {
    return {
        [app.name]: labelValue(step.name),
        [labels.component]: (step.service === undefined ? 'step' : 'service'),
        [labels.stage]: labelValue(step.stage),
        [labels.step]: labelValue(step.name),
        ...(order === undefined ? {} : { [labels.attempt]: String(order.attempt) }),
        ...(order?.task.iteration === undefined ? {} : { [labels.iteration]: String(order.task.iteration) }),
    };
}
/** What finds the pods of a service, from run to run: a selector can't be changed later. */
function serviceSelector({ owner, workflow }, step) {
    return {
        [labels.owner]: (0,_owner_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerId */ .fj)(owner),
        [labels.workflow]: labelValue(workflow),
        [labels.step]: labelValue(step),
        [labels.component]: 'service',
    };
}
/** Meshes add a proxy to each pod that does not end with the step: the Job would never be complete. */
const outsideMeshes = {
    labels: { 'sidecar.istio.io/inject': 'false' },
    annotations: { 'linkerd.io/inject': 'disabled' },
};
/** Label selector: everything that belongs to one run. */
function ofRun(id) {
    return `${labels.run}=${labelValue(id)}`;
}
/** Label selector: the objects of one run that are of one sort. */
function ofComponent(id, component) {
    return `${ofRun(id)},${labels.component}=${component}`;
}
/** Label selector: one attempt of these tasks, which are steps, or children of one step. */
function ofTasks(id, attempt, tasks) {
    const [{ step, iteration }] = tasks;
    const values = tasks.map((task) => (iteration === undefined ? labelValue(task.step) : String(task.iteration)));
    const among = iteration === undefined
        ? `${labels.step} in (${values.join(',')})`
        : `${labels.step}=${labelValue(step)},${labels.iteration} in (${values.join(',')})`;
    return `${ofRun(id)},${labels.attempt}=${attempt},${among}`;
}
/** Label selector. @param owner id, see owner.ts */
function ofOwner(owner) {
    return `${labels.owner}=${owner}`;
}
/** Label selector. @param project id, see owner.ts */
function ofProject(project, workflow) {
    const all = `${labels.project}=${project}`;
    return workflow === undefined ? all : `${all},${labels.workflow}=${labelValue(workflow)}`;
}
/** Label selector: what we made for workflows of this name, whoever owns them. */
function managed(workflow) {
    return `${app.managedBy}=${manager},${labels.workflow}=${labelValue(workflow)}`;
}
/** Label selector: what we made of one sort in the namespace, whoever owns it. */
function managedComponent(component) {
    return `${app.managedBy}=${manager},${labels.component}=${component}`;
}
/** The text where it may be a label; else what is left of it, and a hash. */
function labelValue(text) {
    if (/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/.test(text))
        return text;
    const kept = text
        .replace(/[^A-Za-z0-9_.-]+/g, '-')
        .replace(/^[^A-Za-z0-9]+/, '')
        .slice(0, 54);
    const hash = `h${(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digest */ .b)(text, 6)}`;
    return kept === '' ? hash : `${kept}-${hash}`;
}


/***/ }),

/***/ 710:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lg: () => (/* binding */ projectId),
/* harmony export */   Vz: () => (/* binding */ runId),
/* harmony export */   fj: () => (/* binding */ ownerId)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1985);
/** Ids of what owns objects: hashes, since the names of repositories are longer than a label. */

/** 60 bits. */
const length = 12;
/** Of a workflow file of one repository in one environment. */
function ownerId({ forge, repository, file, environment }) {
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digest */ .b)({ forge, repository, file, environment }, length);
}
/** Of a workflow file of one repository, whatever the environment. */
function projectId({ forge, repository, file }) {
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digest */ .b)({ forge, repository, file }, length);
}
/** @param key text that is the same whenever the same run is meant, and for no other run */
function runId(key) {
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digest */ .b)({ run: key }, length);
}


/***/ }),

/***/ 4800:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   projectsOf: () => (/* binding */ projectsOf),
/* harmony export */   removeProject: () => (/* binding */ removeProject)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4934);
/** Removal of all that one repository's workflow has in a namespace. */


/** Services first, so that nothing serves half deleted; then the anchors, by which drivers see that their run is deleted. */
const order = [
    'Ingress',
    'Service',
    'Deployment',
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
        for (const { labels: all, annotations } of await api.listMeta(kind, { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .managed */ .Yq)(workflow) })) {
            const id = all?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.project];
            if (id === undefined)
                continue;
            const { repository = '', file = '', environments = [] } = found.get(id) ?? {};
            const notes = annotations ?? {};
            const environment = notes[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.environment];
            found.set(id, {
                id,
                repository: notes[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.repository] ?? repository,
                file: notes[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.file] ?? file,
                environments: [...new Set([...environments, ...(environment === undefined ? [] : [environment])])].sort(),
            });
        }
    }
    return [...found.values()];
}
/** How many objects were removed; all are gone when it returns. @throws AutomlError when something stays */
async function removeProject(api, workflow, project) {
    const selection = { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .ofProject */ .dU)(project, workflow) };
    const before = await count(api, order, selection.labelSelector);
    for (const kind of order)
        await api.deleteAll(kind, selection);
    const deadline = performance.now() + patience;
    for (;;) {
        const left = await count(api, slow, selection.labelSelector);
        if (left === 0)
            return before;
        if (performance.now() > deadline) {
            const minutes = patience / 60_000;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('CLUSTER', `${left} objects are still there after ${minutes} minutes: kubectl get all,cm,secret,pvc,lease -n ${api.namespace} -l '${selection.labelSelector}'`);
        }
        // What a controller made meanwhile goes too.
        for (const kind of order)
            await api.deleteAll(kind, selection);
        await new Promise((resolve) => setTimeout(resolve, pause));
    }
}
async function count(api, kinds, labelSelector) {
    const lists = await Promise.all(kinds.map((kind) => api.listMeta(kind, { labelSelector })));
    return lists.reduce((sum, metas) => sum + metas.length, 0);
}


/***/ })

};
