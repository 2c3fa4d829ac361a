export const id = 543;
export const ids = [543];
export const modules = {

/***/ 27752:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nl: () => (/* binding */ selectionQuery),
/* harmony export */   js: () => (/* binding */ callInWords),
/* harmony export */   oU: () => (/* binding */ resourcePath),
/* harmony export */   r4: () => (/* binding */ inWords)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24141);
/** URLs of objects. */


/** Of one object, or of all of its kind in the namespace. @throws AutomlError USAGE for what is no name of an object */
function resourcePath(kind, namespace, name) {
    const { apiVersion, plural, namespaced } = _types_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .E[kind];
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const scope = namespaced ? `/namespaces/${segment(namespace, 'Namespace')}` : '';
    return `${root}${scope}/${plural}${name === undefined ? '' : `/${segment(name, kind)}`}`;
}
/** Without a name a call is about all objects, with `..` about what holds them. */
function segment(name, kind) {
    if (['', '.', '..'].includes(name))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `"${name}" is no name of a ${kind}`);
    return encodeURIComponent(name);
}
function selectionQuery({ labelSelector, fieldSelector }) {
    return {
        ...(labelSelector === undefined ? {} : { labelSelector }),
        ...(fieldSelector === undefined ? {} : { fieldSelector }),
    };
}
/** `Job wine-split-a1 in namespace ml`. */
function inWords(kind, namespace, name) {
    const what = name === undefined ? kind : `${kind} ${name}`;
    return _types_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .E[kind].namespaced ? `${what} in namespace ${namespace}` : what;
}
const verbs = { GET: 'read', POST: 'create', PUT: 'replace', PATCH: 'change', DELETE: 'delete' };
/** A call by its path: `read pods/wine-a1/log in namespace ml`, `watch jobs in namespace ml`. */
function callInWords({ method, path, query = {} }) {
    const [, rest] = /^\/apis?\/(?:[^/]+\.[^/]+\/|apps\/|batch\/)?v\d[^/]*\/(.+)$/.exec(path) ?? [];
    if (rest === undefined)
        return `${method} ${path}`;
    const [, namespace, inside] = /^namespaces\/([^/]+)\/(.+)$/.exec(rest) ?? [];
    const verb = query['watch'] === true ? 'watch' : verbs[method];
    return `${verb} ${inside ?? rest}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
}


/***/ }),

/***/ 78378:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ outsideUrl)
/* harmony export */ });
/* harmony import */ var _preflight_readable_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40932);
/* harmony import */ var _serving_gateway_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36523);
/* harmony import */ var _serving_route_status_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51879);



/** Null: nothing leads to it, or nobody knows the address yet. @throws ApiError */
async function outsideUrl(api, { ingress, route }) {
    if (ingress !== null)
        return ofIngress(ingress);
    return route === null ? null : ofRoute(api, route);
}
function ofIngress({ spec, status }) {
    const [rule] = spec?.rules ?? [];
    const [address] = status?.loadBalancer?.ingress ?? [];
    const host = rule?.host ?? address?.hostname ?? address?.ip;
    if (host === undefined || address === undefined)
        return null;
    // Where the path is a pattern, what is stripped stands before its first group.
    const path = (rule?.http?.paths[0]?.path ?? '/').replace(/\(.*$/, '');
    return joined(`${spec?.tls === undefined ? 'http' : 'https'}://${host}`, path);
}
async function ofRoute(api, route) {
    const [gateway] = route.spec?.parentRefs ?? [];
    if (gateway === undefined || (0,_serving_route_status_js__WEBPACK_IMPORTED_MODULE_2__/* .routeStatus */ .K)(route).verdict !== 'good')
        return null;
    const host = route.spec?.hostnames?.[0];
    const found = await (0,_serving_gateway_js__WEBPACK_IMPORTED_MODULE_1__/* .readGateway */ .HV)(api, gateway);
    const unknown = host === undefined ? null : `http://${host}`;
    const origin = found === _preflight_readable_js__WEBPACK_IMPORTED_MODULE_0__/* .unreadable */ .O$ ? unknown : found === null ? null : (0,_serving_gateway_js__WEBPACK_IMPORTED_MODULE_1__/* .gatewayOrigin */ .xF)(found, host);
    const path = route.spec?.rules[0]?.matches[0]?.path.value ?? '/';
    return origin === null ? null : joined(origin, path);
}
function joined(origin, path) {
    return path === '/' ? origin : `${origin}${path}`;
}


/***/ }),

