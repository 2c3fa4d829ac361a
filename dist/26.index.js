export const id = 26;
export const ids = [26];
export const modules = {

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

/***/ 4436:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ appliedFields)
/* harmony export */ });
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
        const named = inside.map((name) => ({ name, isMeant: isNamed(name, elements) }));
        // In the order of the list: another one would be a change when it is applied again.
        return elements.flatMap((element) => named.filter(({ isMeant }) => isMeant(element)).map(({ name }) => below(name, element)));
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


/***/ }),

/***/ 23079:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  oP: () => (/* binding */ inParts),
  U1: () => (/* binding */ injectedBytes),
  lb: () => (/* binding */ injectedObjects),
  sf: () => (/* binding */ mapLimit),
  kx: () => (/* binding */ projectArchive)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/workflow/quantity.ts
var quantity = __webpack_require__(52912);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(24141);
// EXTERNAL MODULE: ./node_modules/tar/dist/esm/index.min.js
var index_min = __webpack_require__(98697);
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
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/metadata.ts
var metadata = __webpack_require__(69444);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
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
    const files = [...(await runnerFiles(injected.runner)), { name: 'source.tgz', data: await projectArchive(injected) }];
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
    const boot = ['boot.py', 'boot.sh', 'answers.py'].map(async (name) => ({
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
/** The project's files as `source.tgz`. @throws AutomlError PREFLIGHT for a project that is too large, or can't be read */
async function projectArchive({ root, files }) {
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

/***/ 57301:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cc: () => (/* binding */ olderCommit),
/* harmony export */   tW: () => (/* binding */ isOlder)
/* harmony export */ });
/* unused harmony export OlderCommit */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32345);
/** Which commit is deployed to an environment: an older one must not replace it, whenever its run comes to deploy. */



/** A newer commit is there. */
class OlderCommit extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS {
    constructor(ours, newer, environment) {
        const older = `commit ${ours.slice(0, 7)} is older than ${newer.slice(0, 7)}, which is deployed to ${environment}`;
        super('USAGE', `${older}: --allow-older deploys it all the same`);
        this.name = 'OlderCommit';
    }
}
/** Null: this commit may be deployed. Where git does not know both, the times tell. @throws ApiError */
async function olderCommit(api, owner, order) {
    const { commit } = order;
    const lease = await api.getMeta('Lease', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .environmentLeaseName */ .tD)(owner));
    const { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.commit]: deployed, [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.committed]: committed = '' } = lease?.annotations ?? {};
    if (deployed === undefined || commit.head === null || !(await isOlder(order, { commit: deployed, committed })))
        return null;
    return new OlderCommit(commit.head, deployed, owner.environment ?? '');
}
/** Whether it must not take the place of another commit. */
async function isOlder({ commit, isBefore, allowsOlder }, other) {
    if (allowsOlder || commit.head === null || other.commit === commit.head)
        return false;
    return (await isBefore(other.commit)) ?? Date.parse(commit.committed ?? '') < Date.parse(other.committed);
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

/***/ 11112:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ic: () => (/* binding */ applied),
/* harmony export */   T: () => (/* binding */ WayBack),
/* harmony export */   m8: () => (/* binding */ manager)
/* harmony export */ });
/* unused harmony export unpacked */
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _objects_applied_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4436);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/* harmony import */ var _ownership_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5995);
/* harmony import */ var _live_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50879);
/** A service as a roll-out found it, and the way back: kept at the Deployment itself, for whoever has to go it. */





