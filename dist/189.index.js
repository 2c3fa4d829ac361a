export const id = 189;
export const ids = [189];
export const modules = {

/***/ 5189:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gitlabApi: () => (/* binding */ gitlabApi)
});

// EXTERNAL MODULE: ./src/report/plain-text.ts
var plain_text = __webpack_require__(6676);
// EXTERNAL MODULE: ./src/forges/gitlab/access.ts
var gitlab_access = __webpack_require__(81950);
// EXTERNAL MODULE: ./src/forges/gitlab/refusal.ts
var refusal = __webpack_require__(80626);
;// CONCATENATED MODULE: ./src/forges/gitlab/commit-status.ts
/** What a commit shows of a run: https://docs.gitlab.com/api/commits/#set-commit-pipeline-status */



const states = {
    pending: 'running',
    success: 'success',
    failure: 'failed',
    error: 'canceled',
};
/** Characters of a description, a name and an address. */
const longest = 255;
/**
 * Of a commit that the job's own pipeline is about the job itself is the status. A second one there would go on for ever if the
 * job is killed, and fail pipelines whose job may fail (`allow_failure`).
 */
async function setCommitStatus(client, { commit, context, state, description, url }, pipeline) {
    if (commit === pipeline?.head || commit === pipeline?.commit)
        return;
    const body = {
        state: states[state],
        name: (0,plain_text/* shortLine */.tl)(context, longest),
        description: (0,plain_text/* shortLine */.tl)(description, longest),
        ...(url === null || url.length > longest ? {} : { target_url: url }),
    };
    const path = `${(0,gitlab_access/* projectPath */.W)(client.access)}/statuses/${commit}`;
    const call = { method: 'POST', path, body, role: 'Developer', repeatable: true };
    await client.effect(call).catch((error) => {
        // It is in that state already: an earlier try has come through, or a job that was retried says it again.
        if (!(error instanceof refusal/* GitLabError */.YZ && error.said.includes('Cannot transition status')))
            throw error;
    });
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
;// CONCATENATED MODULE: ./src/forges/gitlab/environments.ts
/**
 * What stands in an environment, as GitLab shows it: https://docs.gitlab.com/api/deployments,
 * https://docs.gitlab.com/api/environments and https://docs.gitlab.com/api/protected_environments
 */



const environment = schemas/* object */.Ikc({ id: schemas/* number */.aig(), name: schemas/* string */.YjP(), state: schemas/* string */.YjP().optional() });
const deployment = schemas/* object */.Ikc({ id: schemas/* number */.aig(), environment: environment.nullish() });
const protection = schemas/* object */.Ikc({
    required_approval_count: schemas/* number */.aig().nullish(),
    approval_rules: schemas/* array */.YOg(schemas/* object */.Ikc({ required_approvals: schemas/* number */.aig().nullish() })).nullish(),
});
const role = 'Developer';
class Environments {
    #client;
    #job;
    #project;
    constructor(client, job) {
        this.#client = client;
        this.#job = job;
        this.#project = (0,gitlab_access/* projectPath */.W)(client.access);
    }
    async begin({ environment: name, commit, isProduction, isTransient }) {
        const { ref, isTag } = this.#job;
        const body = { environment: name, sha: commit, ref, tag: isTag, status: 'running' };
        const path = `${this.#project}/deployments`;
        const made = await this.#client.request({ method: 'POST', path, body, role }, deployment);
        const tier = isProduction ? 'production' : isTransient ? 'development' : null;
        return {
            succeeded: async (url) => {
                await this.#put(`${path}/${made.id}`, { status: 'success' });
                const about = { ...(url === null ? {} : { external_url: url }), ...(tier === null ? {} : { tier }) };
                const id = made.environment?.id;
                if (id !== undefined && Object.keys(about).length > 0)
                    await this.#put(`${this.#project}/environments/${id}`, about);
            },
            failed: () => this.#put(`${path}/${made.id}`, { status: 'failed' }),
        };
    }
    /** Without the job of `on_stop`, which may be the one that says so. */
    async end(name) {
        const path = `${this.#project}/environments`;
        const found = await this.#client.list(path, environment, { query: { name }, role });
        for (const { id, state } of found) {
            if (state === 'stopped')
                continue;
            const call = {
                method: 'POST',
                path: `${path}/${id}/stop`,
                body: { force: true },
                role,
                repeatable: true,
            };
            await (0,refusal/* unlessGone */.Wi)(this.#client.effect(call));
        }
    }
    /** Only GitLab Premium knows approvals; whoever may not see the rules (a role below Maintainer) is not held back by us. */
    async heldBack(name) {
        if (name === this.#job.environment)
            return null;
        const path = `${this.#project}/protected_environments/${encodeURIComponent(name)}`;
        const rules = await (0,refusal/* unlessGone */.Wi)(this.#client.request({ method: 'GET', path }, protection)).catch(nullIfForbidden);
        const needed = Math.max(rules?.required_approval_count ?? 0, ...(rules?.approval_rules ?? []).map(({ required_approvals: count }) => count ?? 1));
        if (needed === 0)
            return null;
        return `environment ${name} is protected and wants an approval: deploy in a job with "environment: ${name}", which GitLab starts after it`;
    }
    #put(path, body) {
        return this.#client.effect({ method: 'PUT', path, body, role });
    }
}
function nullIfForbidden(error) {
    if (error instanceof refusal/* GitLabError */.YZ && error.status === 403)
        return null;
    throw error;
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
;// CONCATENATED MODULE: ./src/forges/gitlab/merge-requests.ts
/** Merge requests of the project: https://docs.gitlab.com/api/merge_requests */




const mergeRequest = schemas/* object */.Ikc({
    iid: schemas/* number */.aig(),
    state: schemas/* string */.YjP(),
    /** Null: its branch has no commit, or is gone. */
    sha: schemas/* string */.YjP().nullable(),
    source_branch: schemas/* string */.YjP(),
    target_branch: schemas/* string */.YjP(),
    /** Null: the fork was deleted. */
    source_project_id: schemas/* number */.aig().nullable(),
    target_project_id: schemas/* number */.aig(),
});
/** One that is being merged right now is locked: that may fail, and then it stays. */
const openStates = ['opened', 'locked'];
/** @throws AutomlError NOT_FOUND, FORGE */
async function mergeRequestOf(client, number) {
    const path = `${(0,gitlab_access/* projectPath */.W)(client.access)}/merge_requests/${number}`;
    const found = await (0,refusal/* unlessGone */.Wi)(client.request({ method: 'GET', path, role: 'Reporter' }, mergeRequest));
    if (found === null || found.sha === null) {
        const what = found === null ? 'is not there' : 'has no commit';
        throw new errors/* AutomlError */.nS('NOT_FOUND', `merge request !${number} of project ${client.access.project} ${what}`);
    }
    return {
        number,
        isOpen: openStates.includes(found.state),
        head: found.sha,
        branch: found.source_branch,
        base: found.target_branch,
        isFork: found.source_project_id !== found.target_project_id,
    };
}
async function openMergeRequests(client) {
    const path = `${(0,gitlab_access/* projectPath */.W)(client.access)}/merge_requests`;
    const schema = schemas/* object */.Ikc({ iid: schemas/* number */.aig() });
    const numbers = [];
    for (const state of openStates) {
        const found = await client.list(path, schema, { query: { state }, role: 'Reporter' });
        numbers.push(...found.map(({ iid }) => iid));
    }
    return numbers;
}

// EXTERNAL MODULE: ./src/forges/gitlab/users.ts
var users = __webpack_require__(56534);
;// CONCATENATED MODULE: ./src/forges/gitlab/notes.ts
/** Notes below a merge request: https://docs.gitlab.com/api/notes/#merge-requests */




const note = schemas/* object */.Ikc({
    id: schemas/* number */.aig(),
    body: schemas/* string */.YjP(),
    /** Null: the account was deleted. */
    author: schemas/* object */.Ikc({ id: schemas/* number */.aig() }).nullish(),
    /** GitLab's own: "added 1 commit". */
    system: schemas/* boolean */.zMY(),
});
/** https://docs.gitlab.com/api/emoji_reactions; names of https://gitlab.com/gitlab-org/gitlab/-/tree/master/fixtures/emojis */
const emoji = { seen: 'eyes', done: 'rocket', refused: 'thumbsdown' };
const notes_role = 'Reporter';
class Notes {
    #client;
    #path;
    #page;
    #us = null;
    /** @param page of the project, for links; null: it is not known */
    constructor(client, pull, page) {
        this.#client = client;
        this.#path = notesPath(client, pull);
        this.#page = page === null ? null : `${page}/-/merge_requests/${pull}`;
    }
    async list() {
        const query = { sort: 'asc', order_by: 'created_at' };
        const notes = await this.#client.list(this.#path, note, { query, role: notes_role });
        const us = await this.#ourId();
        return notes.filter(({ system }) => !system).map((each) => this.#stored(each, us));
    }
    async read(id) {
        const call = { method: 'GET', path: `${this.#path}/${id}`, role: notes_role };
        const found = await (0,refusal/* unlessGone */.Wi)(this.#client.request(call, note));
        return found === null ? null : this.#stored(found, await this.#ourId());
    }
    async create(body) {
        const call = { method: 'POST', path: this.#path, body: { body: withoutQuickActions(body) }, role: notes_role };
        const made = await this.#client.request(call, note);
        return this.#stored(made, made.author?.id ?? null);
    }
    async update(id, body) {
        const fields = { body: withoutQuickActions(body) };
        const call = { method: 'PUT', path: `${this.#path}/${id}`, body: fields, role: notes_role };
        const changed = await (0,refusal/* unlessGone */.Wi)(this.#client.request(call, note));
        return changed === null ? null : this.#stored(changed, await this.#ourId());
    }
    async remove(id) {
        await (0,refusal/* unlessGone */.Wi)(this.#client.effect({ method: 'DELETE', path: `${this.#path}/${id}`, role: notes_role }));
    }
    time() {
        return this.#client.time();
    }
    /** Anybody may write our marker into a note of their own: only those of the token's own user are ours. */
    #ourId() {
        this.#us ??= (0,users/* currentUser */.N)(this.#client).then(({ id }) => id);
        return this.#us;
    }
    #stored({ id, body, author }, us) {
        const url = this.#page === null ? null : `${this.#page}#note_${id}`;
        return { id, body, isOurs: us !== null && author?.id === us, url };
    }
}
/** The same one a second time is no mistake. */
async function awardEmoji(client, comment, reaction) {
    const path = `${notesPath(client, comment.pull)}/${comment.id}/award_emoji`;
    await client
        .effect({ method: 'POST', path, body: { name: emoji[reaction] }, role: 'Reporter' })
        .catch((error) => {
        if (!(error instanceof refusal/* GitLabError */.YZ && error.said.includes('already been taken')))
            throw error;
    });
}
/**
 * A line `/merge` in what a step wrote would be an order of ours to GitLab: https://docs.gitlab.com/user/project/quick_actions.
 * A space that nobody sees stands before it; paths stay as they are.
 */
function withoutQuickActions(body) {
    return body.replace(/^([ \t]*)(?=\/\w+(?:[ \t\r]|$))/gm, '$1\u200b');
}
function notesPath({ access }, pull) {
    return `${(0,gitlab_access/* projectPath */.W)(access)}/merge_requests/${pull}/notes`;
}

;// CONCATENATED MODULE: ./src/forges/gitlab/forge-api.ts





/** Closes the client in the end. */
function gitlabApi(client, { page, pipeline, job }) {
    return {
        comments: (pull) => new Notes(client, pull, page),
        setStatus: (status) => setCommitStatus(client, status, pipeline),
        deployments: new Environments(client, job),
        pull: (number) => mergeRequestOf(client, number),
        openPulls: () => openMergeRequests(client),
        mayWrite: (user) => (0,users/* mayWrite */.J)(client, user),
        react: (comment, reaction) => awardEmoji(client, comment, reaction),
        close: () => client.close(),
    };
}


/***/ }),

/***/ 67998:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ jsonOf)
/* harmony export */ });
/** What GitLab sent, or a proxy before it; undefined: it is no JSON. */
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 80626:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wi: () => (/* binding */ unlessGone),
/* harmony export */   YZ: () => (/* binding */ GitLabError),
/* harmony export */   cG: () => (/* binding */ brokenError),
/* harmony export */   z_: () => (/* binding */ refusalError)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92857);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _http_breakage_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37444);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(67998);
/** What GitLab refused, or what broke on the way to it, as a sentence with the way out. */




