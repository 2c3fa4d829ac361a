export const id = 634;
export const ids = [634,171];
export const modules = {

/***/ 21634:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  githubApi: () => (/* binding */ githubApi)
});

// UNUSED EXPORTS: forgeApi

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./src/forges/github/refusal.ts
var refusal = __webpack_require__(43802);
;// CONCATENATED MODULE: ./src/forges/github/api/account.ts
/** Whose comments are ours. */


const author = schemas/* object */.Ikc({ id: schemas/* number */.aig(), login: schemas/* string */.YjP(), type: schemas/* string */.YjP().optional() });
/**
 * Anybody can copy our marker into a comment of theirs. Taken for ours, it would be edited in vain, and what it says a reviewer has
 * been shown would let a command run code that nobody has seen. So only what the token's own account has written is ours.
 */
class Account {
    #repository;
    /** By what was created with the token: an app can't be asked who it is. */
    #seen = new Set();
    #recognition = null;
    constructor(repository) {
        this.#repository = repository;
    }
    /** @throws AutomlError FORGE */
    async recognizer() {
        this.#recognition ??= this.#ask();
        try {
            const recognizes = await this.#recognition;
            return (author) => this.#seen.has(author.id) || recognizes(author);
        }
        catch (error) {
            this.#recognition = null;
            throw error;
        }
    }
    /** What the token has just created says who it is. */
    created({ id }) {
        this.#seen.add(id);
    }
    async #ask() {
        const { client, isGitea, token } = this.#repository;
        const job = isGitea ? isGiteaJob : isGitHubJob;
        if (token.startsWith(appToken))
            return job;
        try {
            const { id } = await client.call('GET /user', {}, { needs: 'metadata: read', answer: author });
            return (author) => author.id === id;
        }
        catch (error) {
            const status = (0,refusal/* statusOf */.c2)(error);
            // A job's token is nobody's.
            if (status === 403 || (isGitea && (status === 401 || status === 404)))
                return job;
            throw error;
        }
    }
}
/** Of jobs, and of other apps: https://github.blog/engineering/behind-githubs-new-authentication-token-formats */
const appToken = 'ghs_';
/** No person's name has brackets. */
function isGitHubJob({ login, type }) {
    return login === 'github-actions[bot]' && type === 'Bot';
}
/** Persons are numbered from 1 up. */
function isGiteaJob({ id }) {
    return id === -2;
}

;// CONCATENATED MODULE: ./src/forges/github/api/pages.ts
const pageSize = 100;
/** Gitea gives no more, whatever is asked for: its setting MAX_RESPONSE_ITEMS. */
const giteaPageSize = 50;
/** As they come, each once: while pages are read, what is new or gone moves the others. */
async function allPages({ isGitea }, read) {
    const found = new Map();
    const asked = isGitea ? { per_page: pageSize, limit: giteaPageSize } : { per_page: pageSize };
    for (let page = 1;; page += 1) {
        const before = found.size;
        const items = await read({ ...asked, page });
        for (const item of items)
            found.set(item.id, item);
        // Gitea pages some lists by a size of its own, and others not at all: every page is then the first.
        if (found.size === before || (!isGitea && items.length < pageSize))
            return [...found.values()];
    }
}

;// CONCATENATED MODULE: ./src/forges/github/api/comments.ts
/** Comments of a pull request, which GitHub has as those of an issue: https://docs.github.com/rest/issues/comments */




