export const id = 567;
export const ids = [567,97];
export const modules = {

/***/ 50578:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ askedOf)
/* harmony export */ });
/* harmony import */ var _workflow_resources_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19512);
/** What a step's container asks for and may use at most, in the names that Kubernetes has for resources. */

/** Null: the file puts a part of a PodSpec over ours that says it, perhaps differently. */
function askedOf({ resources, pod }) {
    if (pod.patch !== null &&
        Object.keys(pod.patch).some((key) => ['containers', 'resources', 'overhead'].includes(key))) {
        return null;
    }
    const devices = resources.devices ?? {};
    const most = (0,_workflow_resources_js__WEBPACK_IMPORTED_MODULE_0__/* .limitsOf */ .A)(resources);
    // What has a limit and no request asks for its limit: the API server's own default.
    const cpu = resources.cpu ?? most.cpu;
    const memory = resources.memory ?? most.memory;
    return {
        requests: { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }), ...devices },
        limits: { ...most, ...devices },
    };
}


/***/ }),

/***/ 90865:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* binding */ judgeCapacity)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/asked.ts
var preflight_asked = __webpack_require__(50578);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/limit-ranges.ts
var limit_ranges = __webpack_require__(29304);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/amount.ts
var diagnosis_amount = __webpack_require__(36602);
;// CONCATENATED MODULE: ./src/backends/kubernetes/preflight/nodes.ts


/** Null: it fits, or nothing can be said. */
function tooLargeForNodes(step, nodes) {
    const asked = (0,preflight_asked/* askedOf */.i)(step);
    const selected = nodes.filter((node) => isSelected(node, step.pod.nodeSelector));
    // No node with these labels is another matter: the cluster may add one.
    if (asked === null || selected.length === 0)
        return null;
    const wanted = asked.requests;
    if (selected.some((node) => Object.keys(wanted).every((resource) => wants(wanted, resource) <= has(node, resource)))) {
        return null;
    }
    // Clouds add nodes, and a pool of large ones may be empty just now.
    const certain = !nodes.some(isOfPool);
    const which = Object.keys(step.pod.nodeSelector).length === 0 ? 'node' : 'node with its node_selector';
    return { sentence: sentence(wanted, selected, which), certain };
}
function sentence(wanted, nodes, which) {
    for (const [resource, amount] of Object.entries(wanted)) {
        const most = Math.max(...nodes.map((node) => has(node, resource)));
        if (amount <= most)
            continue;
        if (most === 0)
            return `it asks for ${(0,diagnosis_amount/* amountOf */.MT)(resource, amount)}, and no ${which} has any: lower ${(0,diagnosis_amount/* keyOf */.TN)(resource)}, or add such a node`;
        return `it asks for ${(0,diagnosis_amount/* amountOf */.MT)(resource, amount)}, and the largest ${which} has ${(0,diagnosis_amount/* amountOf */.MT)(resource, most)}: lower ${(0,diagnosis_amount/* keyOf */.TN)(resource)}, or add a larger node`;
    }
    const all = Object.entries(wanted).map(([resource, amount]) => (0,diagnosis_amount/* amountOf */.MT)(resource, amount));
    return `it asks for ${all.join(', ')}, and no ${which} has all of it at once: lower resources, or add a larger node`;
}
function wants(amounts, resource) {
    return amounts[resource] ?? 0;
}
function has({ status }, resource) {
    return (0,diagnosis_amount/* quantity */.au)(status?.allocatable?.[resource] ?? '0');
}
function isSelected({ metadata }, selector) {
    return Object.entries(selector).every(([label, value]) => metadata?.labels?.[label] === value);
}
/** Labels of nodes that somebody makes as they are needed: Karpenter, GKE, EKS, AKS, Cluster API. */
const pools = [
    'karpenter.sh/nodepool',
    'cloud.google.com/gke-nodepool',
    'eks.amazonaws.com/nodegroup',
    'alpha.eksctl.io/nodegroup-name',
    'kubernetes.azure.com/agentpool',
    'doks.digitalocean.com/node-pool',
    'machine.openshift.io/cluster-api-machineset',
];
function isOfPool({ metadata }) {
    const { labels = {}, annotations = {} } = metadata ?? {};
    return pools.some((label) => labels[label] !== undefined) || annotations['cluster.x-k8s.io/machine'] !== undefined;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/quotas.ts
var preflight_quotas = __webpack_require__(77137);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/readable.ts
var readable = __webpack_require__(40932);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/refusals.ts
var preflight_refusals = __webpack_require__(49629);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/store.ts
var store = __webpack_require__(10687);
;// CONCATENATED MODULE: ./src/backends/kubernetes/preflight/capacity.ts







/** Whatever of it the account may not read is not looked at. */
async function judgeCapacity(plan, api) {
    const [nodes, ranges, quotas] = await Promise.all([
        (0,readable/* listed */.KE)(api, 'Node'),
        (0,readable/* listed */.KE)(api, 'LimitRange'),
        (0,readable/* listed */.KE)(api, 'ResourceQuota'),
    ]);
    const refusals = new preflight_refusals/* Refusals */.q();
    const warnings = new Set();
    const ofClaim = (0,store/* needsStore */.jC)(plan) && plan.store.claim === undefined
        ? [
            ...(0,limit_ranges/* claimOutsideLimitRanges */.B7)(plan.store.size, ranges),
            ...(0,preflight_quotas/* claimAboveQuotas */.zD)(plan.store.size, plan.store.storageClass, quotas),
        ]
        : [];
    for (const step of plan.steps) {
        if (step.skip !== undefined)
            continue;
        if ((0,store/* keepsFiles */.s7)(step))
            for (const sentence of ofClaim)
                refusals.add(step.name, sentence);
        const tooLarge = tooLargeForNodes(step, nodes);
        if (tooLarge?.certain === true)
            refusals.add(step.name, tooLarge.sentence);
        else if (tooLarge !== null)
            warnings.add(`step ${step.name}: ${tooLarge.sentence}; it waits for a node that the cluster may add`);
        const asked = (0,preflight_asked/* askedOf */.i)(step);
        if (asked === null)
            continue;
        for (const sentence of (0,limit_ranges/* outsideLimitRanges */.bj)(asked, ranges))
            refusals.add(step.name, sentence);
        for (const sentence of (0,preflight_quotas/* aboveQuotas */.VF)(step, (0,limit_ranges/* withDefaults */.rO)(asked, ranges), quotas))
            refusals.add(step.name, sentence);
    }
    return { refusals, warnings: [...warnings] };
}


/***/ }),