class GitLabError extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS {
    status;
    /** Seconds; null when GitLab does not say. */
    retryAfter;
    /** GitLab's own words; '' where it had none. */
    said;
    constructor(message, { status, retryAfter }, said) {
        super('FORGE', message);
        this.name = 'GitLabError';
        this.status = status;
        this.retryAfter = retryAfter;
        this.said = said;
    }
}
function refusalError(call, access, refusal) {
    const said = saidIn(refusal.text);
    const answer = `GitLab answered ${refusal.status}${said === '' ? '' : ` (${said})`} to ${call.method} ${call.path}`;
    return new GitLabError(`${answer}: ${wayOut(refusal, said, access, call)}`, refusal, said);
}
function wayOut({ status }, said, access, { role }) {
    const { api, variable, project } = access;
    if (status < 400)
        return `it leads elsewhere; is this the address of a GitLab API (…/api/v4), and has the project not moved?`;
    if (status === 401)
        return `the token in ${variable} is not valid at ${api}, or has expired; make a new one`;
    if (status === 403 && said.includes('insufficient_scope'))
        return `the token in ${variable} lacks the scope "api"; make one that has it`;
    if (status === 403)
        return `the user of ${variable} may not do this in project ${project}; it needs the role ${role ?? 'Maintainer'} there${role === undefined ? ', also where the branch is protected' : ''}`;
    if (status === 404)
        return `it is not there, or the user of ${variable} may not see project ${project}`;
    if (status === 429)
        return 'too many requests; try again later';
    if (status >= 500)
        return 'GitLab itself failed; look at its status, and try again';
    return 'mend what it names';
}
const words = zod__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()).transform((all) => all.join(', '))]);
const said = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    /** A sentence, or what is wrong with each field. */
    message: zod__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KCZ([words, zod__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), words)]).optional(),
    error: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
    error_description: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional(),
});
/** https://docs.gitlab.com/api/rest/troubleshooting: errors come in three shapes. */
function saidIn(text) {
    const parsed = said.safeParse((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .jsonOf */ .o)(text));
    if (!parsed.success)
        return '';
    const { message, error, error_description: description } = parsed.data;
    if (message === undefined)
        return [error, description].filter((part) => part !== undefined).join(': ');
    if (typeof message === 'string')
        return message;
    return Object.entries(message)
        .map(([field, problem]) => `${field} ${problem.trim()}`)
        .join('; ');
}
function brokenError(thrown, call, { api }) {
    const { code, message } = (0,_http_breakage_js__WEBPACK_IMPORTED_MODULE_1__/* .factsOf */ .xS)(thrown);
    const isPermanent = _http_breakage_js__WEBPACK_IMPORTED_MODULE_1__/* .unknownAuthority */ .K7.has(code) || code === 'ERR_TLS_CERT_ALTNAME_INVALID';
    const sentence = `could not ${call.method} ${call.path} at ${api}: ${why(code, message)}`;
    return {
        error: new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('FORGE', sentence, { cause: thrown }),
        isPermanent,
        isUnsent: isPermanent || _http_breakage_js__WEBPACK_IMPORTED_MODULE_1__/* .unsentCodes */ .ml.has(code),
        isStranger: code === 'ECONNREFUSED' || code === 'ENOTFOUND',
    };
}
function why(code, message) {
    if (code === 'ECONNREFUSED')
        return 'it refuses connections; is this the address of GitLab?';
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
        return 'its name is not known here; check CI_API_V4_URL and the network';
    if (_http_breakage_js__WEBPACK_IMPORTED_MODULE_1__/* .timeouts */ .Fw.has(code))
        return 'it does not answer; check the network, HTTPS_PROXY and NO_PROXY';
    if (_http_breakage_js__WEBPACK_IMPORTED_MODULE_1__/* .unknownAuthority */ .K7.has(code))
        return `its certificate is signed by an authority that is not trusted (${code}); name the authority's file in NODE_EXTRA_CA_CERTS`;
    return `the connection broke (${message || code}); check HTTPS_PROXY and NO_PROXY`;
}
/** Null: GitLab says that it is not there, or not any more. */
async function unlessGone(answer) {
    return answer.catch((error) => {
        if (error instanceof GitLabError && error.status === 404)
            return null;
        throw error;
    });
}