/***/ 72366:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   xz: () => (/* binding */ readiness),
/* harmony export */   yD: () => (/* binding */ deployedService)
/* harmony export */ });
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59314);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/* harmony import */ var _serving_readiness_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86893);



function identityOf({ metadata }) {
    const { name = '', namespace = '', labels: own = {}, annotations = {} } = metadata ?? {};
    return {
        namespace,
        name,
        step: own[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.step] ?? '',
        stage: own[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.stage] ?? '',
        workflow: own[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.workflow] ?? '',
        environment: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.environment] ?? null,
        repository: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.repository] ?? '',
        file: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.file] ?? '',
    };
}
function deployedService(deployment, { service, scaler, outside }) {
    const { metadata = {}, spec, status } = deployment;
    const { annotations = {}, namespace = '', name = '' } = metadata;
    const port = service?.spec?.ports?.[0]?.port ?? null;
    const container = spec?.template.spec?.containers.find((each) => each.name === _layout_js__WEBPACK_IMPORTED_MODULE_0__/* .stepContainer */ ._h);
    return {
        ...identityOf(deployment),
        state: stateOf(deployment),
        ready: status?.readyReplicas ?? 0,
        wanted: spec?.replicas ?? 1,
        autoscaling: scaler === null ? null : rangeOf(scaler),
        image: container?.image ?? '',
        revision: spec?.template.metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.revision] ?? null,
        commit: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.commit] ?? null,
        run: annotations[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.deployedBy] ?? null,
        port,
        url: port === null ? null : `http://${name}.${namespace}:${port}`,
        external_url: outside,
        created_at: metadata.creationTimestamp ?? null,
    };
}
/** `3/3` */
function readiness({ ready, wanted }) {
    return `${ready}/${wanted}`;
}
function stateOf(deployment) {
    const { spec, status } = deployment;
    if (spec?.replicas === 0)
        return 'scaled to 0';
    if ((0,_serving_readiness_js__WEBPACK_IMPORTED_MODULE_2__/* .isComplete */ .A)(deployment, 1))
        return 'ready';
    const reasons = (status?.conditions ?? []).map(({ reason }) => reason);
    const isLate = reasons.includes('ProgressDeadlineExceeded');
    // The controller says so when a roll-out is complete, and goes on to say so when replicas fail later.
    const isRolledOut = reasons.includes('NewReplicaSetAvailable') && (status?.updatedReplicas ?? 0) >= (spec?.replicas ?? 1);
    if (!isLate && !isRolledOut)
        return 'rolling out';
    if ((status?.availableReplicas ?? 0) === 0)
        return 'down';
    return isLate ? 'stuck' : 'partly ready';
}
function rangeOf({ spec }) {
    const [metric] = spec.metrics ?? [];
    const target = metric?.containerResource?.target ?? metric?.resource?.target;
    return { min: spec.minReplicas ?? 1, max: spec.maxReplicas, cpu: target?.averageUtilization ?? null };
}


/***/ }),

/***/ 26653:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ln: () => (/* binding */ findService),
/* harmony export */   _h: () => (/* binding */ ifAllowed),
/* harmony export */   nk: () => (/* binding */ deployedServices)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24876);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64934);
/* harmony import */ var _outside_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(78378);
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72366);
/** The services of a namespace, and the one that a person means. */





/** By workflow, step and environment. @param workflow absent: of all @throws ApiError */
async function deployedServices(api, workflow) {
    const all = (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedComponent */ .D7)('service');
    const labelSelector = workflow === undefined ? all : `${all},${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managed */ .Yq)(workflow)}`;
    const { items } = await api.list('Deployment', { labelSelector });
    const [services, scalers, ingresses, routes] = await Promise.all([
        byName(api, 'Service', labelSelector),
        byName(api, 'HorizontalPodAutoscaler', labelSelector),
        byName(api, 'Ingress', labelSelector),
        byName(api, 'HTTPRoute', labelSelector),
    ]);
    const deployed = await Promise.all(items.map(async (deployment) => {
        const name = deployment.metadata?.name ?? '';
        const outside = (0,_outside_js__WEBPACK_IMPORTED_MODULE_3__/* .outsideUrl */ .$)(api, { ingress: ingresses.get(name) ?? null, route: routes.get(name) ?? null });
        const service = services.get(name) ?? null;
        return (0,_service_js__WEBPACK_IMPORTED_MODULE_4__/* .deployedService */ .yD)(deployment, { service, scaler: scalers.get(name) ?? null, outside: await outside });
    }));
    return deployed.sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}