/***/ 78953:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ judgeExposure)
/* harmony export */ });
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24876);
/* harmony import */ var _client_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24141);
/* harmony import */ var _serving_gateway_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36523);
/* harmony import */ var _serving_routing_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15083);
/* harmony import */ var _missing_rights_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69076);
/* harmony import */ var _readable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(40932);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(49629);
/* harmony import */ var _rights_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(15359);








const metrics = 'metrics.k8s.io/v1beta1';
/** Annotations for who makes the Secret of a certificate, once there is an Ingress. */
const issuers = /^cert-manager\.io\/|^kubernetes\.io\/tls-acme$/;
/** @throws ApiError */
async function judgeExposure({ steps }, api) {
    const refusals = new _refusals_js__WEBPACK_IMPORTED_MODULE_7__/* .Refusals */ .q();
    const warnings = [];
    const judging = steps.map(async ({ name, skip, service }) => {
        if (skip !== undefined || service === undefined)
            return;
        const { ingress, replicas } = service;
        const problems = ingress === null ? [] : await problemsOf(ingress, name, api, warnings);
        for (const problem of problems)
            if (problem !== null)
                refusals.add(name, problem);
        if (typeof replicas === 'number' || (await knows(api, metrics)))
            return;
        const what = `there will be ${replicas.min} replicas whatever the load is, since the cluster measures none`;
        warnings.push(`step ${name}: ${what}: install metrics-server`);
    });
    await Promise.all(judging);
    return { refusals, warnings };
}
function problemsOf(ingress, name, api, warnings) {
    const { gateway } = ingress;
    if (gateway !== undefined)
        return Promise.all([gatewayProblem(gateway, api)]);
    return Promise.all([routingProblem(ingress, name, api, warnings), certificateProblem(ingress, api)]);
}
async function gatewayProblem(gateway, api) {
    if (!(await knows(api, _client_types_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .E.HTTPRoute.apiVersion)))
        return 'the cluster does not know HTTPRoutes: install the Gateway API and a controller for it, or use ingress.class';
    if ((await (0,_serving_gateway_js__WEBPACK_IMPORTED_MODULE_2__/* .readGateway */ .HV)(api, gateway)) !== null)
        return null;
    return `Gateway "${(0,_serving_gateway_js__WEBPACK_IMPORTED_MODULE_2__/* .gatewayText */ .UO)(gateway)}" does not exist: correct ingress.gateway (namespace/name)`;
}
async function routingProblem(ingress, name, api, warnings) {
    const routing = await (0,_serving_routing_js__WEBPACK_IMPORTED_MODULE_3__/* .readRouting */ .b)(api, { ingress }, name);
    if (typeof routing === 'string')
        return routing;
    // It serves all the same, to whoever is inside.
    if (routing?.kind === 'nowhere')
        warnings.push(`step ${name} can't be reached from outside: ${routing.reason}`);
    if (routing?.kind !== 'ingress' || routing.stripping !== 'traefik')
        return null;
    return middlewareProblem(api);
}
/** Traefik strips by an object of its own. */
async function middlewareProblem(api) {
    const how = 'Traefik takes a path off those of requests by a Middleware';
    const instead = 'set ingress.host or ingress.path "/"';
    if (!(await knows(api, _client_types_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .E.Middleware.apiVersion)))
        return `${how}, which the cluster does not know: install Traefik's CRDs, or ${instead}`;
    const missing = (await (0,_missing_rights_js__WEBPACK_IMPORTED_MODULE_4__/* .missingRights */ .o7)(api, (0,_rights_js__WEBPACK_IMPORTED_MODULE_6__/* .rightsOfUse */ .i9)('stripping'))) ?? [];
    if (missing.length === 0)
        return null;
    return `${how}, and the account lacks ${(0,_missing_rights_js__WEBPACK_IMPORTED_MODULE_4__/* .rightsText */ .hE)(missing)}: ask for these rights, or ${instead}`;
}
async function certificateProblem({ tls, annotations }, api) {
    if (tls === undefined || Object.keys(annotations).some((key) => issuers.test(key)))
        return null;
    const { namespace } = api;
    const secret = await (0,_readable_js__WEBPACK_IMPORTED_MODULE_5__/* .readable */ .HD)(api.get('Secret', tls));
    const command = `kubectl create secret tls ${tls} --namespace ${namespace} --cert=FILE --key=FILE`;
    if (secret === null)
        return `Secret "${tls}" of ingress.tls does not exist in namespace ${namespace}: ${command}`;
    if (secret === _readable_js__WEBPACK_IMPORTED_MODULE_5__/* .unreadable */ .O$ || secret.type === 'kubernetes.io/tls')
        return null;
    return `Secret "${tls}" of ingress.tls holds no certificate, it is of type ${secret.type ?? 'Opaque'}: name another, or ${command}`;
}
/** Whether the cluster has this version of a group. @throws ApiError */
async function knows(api, apiVersion) {
    try {
        await (0,_readable_js__WEBPACK_IMPORTED_MODULE_5__/* .readable */ .HD)(api.request({ method: 'GET', path: `/apis/${apiVersion}` }));
        return true;
    }
    catch (error) {
        if (error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && error.status === 404)
            return false;
        throw error;
    }
}


