export const id = 628;
export const ids = [628];
export const modules = {

/***/ 89888:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ pinOfAction)
/* harmony export */ });
/* harmony import */ var _source_git_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55521);
/* harmony import */ var _schedule_workflow_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6934);
/* harmony import */ var _schedule_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90376);
/** The commit that the action's version stands for: a workflow file shall name what nobody can move. */



/** Milliseconds: without a network the version has to do. */
const patience = 10_000;
/** As `uses` has it, with the version behind; null: nothing needs it, or nobody could be asked. */
async function pinOfAction(workflow, schedules, env) {
    const alone = (0,_schedule_files_js__WEBPACK_IMPORTED_MODULE_2__/* .scheduleFiles */ .J)(workflow, schedules).some(({ copied, found, wanted }) => wanted !== null && copied === null && found === null);
    if (!alone)
        return null;
    const asked = [
        'ls-remote',
        `https://github.com/${_schedule_workflow_js__WEBPACK_IMPORTED_MODULE_1__/* .action */ .XI}`,
        `refs/tags/${_schedule_workflow_js__WEBPACK_IMPORTED_MODULE_1__/* .actionVersion */ .RK}`,
        `refs/tags/${_schedule_workflow_js__WEBPACK_IMPORTED_MODULE_1__/* .actionVersion */ .RK}^{}`,
    ];
    const options = { env: { ...env, GIT_TERMINAL_PROMPT: '0' }, signal: AbortSignal.timeout(patience) };
    const answer = await (0,_source_git_js__WEBPACK_IMPORTED_MODULE_0__/* .runGit */ .EO)(asked, options).catch(() => '');
    // Of an annotated tag the last line is the commit.
    const commit = /^([0-9a-f]{40})\t/.exec(answer.trim().split('\n').at(-1) ?? '')?.[1];
    return commit === undefined ? null : `${_schedule_workflow_js__WEBPACK_IMPORTED_MODULE_1__/* .action */ .XI}@${commit} # ${_schedule_workflow_js__WEBPACK_IMPORTED_MODULE_1__/* .actionVersion */ .RK}`;
}


/***/ }),

/***/ 15628:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ defaultBranch),
  githubSchedules: () => (/* binding */ githubSchedules)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/source/git.ts
var git = __webpack_require__(55521);
// EXTERNAL MODULE: ./src/workflow/suggestion.ts
var suggestion = __webpack_require__(73217);
// EXTERNAL MODULE: ./src/forges/github/schedules/written-times.ts
var written_times = __webpack_require__(83011);
;// CONCATENATED MODULE: ./src/forges/github/schedules/change.ts

/** @param workflow its file, relative to the repository */
function changeOf({ name, path, wanted, found, copied }, workflow) {
    const alone = copied === null
        ? [
            `no job of the repository runs ${workflow}, so it runs on ubuntu-latest without secrets or a cluster: add one, of any event`,
        ]
        : [];
    if (wanted === null)
        return { name, action: 'delete', object: path, details: [] };
    if (found === null)
        return { name, action: 'create', object: path, details: alone };
    if (found === wanted)
        return { name, action: 'unchanged', object: path, details: [] };
    return { name, action: 'change', object: path, details: [...differences(found, wanted), ...alone] };
}
function differences(found, wanted) {
    const [was, is] = [(0,written_times/* writtenTimes */.c)(found), (0,written_times/* writtenTimes */.c)(wanted)];
    const told = [
        ...(was.cron === is.cron ? [] : [`cron "${is.cron}" was "${was.cron}"`]),
        ...(was.timezone === is.timezone ? [] : [`timezone ${is.timezone} was ${was.timezone}`]),
        ...(was.suspended === is.suspended ? [] : [is.suspended ? 'suspended' : 'no longer suspended']),
    ];
    return told.length > 0 ? told : ['its job or its settings'];
}

// EXTERNAL MODULE: ./src/forges/github/schedules/pin.ts
var pin = __webpack_require__(89888);
// EXTERNAL MODULE: ./src/forges/github/schedules/schedule-files.ts
var schedule_files = __webpack_require__(90376);
// EXTERNAL MODULE: ./src/forges/github/schedules/workflow-folder.ts
var workflow_folder = __webpack_require__(69707);
;// CONCATENATED MODULE: ./src/forges/github/schedules/store.ts
/** The schedules that GitHub starts: workflow files of the repository, which its API stops, resumes and starts. */











