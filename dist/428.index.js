export const id = 428;
export const ids = [428];
export const modules = {

/***/ 29159:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ servicePath)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/** URLs of what services answer, through the API server. */

/** `..` behind a slash that is written as its code: the API server takes it for a part of the path, but proxies before it may not. */
const wayOut = /(^|\/|%2f|%5c)(\.|%2e){2}(\/|%2f|%5c|$)/i;
/**
 * Whatever the path says, it stays below the service: `..` must not lead to other parts of the API.
 * @param path with its query, as in a URL @throws AutomlError USAGE
 */
function servicePath({ namespace, name, port }, path) {
    const url = URL.parse(path.startsWith('/') ? path : `/${path}`, 'http://service');
    if (url === null || url.host !== 'service' || wayOut.test(url.pathname))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `"${path}" is no path of a service`);
    const service = `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/http:${name}:${port}`;
    return `${service}/proxy${url.pathname}${url.search}`;
}


/***/ }),

/***/ 10428:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   callService: () => (/* binding */ callService)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24876);
/* harmony import */ var _client_service_path_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29159);
/** One request to a service, through the API server: nobody has to be able to reach the service itself. */



const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** The API server reads these itself: they would be about our call to it. */
const ofTheWay = /^(authorization|connection|content-length|expect|host|impersonate-.*|te|trailer|transfer-encoding|upgrade)$/;
/** @throws AutomlError USAGE for what can't be asked this way @throws ApiError also when no pod is ready */
async function callService(api, service, { method, path, headers, body }, signal) {
    const known = methods.find((each) => each === method);
    if (known === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `method ${method} is not one of ${methods.join(', ')}`);
    const bad = Object.keys(headers).find((name) => ofTheWay.test(name));
    if (bad !== undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `the API server keeps the header ${bad} to itself: use automl port-forward and curl`);
    const { accept = '*/*', 'content-type': contentType, ...rest } = headers;
    const [port] = service.ports;
    const call = {
        method: known,
        path: (0,_client_service_path_js__WEBPACK_IMPORTED_MODULE_2__/* .servicePath */ .V)({ namespace: api.namespace, name: service.name, port: port.port }, path),
        headers: rest,
        accept,
        ...(contentType === undefined ? {} : { contentType }),
        ...(body === null ? {} : { body }),
    };
    try {
        return await api.exchange(call, signal);
    }
    catch (error) {
        throw plainer(error, service, api.namespace);
    }
}
/** What the API server says of services that it can't reach, for people. */
function plainer(error, { title, name }, namespace) {
    if (!(error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h))
        return error;
    const { status, reason, said } = error;
    if (/no endpoints available/.test(said)) {
        const why = `automl describe service ${name} -n ${namespace} shows why`;
        return new _client_api_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h(`service ${title} has no pod that is ready; ${why}`, { status, reason, said }, { cause: error });
    }
    if (/error trying to reach service/.test(said)) {
        const message = `service ${title} did not answer: ${said.replace(/^error trying to reach service: /, '')}`;
        return new _client_api_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h(message, { status, reason, said }, { cause: error });
    }
    return error;
}


/***/ })

};
