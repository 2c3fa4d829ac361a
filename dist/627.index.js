export const id = 627;
export const ids = [627];
export const modules = {

/***/ 61627:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   accountKubeconfig: () => (/* binding */ accountKubeconfig)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38815);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92857);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64377);
/** A kubeconfig for CI: the cluster as we reach it, and a token of an account that ends by itself. */



const tokenRequest = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ status: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ token: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), expirationTimestamp: zod__WEBPACK_IMPORTED_MODULE_3__/* .datetime */ .w$() }) });
/** @param seconds that the token is to be good for @throws ApiError */
async function accountKubeconfig(api, access, account, seconds) {
    const { namespace } = api;
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`;
    const spec = { expirationSeconds: seconds };
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec };
    const { status } = tokenRequest.parse(await api.request({ method: 'POST', path, body }));
    const { server, authority, skipTlsVerify, tlsServerName, proxyUrl } = access;
    const cluster = {
        server,
        ...(authority === null ? {} : { 'certificate-authority-data': await pemData(authority) }),
        ...(skipTlsVerify ? { 'insecure-skip-tls-verify': true } : {}),
        ...(tlsServerName === null ? {} : { 'tls-server-name': tlsServerName }),
        ...(proxyUrl === null ? {} : { 'proxy-url': proxyUrl }),
    };
    const text = (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .stringify */ .As)({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'cluster', cluster }],
        users: [{ name: account, user: { token: status.token } }],
        contexts: [{ name: account, context: { cluster: 'cluster', user: account, namespace } }],
        'current-context': account,
    }, { lineWidth: 0 });
    return { text, expires: new Date(status.expirationTimestamp) };
}
async function pemData(pem) {
    return 'data' in pem ? pem.data : (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(pem.file)).toString('base64');
}


/***/ })

};
