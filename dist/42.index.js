export const id = 42;
export const ids = [42];
export const modules = {

/***/ 4876:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ ApiError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/** The calls that we make to an API server, in one namespace: plain JSON in and out, so that no field gets lost. */

/** The API server did not do what was asked. The message says what was asked, what came, and what to do. */
class ApiError extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS {
    /** HTTP status; null without an answer. */
    status;
    /** `reason` of the Status object: Forbidden, Conflict, Expired, Invalid ... */
    reason;
    /** `message` of the Status object, or of what broke the connection. */
    said;
    constructor(message, facts, options) {
        super('CLUSTER', message, options);
        this.name = 'ApiError';
        this.status = facts.status;
        this.reason = facts.reason;
        this.said = facts.said;
    }
}


/***/ }),

/***/ 9767:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G4: () => (/* binding */ isAborted),
/* harmony export */   Hk: () => (/* binding */ systemSleep),
/* harmony export */   JN: () => (/* binding */ backoff)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);
/** How long to wait before the next try. */

/** Milliseconds. */
const first = 200;
const longest = 5000;
/** Milliseconds before try `attempt` (0: the first repetition): twice as long each time, half of it by chance. */
function backoff(attempt, limit = longest) {
    const full = Math.min(limit, first * 2 ** Math.min(attempt, 20));
    return full / 2 + (Math.random() * full) / 2;
}
/** Returns early, without an error, when the signal is aborted. */
const systemSleep = async (milliseconds, signal) => {
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, signal === undefined ? {} : { signal }).catch((error) => {
        if (signal?.aborted !== true)
            throw error;
    });
};
/** In a function of its own, since awaiting changes what the compiler takes for settled. */
function isAborted(signal) {
    return signal.aborted;
}


/***/ }),

/***/ 6560:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ statusOf),
/* harmony export */   z: () => (/* binding */ refusalError)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4876);
/** Answers of the API server that are no success, as sentences. */


const statusObject = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    kind: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('Status'),
    message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
    reason: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
    details: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ kind: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(), name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish() }).nullish(),
});
/** Seconds between two clocks that tokens are made to bear. */
const bearable = 60;
/** Null for an answer that is not the API server's own: of a proxy or a login page, say. */
function statusOf(text) {
    try {
        return statusObject.safeParse(JSON.parse(text)).data ?? null;
    }
    catch {
        return null;
    }
}
function refusalError(refusal, connection) {
    const { what, status, text } = refusal;
    const object = statusOf(text);
    const said = object?.message ?? firstLine(text);
    const reason = object?.reason ?? null;
    return new _api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h(`could not ${what}: ${sentence(refusal, object, said, connection)}`, { status, reason, said });
}
function sentence(refusal, object, said, connection) {
    const { status, life, location, skew } = refusal;
    const { server, source } = connection;
    if (status === 401)
        return unauthorized(life, skew, connection);
    if (status >= 300 && status < 400) {
        return `${server} redirects to ${location ?? 'another address'}, which no API server does; check the server of ${source}`;
    }
    if (said === '404 page not found')
        return `${server} does not know this kind of object (404); its Kubernetes is too old or too new`;
    if (object === null && status < 500 && status !== 429) {
        const hint = /HTTP request to an HTTPS server/i.test(said)
            ? `it wants https, but the kubeconfig says http`
            : `that is not how an API server answers; is a proxy or a login page in between? Check the server of ${source}`;
        return `${server} answered ${status}${said === '' ? '' : ` "${said}"`}: ${hint}`;
    }
    switch (status) {
        case 403:
            return forbidden(said, connection);
        case 404:
            return object?.details?.kind === 'namespaces'
                ? `there is no namespace ${connection.namespace}; create it (kubectl create namespace ${connection.namespace}) or name another`
                : said;
        case 413:
            return `it is too large for the API server (${said})`;
        case 429:
            return `the API server asks for fewer calls${said === '' ? '' : `: ${said}`}; try again later`;
        default:
            if (status >= 500)
                return `the API server failed (${status})${said === '' ? '' : `: ${said}`}`;
            return said === '' ? `the API server answered ${status}` : said;
    }
}
function unauthorized(life, skew, { user, server, source, access }) {
    const who = user === '' ? 'calls without a user' : `the credentials of user ${user}`;
    const why = life !== null && life <= 0 ? ', which have expired' : '';
    const fix = access.user.exec === null
        ? `renew them in ${source}`
        : `log in again where ${access.user.exec.command} takes its login from`;
    const clock = `the clock of this machine is ${Math.round(Math.abs(skew) / 60)} min ${skew > 0 ? 'ahead of' : 'behind'} the server's: set it, since tokens hold times`;
    return `${server} does not accept ${who}${why} (401); ${Math.abs(skew) > bearable ? clock : fix}`;
}
/** A missing right names itself; what admission, a quota or PodSecurity denied is passed on as it was said. */
function forbidden(said, { user, namespace }) {
    const [, who, verb, resource, group] = /User "([^"]*)" cannot (\S+) resource "([^"]+)"(?: in API group "([^"]*)")?/.exec(said) ?? [];
    if (verb === undefined || resource === undefined)
        return said;
    const name = who || user;
    const where = /in the namespace/.test(said) ? ` in namespace ${namespace}` : ' at the cluster scope';
    return `${name} lacks the right to ${verb} ${resource}${group ? `.${group}` : ''}${where}; automl doctor shows what is missing`;
}
function firstLine(text) {
    const plain = text.trimStart().startsWith('<') ? text.replace(/<[^>]*>/g, ' ') : text;
    return (plain
        .split('\n')
        .map((line) => line.trim())
        .find((line) => line !== '')
        ?.slice(0, 300) ?? '');
}