const comment = schemas/* object */.Ikc({
    id: schemas/* number */.aig(),
    body: schemas/* string */.YjP().nullish(),
    // Null: of an account that was deleted.
    user: author.nullish(),
    html_url: schemas/* string */.YjP().optional(),
});
const list = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const create = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const read = 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}';
const update = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
const remove = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}';
const reactTo = 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions';
const asking = { needs: 'pull-requests: read' };
const writing = { needs: 'pull-requests: write' };
function githubComments(repository, account, pull) {
    const { client, repo } = repository;
    const stored = async (given) => {
        const { id, body, user, html_url } = given;
        const isOurs = user ? (await account.recognizer())(user) : false;
        return { id, body: body ?? '', isOurs, url: html_url ?? null };
    };
    return {
        list: async () => {
            const found = await allPages(repository, (page) => client.call(list, { ...repo, issue_number: pull, ...page }, { ...asking, answer: schemas/* array */.YOg(comment) }));
            return Promise.all(found.toSorted((a, b) => a.id - b.id).map(stored));
        },
        read: async (comment_id) => {
            const found = await orNull(client.call(read, { ...repo, comment_id }, { ...asking, answer: comment }));
            return found === null ? null : stored(found);
        },
        create: async (body) => {
            // Made again after an answer that was lost, there would be two.
            const asked = { ...writing, answer: comment, times: 'once' };
            const made = await client.call(create, { ...repo, issue_number: pull, body }, asked);
            if (made.user)
                account.created(made.user);
            return { ...(await stored(made)), isOurs: true };
        },
        update: async (comment_id, body) => {
            const changed = await orNull(client.call(update, { ...repo, comment_id, body }, { ...writing, answer: comment }));
            return changed === null ? null : stored(changed);
        },
        remove: async (comment_id) => {
            await orNull(client.call(remove, { ...repo, comment_id }, writing));
        },
        time: () => client.time(),
    };
}
const contents = { seen: 'eyes', done: 'rocket', refused: '-1' };
const reacted = schemas/* object */.Ikc({ user: author.nullish().catch(null) });
async function react({ client, repo }, account, { id, reaction }) {
    const parameters = { ...repo, comment_id: id, content: contents[reaction] };
    const { user } = await client.call(reactTo, parameters, { ...writing, answer: reacted });
    if (user)
        account.created(user);
}
/** Null: what is not there was deleted; a token that may not see it is refused as such before. */
async function orNull(call) {
    try {
        return await call;
    }
    catch (error) {
        if ((0,refusal/* statusOf */.c2)(error) === 404)
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/forges/github/api/environments.ts
/** Environments that wait for a person: https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments */


const environment = schemas/* object */.Ikc({ protection_rules: schemas/* array */.YOg(schemas/* object */.Ikc({ type: schemas/* string */.YjP() })).nullish() });
const approvals = schemas/* array */.YOg(schemas/* object */.Ikc({ state: schemas/* string */.YjP(), environments: schemas/* array */.YOg(schemas/* object */.Ikc({ name: schemas/* string */.YjP().optional() })) }));
const needs = 'actions: read';
/**
 * A job can't see which environment it has itself. But GitHub starts one of an environment with reviewers only when they have
 * agreed, and the run keeps that: nobody's agreement means that this job is not of that environment.
 */
async function heldBack({ client, repo, run }, name) {
    const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}';
    const asked = client.call(route, { ...repo, environment_name: name }, { needs, answer: environment });
    const found = await asked.catch((error) => {
        // GitHub knows it only when something was set up for it, or was deployed.
        if ((0,refusal/* statusOf */.c2)(error) === 404)
            return null;
        throw error;
    });
    if (!(found?.protection_rules ?? []).some(({ type }) => type === 'required_reviewers'))
        return null;
    if (run !== null && (await isApproved({ client, repo }, run, name)))
        return null;
    return `environment ${name} wants a review: run this in a job with \`environment: ${name}\``;
}
async function isApproved({ client, repo }, run, name) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals';
    const given = await client.call(route, { ...repo, run_id: Number(run) }, { needs, answer: approvals });
    const isIt = (each) => each.name?.toLowerCase() === name.toLowerCase();
    return given.some(({ state, environments }) => state === 'approved' && environments.some(isIt));
}

;// CONCATENATED MODULE: ./src/forges/github/api/statuses.ts
async function setStatus({ client, repo }, { commit, context, state, description, url }) {
    const target = url === null ? {} : { target_url: url };
    const status = { sha: commit, state, context, description: shortened(description), ...target };
    await client.call('POST /repos/{owner}/{repo}/statuses/{sha}', { ...repo, ...status }, { needs: 'statuses: write' });
}
/** Most characters that GitHub takes of a description. */
const longest = 140;
/** One line that GitHub takes. */
function shortened(description) {
    const characters = Array.from(description.replaceAll(/\s+/g, ' ').trim());
    return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}

;// CONCATENATED MODULE: ./src/forges/github/api/deployments.ts
/** Deployments, as a pull request and the page of the repository show them: https://docs.github.com/rest/deployments/deployments */



