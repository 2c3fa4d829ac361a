export const id = 735;
export const ids = [735];
export const modules = {

/***/ 82735:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createSecret: () => (/* binding */ createSecret),
/* harmony export */   deleteSecret: () => (/* binding */ deleteSecret),
/* harmony export */   deleteSecretsOf: () => (/* binding */ deleteSecretsOf),
/* harmony export */   keptSecrets: () => (/* binding */ keptSecrets),
/* harmony export */   secretsOf: () => (/* binding */ secretsOf),
/* harmony export */   updateSecret: () => (/* binding */ updateSecret)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24876);
/* harmony import */ var _client_types_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24141);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64934);
/* harmony import */ var _secret_type_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36015);
/** Secrets that people keep in the cluster, made by us or by anybody: values go there, and never come back to people. */





/** Of runs and services: those make and delete them. */
const ownComponents = ['secret', 'revision'];
/** Somebody else changes it at the same time. */
const tries = 5;
/** @throws AutomlError USAGE when there is one of this name @throws ApiError */
async function createSecret(api, secret) {
    const { name, type, data, workflow, annotations } = secret;
    const { created } = await api.create('Secret', {
        apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_2__/* .kinds */ .E.Secret.apiVersion,
        kind: 'Secret',
        metadata: { name, labels: { ...(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .keptLabels */ .Oh)(workflow) }, annotations: { ...annotations } },
        type,
        data: encoded(data),
    });
    if (created)
        return;
    const fix = 'automl update secret changes keys of it, automl delete secret deletes it';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `there is a secret "${name}" in namespace ${api.namespace} already; ${fix}`);
}
/** Keys that are not named stay as they are, byte by byte. @throws AutomlError @throws ApiError */
async function updateSecret(api, name, { values, removed }) {
    for (let left = tries;; left--) {
        const { metadata = {}, type = 'Opaque', data = {}, immutable, } = await existing(api, name, `automl create secret ${name} makes it`);
        if (immutable === true) {
            const fix = 'delete it and create it anew';
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `secret "${name}" in namespace ${api.namespace} is immutable; ${fix}`);
        }
        const after = new Map(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64')]));
        for (const key of removed)
            after.delete(key);
        for (const [key, value] of values)
            after.set(key, value);
        const problem = (0,_secret_type_js__WEBPACK_IMPORTED_MODULE_4__/* .problemOf */ .Zw)(type, after);
        if (problem !== null)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `secret "${name}" would be of no use: ${problem}`);
        const gone = Object.fromEntries([...removed].map((key) => [key, null]));
        const { resourceVersion = '' } = metadata;
        try {
            const patch = { metadata: { resourceVersion }, data: { ...gone, ...encoded(values) } };
            // Null: it was deleted meanwhile.
            if ((await api.patch('Secret', name, patch)) !== null)
                return;
        }
        catch (error) {
            if (!(error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h) || error.reason !== 'Conflict' || left <= 1)
                throw error;
        }
    }
}
/** @throws AutomlError NOT_FOUND, USAGE @throws ApiError */
async function deleteSecret(api, name) {
    const { metadata } = await existing(api, name, 'automl get secrets lists those that are');
    await api.delete('Secret', name, metadata?.uid === undefined ? {} : { uid: metadata.uid });
}
/** Those that people have use for, by name. @throws ApiError */
async function keptSecrets(api) {
    const { items } = await api.list('Secret');
    return items
        .filter(({ metadata = {} }) => !isOwn(metadata))
        .sort((a, b) => (a.metadata?.name ?? '').localeCompare(b.metadata?.name ?? ''));
}
/** Those that are kept for workflows of this name. @throws ApiError */
function secretsOf(api, workflow) {
    return api.listMeta('Secret', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .keptFor */ .eG)(workflow) });
}
/** How many there were. @throws ApiError */
async function deleteSecretsOf(api, workflow) {
    const { length } = await secretsOf(api, workflow);
    if (length > 0)
        await api.deleteAll('Secret', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .keptFor */ .eG)(workflow) });
    return length;
}
/** @param fix for where there is none */
async function existing(api, name, fix) {
    const secret = await api.get('Secret', name);
    const where = `in namespace ${api.namespace}`;
    if (secret === null)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('NOT_FOUND', `there is no secret "${name}" ${where}; ${fix}`);
    if (!isOwn(secret.metadata ?? {}))
        return secret;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `secret "${name}" ${where} belongs to a run or a service, and goes with it`);
}
function isOwn({ labels: all = {} }) {
    return ownComponents.some((component) => all[_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.component] === component) && _objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.project in all;
}
function encoded(data) {
    return Object.fromEntries([...data].map(([key, value]) => [key, value.toString('base64')]));
}


/***/ })

};
