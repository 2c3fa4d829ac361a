export const id = 207;
export const ids = [207];
export const modules = {

/***/ 24141:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ kinds)
/* harmony export */ });
const core = (plural, namespaced = true) => ({ apiVersion: 'v1', plural, namespaced });
const rbac = (plural, namespaced) => {
    return { apiVersion: 'rbac.authorization.k8s.io/v1', plural, namespaced };
};
const kinds = {
    ClusterRole: rbac('clusterroles', false),
    ClusterRoleBinding: rbac('clusterrolebindings', false),
    ConfigMap: core('configmaps'),
    Deployment: { apiVersion: 'apps/v1', plural: 'deployments', namespaced: true },
    Event: core('events'),
    Gateway: { apiVersion: 'gateway.networking.k8s.io/v1', plural: 'gateways', namespaced: true },
    HTTPRoute: { apiVersion: 'gateway.networking.k8s.io/v1', plural: 'httproutes', namespaced: true },
    HorizontalPodAutoscaler: { apiVersion: 'autoscaling/v2', plural: 'horizontalpodautoscalers', namespaced: true },
    Ingress: { apiVersion: 'networking.k8s.io/v1', plural: 'ingresses', namespaced: true },
    IngressClass: { apiVersion: 'networking.k8s.io/v1', plural: 'ingressclasses', namespaced: false },
    Job: { apiVersion: 'batch/v1', plural: 'jobs', namespaced: true },
    Lease: { apiVersion: 'coordination.k8s.io/v1', plural: 'leases', namespaced: true },
    LimitRange: core('limitranges'),
    Middleware: { apiVersion: 'traefik.io/v1alpha1', plural: 'middlewares', namespaced: true },
    Namespace: core('namespaces', false),
    Node: core('nodes', false),
    PersistentVolumeClaim: core('persistentvolumeclaims'),
    Pod: core('pods'),
    PodDisruptionBudget: { apiVersion: 'policy/v1', plural: 'poddisruptionbudgets', namespaced: true },
    ReplicaSet: { apiVersion: 'apps/v1', plural: 'replicasets', namespaced: true },
    ResourceQuota: core('resourcequotas'),
    Role: rbac('roles', true),
    RoleBinding: rbac('rolebindings', true),
    Secret: core('secrets'),
    Service: core('services'),
    ServiceAccount: core('serviceaccounts'),
    StorageClass: { apiVersion: 'storage.k8s.io/v1', plural: 'storageclasses', namespaced: false },
};


/***/ }),

