export const id = 171;
export const ids = [171];
export const modules = {

/***/ 93171:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   githubClient: () => (/* binding */ githubClient)
/* harmony export */ });
/* unused harmony export clientOver */
/* harmony import */ var _octokit_core__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(14730);
/* harmony import */ var _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(49735);
/* harmony import */ var _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(86856);
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24371);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(92857);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83916);
/* harmony import */ var _http_dispatcher_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3839);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(57856);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43802);
/** Calls to GitHub's REST API, or to a server that has the same. Imported only where one is made: it is a chunk of its own. */









/** Milliseconds that an answer may take. */
const answerPatience = 30_000;
/** Asked again, the answer is the same; of too many calls the throttle knows when they are few enough. */
const refusals = [400, 401, 403, 404, 405, 409, 410, 422, 429, 451];
/** Text is a page for people. */
const anything = zod__WEBPACK_IMPORTED_MODULE_5__/* .unknown */ .L5J().refine((data) => typeof data !== 'string' || data === '');
const Client = _octokit_core__WEBPACK_IMPORTED_MODULE_6__/* .Octokit */ .E.plugin(_octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_7__/* .retry */ .L, _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_8__/* .throttling */ .A);
function githubClient({ api, token, version, env, patience = 1000 }) {
    const dispatchers = new _http_dispatcher_js__WEBPACK_IMPORTED_MODULE_2__/* .Dispatchers */ .p((0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyFor */ .i)(new URL(api), env));
    const closed = new AbortController();
    const dispatcher = dispatchers.get({ ca: null, certificate: null, serverName: null, skipVerify: false });
    const octokit = new Client({
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
        retry: { retryAfterBaseValue: patience, doNotRetry: refusals },
        throttle: {
            // What a server bears is counted for each.
            id: api,
            onRateLimit: (after, _, __, tries) => tries < 1 && after <= 60,
            onSecondaryRateLimit: (after, _, __, tries) => tries < 1 && after <= 60,
        },
    });
    return clientOver({
        api,
        request: (route, parameters) => octokit.request(route, parameters),
        close: async () => {
            closed.abort();
            await dispatchers.close();
        },
    });
}
/** What calls and answers mean, whoever carries them. */
function clientOver({ api, request, close }) {
    return {
        call: async (route, parameters, { needs, answer, times = 'again' }) => {
            const limits = times === 'once' ? { request: { retries: 0 } } : {};
            const data = await request(route, { ...parameters, ...limits }).then((given) => given.data, (error) => {
                throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_4__/* .refusal */ .x)(error, { api, needs });
            });
            const parsed = (answer ?? anything).safeParse(data);
            if (parsed.success)
                return parsed.data;
            const what = `${api} answered ${route} with something else than GitHub's API does`;
            const help = 'is GITHUB_API_URL the address of an API, and no login page before it?';
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AutomlError */ .nS('FORGE', `${what}: ${help}`, { cause: parsed.error });
        },
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
/* harmony export */   c: () => (/* binding */ statusOf),
/* harmony export */   x: () => (/* binding */ refusal)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/** What a call that GitHub refused means, and what helps. */


/** What the library throws: https://github.com/octokit/request-error.js */
const failed = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    status: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(),
    response: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ data: zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J() }).optional(),
    request: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ url: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), method: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }),
});
const complaint = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), errors: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })).optional() });
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
    if (status === 429 || (status === 403 && /rate limit/i.test(words)))
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


/***/ })

};
