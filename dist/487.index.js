export const id = 487;
export const ids = [487];
export const modules = {

/***/ 40487:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hasWorkflow: () => (/* binding */ hasWorkflow)
/* harmony export */ });
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64934);
/* harmony import */ var _objects_owner_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80710);
/* harmony import */ var _preflight_readable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40932);



/** In the environment of the owner. Of a run at least its record stays, of a service its Deployment. @throws ApiError */
async function hasWorkflow(api, owner, workflow) {
    const selection = { labelSelector: `${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .ofOwner */ .hH)((0,_objects_owner_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerId */ .f)(owner))},${_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .labels */ .WD.workflow}=${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .labelValue */ .w)(workflow)}` };
    if ((await api.listMeta('ConfigMap', selection)).length > 0)
        return true;
    const deployments = await (0,_preflight_readable_js__WEBPACK_IMPORTED_MODULE_2__/* .readable */ .HD)(api.listMeta('Deployment', selection));
    // Who may not look at any has deployed none.
    return deployments !== _preflight_readable_js__WEBPACK_IMPORTED_MODULE_2__/* .unreadable */ .O$ && deployments.length > 0;
}


/***/ })

};
