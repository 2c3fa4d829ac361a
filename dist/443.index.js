export const id = 443;
export const ids = [443];
export const modules = {

/***/ 32443:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GitLabClient: () => (/* binding */ GitLabClient)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(92857);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31012);
/* harmony import */ var _http_dispatcher_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3839);
/* harmony import */ var _http_persistence_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(31880);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57856);
/* harmony import */ var _http_server_clock_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(18662);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(67998);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(80626);









/** Milliseconds that one answer may take. */
const patience = 30_000;
/** Milliseconds after which a call is given up; the last try may take longer. */
const persistence = 60_000;
const pageSize = 100;
/** No page for people. */
const anyJson = zod__WEBPACK_IMPORTED_MODULE_6__/* .unknown */ .L5J().refine((answer) => answer !== undefined);
class GitLabClient {
    access;
    #dispatchers;
    #userAgent;
    #clock;
    #closed = new AbortController();
    #world;
    constructor(access, options) {
        const { env, userAgent, sleep = _http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .systemSleep */ .Hk, now = () => performance.now() } = options;
        this.access = access;
        this.#userAgent = userAgent;
        this.#clock = new _http_server_clock_js__WEBPACK_IMPORTED_MODULE_7__/* .ServerClock */ .i(now);
        const pause = (delay) => sleep(delay, this.#closed.signal);
        this.#world = { now, sleep: pause, patience: persistence };
        this.#dispatchers = new _http_dispatcher_js__WEBPACK_IMPORTED_MODULE_2__/* .Dispatchers */ .p((0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_4__/* .proxyFor */ .i)(new URL(access.api), env));
    }
    /** @throws GitLabError; AutomlError FORGE for an answer of another shape */
    async request(call, schema) {
        return this.#parse(call, (await this.#persist(call)).text, schema);
    }
    /** For calls whose answer says nothing. @throws GitLabError */
    async effect(call) {
        const { text } = await this.#persist(call);
        if (text !== '')
            this.#parse(call, text, anyJson);
    }
    /** All pages: https://docs.gitlab.com/api/rest/#offset-based-pagination. @throws as `request` */
    async list(path, schema, { query = {}, ...asked } = {}) {
        const found = [];
        for (let page = '1'; page !== '';) {
            const call = { method: 'GET', path, query: { ...query, per_page: pageSize, page }, ...asked };
            const { text, headers } = await this.#persist(call);
            found.push(...this.#parse(call, text, schema.array()));
            page = String(headers['x-next-page'] ?? '');
        }
        return found;
    }
    /** The server's clock by its newest answer, never behind it, in milliseconds since the epoch; null: it has not said. */
    time() {
        return this.#clock.time();
    }
    /** Breaks what is open, and waits for nothing more. */
    async close() {
        this.#closed.abort();
        await this.#dispatchers.close();
    }
    #persist(call) {
        return (0,_http_persistence_js__WEBPACK_IMPORTED_MODULE_3__/* .persist */ .Z)(this.#world, () => this.#send(call), (thrown) => {
            const failure = this.#failureOf(thrown, call);
            return (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .isAborted */ .G4)(this.#closed.signal) ? { ...failure, again: false } : failure;
        });
    }
    async #send(call) {
        const { method, body } = call;
        const url = new URL(this.#urlOf(call));
        const answer = await this.#dispatchers
            .get({ ca: null, certificate: null, serverName: null, skipVerify: false })
            .request({
            origin: url.origin,
            path: `${url.pathname}${url.search}`,
            method,
            headers: {
                accept: 'application/json',
                'private-token': this.access.token,
                'user-agent': this.#userAgent,
                ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            body: body === undefined ? null : JSON.stringify(body),
            signal: AbortSignal.timeout(patience),
        });
        const text = await answer.body.text();
        const { statusCode: status, headers } = answer;
        this.#clock.hear(headers['date']);
        if (status >= 200 && status < 300)
            return { text, headers };
        const wait = Number(headers['retry-after'] ?? NaN);
        throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_5__/* .refusalError */ .z_)(call, this.access, { status, text, retryAfter: Number.isNaN(wait) ? null : wait });
    }
    #urlOf({ path, query = {} }) {
        const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString();
        return `${this.access.api}${path}${search === '' ? '' : `?${search}`}`;
    }
    /** What was sent twice may be there twice: only what asks, or says what shall be, is repeated. */
    #failureOf(thrown, call) {
        const isRepeatable = call.method !== 'POST' || call.repeatable === true;
        if (thrown instanceof _refusal_js__WEBPACK_IMPORTED_MODULE_5__/* .GitLabError */ .YZ) {
            const { status, retryAfter } = thrown;
            const again = status === 429 || (isRepeatable && (status === 409 || status >= 500));
            return { error: thrown, again, retryAfter, stranger: false };
        }
        const { error, isPermanent, isUnsent, isStranger } = (0,_refusal_js__WEBPACK_IMPORTED_MODULE_5__/* .brokenError */ .cG)(thrown, call, this.access);
        return {
            error,
            again: !isPermanent && (isRepeatable || isUnsent),
            retryAfter: null,
            stranger: isStranger,
        };
    }
    #parse(call, text, schema) {
        const parsed = schema.safeParse((0,_json_js__WEBPACK_IMPORTED_MODULE_8__/* .jsonOf */ .o)(text));
        if (parsed.success)
            return parsed.data;
        const [issue] = parsed.error.issues;
        const what = issue === undefined ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('FORGE', `GitLab answered ${call.method} ${call.path} at ${this.access.api} with something else than its API does${what}: is this the address of a GitLab API (…/api/v4), and no login page before it?`, { cause: parsed.error });
    }
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