/***/ }),

/***/ 29304:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ claimOutsideLimitRanges),
/* harmony export */   S3: () => (/* binding */ itemsOf),
/* harmony export */   bj: () => (/* binding */ outsideLimitRanges),
/* harmony export */   q$: () => (/* binding */ amounts),
/* harmony export */   rO: () => (/* binding */ withDefaults)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);
/* harmony import */ var _diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36602);
/** What the LimitRanges of the namespace allow of one container: https://kubernetes.io/docs/concepts/policy/limit-range */


/** With the amounts that the LimitRanges give a container that has none. */
function withDefaults(asked, ranges) {
    let { requests, limits } = asked;
    for (const item of itemsOf(ranges).filter(isForContainers)) {
        requests = { ...amounts(item.defaultRequest), ...requests };
        limits = { ...amounts(item.default), ...limits };
    }
    return { requests, limits };
}
/** Sentences about what is above or below what is allowed. */
function outsideLimitRanges(asked, ranges) {
    const full = withDefaults(asked, ranges);
    const sentences = [];
    for (const range of ranges) {
        const name = nameOf(range);
        for (const { type, max, min } of itemsOf([range])) {
            if (type !== 'Container' && type !== 'Pod')
                continue;
            const whose = type === 'Pod' ? 'a pod' : 'a container';
            for (const [resource, most] of Object.entries(amounts(max))) {
                const wanted = Math.max(full.requests[resource] ?? 0, asked.limits[resource] ?? 0);
                if (wanted <= most)
                    continue;
                const amount = (0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)(resource, wanted);
                sentences.push(`it asks for ${amount}, and ${name} allows ${whose} ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)(resource, most)} at most: lower ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(resource)}`);
            }
            for (const [resource, least] of Object.entries(amounts(min))) {
                const wanted = full.requests[resource];
                if (wanted === undefined || wanted >= least)
                    continue;
                const amount = (0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)(resource, wanted);
                sentences.push(`it asks for ${amount}, and ${name} wants ${whose} to ask for ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)(resource, least)} at least: raise ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(resource)}`);
            }
        }
        sentences.push(...aboveDefaultLimit(asked, range, name));
    }
    return sentences;
}
/** A container without a limit of its own gets one that may be below what it asks for, which no pod may. */
function aboveDefaultLimit(asked, range, name) {
    const limits = Object.assign({}, ...itemsOf([range])
        .filter(isForContainers)
        .map((item) => amounts(item.default)));
    return Object.entries(limits).flatMap(([resource, most]) => {
        const wanted = asked.requests[resource];
        if (wanted === undefined || wanted <= most || asked.limits[resource] !== undefined)
            return [];
        const amount = (0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)(resource, wanted);
        return [
            `it asks for ${amount} without a limit, and ${name} then limits it to ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)(resource, most)}: set resources.limits.${resource}`,
        ];
    });
}
const texts = zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()).optional();
/** By the names on the wire: the client library renames `default`. */
const itemSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), max: texts, min: texts, default: texts, defaultRequest: texts });
function itemsOf(ranges) {
    return ranges.flatMap(({ spec }) => zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(itemSchema).safeParse(spec?.limits).data ?? []);
}
function isForContainers({ type }) {
    return type === 'Container';
}
function nameOf({ metadata }) {
    return `LimitRange "${metadata?.name ?? ''}"`;
}
/** Of the claim that a run makes. */
function claimOutsideLimitRanges(bytes, ranges) {
    return ranges.flatMap((range) => itemsOf([range])
        .filter(({ type }) => type === 'PersistentVolumeClaim')
        .flatMap(({ max, min }) => {
        const most = amounts(max)['storage'];
        const least = amounts(min)['storage'];
        const size = (0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)('storage', bytes);
        const name = nameOf(range);
        if (most !== undefined && bytes > most) {
            return [
                `the store asks for ${size}, and ${name} allows a claim ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)('storage', most)} at most: lower store.size`,
            ];
        }
        if (least !== undefined && bytes < least) {
            return [
                `the store asks for ${size}, and ${name} wants a claim to have ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)('storage', least)} at least: raise store.size`,
            ];
        }
        return [];
    }));
}
function amounts(quantities) {
    return Object.fromEntries(Object.entries(quantities ?? {}).map(([resource, text]) => [resource, (0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .quantity */ .au)(text)]));
}


