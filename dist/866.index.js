export const id = 866;
export const ids = [866];
export const modules = {

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