/***/ }),

/***/ 7752:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nl: () => (/* binding */ selectionQuery),
/* harmony export */   js: () => (/* binding */ callInWords),
/* harmony export */   oU: () => (/* binding */ resourcePath),
/* harmony export */   r4: () => (/* binding */ inWords)
/* harmony export */ });
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4141);

/** Of one object, or of all of its kind in the namespace. */
function resourcePath(kind, namespace, name) {
    const { apiVersion, plural, namespaced } = _types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E[kind];
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const scope = namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : '';
    return `${root}${scope}/${plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
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
    return _types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E[kind].namespaced ? `${what} in namespace ${namespace}` : what;
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

/***/ 4141:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ kinds)
/* harmony export */ });
const core = (plural, namespaced = true) => ({ apiVersion: 'v1', plural, namespaced });
const kinds = {
    ConfigMap: core('configmaps'),
    Deployment: { apiVersion: 'apps/v1', plural: 'deployments', namespaced: true },
    Event: core('events'),
    Ingress: { apiVersion: 'networking.k8s.io/v1', plural: 'ingresses', namespaced: true },
    IngressClass: { apiVersion: 'networking.k8s.io/v1', plural: 'ingressclasses', namespaced: false },
    Job: { apiVersion: 'batch/v1', plural: 'jobs', namespaced: true },
    Lease: { apiVersion: 'coordination.k8s.io/v1', plural: 'leases', namespaced: true },
    LimitRange: core('limitranges'),
    Namespace: core('namespaces', false),
    Node: core('nodes', false),
    PersistentVolumeClaim: core('persistentvolumeclaims'),
    Pod: core('pods'),
    ReplicaSet: { apiVersion: 'apps/v1', plural: 'replicasets', namespaced: true },
    ResourceQuota: core('resourcequotas'),
    Secret: core('secrets'),
    Service: core('services'),
    ServiceAccount: core('serviceaccounts'),
    StorageClass: { apiVersion: 'storage.k8s.io/v1', plural: 'storageclasses', namespaced: false },
};


/***/ })

};