/***/ }),

/***/ 69076:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hE: () => (/* binding */ rightsText),
/* harmony export */   o7: () => (/* binding */ missingRights),
/* harmony export */   vS: () => (/* binding */ rightsSentence)
/* harmony export */ });
/* unused harmony export accountOf */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24876);
/** Which rights the account lacks: asked of the API server, which decides by whatever it is set up with. */


const reviewPath = '/apis/authorization.k8s.io/v1';
const rulesSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    status: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        incomplete: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
        resourceRules: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
            verbs: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()),
            apiGroups: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()).nullish(),
            resources: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()).nullish(),
            resourceNames: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()).nullish(),
        }))
            .nullish(),
    }),
});
const accessSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ status: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ allowed: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY() }) });
const selfSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ status: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ userInfo: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ username: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }) }) });
/**
 * The rights with the verbs that are missing. Null: the account may not even ask. One call where all is well: only what
 * the rules do not grant is asked one by one, as they need not be all there is (webhook authorizers).
 * @throws ApiError
 */
async function missingRights(api, rights) {
    const rules = await rulesOf(api);
    try {
        const checked = await Promise.all(rights.map((right) => withMissingVerbs(api, right, rules)));
        return checked.filter(({ verbs }) => verbs.length > 0);
    }
    catch (error) {
        if (error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && (error.status === 403 || error.status === 404))
            return null;
        throw error;
    }
}
async function withMissingVerbs(api, right, rules) {
    const verdicts = await Promise.all(right.verbs.map(async (verb) => ({ verb, granted: grants(rules, right, verb) || (await mayI(api, right, verb)) })));
    return { ...right, verbs: verdicts.flatMap(({ verb, granted }) => (granted ? [] : [verb])) };
}
/** Empty when they are not all: then something else than these rules decides, which may also deny. */
async function rulesOf(api) {
    const body = {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectRulesReview',
        spec: { namespace: api.namespace },
    };
    const answer = await api
        .request({ method: 'POST', path: `${reviewPath}/selfsubjectrulesreviews`, body })
        .catch((error) => {
        if (error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && (error.status === 403 || error.status === 404))
            return null;
        throw error;
    });
    const parsed = rulesSchema.safeParse(answer);
    if (!parsed.success || parsed.data.status.incomplete)
        return [];
    return parsed.data.status.resourceRules ?? [];
}
function grants(rules, { group, resource, names }, verb) {
    const subresource = resource.split('/')[1];
    const isOneOf = (list, values) => values.some((value) => list?.includes(value) ?? false);
    const matching = rules.filter(({ verbs, apiGroups, resources }) => isOneOf(verbs, ['*', verb]) &&
        isOneOf(apiGroups, ['*', group]) &&
        isOneOf(resources, ['*', resource, ...(subresource === undefined ? [] : [`*/${subresource}`])]));
    if (matching.some(({ resourceNames }) => (resourceNames ?? []).length === 0))
        return true;
    return names?.every((name) => matching.some(({ resourceNames }) => resourceNames?.includes(name))) ?? false;
}
async function mayI(api, { group, resource: path, names }, verb) {
    const [resource, subresource] = path.split('/');
    const asked = (names ?? [undefined]).map(async (name) => {
        const attributes = { namespace: api.namespace, group, resource, subresource, verb, name };
        const body = {
            apiVersion: 'authorization.k8s.io/v1',
            kind: 'SelfSubjectAccessReview',
            spec: { resourceAttributes: attributes },
        };
        const answer = await api.request({ method: 'POST', path: `${reviewPath}/selfsubjectaccessreviews`, body });
        return accessSchema.parse(answer).status.allowed;
    });
    return (await Promise.all(asked)).every((allowed) => allowed);
}
/** `create, delete jobs.batch; get pods/log`, as `kubectl auth can-i` takes them. */
function rightsText(rights) {
    return rights
        .map(({ verbs, resource, group, names }) => {
        const which = names === undefined ? '' : ` ${names.join(', ')}`;
        return `${verbs.join(', ')} ${resource}${group === '' ? '' : `.${group}`}${which}`;
    })
        .join('; ');
}
/** The account as the API server knows it: `system:serviceaccount:ml:ci`. Null: it does not say. */
async function accountOf(api) {
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
    // Only for a sentence: whatever goes wrong here goes wrong again where it counts.
    const answer = await api.request({ method: 'POST', path, body }).catch(() => null);
    const parsed = selfSchema.safeParse(answer);
    return parsed.success ? parsed.data.status.userInfo.username : null;
}
/** The sentence about rights that are missing; `[]` makes none. */
async function rightsSentence(api, missing, needing) {
    if (missing.length === 0)
        return null;
    const account = await accountOf(api);
    const who = account === null ? 'the account' : `the account "${account}"`;
    const fix = `\`${rbacCommand(api.namespace, needing)}\` prints the Role that gives them, or use another account`;
    return `${who} has too few rights in namespace ${api.namespace}, it lacks ${rightsText(missing)}: ${fix}`;
}
function rbacCommand(namespace, { file, ownSecrets }) {
    const secrets = [...ownSecrets].sort().map((name) => `--secret ${name}`);
    return ['automl rbac', file === '' ? '--all' : file, '-n', namespace, ...secrets].join(' ');
}