const numbered = schemas/* object */.Ikc({ id: schemas/* number */.aig() });
const givenStatus = schemas/* object */.Ikc({ state: schemas/* string */.YjP() });
const deployments_needs = 'deployments: write';
const statuses = '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
function githubDeployments(repository) {
    return {
        begin: (deployment) => begin(repository, deployment),
        end: (environment) => retire(repository, environment, Number.POSITIVE_INFINITY),
        heldBack: (environment) => heldBack(repository, environment),
    };
}
async function begin(repository, deployment) {
    const { client, repo } = repository;
    const { environment, commit, logUrl, isProduction, isTransient } = deployment;
    const parameters = {
        ...repo,
        ref: commit,
        environment,
        description: 'services of automl',
        // What shall be deployed is decided, and is that commit: nothing is merged into it or waited for.
        auto_merge: false,
        required_contexts: [],
        production_environment: isProduction,
        transient_environment: isTransient,
    };
    const asked = { needs: deployments_needs, answer: numbered, times: 'once' };
    const { id } = await client.call('POST /repos/{owner}/{repo}/deployments', parameters, asked);
    const log = logUrl === null ? {} : { log_url: logUrl };
    await tell(repository, id, { state: 'in_progress', ...log });
    return {
        succeeded: async (url) => {
            await tell(repository, id, { state: 'success', auto_inactive: true, ...log, ...pageOf(url) });
            // GitHub itself does that neither for production nor for what goes away.
            if (isProduction || isTransient)
                await retire(repository, environment, id);
        },
        failed: (description) => tell(repository, id, { state: 'failure', ...log, description: shortened(description) }),
    };
}
async function tell({ client, repo }, id, status) {
    await client.call(`POST ${statuses}`, { ...repo, deployment_id: id, ...status }, { needs: deployments_needs });
}
/** Nothing but a page of the web is taken there. */
function pageOf(url) {
    return url !== null && /^https?:\/\//.test(url) ? { environment_url: url } : {};
}
/** Most deployments that are looked at, the newest; and after how many of them in a row that are past the older ones are too. */
const bounds = { deployments: 30, past: 5 };
const past = ['inactive', 'failure', 'error'];
/** Those that are older than the one with this id stand no more. */
async function retire(repository, environment, before) {
    const { client, repo } = repository;
    const asked = { needs: 'deployments: read' };
    const newestFirst = await client.call('GET /repos/{owner}/{repo}/deployments', { ...repo, environment, per_page: bounds.deployments }, { ...asked, answer: schemas/* array */.YOg(numbered) });
    let inRow = 0;
    for (const { id } of newestFirst.filter((each) => each.id < before)) {
        if (inRow === bounds.past)
            return;
        const parameters = { ...repo, deployment_id: id, per_page: 1 };
        const [newest] = await client.call(`GET ${statuses}`, parameters, { ...asked, answer: schemas/* array */.YOg(givenStatus) });
        const isPast = past.includes(newest?.state ?? null);
        inRow = isPast ? inRow + 1 : 0;
        if (!isPast)
            await tell(repository, id, { state: 'inactive' });
    }
}

;// CONCATENATED MODULE: ./src/forges/github/api/people.ts
/** What a person may do in the repository: https://docs.github.com/rest/collaborators/collaborators */


