export const id = 694;
export const ids = [694];
export const modules = {

/***/ 694:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openCluster: () => (/* binding */ openCluster)
/* harmony export */ });
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6164);

/** Null when nothing names a cluster. @throws AutomlError */
async function openCluster(address, here) {
    const connection = (0,_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .findConnection */ .C)({ ...address, home: here.userHome, cwd: here.cwd }, here.env);
    if (connection === null)
        return null;
    const { HttpApi } = await Promise.all(/* import() */[__webpack_require__.e(752), __webpack_require__.e(554)]).then(__webpack_require__.bind(__webpack_require__, 59554));
    const options = { env: here.env, now: here.now, userAgent: `automl-action/${here.version}` };
    const api = HttpApi.open(connection, options);
    return { api, connection, lifeLeft: () => api.finalLife(), close: () => api.close() };
}


/***/ })

};