/***/ }),

/***/ 43097:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readNamespace: () => (/* binding */ readNamespace)
/* harmony export */ });
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24876);
/* harmony import */ var _readable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40932);
/** What the namespace itself says: whether it is there, and whether it gives each pod a user. */


const userRange = 'openshift.io/sa.scc.uid-range';
async function readNamespace(api) {
    const { namespace: name } = api;
    const namespace = await (0,_readable_js__WEBPACK_IMPORTED_MODULE_1__/* .readable */ .HD)(api.get('Namespace', name));
    if (namespace === _readable_js__WEBPACK_IMPORTED_MODULE_1__/* .unreadable */ .O$)
        return { assignsUsers: await isOpenShift(api), problem: null };
    if (namespace === null) {
        const problem = `namespace ${name} does not exist on ${api.server}: kubectl create namespace ${name}, or name another one`;
        return { assignsUsers: false, problem };
    }
    const isGoing = namespace.metadata?.deletionTimestamp !== undefined || namespace.status?.phase === 'Terminating';
    return {
        assignsUsers: namespace.metadata?.annotations?.[userRange] !== undefined,
        problem: isGoing
            ? `namespace ${name} is being deleted: wait until it is gone and create it anew, or name another one`
            : null,
    };
}
/** By its API group, which everybody may ask for. */
async function isOpenShift(api) {
    try {
        await api.request({ method: 'GET', path: '/apis/security.openshift.io' });
        return true;
    }
    catch (error) {
        if (error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && (error.status === 404 || error.status === 403))
            return false;
        throw error;
    }
}