/***/ }),

/***/ 56534:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ mayWrite),
/* harmony export */   N: () => (/* binding */ currentUser)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92857);
/* harmony import */ var _access_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(81950);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80626);
/** Who asks GitLab, and what others may do in the project: https://docs.gitlab.com/api/project_members */



const user = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(), username: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), is_admin: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY().optional() });
const member = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ access_level: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(), state: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().optional() });
/** https://docs.gitlab.com/user/permissions: the least role that may push. */
const developer = 30;
/** Whose token it is; a project's token has a user of its own. */
function currentUser(client) {
    return client.request({ method: 'GET', path: '/user' }, user);
}
/** Whether the person may push, also where a group gives the role. */
async function mayWrite(client, username) {
    const found = await client.list('/users', user, { query: { username } });
    // GitLab does not tell upper from lower case there; one account has the name.
    const [one] = found.filter((each) => each.username.toLowerCase() === username.toLowerCase());
    if (one === undefined)
        return false;
    const path = `${(0,_access_js__WEBPACK_IMPORTED_MODULE_0__/* .projectPath */ .W)(client.access)}/members/all/${one.id}`;
    const role = await (0,_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .unlessGone */ .Wi)(client.request({ method: 'GET', path, role: 'Reporter' }, member));
    return role !== null && role.access_level >= developer && (role.state ?? 'active') === 'active';
}