const permission = schemas/* object */.Ikc({ permission: schemas/* string */.YjP() });
/** `owner` is Gitea's. Roles are told by what they stand for: their names are an organisation's own, and may be any. */
const writers = ['write', 'admin', 'owner'];
async function mayWrite({ client, repo }, username) {
    try {
        const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
        const found = await client.call(route, { ...repo, username }, { needs: 'metadata: read', answer: permission });
        return writers.includes(found.permission);
    }
    catch (error) {
        // Nobody of that name.
        if ((0,refusal/* statusOf */.c2)(error) === 404)
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/forges/github/api/pulls.ts
/** Pull requests: https://docs.github.com/rest/pulls/pulls */


const repository = schemas/* object */.Ikc({ full_name: schemas/* string */.YjP() });
const pull = schemas/* object */.Ikc({
    number: schemas/* number */.aig(),
    state: schemas/* string */.YjP(),
    // Null: the fork is gone.
    head: schemas/* object */.Ikc({ sha: schemas/* string */.YjP(), ref: schemas/* string */.YjP(), repo: repository.nullish() }),
    base: schemas/* object */.Ikc({ ref: schemas/* string */.YjP(), repo: repository.nullish() }),
});
const listed = schemas/* object */.Ikc({ id: schemas/* number */.aig(), number: schemas/* number */.aig() });
const pulls_needs = 'pull-requests: read';
async function pullState({ client, repo }, number) {
    const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
    const { state, head, base } = await client.call(route, { ...repo, pull_number: number }, { needs: pulls_needs, answer: pull });
    return {
        number,
        isOpen: state === 'open',
        head: head.sha,
        branch: head.ref,
        base: base.ref,
        isFork: !head.repo || head.repo.full_name !== base.repo?.full_name,
    };
}
async function openPulls(place) {
    const { client, repo } = place;
    const found = await allPages(place, (page) => client.call('GET /repos/{owner}/{repo}/pulls', { ...repo, state: 'open', ...page }, { needs: pulls_needs, answer: schemas/* array */.YOg(listed) }));
    return found.map(({ number }) => number);
}

// EXTERNAL MODULE: ./src/forges/github/client.ts
var client = __webpack_require__(93171);
;// CONCATENATED MODULE: ./src/forges/github/api.ts







function githubApi(options) {
    const { owner, name, token, isGitea, run } = options;
    return forgeApi({ client: (0,client.githubClient)(options), repo: { owner, repo: name }, isGitea, token, run });
}
function forgeApi(repository) {
    const account = new Account(repository);
    return {
        comments: (pull) => githubComments(repository, account, pull),
        setStatus: (status) => setStatus(repository, status),
        // Gitea has none: https://github.com/go-gitea/gitea/issues/19574
        deployments: repository.isGitea ? null : githubDeployments(repository),
        pull: (number) => pullState(repository, number),
        openPulls: () => openPulls(repository),
        mayWrite: (user) => mayWrite(repository, user),
        react: ({ id }, reaction) => react(repository, account, { id, reaction }),
        close: () => repository.client.close(),
    };
}


/***/ }),

/***/ 93171:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   githubClient: () => (/* binding */ githubClient)
/* harmony export */ });
/* unused harmony export clientOver */
/* harmony import */ var _octokit_core__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(35194);
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24371);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(92857);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(31012);
/* harmony import */ var _http_dispatcher_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3839);
/* harmony import */ var _http_persistence_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(31880);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(57856);
/* harmony import */ var _http_server_clock_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(18662);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(43802);
/** Calls to GitHub's REST API, or to a server that has the same. Imported only where one is made: it is a chunk of its own. */










/** Milliseconds that an answer may take. */
const answerPatience = 30_000;
/** Milliseconds after which a call is given up; the last try may take longer. */
const persistence = 60_000;
/** Text is a page for people. */
const anything = zod__WEBPACK_IMPORTED_MODULE_7__/* .unknown */ .L5J().refine((data) => typeof data !== 'string' || data === '');
function githubClient(options) {
    const { api, token, version, env, sleep = _http_backoff_js__WEBPACK_IMPORTED_MODULE_2__/* .systemSleep */ .Hk, now = () => performance.now() } = options;
    const dispatchers = new _http_dispatcher_js__WEBPACK_IMPORTED_MODULE_3__/* .Dispatchers */ .p((0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_5__/* .proxyFor */ .i)(new URL(api), env));
    const closed = new AbortController();
    const dispatcher = dispatchers.get({ ca: null, certificate: null, serverName: null, skipVerify: false });
    const octokit = new _octokit_core__WEBPACK_IMPORTED_MODULE_8__/* .Octokit */ .E({
        auth: token,
        baseUrl: api,
        userAgent: `automl/${version}`,
        request: {
            fetch: (url, init) => (0,undici__WEBPACK_IMPORTED_MODULE_0__/* .fetch */ .hd)(url, {
                ...init,
                dispatcher,
                signal: AbortSignal.any([closed.signal, AbortSignal.timeout(answerPatience)]),
            }),
        },
        // The error tells it all.
        log: { debug: silent, info: silent, warn: silent, error: silent },
    });
    const world = { now, sleep: (delay) => sleep(delay, closed.signal), patience: persistence };
    const isClosed = () => (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_2__/* .isAborted */ .G4)(closed.signal);
    return clientOver({
        api,
        now,
        request: (route, parameters, asked) => (0,_http_persistence_js__WEBPACK_IMPORTED_MODULE_4__/* .persist */ .Z)(world, () => octokit.request(route, parameters), (thrown) => (0,_refusal_js__WEBPACK_IMPORTED_MODULE_6__/* .failureOf */ .g5)(thrown, { api, ...asked, isClosed: isClosed() })),
        close: async () => {
            closed.abort();
            await dispatchers.close();
        },
    });
}
/** What calls and answers mean, whoever carries them. */
function clientOver({ api, request, now = () => performance.now(), close }) {
    const clock = new _http_server_clock_js__WEBPACK_IMPORTED_MODULE_9__/* .ServerClock */ .i(now);
    return {
        call: async (route, parameters, { needs, answer, times = 'again' }) => {
            const { data, headers } = await request(route, { ...parameters }, { needs, times }).catch((error) => {
                throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_6__/* .refusal */ .x5)(error, { api, needs });
            });
            clock.hear(headers?.date);
            const parsed = (answer ?? anything).safeParse(data);
            if (parsed.success)
                return parsed.data;
            const what = `${api} answered ${route} with something else than GitHub's API does`;
            const help = 'is GITHUB_API_URL the address of an API, and no login page before it?';
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AutomlError */ .nS('FORGE', `${what}: ${help}`, { cause: parsed.error });
        },
        time: () => clock.time(),
        close,
    };
}
function silent() {
    // Nothing is written but by the commands.
}