/***/ }),

/***/ 97471:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ refuseByProject)
/* harmony export */ });
/* harmony import */ var _left_out_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89049);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49629);


/** `files`: what steps get to see of the project, relative to its root. */
function refuseByProject({ steps, python }, files) {
    const refusals = new _refusals_js__WEBPACK_IMPORTED_MODULE_1__/* .Refusals */ .q();
    const view = (0,_left_out_js__WEBPACK_IMPORTED_MODULE_0__/* .viewOf */ .d)(files);
    for (const step of steps) {
        if (step.skip !== undefined)
            continue;
        const reason = step.code.kind === 'image' ? filesOfImage(step, steps) : (0,_left_out_js__WEBPACK_IMPORTED_MODULE_0__/* .leftOut */ .i)(step, python.ca, view);
        if (reason !== null)
            refusals.add(step.name, reason);
    }
    return refusals;
}
/** Files are carried by the step agent, and an image that brings its own code runs without it. */
function filesOfImage({ inputs, outputs, image = '' }, steps) {
    const made = Object.entries(outputs).flatMap(([name, { kind }]) => (kind === 'artifact' ? [`output "${name}"`] : []));
    const wanted = Object.entries(inputs).flatMap(([name, { step, output }]) => {
        const source = steps.find((other) => other.name === step)?.outputs[output];
        return source?.kind === 'artifact' ? [`input "${name}"`] : [];
    });
    const [first] = [...made, ...wanted];
    if (first === undefined)
        return null;
    return `its code is inside the image ${image}, where nothing carries files, but it has the ${first}: give the step a "run" or "command", or take the ${first.split(' ')[0] ?? ''} out`;
}