/***/ 32345:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ pageName),
/* harmony export */   AI: () => (/* binding */ leaseName),
/* harmony export */   Gf: () => (/* binding */ secretName),
/* harmony export */   HY: () => (/* binding */ anchorName),
/* harmony export */   JN: () => (/* binding */ revisionSecretName),
/* harmony export */   LT: () => (/* binding */ preparationName),
/* harmony export */   Qu: () => (/* binding */ injectedName),
/* harmony export */   S3: () => (/* binding */ roleName),
/* harmony export */   V6: () => (/* binding */ planName),
/* harmony export */   cB: () => (/* binding */ claimName),
/* harmony export */   cG: () => (/* binding */ childrenJobName),
/* harmony export */   dZ: () => (/* binding */ jobName),
/* harmony export */   fe: () => (/* binding */ serviceName),
/* harmony export */   pd: () => (/* binding */ revisionName),
/* harmony export */   tD: () => (/* binding */ environmentLeaseName),
/* harmony export */   xD: () => (/* binding */ recordName)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1985);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80710);


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
    if (isSubdomain(name) && whole.length <= longest)
        return whole;
    return hashed([`automl-${run}`, name], [], longest, [run, name]);
}
/** Of the Role of a workflow's runs, its binding and its account. */
function roleName(workflow) {
    const whole = `automl-${workflow}`;
    if (isSubdomain(workflow) && whole.length <= longest)
        return whole;
    return hashed(['automl', workflow], [], longest, [workflow]);
}
function isSubdomain(name) {
    return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(name);
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
/** Of the Job that prepares a service. */
function preparationName(run, step, attempt) {
    return named([run.workflow, step], [run.id, `a${attempt}`, 'prepare'], longest - podSuffix);
}
/** Of the Deployment, the Service and the Ingress of a service step: the same in every run. */
function serviceName(workflow, step, owner) {
    const exact = [(0,_owner_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerId */ .fj)(owner), workflow, step];
    // Names of Services begin with a letter.
    const first = /^[a-z]/.test(workflow) ? workflow : `w-${workflow}`;
    return hashed([first, step], [], longest - revisionSuffix - podSuffix, exact, '');
}
/** Of a ConfigMap with what the pods of one revision of a service need. @param service its name @param key of the revision */
function revisionName(service, key, part) {
    return `${service}-${key}-${part}`;
}
/** Of a Secret whose values a run brought for a service. @param version of the values @param name as steps use it */
function revisionSecretName(service, version, name) {
    return `${service}-${version}-${(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digest */ .b)(name, hashLength)}`;
}
/** Of the Lease of who deploys to an environment. */
function environmentLeaseName(owner) {
    return `automl-env-${(0,_owner_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerId */ .fj)(owner)}`;
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
    // Where the file names no account, its steps may be given that of the Role.
    const known = stepAccounts.length === 0 && account !== null ? [account] : stepAccounts;
    const accounts = [...new Set([...(account === null ? [] : [account]), ...stepAccounts])];
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
function subjectsOf({ account, namespace, subjects }) {
    return [...(account === null ? [] : [{ kind: 'ServiceAccount', name: account, namespace }]), ...subjects];
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

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/rights.ts + 2 modules
var rights = __webpack_require__(15359);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/verb-rights.ts
var verb_rights = __webpack_require__(57897);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/commands/prepare.ts + 2 modules
var prepare = __webpack_require__(2102);
// EXTERNAL MODULE: ./src/commands/whole-plan.ts
var whole_plan = __webpack_require__(93549);
;// CONCATENATED MODULE: ./src/commands/granting.ts
/** What `rbac` and `setup` share: from what was asked for to what is granted. */







/** @throws AutomlError USAGE @throws InvalidFile */
function grantOf(request, namespace, world) {
    const plan = request.all ? null : planOf(request.target, world);
    const run = plan === null ? (0,rights/* rightsForAny */.bV)() : (0,rights/* rightsFor */.xQ)(plan, { ownSecrets: request.secrets.length > 0 });
    const name = request.name ?? usualName(plan, request.for);
    const subjects = request.subjects.map((text) => subjectOf(text, namespace));
    // Somebody who is there already needs no account.
    const account = request.serviceAccount ?? (subjects.length === 0 ? name : null);
    return {
        namespace,
        name,
        account,
        subjects,
        stepAccounts: request.for === 'ci' ? stepAccounts(plan) : [],
        annotations: { ...identityAnnotations(request), ...Object.fromEntries(request.annotations.map(annotationOf)) },
        rights: (0,verb_rights/* rightsOf */.DY)(request.for, run),
        clusterRights: request.cluster ? rights/* clusterRights */.yX : [],
    };
}
/** Names of the Secrets that the file pulls images with. @throws InvalidFile */
function pullSecrets({ all, target }, world) {
    return all ? [] : [...new Set(planOf(target, world).steps.flatMap(({ pod }) => pod.imagePullSecrets))];
}
function planOf(target, world) {
    return (0,whole_plan/* wholePlan */.X)((0,prepare/* loadTarget */.K)({ target, params: [] }, world), 'rbac', world);
}
function usualName(plan, whom) {
    const name = plan === null ? 'automl' : (0,names/* roleName */.S3)(plan.workflow);
    return whom === 'ci' ? name : `${name}-${whom}`;
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

// EXTERNAL MODULE: ./src/backends/kubernetes/client/connection.ts + 5 modules
var connection = __webpack_require__(47631);
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
