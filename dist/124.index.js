export const id = 124;
export const ids = [124];
export const modules = {

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
/* harmony import */ var _choose_setup_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(33736);
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