/** Who applies (`fieldManager` of client/http-api.ts). */
const manager = 'automl';
/** Annotations with names of what was made for the revisions of a service. */
const materialLists = new Set([_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.secrets, _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.claims]);
class WayBack {
    /** A driver of this run has begun to change it. */
    isBegun;
    #facts;
    #name;
    #before;
    constructor(facts, name, before, isBegun) {
        this.#facts = facts;
        this.#name = name;
        this.#before = before;
        this.isBegun = isBegun;
    }
    /** To what serves now; while a roll-out is unfinished, whoever began it, to what served before that. */
    static from(live, facts, name) {
        const annotations = live.Deployment?.metadata?.annotations ?? {};
        const unfinished = annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.before];
        const before = unfinished === undefined ? beforeOf(live) : unpacked(unfinished);
        return new WayBack(facts, name, before, unfinished !== undefined && annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.deployedBy] === facts.id);
    }
    /** Nothing served before. */
    get isNone() {
        return this.#before.Deployment === undefined;
    }
    /** The Deployment that replaces it, with the way back: both come to be in one call, or neither. */
    recordedIn(next) {
        const before = withMaterialOf(next, this.#before);
        const annotations = { ...next.metadata?.annotations, [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.before]: packed(before) };
        return { ...next, metadata: { ...next.metadata, annotations } };
    }
    /**
     * What was not there goes again; what was there gets back what was applied to it. Its pods are still there, unless the
     * roll-out was complete: it takes none away before there is another. @throws ApiError
     */
    async restore(api) {
        const failures = [];
        const note = (error) => failures.push(error);
        for (const kind of _live_js__WEBPACK_IMPORTED_MODULE_3__/* .serviceKinds */ .VL.toReversed())
            if (kind !== 'Deployment')
                await this.#restore(api, kind, this.#before[kind]).catch(note);
        // The Deployment last: whoever finds the undo half done finds the way back there.
        await this.#deploymentToBe(api, failures.length === 0 ? 'whole' : 'partial')
            .then((before) => this.#restore(api, 'Deployment', before))
            .catch(note);
        if (failures.length > 0)
            throw failures[0];
    }
    async #deploymentToBe(api, undo) {
        const { Deployment: before, HorizontalPodAutoscaler: scaler } = this.#before;
        if (before === undefined)
            return undefined;
        // What scales it may have done so meanwhile, and goes on.
        const scaled = scaler === undefined ? before : scaledAs(before, await api.get('Deployment', this.#name));
        return undo === 'whole' ? scaled : this.recordedIn(scaled);
    }
    async #restore(api, kind, before) {
        const name = this.#name;
        const now = await (0,_live_js__WEBPACK_IMPORTED_MODULE_3__/* .unlessUnknown */ .jG)(kind, null, api.get(kind, name));
        if (before === undefined) {
            // Gone without us, or never made: there is nothing to undo.
            if (now === null || !(0,_ownership_js__WEBPACK_IMPORTED_MODULE_2__/* .isOfOwner */ .dF)(now, this.#facts))
                return;
            const { uid } = now.metadata ?? {};
            await api.delete(kind, name, uid === undefined ? {} : { uid });
            return;
        }
        if (now !== null && !(0,_ownership_js__WEBPACK_IMPORTED_MODULE_2__/* .isOfOwner */ .dF)(now, this.#facts))
            return;
        // Somebody has deleted it meanwhile, and not for us to bring it back.
        if (now === null && kind === 'Deployment')
            return;
        // As an apply, since a patch would own the fields that it puts back, and no later apply could take them away.
        await api.apply(kind, { ...before, metadata: { ...before.metadata, name } }, { force: true });
    }
}
/** All annotations of an object together may be 256 KiB, and what its pods are told may be half of that. */
function packed(before) {
    return (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gzipSync)(JSON.stringify(before), { level: 9 }).toString('base64');
}
/** Written by `packed`. */
function unpacked(text) {
    return JSON.parse((0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gunzipSync)(Buffer.from(text, 'base64')).toString());
}
/** What was made for the next revision is known afterwards too, and swept when it is idle. */
function withMaterialOf({ metadata: next = {} }, all) {
    const { Deployment: deployment } = all;
    if (deployment === undefined)
        return all;
    const { metadata } = deployment;
    const lists = Object.entries(next.annotations ?? {}).filter(([name]) => materialLists.has(name));
    const annotations = { ...metadata?.annotations, ...Object.fromEntries(lists) };
    return { ...all, Deployment: { ...deployment, metadata: { ...metadata, annotations } } };
}
function beforeOf(live) {
    const all = Object.fromEntries(_live_js__WEBPACK_IMPORTED_MODULE_3__/* .serviceKinds */ .VL.flatMap((kind) => {
        const object = live[kind];
        return object === undefined ? [] : [[kind, applied(object)]];
    }));
    const { Deployment: deployment } = live;
    // A number that somebody else has set is none that we have applied: without any, one replica would be left.
    return deployment === undefined ? all : { ...all, Deployment: scaledAs(applied(deployment), deployment) };
}
function scaledAs(deployment, model) {
    const replicas = model?.spec?.replicas;
    if (replicas === undefined)
        return deployment;
    return { ...deployment, spec: { ...deployment.spec, replicas } };
}
/** What whoever wants it back must apply: what we have applied to it, or all of it. */
function applied(object) {
    const { labels: own, annotations } = object.metadata ?? {};
    const whole = { metadata: { ...(own && { labels: own }), ...(annotations && { annotations }) }, spec: object.spec };
    return (0,_objects_applied_js__WEBPACK_IMPORTED_MODULE_4__/* .appliedFields */ .f)(object, manager) ?? whole;
}


/***/ }),

/***/ 17237:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ makeSourceRoom)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _workflow_quantity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(52912);
/* harmony import */ var _known_runs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56944);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64934);
/** Room for the source of a run: all of it is in the memory of the cluster's etcd, which everybody there shares. */




