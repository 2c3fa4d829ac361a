export const id = 950;
export const ids = [950];
export const modules = {

/***/ 81950:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gitlabAccess: () => (/* binding */ gitlabAccess)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/** Where GitLab's API is, as whom we ask it, and about which project. */

/** Our own first: GITLAB_TOKEN is also read by other programs, with rights of their own. */
const tokenVariables = ['AUTOML_GITLAB_TOKEN', 'GITLAB_TOKEN'];
/**
 * In a job as GitLab says, else by the origin.
 * @param remote the origin, null where it is on no server
 * @throws AutomlError USAGE: something is not said; the message says how to say it
 */
function gitlabAccess(env, remote) {
    const api = env['CI_API_V4_URL'] || (remote === null ? '' : `https://${remote.forge}/api/v4`);
    const project = env['CI_PROJECT_ID'] || remote?.path;
    if (!api || !project) {
        const ways = 'work in a clone of it, or set CI_API_V4_URL (https://gitlab.example.com/api/v4) and CI_PROJECT_ID';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `nobody says which project of which GitLab is meant: ${ways}`);
    }
    if (!/^https?:$/.test(URL.parse(api)?.protocol ?? '')) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `CI_API_V4_URL "${api}" is no URL like https://gitlab.example.com/api/v4`);
    }
    const variable = tokenVariables.find((name) => env[name]);
    const token = variable === undefined ? undefined : env[variable];
    if (variable === undefined || !token) {
        const needed = 'give it a project or personal access token with the scope "api" and the role Maintainer';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `GITLAB_TOKEN is not set: ${needed}; CI_JOB_TOKEN can't change schedules`);
    }
    return { api: api.replace(/\/+$/, ''), token, variable, project };
}


/***/ })

};
