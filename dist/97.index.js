export const id = 97;
export const ids = [97];
export const modules = {

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


/***/ })

};