/**
 * By the name of its step, `workflow/step`, or the name of its objects.
 * @throws AutomlError NOT_FOUND, or USAGE when it may be several @throws ApiError
 */
async function findService(api, which) {
    const { items } = await api.list('Deployment', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .managedComponent */ .D7)('service') });
    const named = items.find(({ metadata }) => metadata?.name === which);
    if (named !== undefined)
        return named;
    const matches = items.filter((deployment) => {
        const { workflow, step } = (0,_service_js__WEBPACK_IMPORTED_MODULE_4__/* .identityOf */ .cu)(deployment);
        return (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labelValue */ .w)(which) === step || which === `${workflow}/${step}`;
    });
    const [first] = matches;
    if (first !== undefined && matches.length === 1)
        return first;
    if (first === undefined) {
        const known = items.map((deployment) => (0,_service_js__WEBPACK_IMPORTED_MODULE_4__/* .identityOf */ .cu)(deployment).step);
        const hint = known.length === 0 ? 'it has none' : `it has ${[...new Set(known)].sort().join(', ')}`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('NOT_FOUND', `namespace ${api.namespace} has no service "${which}"; ${hint}`);
    }
    const list = matches.map((deployment) => `\n  ${inWords(deployment)}`).join('');
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `${matches.length} services are called "${which}" here; say which by its name:${list}`);
}
function inWords(deployment) {
    const { name, workflow, environment, repository, file } = (0,_service_js__WEBPACK_IMPORTED_MODULE_4__/* .identityOf */ .cu)(deployment);
    return `${name}  ${workflow} of ${repository} ${file}${environment === null ? '' : ` (${environment})`}`;
}
function keyOf({ workflow, step, environment, name }) {
    return [workflow, step, environment ?? '', name].join(' ');
}
/** None, where the kind can't be read or does not exist here: what it would add is left out. */
async function byName(api, kind, labelSelector) {
    const { items } = await ifAllowed(api.list(kind, { labelSelector }), { items: [] });
    return new Map(items.map((object) => [object.metadata?.name ?? '', object]));
}
/** What only adds to a view: an account without the right to read it sees the rest. @throws ApiError */
async function ifAllowed(answer, otherwise) {
    try {
        return await answer;
    }
    catch (error) {
        if (error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h && (error.status === 403 || error.status === 404))
            return otherwise;
        throw error;
    }
}


/***/ }),

/***/ 30543:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findReachable: () => (/* binding */ findReachable)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _inventory_service_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72366);
/* harmony import */ var _inventory_services_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26653);
/** A deployed service as one reaches it: its ports, and the pods behind them. */



/** @param which name of its step, `workflow/step`, or the name of its objects @throws AutomlError @throws ApiError */
async function findReachable(api, which) {
    const { name, workflow, step } = (0,_inventory_service_js__WEBPACK_IMPORTED_MODULE_1__/* .identityOf */ .cu)(await (0,_inventory_services_js__WEBPACK_IMPORTED_MODULE_2__/* .findService */ .Ln)(api, which));
    const service = await api.get('Service', name);
    const [first, ...rest] = (service?.spec?.ports ?? []).map(({ port, targetPort }) => ({
        port,
        target: targetPort ?? port,
    }));
    if (first === undefined) {
        const fix = 'it comes when the first replica is ready, and with the next run where somebody has deleted it';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('NOT_FOUND', `there is no Service ${name} in namespace ${api.namespace}; ${fix}`);
    }
    return { name, title: `${workflow}/${step}`, ports: [first, ...rest], selector: service?.spec?.selector ?? {} };
}


/***/ }),

/***/ 36523:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HV: () => (/* binding */ readGateway),
/* harmony export */   UO: () => (/* binding */ gatewayText),
/* harmony export */   xF: () => (/* binding */ gatewayOrigin)
/* harmony export */ });
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24876);
/* harmony import */ var _client_resource_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27752);
/* harmony import */ var _preflight_readable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40932);
/** The Gateway that a service names, which may be in another namespace. */