/***/ }),

/***/ 43802:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   g5: () => (/* binding */ failureOf),
/* harmony export */   x5: () => (/* binding */ refusal)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92857);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _http_breakage_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37444);
/** What a call that GitHub refused means, and what helps. */



/** What the library throws: https://github.com/octokit/request-error.js */
const failed = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    status: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(),
    response: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ data: zod__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J(), headers: zod__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J()).catch({}) }).optional(),
    request: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ url: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), method: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }),
});
const complaint = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ message: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), errors: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ message: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() })).optional() });
/** What was done once already may be there twice: such a call is repeated only where the server has said that it did nothing. */
function failureOf(thrown, tried) {
    if (tried.isClosed) {
        const error = new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('FORGE', `a call to ${new URL(tried.api).host} was given up`, { cause: thrown });
        return { error, again: false, retryAfter: null, stranger: false };
    }
    const error = refusal(thrown, tried);
    const parsed = failed.safeParse(thrown);
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS) || parsed.data === undefined)
        throw error;
    const { status, response } = parsed.data;
    if (response === undefined) {
        const { code } = (0,_http_breakage_js__WEBPACK_IMPORTED_MODULE_1__/* .factsOf */ .xS)(thrown);
        const isUnsent = _http_breakage_js__WEBPACK_IMPORTED_MODULE_1__/* .unsentCodes */ .ml.has(code);
        const again = !_http_breakage_js__WEBPACK_IMPORTED_MODULE_1__/* .unknownAuthority */ .K7.has(code) && (tried.times === 'again' || isUnsent);
        return { error, again, retryAfter: null, stranger: code === 'ECONNREFUSED' || code === 'ENOTFOUND' };
    }
    const retryAfter = isLimit(status, wordsOf(response.data)) ? pauseOf(response.headers) : null;
    const again = retryAfter !== null || (tried.times === 'again' && (status >= 500 || status === 408));
    return { error, again, retryAfter, stranger: false };
}
/** Seconds; null: it is not said: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function pauseOf(headers) {
    const after = Number(headers['retry-after'] ?? NaN);
    if (!Number.isNaN(after))
        return after;
    if (headers['x-ratelimit-remaining'] !== '0')
        return null;
    const pause = Number(headers['x-ratelimit-reset'] ?? NaN) - Date.parse(String(headers['date'])) / 1000;
    return Number.isNaN(pause) ? null : Math.max(0, pause);
}
function isLimit(status, words) {
    return status === 429 || (status === 403 && /rate limit/i.test(words));
}
/** The error to throw in its place. A defect of ours stays what it is. */
function refusal(error, { api, needs }) {
    const parsed = failed.safeParse(error);
    if (!parsed.success)
        return error;
    const { status, response, request } = parsed.data;
    const place = `${request.method} ${request.url.replace(/\?.*/, '')}`;
    if (response === undefined) {
        const message = `${new URL(api).host} can't be reached (${causes(error)}): ${place}`;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('FORGE', message, { cause: error });
    }
    const words = wordsOf(response.data);
    const answer = `${place} answered ${status}${words === '' ? '' : ` (${words})`}`;
    if (isLimit(status, words))
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('FORGE', `${answer}: try again later`, { cause: error });
    switch (status) {
        case 401:
            return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('FORGE', `the token is not valid there: ${answer}`, {
                cause: error,
            });
        case 403:
            return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('FORGE', `${answer}: ${permissionHelp(needs)}`, { cause: error });
        case 404:
            return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('NOT_FOUND', `${answer}: it is not there, or hidden from the token: ${permissionHelp(needs)}`, {
                cause: error,
            });
        default:
            return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('FORGE', answer, { cause: error });
    }
}
/** What the server answered to a call that it refused; null: it was not reached, or the error is another. */
function statusOf(error) {
    const parsed = failed.safeParse(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS ? error.cause : error);
    return parsed.success && parsed.data.response !== undefined ? parsed.data.status : null;
}
function permissionHelp(needs) {
    return `the token needs \`${needs}\` (in a job \`permissions: {${needs}}\`; of a classic token the scope \`repo\`)`;
}
function wordsOf(data) {
    const parsed = complaint.safeParse(data);
    if (!parsed.success)
        return '';
    const said = [parsed.data.message, ...(parsed.data.errors ?? []).map(({ message }) => message)];
    // A server that failed may tell its whole stack.
    return said.map((each) => each.split('\n', 1)[0]?.slice(0, 300) ?? '').join('; ');
}
/** The innermost says what happened: ECONNREFUSED, a certificate that nobody trusts. */
function causes(error) {
    const inner = error instanceof Error ? error.cause : undefined;
    return inner === undefined ? (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error) : causes(inner);
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


/***/ }),

