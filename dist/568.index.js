export const id = 568;
export const ids = [568];
export const modules = {

/***/ 78434:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ grantObjects)
/* harmony export */ });
/* harmony import */ var _client_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24141);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/** What an administrator gives somebody: accounts, a Role of what was asked for, and who has it. */


/** In the order in which they are to be applied. */
function grantObjects(grant) {
    const { namespace, name, account, stepAccounts, annotations, rights, clusterRights } = grant;
    const granted = grantedAccounts(grant);
    // Where the file names no account, its steps may be given that of the Role.
    const known = stepAccounts.length === 0 && account !== null ? [account] : stepAccounts;
    const accounts = [...new Set([...granted, ...stepAccounts])];
    const subjects = subjectsOf(grant);
    const wide = `${namespace}-${name}`;
    return [
        ...accounts.map((each) => accountOf(each, namespace, known.includes(each) ? annotations : {})),
        roleOf('Role', { name, namespace }, rights),
        bindingOf('RoleBinding', { name, namespace }, { role: 'Role', name, subjects }),
        ...(clusterRights.length === 0
            ? []
            : [
                roleOf('ClusterRole', { name: wide }, clusterRights),
                bindingOf('ClusterRoleBinding', { name: wide }, { role: 'ClusterRole', name: wide, subjects }),
            ]),
    ];
}
function accountOf(name, namespace, annotations) {
    // An empty map would only be noise in what is printed.
    const notes = Object.keys(annotations).length === 0 ? {} : { annotations };
    return {
        kind: 'ServiceAccount',
        object: { ...typeOf('ServiceAccount'), metadata: { name, namespace, labels: _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .installed */ .$f, ...notes } },
    };
}
function subjectsOf(grant) {
    const { namespace, subjects } = grant;
    return [...grantedAccounts(grant).map((name) => ({ kind: 'ServiceAccount', name, namespace })), ...subjects];
}
function grantedAccounts({ account, driverAccount }) {
    return [...new Set([account, driverAccount].filter((name) => name !== null))];
}
function roleOf(kind, place, rights) {
    const object = { ...typeOf(kind), metadata: { ...place, labels: _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .installed */ .$f }, rules: rights.map(ruleOf) };
    return { kind, object, why: rights.map(({ why }) => why) };
}
function ruleOf({ group, resource, verbs, names }) {
    return {
        apiGroups: [group],
        resources: [resource],
        ...(names === undefined ? {} : { resourceNames: [...names] }),
        verbs: [...verbs],
    };
}
function bindingOf(kind, place, { role, name, subjects, }) {
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: role, name };
    return { kind, object: { ...typeOf(kind), metadata: { ...place, labels: _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .installed */ .$f }, roleRef, subjects } };
}
function typeOf(kind) {
    return { apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E[kind].apiVersion, kind };
}


/***/ }),

/***/ 73568:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   setUp: () => (/* binding */ setUp)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _client_types_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24141);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64934);
/* harmony import */ var _preflight_readable_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(40932);
/* harmony import */ var _grant_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(78434);
/** Makes what runs in a namespace need: what is there already stays, what somebody else has made is not touched. */






/** @throws ApiError @throws AutomlError CLUSTER before anything is made, when something of the same name is somebody else's */
async function* setUp(api, request) {
    const { grant, pullSecret, dryRun } = request;
    const namespace = await (0,_preflight_readable_js__WEBPACK_IMPORTED_MODULE_4__/* .readable */ .HD)(api.get('Namespace', grant.namespace));
    const wanted = [
        ...(0,_grant_js__WEBPACK_IMPORTED_MODULE_5__/* .grantObjects */ .l)(grant),
        ...(pullSecret === null ? [] : [{ kind: 'Secret', object: pullSecret }]),
    ];
    const planned = await Promise.all(wanted.map((each) => look(api, each)));
    const inTheWay = planned.filter(({ wanted: each, before }) => !isOurs(before) && !isGiven(each, grant));
    if (inTheWay.length > 0)
        throw notOurs(inTheWay, grant);
    // Who may not look at a namespace may still be given all of it.
    if (namespace !== _preflight_readable_js__WEBPACK_IMPORTED_MODULE_4__/* .unreadable */ .O$)
        yield await makeNamespace(api, grant.namespace, namespace, dryRun);
    for (const { wanted: each, before } of planned) {
        const object = nameOf(each);
        if (!isOurs(before))
            yield { outcome: 'unchanged', object };
        else if (before === null && dryRun)
            yield { outcome: 'created', object };
        else {
            const after = await api.apply(each.kind, each.object, { force: true, dryRun });
            yield { outcome: before === null ? 'created' : isSame(before, after) ? 'unchanged' : 'changed', object };
        }
    }
}
async function look(api, wanted) {
    return { wanted, before: await api.get(wanted.kind, wanted.object.metadata?.name ?? '') };
}
async function makeNamespace(api, name, before, dryRun) {
    const object = `namespace/${name}`;
    if (before !== null)
        return { outcome: 'unchanged', object };
    // What our pods keep to anyway: https://kubernetes.io/docs/concepts/security/pod-security-standards
    const labels = { ..._objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .installed */ .$f, 'pod-security.kubernetes.io/enforce': 'restricted' };
    if (!dryRun) {
        const { apiVersion } = _client_types_js__WEBPACK_IMPORTED_MODULE_2__/* .kinds */ .E.Namespace;
        await api.apply('Namespace', { apiVersion, kind: 'Namespace', metadata: { name, labels } }, { force: true });
    }
    return { outcome: 'created', object };
}
function isOurs(before) {
    return before === null || (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .isManaged */ .yF)(before.metadata ?? {});
}
/** An account that steps or the driver run as need not be ours, as long as nothing is to be written on it. */
function isGiven({ kind, object }, { account, driverAccount, stepAccounts, annotations }) {
    const name = object.metadata?.name ?? '';
    return (kind === 'ServiceAccount' &&
        name !== account &&
        (stepAccounts.includes(name) || name === driverAccount) &&
        Object.keys(annotations).length === 0);
}
function notOurs(inTheWay, { namespace }) {
    const names = inTheWay.map(({ wanted }) => nameOf(wanted)).join(', ');
    const accounts = inTheWay.some(({ wanted }) => wanted.kind === 'ServiceAccount');
    const fix = 'choose another --name or --service-account, or delete it';
    const bind = accounts ? '; --subject serviceaccount:NAME gives the rights to one as it is' : '';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AutomlError */ .nS('CLUSTER', `automl did not make ${names} in namespace ${namespace}, and leaves it alone: ${fix}${bind}`);
}
function nameOf({ kind, object }) {
    return `${kind.toLowerCase()}/${object.metadata?.name ?? ''}`;
}
/** Of a dry run the server gives no new version. */
function isSame(before, after) {
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(content(before), content(after));
}
function content({ metadata, ...rest }) {
    const { labels, annotations } = metadata ?? {};
    return { ...rest, labels, annotations };
}


/***/ })

};
