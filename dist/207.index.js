export const id = 207;
export const ids = [207];
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

/***/ 58326:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o: () => (/* binding */ grantOf),
  x: () => (/* binding */ pullSecrets)
});

;// CONCATENATED MODULE: ./src/backends/kubernetes/rights/cloud-identity.ts
/** On the ServiceAccount. */
function identityAnnotations({ awsRole, gcpServiceAccount, azureClientId }) {
    return {
        ...(awsRole === undefined ? {} : { 'eks.amazonaws.com/role-arn': awsRole }),
        ...(gcpServiceAccount === undefined ? {} : { 'iam.gke.io/gcp-service-account': gcpServiceAccount }),
        ...(azureClientId === undefined ? {} : { 'azure.workload.identity/client-id': azureClientId }),
    };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/driver.ts
var objects_driver = __webpack_require__(82703);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/rights.ts + 2 modules
var rights = __webpack_require__(15359);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/verb-rights.ts
var verb_rights = __webpack_require__(57897);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/workflow/driver.ts
var workflow_driver = __webpack_require__(23187);
// EXTERNAL MODULE: ./src/commands/prepare.ts + 3 modules
var prepare = __webpack_require__(4699);
// EXTERNAL MODULE: ./src/commands/scheduled-environment.ts
var scheduled_environment = __webpack_require__(14081);
// EXTERNAL MODULE: ./src/commands/whole-plan.ts
var whole_plan = __webpack_require__(93549);
;// CONCATENATED MODULE: ./src/commands/granting.ts
/** What `rbac` and `setup` share: from what was asked for to what is granted. */










/** @throws AutomlError USAGE @throws InvalidFile */
function grantOf(request, namespace, world) {
    const asking = request.all ? null : askingFile(request.target, world);
    const plan = asking?.plan ?? null;
    const ownSecrets = request.secrets.length > 0;
    const run = asking === null ? (0,rights/* rightsForAny */.bV)() : (0,rights/* rightsFor */.xQ)(asking.plan, { ownSecrets, cronJobs: asking.cronJobs });
    const name = request.name ?? usualName(plan, request.for);
    const subjects = request.subjects.map((text) => subjectOf(text, namespace));
    // Somebody who is there already needs no account.
    const account = request.serviceAccount ?? (subjects.length === 0 ? name : null);
    return {
        namespace,
        name,
        account,
        driverAccount: request.for === 'ci' ? driverOf(asking, account) : null,
        subjects,
        stepAccounts: request.for === 'ci' ? stepAccounts(plan) : [],
        annotations: { ...identityAnnotations(request), ...Object.fromEntries(request.annotations.map(annotationOf)) },
        rights: (0,verb_rights/* rightsOf */.DY)(request.for, run),
        clusterRights: request.cluster ? rights/* clusterRights */.yX : [],
    };
}
/** Names of the Secrets that the file pulls images with. @throws InvalidFile */
function pullSecrets({ all, target }, world) {
    return all ? [] : [...new Set(askingFile(target, world).plan.steps.flatMap(({ pod }) => pod.imagePullSecrets))];
}
function askingFile(target, world) {
    const loaded = (0,prepare/* loadTarget */.K)({ target, params: [] }, world);
    return { plan: (0,whole_plan/* wholePlan */.X)(loaded, 'rbac', world), cronJobs: (0,scheduled_environment/* hasClusterSchedules */.v)(loaded.workflow) };
}
function usualName(plan, whom) {
    const name = plan === null ? 'automl' : (0,names/* roleName */.S3)(plan.workflow);
    return whom === 'ci' ? name : `${name}-${whom}`;
}
/** Null too where the driver has the account that is made anyway. */
function driverOf(asking, account) {
    const driver = asking?.plan.driver ?? (asking?.cronJobs === true ? workflow_driver/* plainDriver */.t : null);
    if (asking === null || driver === null)
        return null;
    const own = (0,objects_driver/* driverAccount */.sQ)(asking.plan, driver);
    return own === account ? null : own;
}
function stepAccounts(plan) {
    return [...new Set(plan?.steps.flatMap(({ pod }) => pod.serviceAccount ?? []))].sort();
}
function subjectOf(text, namespace) {
    const [, kind = '', name = ''] = /^(user|group|serviceaccount):(.+)$/i.exec(text) ?? [];
    const apiGroup = 'rbac.authorization.k8s.io';
    switch (kind.toLowerCase()) {
        case 'user':
            return { kind: 'User', apiGroup, name };
        case 'group':
            return { kind: 'Group', apiGroup, name };
        case 'serviceaccount': {
            const [last = '', place = namespace] = name.split('/').reverse();
            return { kind: 'ServiceAccount', name: last, namespace: place };
        }
        default:
            throw new errors/* AutomlError */.nS('USAGE', `--subject ${text}: write user:NAME, group:NAME or serviceaccount:NAMESPACE/NAME`);
    }
}
function annotationOf(text) {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (key === undefined || value === undefined)
        throw new errors/* AutomlError */.nS('USAGE', `--annotation ${text}: write KEY=VALUE`);
    return [key, value];
}


/***/ }),

/***/ 63207:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rbac: () => (/* binding */ rbac)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/client/connection.ts + 6 modules
var connection = __webpack_require__(6164);
// EXTERNAL MODULE: ./src/backends/kubernetes/rights/grant.ts
var grant = __webpack_require__(78434);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./src/backends/kubernetes/rights/manifest.ts
/** What is granted as text for `kubectl apply`: the reason of each rule stands above it. */

function manifestYaml(objects) {
    return objects.map(documentOf).join('---\n');
}
function manifestJson(objects) {
    const items = objects.map(({ object }) => object);
    return `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2)}\n`;
}
function documentOf(granted) {
    const document = new dist/* Document */.yo(granted.object, { aliasDuplicateObjects: false });
    if ('why' in granted) {
        const rules = document.get('rules');
        if ((0,dist/* isSeq */.oP)(rules)) {
            for (const [place, rule] of rules.items.entries()) {
                rule.commentBefore = ` ${granted.why[place] ?? ''}`;
                (0,dist/* visit */.YR)(rule, (_key, node) => {
                    if ((0,dist/* isSeq */.oP)(node) || (0,dist/* isMap */.jh)(node))
                        node.flow = true;
                });
            }
        }
    }
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/commands/granting.ts + 1 modules
var granting = __webpack_require__(58326);
;// CONCATENATED MODULE: ./src/commands/rbac.ts
/** `automl rbac`: the rights that a file needs, as a manifest for who may give them. */





/** No cluster is asked. @throws AutomlError @throws InvalidFile */
function rbac(request, world) {
    const objects = (0,grant/* grantObjects */.l)((0,granting/* grantOf */.o)(request, namespaceOf(request, world), world));
    world.out.write(request.output === 'json' ? manifestJson(objects) : manifestYaml(objects));
    return errors/* exitCode */.I$.ok;
}
/** As a run would find it. */
function namespaceOf(request, { env, cwd, userHome }) {
    if (request.namespace !== undefined)
        return request.namespace;
    return (0,connection/* findConnection */.C)({ ...request, home: userHome, cwd }, env)?.namespace ?? 'default';
}


/***/ })

};