/***/ 3839:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ Dispatchers)
/* harmony export */ });
/* unused harmony export connectPatience */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41692);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_tls__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24371);
/** Connections to a server: made anew only when what they trust or prove has changed. */



/** Milliseconds to a connection, TLS included. */
const connectPatience = 10_000;
/** Milliseconds that an unused connection is kept: shorter than the shortest idle timeout of usual load balancers. */
const keepAlive = 30_000;
class Dispatchers {
    #proxy;
    #open = new Set();
    #current = null;
    /** `proxy`: its URL, http, https or socks5. */
    constructor(proxy) {
        this.#proxy = proxy;
    }
    /** The one for these facts; streams on an older one go on until they end. */
    get(facts) {
        const fingerprint = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(facts)).digest('hex');
        if (this.#current?.fingerprint === fingerprint)
            return this.#current.dispatcher;
        const former = this.#current?.dispatcher;
        if (former !== undefined) {
            void former.close().then(() => this.#open.delete(former));
        }
        const dispatcher = make(facts, this.#proxy);
        this.#open.add(dispatcher);
        this.#current = { fingerprint, dispatcher };
        return dispatcher;
    }
    /** Breaks what is open. */
    async close() {
        const open = [...this.#open];
        this.#open.clear();
        this.#current = null;
        await Promise.all(open.map((dispatcher) => dispatcher.destroy()));
    }
}
function make({ ca, certificate, serverName, skipVerify }, proxy) {
    const tls = {
        // One for all connections: it takes longer to make than a connection.
        secureContext: (0,node_tls__WEBPACK_IMPORTED_MODULE_1__.createSecureContext)({ ...(ca === null ? {} : { ca }), ...certificate }),
        ...(serverName === null ? {} : { servername: serverName }),
        ...(skipVerify ? { rejectUnauthorized: false } : {}),
        timeout: connectPatience,
    };
    // Streams are silent for long, rightly: whoever reads them watches them.
    const options = { allowH2: false, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: keepAlive };
    if (proxy === null)
        return new undici__WEBPACK_IMPORTED_MODULE_2__/* .Agent */ .g6({ ...options, connect: tls });
    // With `proxyTls` undici would speak TLS to a SOCKS proxy.
    const proxyTls = proxy.startsWith('socks') ? {} : { proxyTls: { timeout: connectPatience } };
    return new undici__WEBPACK_IMPORTED_MODULE_2__/* .ProxyAgent */ .kT({ ...options, ...proxyTls, uri: proxy, requestTls: tls });
}


/***/ }),

/***/ 31880:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ persist)
/* harmony export */ });
/* harmony import */ var _backoff_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31012);

