export const id = 552;
export const ids = [552];
export const modules = {

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

/***/ 6552:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gitlabSchedules: () => (/* binding */ gitlabSchedules)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/workflow/suggestion.ts
var suggestion = __webpack_require__(73217);
// EXTERNAL MODULE: ./src/forges/gitlab/description.ts
var gitlab_description = __webpack_require__(84532);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./src/forges/gitlab/access.ts
var access = __webpack_require__(81950);
// EXTERNAL MODULE: ./src/forges/gitlab/refusal.ts
var refusal = __webpack_require__(80626);
// EXTERNAL MODULE: ./src/forges/gitlab/users.ts
var users = __webpack_require__(56534);
;// CONCATENATED MODULE: ./src/forges/gitlab/pipeline-schedules.ts
/** Pipeline schedules of one project: https://docs.gitlab.com/api/pipeline_schedules. */




const owner = schemas/* object */.Ikc({ id: schemas/* number */.aig(), username: schemas/* string */.YjP() });
const pipelineSchedule = schemas/* object */.Ikc({
    id: schemas/* number */.aig(),
    description: schemas/* string */.YjP(),
    ref: schemas/* string */.YjP().nullable(),
    cron: schemas/* string */.YjP(),
    cron_timezone: schemas/* string */.YjP(),
    active: schemas/* boolean */.zMY(),
    owner: owner.nullish(),
});
const project = schemas/* object */.Ikc({
    default_branch: schemas/* string */.YjP().nullish(),
    path_with_namespace: schemas/* string */.YjP(),
    web_url: schemas/* string */.YjP(),
});
class PipelineSchedules {
    #client;
    #project;
    #path;
    constructor(client) {
        this.#client = client;
        this.#project = (0,access/* projectPath */.W)(client.access);
        this.#path = `${this.#project}/pipeline_schedules`;
    }
    list() {
        return this.#client.list(this.#path, pipelineSchedule);
    }
    create(fields) {
        return this.#client.request({ method: 'POST', path: this.#path, body: fields }, pipelineSchedule);
    }
    /** Only its owner may. */
    change(id, fields) {
        return this.#client.request({ method: 'PUT', path: `${this.#path}/${id}`, body: fields }, pipelineSchedule);
    }
    /** Its owner or a Maintainer may. One that is gone already is no mistake. */
    async remove(id) {
        await (0,refusal/* unlessGone */.Wi)(this.#client.effect({ method: 'DELETE', path: `${this.#path}/${id}` }));
    }
    /** Starts its pipeline now; GitLab allows it once a minute, and says nothing of the pipeline. */
    play(id) {
        return this.#client.effect({ method: 'POST', path: `${this.#path}/${id}/play` });
    }
    project() {
        return this.#client.request({ method: 'GET', path: this.#project }, project);
    }
    /** Whose token it is. */
    user() {
        return (0,users/* currentUser */.N)(this.#client);
    }
    close() {
        return this.#client.close();
    }
}

// EXTERNAL MODULE: ./src/workflow/cron.ts + 1 modules
var workflow_cron = __webpack_require__(30152);
;// CONCATENATED MODULE: ./src/forges/gitlab/schedule-changes.ts
/** What differs between the schedules of a workflow file and the pipeline schedules that GitLab has: no I/O. */


/** The oldest first; all others of the project are somebody else's. */
function oursAmong(schedules, { file }) {
    return schedules
        .flatMap((schedule) => {
        const described = (0,gitlab_description/* readDescription */.X)(schedule.description);
        return described?.file === file ? [{ schedule, described }] : [];
    })
        .sort((a, b) => a.schedule.id - b.schedule.id);
}
function stepsBetween(wanted, found, scope, defaultBranch) {
    const kept = new Set();
    const steps = wanted.map((schedule) => {
        // A name has a second one where two syncs ran at the same time.
        const one = found.find(({ described }) => described.name === schedule.name);
        if (one !== undefined)
            kept.add(one);
        const fields = fieldsOf(schedule, one, scope, defaultBranch);
        return one === undefined ? creation(schedule, fields) : changeOf(one, fields);
    });
    const gone = found.filter((one) => !kept.has(one)).map(deletion);
    return [...steps, ...gone];
}
function fieldsOf({ name, cron, timezone, suspend, ref }, found, scope, defaultBranch) {
    // What a person has deactivated stays so; what the file did, the file takes back.
    const isOffByPerson = found !== undefined && !found.schedule.active && !found.described.suspended;
    return {
        description: (0,gitlab_description/* describeSchedule */.B)({ ...scope, name, suspended: suspend }),
        ref: fullRef(ref ?? defaultBranch),
        cron: (0,workflow_cron/* portable */.Oj)(cron),
        cron_timezone: timezone,
        active: !suspend && !isOffByPerson,
    };
}
/** GitLab refuses a short one that may be a branch or a tag. */
function fullRef(ref) {
    return ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
}
function creation(schedule, fields) {
    const { cron, cron_timezone: zone, ref } = fields;
    const details = [`cron "${cron}" in ${zone} on ${ref}`, ...(schedule.suspend ? ['suspended in the file'] : [])];
    const change = { name: schedule.name, action: 'create', object: 'pipeline schedule', details };
    return { kind: 'create', change, fields };
}
function changeOf({ schedule, described }, wanted) {
    const is = { ...schedule, ref: fullRef(schedule.ref ?? '') };
    const keys = ['description', 'cron', 'cron_timezone', 'ref', 'active'].filter((key) => is[key] !== wanted[key]);
    const about = { name: described.name, object: objectOf(schedule) };
    if (keys.length === 0) {
        const isOff = !wanted.active && !described.suspended;
        const details = isOff ? [`a person has deactivated it: automl resume ${described.name} activates it`] : [];
        return { kind: 'unchanged', change: { ...about, action: 'unchanged', details } };
    }
    const details = keys.map((key) => `${key.replace('_', ' ')} ${JSON.stringify(wanted[key])} was ${JSON.stringify(is[key])}`);
    const fields = Object.fromEntries(keys.map((key) => [key, wanted[key]]));
    return { kind: 'change', change: { ...about, action: 'change', details }, schedule, fields };
}
function deletion({ schedule, described }) {
    const details = [`${described.file} names it no more`];
    const change = { name: described.name, action: 'delete', object: objectOf(schedule), details };
    return { kind: 'delete', change, schedule };
}
function objectOf({ id }) {
    return `pipeline schedule ${id}`;
}

;// CONCATENATED MODULE: ./src/forges/gitlab/schedules.ts
/** Schedules as pipeline schedules of a GitLab project. */





/** Closes the client in the end. */
function gitlabSchedules(client, scope) {
    return new GitLabSchedules(client, scope);
}
class GitLabSchedules {
    kind = 'gitlab';
    place;
    #schedules;
    #scope;
    constructor(client, scope) {
        const { api, project } = client.access;
        this.place = `pipeline schedules of project ${project} at ${new URL(api).host}`;
        this.#schedules = new PipelineSchedules(client);
        this.#scope = scope;
    }
    async sync(wanted, { dryRun }) {
        const found = await this.#ours();
        if (wanted.length === 0 && found.length === 0)
            return [];
        const branch = await this.#defaultBranch(wanted);
        const steps = stepsBetween(wanted, found, this.#scope, branch);
        // All or nothing, as far as that can be known before.
        await this.#requireOwner(steps.flatMap((step) => (step.kind === 'change' ? [step.schedule] : [])));
        const changes = [];
        for (const step of steps)
            changes.push(dryRun ? step.change : await this.#carryOut(step));
        return changes;
    }
    async known() {
        return (await this.#ours()).map(({ schedule, described }) => ({
            name: described.name,
            cron: schedule.cron,
            timezone: schedule.cron_timezone,
            suspended: schedule.active ? null : described.suspended ? 'file' : 'person',
            // GitLab notes each start as a change, and not when a person changed something.
            since: null,
        }));
    }
    async suspend(name) {
        const { schedule } = await this.#named(name);
        if (!schedule.active)
            return;
        await this.#requireOwner([schedule]);
        await this.#schedules.change(schedule.id, { active: false });
    }
    async resume(name) {
        const { schedule, described } = await this.#named(name);
        if (schedule.active)
            return;
        await this.#requireOwner([schedule]);
        const description = (0,gitlab_description/* describeSchedule */.B)({ ...described, suspended: false });
        await this.#schedules.change(schedule.id, { active: true, description });
    }
    /** GitLab takes no time with it: the run finds out by itself for which one it stands. */
    async trigger(name) {
        const { schedule } = await this.#named(name);
        await this.#schedules.play(schedule.id);
        return `a pipeline of pipeline schedule ${schedule.id}`;
    }
    async close() {
        await this.#schedules.close();
    }
    async #carryOut(step) {
        switch (step.kind) {
            case 'create': {
                const { id } = await this.#schedules.create(step.fields);
                return { ...step.change, object: `${step.change.object} ${id}` };
            }
            case 'change':
                await this.#schedules.change(step.schedule.id, step.fields);
                return step.change;
            case 'delete':
                await this.#schedules.remove(step.schedule.id);
                return step.change;
            case 'unchanged':
                return step.change;
        }
    }
    async #ours() {
        return oursAmong(await this.#schedules.list(), this.#scope);
    }
    async #named(name) {
        const ours = await this.#ours();
        const one = ours.find(({ described }) => described.name === name);
        if (one !== undefined)
            return one;
        const names = ours.map(({ described }) => described.name);
        const hint = names.length === 0 ? '; automl schedule sync makes those of the file' : (0,suggestion/* orWhatItHas */.Zi)(name, names, names);
        throw new errors/* AutomlError */.nS('NOT_FOUND', `there is no "${name}" among the ${this.place}${hint}`);
    }
    /** Asked for only where a schedule names no branch. */
    async #defaultBranch(wanted) {
        if (wanted.every(({ ref }) => ref !== undefined))
            return '';
        const { default_branch: branch, path_with_namespace: path } = await this.#schedules.project();
        if (branch)
            return branch;
        throw new errors/* AutomlError */.nS('USAGE', `project ${path} has no branch yet: push one, or name one by "ref" in the schedule`);
    }
    /** @throws AutomlError FORGE that names the owner */
    async #requireOwner(schedules) {
        if (schedules.length === 0)
            return;
        const user = await this.#schedules.user();
        const others = schedules.filter((schedule) => !mayChange(user, schedule));
        if (others.length === 0)
            return;
        const { web_url: url } = await this.#schedules.project();
        const whose = others.map(({ id, owner }) => `${id} belongs to ${owner ? `@${owner.username}` : 'nobody any more'}`);
        throw new errors/* AutomlError */.nS('FORGE', `pipeline schedule ${whose.join(', ')}, and GitLab lets only the owner change one, not @${user.username}: use a token of the owner, or "Take ownership" at ${url}/-/pipeline_schedules (its runs then have the rights of the new owner)`);
    }
}
/** https://docs.gitlab.com/ci/pipelines/schedules/#edit-a-pipeline-schedule; administrators always may. */
function mayChange(user, { owner }) {
    return user.is_admin === true || owner?.id === user.id;
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