/** Null: there is none, or the cluster does not know the kind. @throws ApiError */
async function readGateway(api, gateway) {
    const path = (0,_client_resource_path_js__WEBPACK_IMPORTED_MODULE_1__/* .resourcePath */ .oU)('Gateway', gateway.namespace ?? api.namespace, gateway.name);
    try {
        return (await (0,_preflight_readable_js__WEBPACK_IMPORTED_MODULE_2__/* .readable */ .HD)(api.request({ method: 'GET', path })));
    }
    catch (error) {
        if (error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && error.status === 404)
            return null;
        throw error;
    }
}
/** As the file writes it. */
function gatewayText({ namespace, name }) {
    return namespace === undefined ? name : `${namespace}/${name}`;
}
/** `https://a.example.com`, by its listeners; null: no name and no address leads to it. */
function gatewayOrigin({ spec, status }, host) {
    const address = host ?? status?.addresses?.find(({ value }) => value !== undefined)?.value;
    if (address === undefined)
        return null;
    const listeners = spec?.listeners?.filter(({ hostname }) => matches(hostname, host)) ?? [];
    // A certificate is for a name.
    const secure = host === undefined ? undefined : listeners.find(({ protocol }) => protocol === 'HTTPS');
    const { protocol, port } = secure ??
        listeners.find((one) => one.protocol === 'HTTP') ?? { protocol: 'HTTP', port: 80 };
    const usual = protocol === 'HTTPS' ? 443 : 80;
    return `${protocol.toLowerCase()}://${address}${port === usual ? '' : `:${port}`}`;
}
/** @param hostname of a listener */
function matches(hostname, host) {
    if (hostname === undefined || host === undefined)
        return true;
    return hostname === host || (hostname.startsWith('*.') && host.endsWith(hostname.slice(1)));
}


/***/ }),

/***/ 86893:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ isComplete),
/* harmony export */   r: () => (/* binding */ crashOf)
/* harmony export */ });
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59314);

/** Seconds: probes begin a little after the container, and times are whole seconds. */
const slack = 2;
/**
 * Every replica is of this revision and available: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#complete-deployment
 * @param generation the least that the controller must have seen
 */
function isComplete({ metadata, spec, status }, generation) {
    const wanted = spec?.replicas ?? 1;
    return ((status?.observedGeneration ?? 0) >= Math.max(generation, metadata?.generation ?? 0) &&
        (status?.updatedReplicas ?? 0) >= wanted &&
        (status?.availableReplicas ?? 0) >= wanted &&
        (status?.replicas ?? 0) <= wanted);
}
/** The sentence about a server that ended before it was ready: the second time says the same as the hundredth. */
function crashOf({ metadata, status }, step) {
    // One that is being deleted was told to end.
    if (metadata?.deletionTimestamp !== undefined)
        return null;
    const container = status?.containerStatuses?.find(({ name }) => name === _layout_js__WEBPACK_IMPORTED_MODULE_0__/* .stepContainer */ ._h);
    const ended = container?.state?.terminated ?? container?.lastState?.terminated;
    // One that has been up and is busy, or was started anew long ago, has not crashed.
    if (container === undefined || ended === undefined || container.ready || container.started === true)
        return null;
    if (container.restartCount < 1 && container.state?.terminated === undefined)
        return null;
    if (livedFor(ended) >= step.startTimeout - slack)
        return lateSentence(step);
    if (ended.reason === 'OOMKilled')
        return 'the service was killed because its memory ran out: raise resources.memory';
    return `the service exited with ${String(ended.exitCode)} before it was ready`;
}
/** Seconds. */
function livedFor({ startedAt, finishedAt }) {
    return startedAt === undefined || finishedAt === undefined
        ? 0
        : (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
}
/** The kubelet has ended it because its startup probe failed all the time: how it took that does not matter. */
function lateSentence({ service, startTimeout }) {
    const health = service?.health?.path;
    const problem = health === undefined ? `did not listen on port ${String(service?.port ?? '')}` : `GET ${health} did not answer 2xx`;
    return `${problem} within ${String(startTimeout)} s (start_timeout)`;
}


/***/ }),

/***/ 51879:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ routeStatus)
/* harmony export */ });
/** https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus, without what is about an older form of the route. */
function routeStatus({ metadata, status }) {
    const generation = metadata?.generation ?? 0;
    const isTold = ({ type, observedGeneration = 0 }) => (type === 'Accepted' || type === 'ResolvedRefs') && observedGeneration >= generation;
    const parents = (status?.parents ?? []).map(({ conditions = [] }) => conditions.filter(isTold));
    const isServed = parents.some((told) => told.length === 2 && told.every((condition) => condition.status === 'True'));
    if (isServed)
        return { verdict: 'good', problem: null };
    const no = parents.flat().find((condition) => condition.status === 'False');
    return no === undefined ? { verdict: 'open', problem: null } : { verdict: 'bad', problem: sentence(no) };
}
function sentence({ type, reason = type, message = '' }) {
    return message === '' ? reason : `${reason} (${message})`;
}


/***/ })

};