function githubSchedules(options) {
    const { repository, file, place } = options;
    const { folder } = (0,workflow_folder/* readWorkflowFolder */.k)(repository);
    const connection = new Connection(options);
    return {
        kind: 'github',
        place: place === null ? folder : `${folder} of ${place.owner}/${place.name}`,
        async sync(wanted, { dryRun }) {
            const files = (0,schedule_files/* scheduleFiles */.J)(options, wanted, await (0,pin/* pinOfAction */.p)(options, wanted, options.env));
            for (const each of dryRun ? [] : files.filter(({ found, wanted }) => found !== wanted)) {
                const full = external_node_path_default().join(repository, each.path);
                await (0,promises_.mkdir)(external_node_path_default().dirname(full), { recursive: true });
                // Never through a link, which leads who knows where.
                await (0,promises_.rm)(full, { force: true });
                if (each.wanted !== null)
                    await (0,promises_.writeFile)(full, each.wanted, { flag: 'wx' });
            }
            return files.map((each) => changeOf(each, file));
        },
        async known() {
            const states = await connection.states();
            return Promise.all(made(options).map((each) => knownSchedule(each, repository, states)));
        },
        async suspend(name) {
            const { client, repo } = await connection.open();
            const parameters = { ...repo, workflow_id: idOf(fileOf(options, name)) };
            await client.call('PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable', parameters, {
                needs: 'actions: write',
            });
        },
        async resume(name) {
            const { client, repo } = await connection.open();
            const parameters = { ...repo, workflow_id: idOf(fileOf(options, name)) };
            await client.call('PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable', parameters, {
                needs: 'actions: write',
            });
        },
        async trigger(name, at) {
            const made = fileOf(options, name);
            const { client, repo } = await connection.open();
            const ref = await defaultBranch(client, repo);
            const parameters = { ...repo, workflow_id: idOf(made), ref, inputs: { scheduled_at: at } };
            // Made again after an answer that was lost, it would start two runs.
            const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
            await client.call(route, parameters, { needs: 'actions: write', times: 'once' });
            return `${made.path} of ${repo.owner}/${repo.repo} on ${ref}`;
        },
        close: () => connection.close(),
    };
}
/** The API, once it is needed. */
class Connection {
    #options;
    #client = null;
    constructor(options) {
        this.#options = options;
    }
    /** @throws AutomlError USAGE */
    async open() {
        const { place, connect } = this.#options;
        if (place === null)
            throw new errors/* AutomlError */.nS('USAGE', 'the origin of the repository is on no server: git remote add origin URL');
        if (connect === null) {
            const variables = place.tokens.join(' or ');
            throw new errors/* AutomlError */.nS('USAGE', `${place.api} wants a token with \`actions: write\`: set ${variables}`);
        }
        this.#client ??= connect();
        return { client: await this.#client, repo: { owner: place.owner, repo: place.name } };
    }
    /** By path of the file; empty where nobody can be asked. */
    async states() {
        if (this.#options.place === null || this.#options.connect === null)
            return new Map();
        const { client, repo } = await this.open();
        const found = new Map();
        for (let page = 1, left = true; left; page += 1) {
            const parameters = { ...repo, per_page: pageSize, page };
            const asked = { needs: 'actions: read', answer: workflowList };
            const { workflows } = await client.call('GET /repos/{owner}/{repo}/actions/workflows', parameters, asked);
            for (const { path, state } of workflows)
                found.set(path, state);
            left = workflows.length === pageSize;
        }
        return found;
    }
    async close() {
        const client = this.#client;
        this.#client = null;
        await (await client)?.close();
    }
}
const pageSize = 100;
const workflowList = schemas/* object */.Ikc({ workflows: schemas/* array */.YOg(schemas/* object */.Ikc({ path: schemas/* string */.YjP(), state: schemas/* string */.YjP() })) });
const repositoryFacts = schemas/* object */.Ikc({ default_branch: schemas/* string */.YjP() });
/** Where schedules are read from. */
async function defaultBranch(client, repo) {
    const asked = { needs: 'metadata: read', answer: repositoryFacts };
    return (await client.call('GET /repos/{owner}/{repo}', repo, asked)).default_branch;
}
function made({ repository, file }) {
    return (0,schedule_files/* madeFor */.f)((0,workflow_folder/* readWorkflowFolder */.k)(repository), file);
}
function fileOf(options, name) {
    const files = made(options);
    const found = files.find((each) => each.name === name);
    if (found !== undefined)
        return found;
    const names = files.map((each) => each.name);
    throw new errors/* AutomlError */.nS('NOT_FOUND', `GitHub has no schedule "${name}" of ${options.file}${(0,suggestion/* orWhatItHas */.Zi)(name, names, names)}`);
}
function idOf({ path: file }) {
    return external_node_path_default().posix.basename(file);
}
async function knownSchedule({ name, path: file, text }, repository, states) {
    const { cron, timezone, suspended } = (0,written_times/* writtenTimes */.c)(text);
    const stopped = (states.get(file) ?? 'active') !== 'active';
    // Never committed: GitHub does not know it.
    const since = await (0,git/* runGit */.EO)(['-C', repository, 'log', '-1', '--format=%cI', '--', file]).catch(() => '');
    return {
        name,
        cron,
        timezone,
        suspended: suspended ? 'file' : stopped ? 'person' : null,
        since: since.trim() === '' ? null : new Date(since.trim()).toISOString(),
    };
}


/***/ })

};
