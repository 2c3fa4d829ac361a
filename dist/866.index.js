export const id = 866;
export const ids = [866];
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

/***/ 51866:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pullSecretObject: () => (/* binding */ pullSecretObject)
/* harmony export */ });
/* harmony import */ var _client_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24141);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/** The Secret that images of a private registry are pulled with. */


/** https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry */
function pullSecretObject(name, namespace, { host, username, password }) {
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    const config = JSON.stringify({ auths: { [host]: { username, password, auth } } });
    return {
        apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E.Secret.apiVersion,
        kind: 'Secret',
        metadata: { name, namespace, labels: _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .installed */ .$f },
        type: 'kubernetes.io/dockerconfigjson',
        data: { '.dockerconfigjson': Buffer.from(config).toString('base64') },
    };
}


/***/ })

};