/***/ }),

/***/ 77137:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VF: () => (/* binding */ aboveQuotas),
/* harmony export */   z: () => (/* binding */ isForAll),
/* harmony export */   zD: () => (/* binding */ claimAboveQuotas)
/* harmony export */ });
/* harmony import */ var _diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36602);
/* harmony import */ var _limit_ranges_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29304);


/** Sentences about what is above a hard limit, or must be said and is not. `asked` with the LimitRanges' defaults. */
function aboveQuotas(step, asked, quotas) {
    return quotas.filter(isForAll).flatMap((quota) => {
        const name = `ResourceQuota "${quota.metadata?.name ?? ''}"`;
        return Object.entries((0,_limit_ranges_js__WEBPACK_IMPORTED_MODULE_1__/* .amounts */ .q$)(quota.spec?.hard)).flatMap(([resource, hard]) => {
            const wanted = wantedOf(resource, step, asked);
            if (wanted === null)
                return [];
            if (wanted === 'unsaid')
                return [`${name} wants every pod to say ${resource}: set ${sayingKey(resource)}`];
            if (wanted <= hard)
                return [];
            const most = (0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)(resource, hard);
            if (isCount(resource))
                return [`it needs ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)(resource, wanted)}, and ${name} allows ${most}: ask for a larger quota`];
            return [`it asks for ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)(resource, wanted)}, and ${name} allows ${most} in all: lower ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(resource)}`];
        });
    });
}
/** Of the claim that a run makes. */
function claimAboveQuotas(bytes, storageClass, quotas) {
    const ofClass = storageClass === undefined ? null : `${storageClass}.storageclass.storage.k8s.io/`;
    return quotas.filter(isForAll).flatMap((quota) => Object.entries((0,_limit_ranges_js__WEBPACK_IMPORTED_MODULE_1__/* .amounts */ .q$)(quota.spec?.hard)).flatMap(([resource, hard]) => {
        const name = `ResourceQuota "${quota.metadata?.name ?? ''}"`;
        const kind = ofClass !== null && resource.startsWith(ofClass) ? resource.slice(ofClass.length) : resource;
        if (kind === 'requests.storage' && bytes > hard) {
            return [
                `the store asks for ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)('storage', bytes)}, and ${name} allows ${(0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)('storage', hard)} in all: lower store.size`,
            ];
        }
        if ((kind === 'persistentvolumeclaims' || kind === 'count/persistentvolumeclaims') && hard < 1) {
            return [
                `the store needs a claim, and ${name} allows none: set store.claim to a PersistentVolumeClaim that exists`,
            ];
        }
        return [];
    }));
}
/** Those with a scope are for some pods only, and which is not for us to tell. */
function isForAll({ spec }) {
    return (spec?.scopes ?? []).length === 0 && spec?.scopeSelector === undefined;
}
function wantedOf(resource, { kind }, asked) {
    const [, scope = 'requests', name = ''] = /^(?:(requests|limits)\.)?(.+)$/.exec(resource) ?? [];
    if (name === 'cpu' || name === 'memory') {
        return (scope === 'limits' ? asked.limits : asked.requests)[name] ?? 'unsaid';
    }
    if (resource.startsWith('requests.'))
        return asked.requests[name] ?? null;
    return counted[kind].includes(resource) ? 1 : null;
}
const pods = ['pods', 'count/pods'];
const counted = {
    job: [...pods, 'count/jobs.batch'],
    service: [...pods, 'services', 'count/services', 'count/deployments.apps'],
};
function isCount(resource) {
    return [...counted.job, ...counted.service].includes(resource);
}
function sayingKey(resource) {
    // Memory that is asked for is the limit too.
    return resource === 'limits.cpu' ? 'resources.limits.cpu' : (0,_diagnosis_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(resource);
}


/***/ })

};
