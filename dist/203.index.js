export const id = 203;
export const ids = [203];
export const modules = {

/***/ 42148:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G4: () => (/* binding */ isAborted),
/* harmony export */   Hk: () => (/* binding */ systemSleep),
/* harmony export */   JN: () => (/* binding */ backoff)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
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

/***/ 87505:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ Outage)
/* harmony export */ });
/** When the API server was last not to be reached: one that has just started refuses for a moment what it will allow. */
/** Milliseconds in which it reads who may do what. */
const recovery = 30_000;
class Outage {
    #last = -Infinity;
    /** @param now milliseconds */
    note(now) {
        this.#last = now;
    }
    isFresh(now) {
        return now - this.#last < recovery;
    }
}


/***/ }),

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


/***/ })

};