/** Milliseconds after which a server that never answered is given up: rather a wrong address than an outage. */
const firstPatience = 6_000;
/** Tries until it succeeds, until trying again is of no use, or until it is given up. @throws the last failure's error */
async function persist(world, attempt, failureOf) {
    const started = world.now();
    for (let tries = 0;; tries++) {
        try {
            return await attempt();
        }
        catch (thrown) {
            const { error, again, retryAfter, stranger } = failureOf(thrown);
            const delay = Math.max((0,_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .backoff */ .JN)(tries), (retryAfter ?? 0) * 1000);
            const limit = stranger ? firstPatience : world.patience;
            if (!again || world.now() - started + delay > limit)
                throw error;
            await world.sleep(delay);
        }
    }
}


/***/ }),

/***/ 57856:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ proxyOf),
/* harmony export */   i: () => (/* binding */ proxyFor)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_net__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/** Which proxy the environment names for a URL, as Go programs such as kubectl read it. */


/**
 * Null: none. https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config: this machine is never reached through a proxy.
 * @throws AutomlError USAGE: the variable holds no proxy that we can use
 */
function proxyFor(url, env) {
    const names = url.protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
    const name = names.find((one) => env[one]);
    const proxy = name === undefined ? undefined : env[name];
    if (name === undefined || !proxy)
        return null;
    const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
    if (isThisMachine(host))
        return null;
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const spared = (env['NO_PROXY'] || env['no_proxy'] || '').split(',').map((entry) => entry.trim().toLowerCase());
    return spared.some((entry) => entry !== '' && covers(entry, host, port)) ? null : proxyOf(proxy, name);
}
function isThisMachine(host) {
    return host === 'localhost' || host === '::1' || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 4 && host.startsWith('127.'));
}
/** `*`, `10.0.0.0/8`, `1.2.3.4[:port]`, `host[:port]` (with what is below it), `.suffix`, `*.suffix`. */
function covers(entry, host, port) {
    if (entry === '*')
        return true;
    if (entry.includes('/'))
        return coversAddress(entry, host);
    const [, name = entry, wantedPort] = /^(\[[^\]]+\]|[^:]*):(\d+)$/.exec(entry) ?? [];
    if (wantedPort !== undefined && wantedPort !== port)
        return false;
    const plain = name.replace(/^\[|\]$/g, '').replace(/^\*(?=\.)/, '');
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(plain) !== 0)
        return plain === host;
    return plain.startsWith('.') ? host.endsWith(plain) : host === plain || host.endsWith(`.${plain}`);
}
function coversAddress(entry, host) {
    const [network = '', bits = ''] = entry.split('/');
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(network) === 6 ? 'ipv6' : 'ipv4';
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(network) === 0 || (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(network) !== (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) || !/^\d+$/.test(bits))
        return false;
    if (Number(bits) > (family === 'ipv6' ? 128 : 32))
        return false;
    const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    list.addSubnet(network, Number(bits), family);
    return list.check(host, family);
}
/** The URL of a proxy, with `http://` where nothing is said. @throws AutomlError USAGE: not one that we can use */
function proxyOf(text, where) {
    const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
    const protocol = url?.protocol ?? '';
    // The name of the host goes to the proxy with socks5, too.
    if (url !== null && protocol === 'socks5h:')
        return url.href.replace('socks5h:', 'socks5:');
    if (url !== null && ['http:', 'https:', 'socks5:'].includes(protocol))
        return url.href;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AutomlError */ .nS('USAGE', `${where} is not the URL of a proxy: use http://, https:// or socks5://host:port`);
}


/***/ }),

/***/ 18662:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ ServerClock)
/* harmony export */ });
/** The clock of a server, as its answers tell it: what it dates can't be compared with ours, which may be minutes off. */
/** Milliseconds: the header `date` counts whole seconds. */
const resolution = 1000;
class ServerClock {
    /** Milliseconds, of any clock that goes on. */
    #now;
    #ahead = null;
    constructor(now) {
        this.#now = now;
    }
    /** @param date header of an answer; undefined: it has none */
    hear(date) {
        const time = typeof date === 'string' ? Date.parse(date) : Number.NaN;
        if (!Number.isNaN(time))
            this.#ahead = time + resolution - this.#now();
    }
    /** Milliseconds since the epoch, never behind the server's; null: it has not said. */
    time() {
        return this.#ahead === null ? null : this.#ahead + this.#now();
    }
}


/***/ })

};