/***/ }),

/***/ 37444:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fw: () => (/* binding */ timeouts),
/* harmony export */   K7: () => (/* binding */ unknownAuthority),
/* harmony export */   ml: () => (/* binding */ unsentCodes),
/* harmony export */   xS: () => (/* binding */ factsOf)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92857);
/** What broke a connection: the codes that Node and undici give it. */

const unknownAuthority = new Set([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_SIGNATURE_FAILURE',
]);
const timeouts = new Set([
    'TimeoutError',
    'ETIMEDOUT',
    'UND_ERR_CONNECT_TIMEOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
]);
/** The server has not seen the call. */
const unsentCodes = new Set([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
]);
/** Whatever realm it comes from, so not by `instanceof`. */
const thrownError = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().catch(''),
    message: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().catch(''),
    code: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().catch(''),
    cause: zod__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J().optional(),
    errors: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .unknown */ .L5J()).catch([]),
});
/** Errors that have a name in place of a code. */
const codeless = new Set(['TimeoutError', 'HTTPParserError']);
/** What is at the bottom of it; where several addresses were tried, what the last one said. */
function factsOf(thrown) {
    const { success, data } = thrownError.safeParse(thrown);
    if (!success)
        return { code: '', message: String(thrown) };
    const { name, message, code, cause, errors } = data;
    if (codeless.has(name))
        return { code: name, message };
    const inner = errors.at(-1) ?? (code === '' || code.startsWith('UND_ERR_PRX') ? cause : undefined);
    return inner === undefined || inner === null ? { code, message } : factsOf(inner);
}


/***/ })

};