/** Bytes of the compressed sources of all runs and services in a namespace. */
const namespaceLimit = 64 * 2 ** 20;
/** Bytes that one counts as that does not say how large it is. */
const unknownSize = 700 * 1024;
/**
 * Sees to it that the source of a run still fits into the namespace. A run that has ended needs its own no more, whoever
 * owns it; what its driver left of it goes, the oldest first.
 * @param bytes of the source @throws ApiError @throws AutomlError PREFLIGHT when runs that go on, services and schedules fill it
 */
async function makeSourceRoom(api, id, bytes) {
    const sources = await Promise.all(['source', 'revision', 'schedule'].map((component) => api.listMeta('ConfigMap', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .managedComponent */ .D7)(component) })));
    const others = sources.flat().filter((meta) => (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .runOf */ .ng)(meta) !== (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labelValue */ .w)(id));
    let used = others.reduce((sum, meta) => sum + bytesOf(meta), 0);
    if (used + bytes <= namespaceLimit)
        return;
    const records = await api.listMeta('ConfigMap', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .managedComponent */ .D7)('record') });
    const ended = new Set(records.map(_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .runOf */ .ng));
    const unused = others.filter((meta) => ended.has((0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .runOf */ .ng)(meta)) && (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .isOwnedByRunAlone */ .NL)(meta));
    for (const meta of unused.sort((a, b) => (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .madeAt */ .ZM)(a) - (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .madeAt */ .ZM)(b))) {
        await api.delete('ConfigMap', meta.name ?? '');
        used -= bytesOf(meta);
        if (used + bytes <= namespaceLimit)
            return;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('PREFLIGHT', `the sources of the runs that go on, of the services and of the schedules in namespace ${api.namespace} are ${(0,_workflow_quantity_js__WEBPACK_IMPORTED_MODULE_1__/* .formatBytes */ .z3)(used)}, this run brings ${(0,_workflow_quantity_js__WEBPACK_IMPORTED_MODULE_1__/* .formatBytes */ .z3)(bytes)}, and ${(0,_workflow_quantity_js__WEBPACK_IMPORTED_MODULE_1__/* .formatBytes */ .z3)(namespaceLimit)} may be kept there: wait until one has ended, use another namespace, or leave large files out by .gitignore`);
}
function bytesOf({ annotations }) {
    const bytes = Number(annotations?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.bytes]);
    return Number.isInteger(bytes) ? bytes : unknownSize;
}


/***/ })

};
