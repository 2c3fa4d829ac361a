export const id = 907;
export const ids = [907,97];
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


/***/ }),

/***/ 42907:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   clusterStore: () => (/* binding */ clusterStore),
/* harmony export */   syncOf: () => (/* binding */ syncOf)
/* harmony export */ });
/* harmony import */ var _backends_kubernetes_objects_runner_image_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(67499);
/* harmony import */ var _backends_kubernetes_preflight_namespace_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43097);
/* harmony import */ var _backends_kubernetes_scheduling_project_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18696);
/* harmony import */ var _backends_kubernetes_scheduling_store_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60004);
/* harmony import */ var _backends_kubernetes_scheduling_told_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92548);
/* harmony import */ var _source_git_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(55521);
/* harmony import */ var _source_remote_url_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(40523);
/* harmony import */ var _source_source_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(57878);
/* harmony import */ var _workflow_driver_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23187);
/* harmony import */ var _file_place_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(41892);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(68381);
/* harmony import */ var _scheduled_environment_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(14081);












/** Of a file that was read. @param close lets go of the connection */
async function clusterStore(target, request, { api, close }, world) {
    const { workflow, root } = target;
    const { file } = await (0,_file_place_js__WEBPACK_IMPORTED_MODULE_7__/* .placeOf */ .$t)(target);
    const owner = await (0,_owner_js__WEBPACK_IMPORTED_MODULE_8__/* .ownerOf */ .bf)(request, { root, file, environment: (0,_scheduled_environment_js__WEBPACK_IMPORTED_MODULE_9__.scheduledEnvironment)(workflow) }, world);
    const project = await knownProject(api, { owner, workflow: workflow.name }, request.repository !== undefined);
    const about = { api, project, now: world.now };
    return (0,_backends_kubernetes_scheduling_store_js__WEBPACK_IMPORTED_MODULE_2__.clusterSchedules)({
        ...about,
        syncing: async () => {
            const source = await (0,_source_source_js__WEBPACK_IMPORTED_MODULE_5__/* .readSource */ .o)(root);
            const { assignsUsers } = await (0,_backends_kubernetes_preflight_namespace_js__WEBPACK_IMPORTED_MODULE_0__.readNamespace)(api);
            const commit = { ...source.commit, ...request.commit };
            return syncOf({ workflow, source, commit, assignsUsers, allowsOlder: request.allowOlder === true }, world);
        },
        close,
    });
}
/** A person speaks of what the CI has made, where it has: only the forge's own jobs know its id of the repository. */
async function knownProject(api, project, isOfForge) {
    if (isOfForge)
        return project;
    const { own, twins } = await (0,_backends_kubernetes_scheduling_project_js__WEBPACK_IMPORTED_MODULE_1__/* .cronJobsOf */ .aw)(api, project);
    const [twin] = twins;
    const order = twin === undefined || own.length > 0 ? null : (0,_backends_kubernetes_scheduling_told_js__WEBPACK_IMPORTED_MODULE_3__/* .orderOf */ .mJ)(twin);
    return order === null ? project : { owner: order.owner, workflow: order.workflow };
}
/** What the runs of all schedules of the file start from, and whether they may take the place of what is there. */
async function syncOf({ workflow, source, commit, assignsUsers, allowsOlder }, world) {
    const { env } = world;
    const driver = workflow.driver ?? _workflow_driver_js__WEBPACK_IMPORTED_MODULE_6__/* .plainDriver */ .t;
    const seconds = env['AUTOML_LEASE_SECONDS'];
    const steps = [...workflow.stages.flatMap((stage) => stage.steps), ...workflow.finally];
    const starts = {
        source,
        commit,
        url: commit.url ?? (await repositoryUrl(source.root, env)),
        driver,
        image: (0,_backends_kubernetes_objects_runner_image_js__WEBPACK_IMPORTED_MODULE_10__/* .driverImage */ .E)(driver, world),
        imagePullSecrets: [...new Set(steps.flatMap(({ pod }) => pod.imagePullSecrets))],
        env: seconds ? [{ name: 'AUTOML_LEASE_SECONDS', value: seconds }] : [],
        assignsUsers,
    };
    const isBefore = (other) => commit.head === null ? Promise.resolve(null) : (0,_source_git_js__WEBPACK_IMPORTED_MODULE_4__/* .isAncestor */ .QX)(source.root, commit.head, other);
    return { starts, order: { commit, isBefore, allowsOlder } };
}
/** As the CI names it, else the origin; without a login, which would be seen by everybody. Null: there is none on a server. */
async function repositoryUrl(root, env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, CI_PROJECT_URL: project } = env;
    if (env['GITHUB_ACTIONS'] === 'true' && server && name)
        return `${server}/${name}.git`;
    if (env['GITLAB_CI'] === 'true' && project)
        return `${project}.git`;
    const origin = await (0,_owner_js__WEBPACK_IMPORTED_MODULE_8__/* .originOf */ .yv)(root);
    return (0,_source_remote_url_js__WEBPACK_IMPORTED_MODULE_11__/* .parseRemote */ .M)(origin) === null ? null : withoutLogin(origin);
}
/** ssh wants the name, and has no use for the password. */
function withoutLogin(url) {
    return url.replace(/^(https?:\/\/)[^@/]*@/, '$1').replace(/^(ssh:\/\/[^@/:]*):[^@/]*@/, '$1@');
}


/***/ })

};
