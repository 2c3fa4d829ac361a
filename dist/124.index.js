export const id = 124;
export const ids = [124];
export const modules = {

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

/***/ 46124:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   setUpNamespace: () => (/* binding */ setUpNamespace)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38321);
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_stream_consumers__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83916);
/* harmony import */ var _workflow_quantity_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(52912);
/* harmony import */ var _choose_setup_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(65339);
/* harmony import */ var _granting_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(58326);
/** `automl setup`: makes a namespace ready for runs, a line for each thing that is made. */







/** Its value, else standard input. */
const passwordVariable = 'AUTOML_REGISTRY_PASSWORD';
/** @throws AutomlError @throws InvalidFile */
async function setUpNamespace(request, world) {
    const { namespace, dryRun, kubeconfigOut } = request;
    const grant = (0,_granting_js__WEBPACK_IMPORTED_MODULE_6__/* .grantOf */ .o)(request, namespace, world);
    const seconds = (0,_workflow_quantity_js__WEBPACK_IMPORTED_MODULE_4__/* .parseDuration */ .E9)(request.duration);
    if (typeof seconds === 'string')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .AutomlError */ .nS('USAGE', `--duration: ${seconds}`);
    if (kubeconfigOut !== undefined && grant.account === null)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .AutomlError */ .nS('USAGE', '--kubeconfig-out needs an account: name one with --service-account');
    const registry = await registryOf(request, world);
    const secret = request.registrySecret ?? (0,_granting_js__WEBPACK_IMPORTED_MODULE_6__/* .pullSecrets */ .x)(request, world)[0] ?? 'registry';
    const cluster = await (0,_choose_setup_js__WEBPACK_IMPORTED_MODULE_5__/* .connectOrFail */ .Og)(request, world);
    try {
        const { setUp } = await __webpack_require__.e(/* import() */ 568).then(__webpack_require__.bind(__webpack_require__, 73568));
        const { pullSecretObject } = await __webpack_require__.e(/* import() */ 866).then(__webpack_require__.bind(__webpack_require__, 51866));
        const pullSecret = registry === null ? null : pullSecretObject(secret, namespace, registry);
        for await (const { outcome, object } of setUp(cluster.api, { grant, pullSecret, dryRun }))
            world.out.write(`${dryRun ? ifMade[outcome] : outcome} ${object}\n`);
        if (kubeconfigOut !== undefined && grant.account !== null) {
            const line = dryRun
                ? `would write ${kubeconfigOut}`
                : await writeKubeconfig(cluster, { file: kubeconfigOut, account: grant.account, seconds }, world);
            world.out.write(`${line}\n`);
        }
    }
    finally {
        await cluster.close();
    }
    for (const line of nextSteps(request, grant, registry === null ? null : secret, world))
        world.out.write(`${line}\n`);
    return _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .exitCode */ .I$.ok;
}
const ifMade = { created: 'would create', changed: 'would change', unchanged: 'unchanged' };
/** Null: none is asked for. @throws AutomlError USAGE */
async function registryOf({ registry, registryUsername }, { env, stdin }) {
    if (registry === undefined)
        return null;
    if (registryUsername === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .AutomlError */ .nS('USAGE', '--registry needs --registry-username');
    const password = env[passwordVariable] ?? (await (0,node_stream_consumers__WEBPACK_IMPORTED_MODULE_2__.text)(stdin())).replace(/\r?\n$/, '');
    if (password === '')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .AutomlError */ .nS('USAGE', `give the password of ${registry} by standard input, or in ${passwordVariable}`);
    return { host: registry, username: registryUsername, password };
}
/** For its owner alone, also when it was there before. @throws AutomlError */
async function writeKubeconfig({ api, connection }, { file, account, seconds }, { cwd }) {
    const { accountKubeconfig } = await __webpack_require__.e(/* import() */ 627).then(__webpack_require__.bind(__webpack_require__, 61627));
    const { text: kubeconfig, expires } = await accountKubeconfig(api, connection.access.cluster, account, seconds);
    const place = node_path__WEBPACK_IMPORTED_MODULE_1___default().resolve(cwd, file);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(place, '', { flag: 'a', mode: 0o600 });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.chmod)(place, 0o600);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(place, kubeconfig);
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .AutomlError */ .nS('USAGE', `${file} can't be written: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`, { cause: error });
    }
    return `wrote ${file}: a kubeconfig of serviceaccount/${account}, good until ${expires.toISOString()}`;
}
function nextSteps(request, { account }, secret, world) {
    const { namespace, target, all, kubeconfigOut, dryRun } = request;
    if (dryRun)
        return [];
    const named = secret === null || (0,_granting_js__WEBPACK_IMPORTED_MODULE_6__/* .pullSecrets */ .x)(request, world).includes(secret);
    const words = ['automl setup', namespace, all ? '--all' : target === '.' ? '' : target].filter((word) => word !== '');
    return [
        ...(named ? [] : [`steps pull with it where the file says: image_pull_secrets: [${secret}]`]),
        ...(account === null || kubeconfigOut !== undefined
            ? []
            : [`a kubeconfig for CI, with a token that ends: ${words.join(' ')} --kubeconfig-out ci.kubeconfig`]),
    ];
}


/***/ })

};
