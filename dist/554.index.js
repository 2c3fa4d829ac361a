export const id = 554;
export const ids = [554];
export const modules = {

/***/ 59554:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  HttpApi: () => (/* binding */ HttpApi)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/client/api.ts
var api = __webpack_require__(24876);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/absence.ts
/** What is not there, as a value instead of an error. */

/** Only the API server itself can say that something is not there: a proxy's 404 is an error. */
async function orNone(answer, none) {
    try {
        return await answer;
    }
    catch (error) {
        if (error instanceof api/* ApiError */.h && error.status === 404 && error.reason === 'NotFound')
            return none;
        throw error;
    }
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/http/backoff.ts
var backoff = __webpack_require__(31012);
// EXTERNAL MODULE: ./src/http/persistence.ts
var persistence = __webpack_require__(31880);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/outage.ts
var outage = __webpack_require__(87505);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/lines.ts
/** Chunks of bytes to lines, of which each is bounded. */
/** Bytes of a line; the API server keeps no object that would need more. */
const longestLine = 8 * 1024 * 1024;
const lineEnd = 0x0a;
/**
 * The lines that end in a chunk, all at once: a log may have millions, and a step of its own for each costs more than
 * the line. Returns what stands behind the last end of a line; nothing is read from `chunks` that nobody asked for.
 * @param longest bytes that are kept of a line that comes in several chunks
 */
async function* splitLines(chunks, longest = longestLine) {
    const begun = new BegunLine(longest);
    for await (const chunk of chunks) {
        const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
        const first = bytes.indexOf(lineEnd);
        if (first < 0) {
            begun.add(bytes);
            continue;
        }
        begun.add(bytes.subarray(0, first));
        const line = begun.take();
        const last = bytes.lastIndexOf(lineEnd);
        begun.add(bytes.subarray(last + 1));
        yield last === first ? [line] : [line, ...bytes.toString('utf8', first + 1, last).split('\n')];
    }
    return begun.take();
}
/** One piece of memory for all lines that come in parts: the parts of long ones, kept alone, fill it with garbage. */
class BegunLine {
    #longest;
    #bytes = Buffer.alloc(0);
    #length = 0;
    constructor(longest) {
        this.#longest = longest;
    }
    add(part) {
        const length = Math.min(this.#length + part.length, this.#longest);
        if (length > this.#bytes.length) {
            const larger = Buffer.allocUnsafe(Math.min(2 * length, this.#longest));
            this.#bytes.copy(larger, 0, 0, this.#length);
            this.#bytes = larger;
        }
        part.copy(this.#bytes, this.#length, 0, length - this.#length);
        this.#length = length;
    }
    take() {
        const text = this.#bytes.toString('utf8', 0, this.#length);
        this.#length = 0;
        return text;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/persistence.ts
/** `repeatable`: doing it twice is as good as doing it once. */
function isTransient({ status }, repeatable) {
    if (status === 429)
        return true; // never begun
    return repeatable && (status === 500 || status === 502 || status === 503 || status === 504);
}
/** The server itself was not to be found: a mistyped address looks like this. */
function isStranger({ error }) {
    return error.reason === 'ECONNREFUSED' || error.reason === 'ENOTFOUND';
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/refusal.ts
var refusal = __webpack_require__(86560);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/refused.ts
class Refused extends Error {
    error;
    retryAfter;
    constructor(error, retryAfter) {
        super(error.message);
        this.error = error;
        this.retryAfter = retryAfter;
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/resource-path.ts
var resource_path = __webpack_require__(27752);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/install-hint.ts
/** How to get a plugin that a kubeconfig logs in by, where the kubeconfig does not tell. */

const known = {
    aws: 'install the AWS CLI (https://aws.amazon.com/cli), version 2, where this runs',
    'aws-iam-authenticator': 'install aws-iam-authenticator, or write the kubeconfig anew with `aws eks update-kubeconfig`',
    'gke-gcloud-auth-plugin': 'install it with `gcloud components install gke-gcloud-auth-plugin`',
    kubelogin: 'install kubelogin with `az aks install-cli` (https://github.com/Azure/kubelogin)',
    'kubectl-oidc_login': 'install it with `kubectl krew install oidc-login` (https://github.com/int128/kubelogin)',
    glab: 'install glab, the command line of GitLab (https://gitlab.com/gitlab-org/cli)',
    doctl: 'install doctl, the command line of DigitalOcean (https://docs.digitalocean.com/reference/doctl)',
    oci: 'install the CLI of Oracle Cloud (https://docs.oracle.com/iaas/Content/API/SDKDocs/cliinstall.htm)',
    tsh: 'install tsh, the client of Teleport (https://goteleport.com/docs/installation)',
};
const otherwise = 'install it where this runs, or use a kubeconfig with the token of a service account';
function installHintOf({ command, args, installHint }) {
    if (installHint !== null)
        return installHint
            .trim()
            .split(/\s*\n\s*/)
            .join(' ');
    const name = external_node_path_default().basename(command).replace(/\.exe$/, '');
    // A plugin of kubectl: `kubectl oidc-login` runs kubectl-oidc_login.
    if (name === 'kubectl' && args[0] === 'oidc-login')
        return `install kubectl, and ${known['kubectl-oidc_login'] ?? ''}`;
    return known[name] ?? otherwise;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/exec-plugin.ts
/** Runs the program that a kubeconfig names to log in: https://kubernetes.io/docs/reference/config-api/client-authentication.v1 */





const answer = schemas/* object */.Ikc({
    kind: schemas/* literal */.euz('ExecCredential'),
    status: schemas/* object */.Ikc({
        token: schemas/* string */.YjP().nullish(),
        clientCertificateData: schemas/* string */.YjP().nullish(),
        clientKeyData: schemas/* string */.YjP().nullish(),
        expirationTimestamp: schemas/* string */.YjP().nullish(),
    }),
});
/** Nobody prints more to log in. */
const mostOutput = 1024 * 1024;
/** @throws AutomlError CLUSTER: it is missing, fails, hangs, or prints no credential */
async function runExecPlugin(plugin, cluster, world) {
    const { env, files, patience = 60_000 } = world;
    const info = await execInfo(plugin, cluster, files);
    const output = await run(plugin, { ...env, ...plugin.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) }, patience);
    const name = external_node_path_default().basename(plugin.command);
    const parsed = answer.safeParse(jsonOf(output));
    if (!parsed.success) {
        throw failure(`${name}, which the kubeconfig names to log in, printed no ExecCredential; run it by hand to see why`);
    }
    const { status } = parsed.data;
    const hasPair = Boolean(status.clientCertificateData && status.clientKeyData);
    if (!hasPair && (status.clientCertificateData || status.clientKeyData || !status.token)) {
        throw failure(`${name} printed an ExecCredential without a token or a client certificate with its key`);
    }
    return status;
}
async function execInfo(plugin, cluster, files) {
    const { authority } = cluster;
    const about = {
        server: cluster.server,
        ...(cluster.tlsServerName === null ? {} : { 'tls-server-name': cluster.tlsServerName }),
        ...(cluster.skipTlsVerify ? { 'insecure-skip-tls-verify': true } : {}),
        ...(authority === null
            ? {}
            : { 'certificate-authority-data': Buffer.from(await files.pem(authority)).toString('base64') }),
        ...(cluster.proxyUrl === null ? {} : { 'proxy-url': cluster.proxyUrl }),
        ...(cluster.execConfig === null ? {} : { config: cluster.execConfig }),
    };
    return {
        apiVersion: plugin.apiVersion,
        kind: 'ExecCredential',
        spec: { interactive: false, ...(plugin.provideClusterInfo ? { cluster: about } : {}) },
    };
}
function run(plugin, env, patience) {
    const name = external_node_path_default().basename(plugin.command);
    return new Promise((resolve, reject) => {
        // A group of its own, so that one that hangs goes away with what it started.
        const child = (0,external_node_child_process_.spawn)(plugin.command, [...plugin.args], {
            env: { ...env },
            stdio: ['ignore', 'pipe', 'pipe'],
            detached: true,
        });
        let out = '';
        let err = '';
        const end = (settle) => {
            clearTimeout(timer);
            child.stdout.destroy();
            child.stderr.destroy();
            settle();
        };
        const timer = setTimeout(() => {
            killGroup(child.pid);
            end(() => {
                reject(failure(`${name}, which the kubeconfig names to log in, did not end within ${patience / 1000} s${lastLine(err)}; does it ask for something?`));
            });
        }, patience);
        child.stdout.setEncoding('utf8').on('data', (chunk) => {
            if (out.length < mostOutput)
                out += chunk;
        });
        child.stderr.setEncoding('utf8').on('data', (chunk) => {
            err = (err + chunk).slice(-mostOutput);
        });
        child.on('error', (error) => {
            const why = error.code === 'ENOENT'
                ? `the kubeconfig logs in by ${name}, which is not there: ${installHintOf(plugin)}`
                : `the kubeconfig logs in by ${name}, which does not start: ${error.message}`;
            end(() => {
                reject(failure(why, error));
            });
        });
        child.on('close', (code, signal) => {
            end(() => {
                if (code === 0)
                    resolve(out);
                else
                    reject(failure(`${name}, which the kubeconfig names to log in, failed (${code === null ? String(signal) : `exit code ${code}`})${lastLine(err)}`));
            });
        });
    });
}
function killGroup(pid) {
    if (pid === undefined)
        return;
    try {
        process.kill(-pid, 'SIGKILL');
    }
    catch {
        // it has ended meanwhile
    }
}
function lastLine(text) {
    const line = text.trimEnd().split('\n').at(-1)?.trim() ?? '';
    return line === '' ? '' : `: ${line.slice(0, 500)}`;
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}
function failure(message, cause) {
    return new errors/* AutomlError */.nS('CLUSTER', message, { cause });
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/jwt.ts
/** Reads a bearer token only to tell when it ends; whether it is valid is for the API server to say. */

const claims = schemas/* object */.Ikc({ exp: schemas/* number */.aig() });
/** Milliseconds since the epoch; null for a token that does not say, or is no JWT. */
function endOfToken(token) {
    const [, body, signature] = token.split('.');
    if (body === undefined || signature === undefined)
        return null;
    try {
        const parsed = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
        return parsed.success ? parsed.data.exp * 1000 : null;
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/exec-credential.ts
/** What an exec plugin gave, kept as long as it is good for. */



/** Milliseconds before its end at which a credential is renewed, unless a tenth of its life is less. */
const margin = 60_000;
class ExecCredential {
    #plugin;
    #cluster;
    #options;
    #held = null;
    #running = null;
    constructor(plugin, cluster, options) {
        this.#plugin = plugin;
        this.#cluster = cluster;
        this.#options = options;
    }
    /** Runs the plugin where needed, once for all who wait. @throws AutomlError CLUSTER */
    async current() {
        const held = this.#held;
        const now = this.#options.now();
        if (held !== null && now < held.renewAt)
            return held.status;
        try {
            return await this.#run();
        }
        catch (error) {
            // What we have is still good: a plugin that fails for a moment does no harm.
            if (held !== null && held.expires !== null && this.#options.now() < held.expires)
                return held.status;
            throw error;
        }
    }
    /** The API server refused `used`. @throws AutomlError CLUSTER */
    async renew(used) {
        const held = this.#held?.status;
        return held !== undefined && held !== used ? held : this.#run();
    }
    /** Seconds; null when unknown or for ever. */
    remainingLife() {
        const expires = this.#held?.expires ?? null;
        return expires === null ? null : (expires - this.#options.now()) / 1000;
    }
    #run() {
        this.#running ??= this.#obtain().finally(() => {
            this.#running = null;
        });
        return this.#running;
    }
    async #obtain() {
        const status = await runExecPlugin(this.#plugin, this.#cluster, this.#options);
        const now = this.#options.now();
        const expires = endOf(status);
        this.#held = {
            status,
            expires,
            // One that is over already is not worth asking again for each call.
            renewAt: expires === null ? Infinity : Math.max(expires - Math.min(margin, (expires - now) / 10), now + 1000),
        };
        return status;
    }
}
function endOf({ expirationTimestamp, token, clientCertificateData }) {
    const said = Date.parse(expirationTimestamp ?? '');
    if (!Number.isNaN(said))
        return said;
    const ends = [
        token ? endOfToken(token) : null,
        clientCertificateData ? endOfCertificate(clientCertificateData) : null,
    ];
    const known = ends.filter((end) => end !== null);
    return known.length === 0 ? null : Math.min(...known);
}
function endOfCertificate(pem) {
    try {
        return Date.parse(new external_node_crypto_.X509Certificate(pem).validTo);
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/credential.ts


class Credential {
    #user;
    #options;
    #exec;
    #token = null;
    constructor(user, cluster, options) {
        this.#user = user;
        this.#options = options;
        // As for kubectl: who has a token or a password needs no plugin.
        const plugin = user.token !== null || user.tokenFile !== null || user.basic !== null ? null : user.exec;
        this.#exec = plugin === null ? null : new ExecCredential(plugin, cluster, options);
    }
    /** @throws AutomlError CLUSTER: a file can't be read, or a plugin fails */
    async identity() {
        const exec = (await this.#exec?.current()) ?? null;
        return { authorization: await this.#authorization(exec), certificate: await this.#certificate(exec), exec };
    }
    /** After `refused` brought a 401: whether there is something new to try with. @throws AutomlError CLUSTER */
    async renew(refused) {
        this.#options.files.forget();
        if (this.#exec !== null && refused.exec !== null) {
            await this.#exec.renew(refused.exec);
            return true;
        }
        const { authorization, certificate } = await this.identity();
        return (authorization !== refused.authorization ||
            certificate?.cert !== refused.certificate?.cert ||
            certificate?.key !== refused.certificate?.key);
    }
    /** Seconds that what was used last is good for, below zero when it is over; null when unknown or for ever. */
    remainingLife() {
        const life = this.#exec?.remainingLife() ?? null;
        if (life !== null)
            return life;
        const token = this.#token ?? this.#user.token;
        const end = token === null ? null : endOfToken(token);
        return end === null ? null : (end - this.#options.now()) / 1000;
    }
    /** Seconds until it ends for good, below zero when it has; null when unknown, for ever, or there is something to renew it with. */
    finalLife() {
        const isRenewed = this.#exec !== null || this.#user.tokenFile !== null;
        return isRenewed ? null : this.remainingLife();
    }
    async #authorization(exec) {
        const { basic, tokenFile, token } = this.#user;
        this.#token =
            tokenFile === null ? (token ?? exec?.token ?? null) : (await this.#options.files.read(tokenFile)).trim();
        if (this.#token)
            return `Bearer ${this.#token}`;
        if (basic === null)
            return null;
        return `Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString('base64')}`;
    }
    async #certificate(exec) {
        if (exec?.clientCertificateData && exec.clientKeyData) {
            return { cert: exec.clientCertificateData, key: exec.clientKeyData };
        }
        const { certificate } = this.#user;
        if (certificate === null)
            return null;
        const { files } = this.#options;
        return { cert: await files.pem(certificate.cert), key: await files.pem(certificate.key) };
    }
}

// EXTERNAL MODULE: ./src/http/dispatcher.ts
var dispatcher = __webpack_require__(3839);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/file-memory.ts
/** Texts of files that somebody else renews (tokens, certificates): read at most once in a while. */


/** Milliseconds that a text is taken for current; the kubelet renews tokens long before they end. */
const freshness = 60_000;
class FileMemory {
    #now;
    #texts = new Map();
    constructor(now) {
        this.#now = now;
    }
    /** A file that has become unreadable counts with what it held last. @throws AutomlError CLUSTER: never readable */
    async read(file) {
        const known = this.#texts.get(file);
        if (known !== undefined && this.#now() - known.readAt < freshness)
            return known.text;
        try {
            const text = await (0,promises_.readFile)(file, 'utf8');
            this.#texts.set(file, { text, readAt: this.#now() });
            return text;
        }
        catch (error) {
            if (known !== undefined)
                return known.text;
            const why = error.code ?? String(error);
            throw new errors/* AutomlError */.nS('CLUSTER', `${file}, which the kubeconfig names, can't be read (${why}); a kubeconfig that holds all itself is printed by \`kubectl config view --raw --flatten --minify\``, { cause: error });
        }
    }
    /** The next read goes to the disk. */
    forget() {
        for (const [file, { text }] of this.#texts)
            this.#texts.set(file, { text, readAt: -Infinity });
    }
    async pem(pem) {
        return 'data' in pem ? Buffer.from(pem.data, 'base64').toString('utf8') : this.read(pem.file);
    }
}

// EXTERNAL MODULE: ./src/http/proxy.ts
var proxy = __webpack_require__(57856);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/upgrade.ts
/** @param signal counts until there is an answer @throws what broke the connection */
function upgradeTo(protocol, dispatcher, call, signal) {
    return new Promise((resolve, reject) => {
        const chunks = [];
        let refusal = { status: 0, headers: {} };
        let abort = () => undefined;
        const settle = (end) => {
            signal.removeEventListener('abort', abort);
            end();
        };
        dispatcher.dispatch({ ...call, method: 'GET', upgrade: protocol }, {
            onRequestStart: (controller) => {
                abort = () => {
                    controller.abort(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
                };
                if (signal.aborted)
                    abort();
                else
                    signal.addEventListener('abort', abort, { once: true });
            },
            onRequestUpgrade: (_controller, _status, headers, socket) => {
                settle(() => {
                    resolve({ socket, headers });
                });
            },
            onResponseStart: (_controller, status, headers) => {
                refusal = { status, headers };
            },
            onResponseData: (_controller, chunk) => {
                chunks.push(chunk);
            },
            onResponseEnd: () => {
                settle(() => {
                    resolve({ socket: null, ...refusal, text: Buffer.concat(chunks).toString() });
                });
            },
            onResponseError: (_controller, error) => {
                settle(() => {
                    reject(error);
                });
            },
        });
    });
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/transport.ts





class Transport {
    credential;
    #connection;
    #files;
    #dispatchers;
    #server;
    #headers;
    #isClosed = false;
    constructor(connection, { now, env, userAgent }) {
        const { cluster, user } = connection.access;
        this.#connection = connection;
        this.#server = new URL(cluster.server);
        this.#files = new FileMemory(now);
        this.#dispatchers = new dispatcher/* Dispatchers */.p(cluster.proxyUrl ?? (0,proxy/* proxyFor */.i)(this.#server, env));
        this.credential = new Credential(user, cluster, { now, env, files: this.#files });
        this.#headers = { 'user-agent': userAgent, ...impersonationHeaders(connection) };
    }
    /** Nobody waits for an answer any more. */
    get isClosed() {
        return this.#isClosed;
    }
    /** @param fence asked last, when all else is at hand @throws AutomlError CLUSTER when the credential can't be had, else what broke the connection */
    async send(call, signal, fence) {
        const { contentType = 'application/json', accept = 'application/json', body } = call;
        const { identity, dispatcher, headers: ours } = await this.#way();
        if (call.method !== 'GET')
            await fence?.pass();
        const answer = await dispatcher.request({
            origin: this.#server.origin,
            path: this.#pathOf(call),
            method: call.method,
            headers: { accept, ...(body === undefined ? {} : { 'content-type': contentType }), ...call.headers, ...ours },
            body: body === undefined ? null : body instanceof Uint8Array ? body : JSON.stringify(body),
            signal,
        });
        const { headers, statusCode } = answer;
        const seconds = Number(headers['retry-after'] ?? NaN);
        return {
            status: statusCode,
            contentType: String(headers['content-type'] ?? ''),
            retryAfter: Number.isNaN(seconds) ? null : seconds,
            location: headers['location'] === undefined ? null : String(headers['location']),
            headers,
            date: Date.parse(String(headers['date'])),
            body: answer.body,
            identity,
        };
    }
    /** @throws as `send` */
    async upgrade({ path, query }, { headers: asked }, signal) {
        const { identity, dispatcher, headers: ours } = await this.#way();
        const call = {
            origin: this.#server.origin,
            path: this.#pathOf(query === undefined ? { path } : { path, query }),
            headers: { ...asked, ...ours },
        };
        return { ...(await upgradeTo('websocket', dispatcher, call, signal)), identity };
    }
    async close() {
        this.#isClosed = true;
        await this.#dispatchers.close();
    }
    /** By which connections we go now, and as whom. */
    async #way() {
        const identity = await this.credential.identity();
        const { authority, tlsServerName: serverName, skipTlsVerify: skipVerify } = this.#connection.access.cluster;
        const ca = authority === null || skipVerify ? null : await this.#files.pem(authority);
        const dispatcher = this.#dispatchers.get({ ca, certificate: identity.certificate, serverName, skipVerify });
        const { authorization } = identity;
        const headers = { ...this.#headers, ...(authorization === null ? {} : { authorization }) };
        return { identity, dispatcher, headers };
    }
    #pathOf({ path, query = {} }) {
        const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString();
        return `${this.#server.pathname.replace(/\/$/, '')}${path}${search === '' ? '' : `?${search}`}`;
    }
}
function impersonationHeaders({ access }) {
    const { impersonate } = access.user;
    if (impersonate === null)
        return {};
    const { user, uid, groups, extra } = impersonate;
    return {
        'impersonate-user': user,
        ...(uid === null ? {} : { 'impersonate-uid': uid }),
        ...(groups.length === 0 ? {} : { 'impersonate-group': [...groups] }),
        ...Object.fromEntries(Object.entries(extra).map(([key, values]) => [`impersonate-extra-${encodeURIComponent(key)}`, [...values]])),
    };
}

// EXTERNAL MODULE: ./src/http/breakage.ts
var breakage = __webpack_require__(37444);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/unreachable.ts
/** What broke a connection to the API server, as a sentence. */


const expired = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
/** `what`: as in `create Job x in namespace ml`. */
function unreachable_breakage(thrown, what, connection) {
    const { code, message } = (0,breakage/* factsOf */.xS)(thrown);
    const { sentence, permanent } = judge(code, message, connection);
    const error = new api/* ApiError */.h(`could not ${what}: ${sentence}`, { status: null, reason: code === '' ? null : code, said: message }, { cause: thrown });
    return { error, permanent, unsent: permanent || breakage/* unsentCodes */.ml.has(code) };
}
function judge(code, message, connection) {
    const { server, source } = connection;
    const { hostname, port } = new URL(server);
    const { proxyUrl } = connection.access.cluster;
    const fail = (sentence, permanent = false) => ({ sentence, permanent });
    if (code === 'ECONNREFUSED') {
        return fail(`${server} refuses connections; is the cluster up, and is this the server that ${source} should name?`);
    }
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
        return fail(`the name ${hostname} of the API server is not known here; check the server of ${source}, or the network`);
    }
    if (breakage/* timeouts */.Fw.has(code)) {
        return fail(`${server} does not answer; a private endpoint can't be reached from hosted runners: run on a runner inside its network, or through a proxy (proxy-url in the kubeconfig)`);
    }
    if (expired.has(code)) {
        return fail(`the certificate of ${server} is not valid now (${message}); renew it on the cluster, or set the clock of this machine`, true);
    }
    if (breakage/* unknownAuthority */.K7.has(code)) {
        return fail(`the certificate of ${server} is signed by an authority that is not trusted (${code}); put the cluster's CA into certificate-authority-data of the kubeconfig, or a company's into NODE_EXTRA_CA_CERTS`, true);
    }
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
        return fail(`the certificate of ${server} is for other names (${message}); use one of them as server, or as tls-server-name`, true);
    }
    if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
        return fail(`port ${port} of ${hostname} does not speak TLS; use http:// in the server, or the right port`, true);
    }
    if (/ALERT|_SSLV3_|_TLSV1/.test(code) && /certificate|bad_cert|unknown_ca/i.test(`${code} ${message}`)) {
        return fail(`${server} does not accept the client certificate of user ${connection.user} (${message}); renew it`, true);
    }
    if (/^ERR_(OSSL|CRYPTO)/.test(code)) {
        return fail(`a certificate or key of ${source} is damaged (${message}); write the kubeconfig anew`, true);
    }
    if (/Proxy response|Proxy Authentication/.test(message) ||
        code === 'UND_ERR_PRX_CONN' ||
        code === 'UND_ERR_PRX_TLS') {
        const proxy = proxyUrl === null ? 'named by HTTPS_PROXY' : new URL(proxyUrl).host;
        return fail(`the proxy ${proxy} does not let us through to ${server} (${message}); see proxy-url, HTTPS_PROXY and NO_PROXY`);
    }
    return fail(`the connection to ${server} broke (${message || code})`);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/web-socket-frames.ts
/** Frames of a WebSocket, as a client writes and reads them: https://www.rfc-editor.org/rfc/rfc6455#section-5 */

const opcodes = { continuation: 0, binary: 2, close: 8, ping: 9, pong: 10 };
/** Bytes of a frame that we read: servers of streams send 32 KiB at a time. */
const longest = 16 * 1024 * 1024;
const lastFlag = 0x80;
const maskFlag = 0x80;
/** In place of a length: it follows in two bytes, or in eight. */
const inTwo = 126;
const inEight = 127;
/** Masked, as all frames of clients are. */
function frameOf(opcode, payload) {
    const mask = (0,external_node_crypto_.randomBytes)(4);
    const masked = Buffer.from(payload);
    for (let at = 0; at < masked.length; at++)
        masked[at] = (masked[at] ?? 0) ^ (mask[at & 3] ?? 0);
    return Buffer.concat([Buffer.of(lastFlag | opcode), lengthOf(payload.length), mask, masked]);
}
function lengthOf(length) {
    if (length < inTwo)
        return Buffer.of(maskFlag | length);
    const isShort = length <= 0xffff;
    const bytes = Buffer.alloc(isShort ? 2 : 8);
    bytes.writeUIntBE(length, isShort ? 0 : 2, isShort ? 2 : 6);
    return Buffer.concat([Buffer.of(maskFlag | (isShort ? inTwo : inEight)), bytes]);
}
/** Until the stream ends. @throws Error for what no server sends, and what broke the stream */
async function* framesOf(stream) {
    const bytes = new Bytes(stream);
    for (;;) {
        const head = await bytes.take(2);
        if (head === null)
            return;
        const [first = 0, second = 0] = head;
        const short = second & ~maskFlag;
        const size = short < inTwo ? 0 : short === inTwo ? 2 : 8;
        const length = size === 0 ? short : Number(`0x${(await bytes.take(size))?.toString('hex') ?? '0'}`);
        if ((second & maskFlag) !== 0 || length > longest)
            throw new Error('the server does not keep to the protocol');
        const payload = await bytes.take(length);
        if (payload === null)
            return;
        yield { opcode: first & 0x0f, isLast: (first & lastFlag) !== 0, payload };
    }
}
/** A stream in pieces of the size that is asked for. */
class Bytes {
    #chunks;
    #rest = [];
    #length = 0;
    constructor(stream) {
        this.#chunks = stream[Symbol.asyncIterator]();
    }
    /** Null: the stream has ended before. */
    async take(count) {
        while (this.#length < count) {
            const next = await this.#chunks.next();
            if (next.done === true)
                return null;
            this.#rest.push(next.value);
            this.#length += next.value.length;
        }
        const all = Buffer.concat(this.#rest);
        this.#rest = [all.subarray(count)];
        this.#length -= count;
        return all.subarray(0, count);
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/written.ts
var written = __webpack_require__(5635);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/web-socket.ts
/**
 * Messages in both directions over a connection that was upgraded: https://www.rfc-editor.org/rfc/rfc6455, without
 * extensions. undici's own WebSocket reads on however slow its reader is, and keeps all of it in memory.
 */



/** A part of what proves that the server has understood. */
const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
function handshake(protocol) {
    const key = (0,external_node_crypto_.randomBytes)(16).toString('base64');
    return {
        headers: { 'sec-websocket-key': key, 'sec-websocket-version': '13', 'sec-websocket-protocol': protocol },
        accept: (0,external_node_crypto_.createHash)('sha1').update(`${key}${magic}`).digest('base64'),
    };
}
class MessageStream {
    #socket;
    constructor(socket) {
        this.#socket = socket;
        // Who reads or writes is told; nobody else need be.
        socket.on('error', () => undefined);
    }
    /** Until the other side ends it; no more is read than is asked for. @throws what broke the connection */
    async *messages() {
        let parts = [];
        for await (const { opcode, isLast, payload } of framesOf(this.#socket)) {
            if (opcode === opcodes.close)
                return;
            if (opcode === opcodes.ping)
                await this.#write(opcodes.pong, payload);
            if (opcode !== opcodes.binary && opcode !== opcodes.continuation)
                continue;
            parts.push(payload);
            if (!isLast)
                continue;
            yield Buffer.concat(parts);
            parts = [];
        }
        throw new Error('the connection broke off');
    }
    /** Settles when there is room for more. @throws what broke the connection */
    async send(message) {
        await this.#write(opcodes.binary, message);
    }
    /** Does not wait for the other side. */
    close() {
        this.#socket.end(frameOf(opcodes.close, Buffer.alloc(0)), () => this.#socket.destroy());
    }
    #write(opcode, payload) {
        return (0,written/* written */.M)(this.#socket, frameOf(opcode, payload));
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/caller.ts
/** Calls that survive what passes by itself: retries and renewed credentials; failures become sentences. */













/** Groups whose objects are questions: nothing of them is kept. */
const questions = /^\/apis\/auth(entication|orization)\.k8s\.io\//;
/** Seconds. */
const defaultTimeout = 30;
/** Milliseconds after which a call is given up; the last try may take longer. */
const patience = 30_000;
/** The same for who drives a run: the control plane of a managed cluster is away for minutes while it is upgraded. */
const driverPatience = 15 * 60_000;
class Caller {
    #connection;
    #transport;
    #world;
    #outage;
    #fence;
    #reached;
    constructor(connection, transport, world, outage, fence) {
        this.#connection = connection;
        this.#transport = transport;
        this.#world = world;
        this.#outage = outage;
        this.#fence = fence;
        this.#reached = fence !== null;
    }
    static open(connection, options) {
        const { env, userAgent, sleep = backoff/* systemSleep */.Hk, now = () => performance.timeOrigin + performance.now() } = options;
        const transport = new Transport(connection, { now, env, userAgent });
        return new Caller(connection, transport, { now, sleep, patience }, new outage/* Outage */.a(), null);
    }
    /** The same connections, for who drives. */
    behind(fence) {
        const world = { ...this.#world, patience: driverPatience };
        return new Caller(this.#connection, this.#transport, world, this.#outage, fence);
    }
    /** Seconds that the credential is good for; null when unknown or for ever. */
    remainingLife() {
        return this.#transport.credential.remainingLife();
    }
    /** The same until it ends for good; null also when there is something to renew it with. */
    finalLife() {
        return this.#transport.credential.finalLife();
    }
    /** JSON, or text where the server sends something else. */
    async request(call) {
        const repeatable = call.method !== 'POST' || questions.test(call.path);
        const { text, contentType } = await this.#persist({ ...call, what: (0,resource_path/* callInWords */.js)(call), repeatable });
        return /json/.test(contentType) ? JSON.parse(text) : text;
    }
    async ask(call) {
        const signal = AbortSignal.timeout((call.timeout ?? defaultTimeout) * 1000);
        try {
            const { answer, text } = await this.#answerTo(call, signal);
            return { status: answer.status, body: text ?? (await answer.body.text()) };
        }
        catch (thrown) {
            throw this.#failureOf(thrown, { ...call, what: (0,resource_path/* callInWords */.js)(call), repeatable: false }).error;
        }
    }
    async exchange(call, signal) {
        const asked = { ...call, what: (0,resource_path/* callInWords */.js)(call), repeatable: false };
        try {
            const { answer, text } = await this.#answerTo(call, signal);
            if (text === null)
                return answer;
            // The API server speaks for itself, though by its status it could be the service.
            if ((0,refusal/* statusOf */.c)(text) !== null)
                throw this.#refused(answer, text, asked.what);
            return { ...answer, body: external_node_stream_.Readable.from([Buffer.from(text)]) };
        }
        catch (thrown) {
            signal.throwIfAborted();
            throw this.#failureOf(thrown, asked).error;
        }
    }
    /** With its text, where it may be the API server's own word about a failure. */
    async #answerTo(call, signal) {
        const answer = await this.#transport.send(call, signal, this.#fence);
        if (answer.status < 400 || !/json/.test(answer.contentType))
            return { answer, text: null };
        const text = await answer.body.text();
        // A 401 of the service behind the API server is an answer, and no reason to log in again.
        const ours = answer.status === 401 && (0,refusal/* statusOf */.c)(text)?.reason === 'Unauthorized';
        if (!ours || !(await this.#transport.credential.renew(answer.identity)))
            return { answer, text };
        const second = await this.#transport.send(call, signal, this.#fence);
        return { answer: second, text: second.status < 400 ? null : await second.body.text() };
    }
    async openMessages(call, protocol) {
        const asked = { ...call, method: 'GET', what: (0,resource_path/* callInWords */.js)({ ...call, method: 'GET' }), repeatable: false };
        const wanted = handshake(protocol);
        const signal = AbortSignal.timeout(defaultTimeout * 1000);
        try {
            let answer = await this.#transport.upgrade(call, wanted, signal);
            const isRefused = answer.socket === null && answer.status === 401;
            if (isRefused && (await this.#transport.credential.renew(answer.identity)))
                answer = await this.#transport.upgrade(call, wanted, signal);
            const { socket, headers } = answer;
            if (socket === null)
                throw this.#refused({ retryAfter: null, location: null, date: NaN, ...answer }, answer.text, asked.what);
            if (headers['sec-websocket-accept'] === wanted.accept)
                return new MessageStream(socket);
            socket.destroy();
            throw new Error('the answer to the upgrade is no WebSocket');
        }
        catch (thrown) {
            throw this.#failureOf(thrown, asked).error;
        }
    }
    async *lines(path, query, signal, longest) {
        const asked = { method: 'GET', path, query };
        const call = { ...asked, what: (0,resource_path/* callInWords */.js)(asked), repeatable: true };
        let answer;
        try {
            answer = await this.#send(call, signal);
            if (answer.status !== 200)
                throw await this.#refusal(answer, call);
        }
        catch (thrown) {
            signal.throwIfAborted();
            throw this.#failureOf(thrown, call).error;
        }
        return yield* splitLines(answer.body, longest);
    }
    /** Breaks what is open. */
    async close() {
        await this.#transport.close();
    }
    /** The answer is trusted to have the type: it is the API server's own. */
    async object(call) {
        const { text, contentType, status } = await this.#persist(call);
        if (/json/.test(contentType))
            return JSON.parse(text);
        throw (0,refusal/* refusalError */.z)({ what: call.what, status, text, location: null, life: null, skew: NaN }, this.#connection);
    }
    /** The answer is not read: it may hold everything that the call was about. */
    async effect(call) {
        await this.#persist(call, async ({ body }) => {
            await body.dump();
            return '';
        });
    }
    #persist(call, read = ({ body }) => body.text()) {
        const attempt = async () => {
            const answer = await this.#send(call, AbortSignal.timeout((call.timeout ?? defaultTimeout) * 1000));
            if (answer.status < 200 || answer.status > 299)
                throw await this.#refusal(answer, call);
            const { status, contentType } = answer;
            return { status, contentType, text: await read(answer) };
        };
        return (0,persistence/* persist */.Z)(this.#world, attempt, (thrown) => this.#failureOf(thrown, call));
    }
    /** With the credential renewed once, if it was refused. */
    async #send(call, signal) {
        const answer = await this.#transport.send(call, signal, this.#fence);
        this.#reached = true;
        if (answer.status !== 401 || !(await this.#transport.credential.renew(answer.identity)))
            return answer;
        await answer.body.dump();
        return this.#transport.send(call, signal, this.#fence);
    }
    async #refusal(answer, { what }) {
        return this.#refused(answer, await answer.body.text(), what);
    }
    #refused({ status, location, retryAfter, date }, text, what) {
        const skew = (this.#world.now() - date) / 1000;
        const life = this.remainingLife();
        return new Refused((0,refusal/* refusalError */.z)({ what, status, text, location, life, skew }, this.#connection), retryAfter);
    }
    #failureOf(thrown, { what, repeatable, alsoAgain }) {
        if (thrown instanceof Refused) {
            const { error, retryAfter } = thrown;
            if (error.status === 502 || error.status === 503)
                this.#outage.note(this.#world.now());
            // Admission's word is a 403 too, and comes again.
            const isStarting = error.status === 403 && this.#outage.isFresh(this.#world.now());
            const again = isTransient(error, repeatable) || isStarting || alsoAgain?.(error) === true;
            return { error, again, retryAfter, stranger: false };
        }
        // The credential could not be had: its own sentence says why.
        if (thrown instanceof errors/* AutomlError */.nS)
            return { error: thrown, again: false, retryAfter: null, stranger: false };
        const broken = unreachable_breakage(thrown, what, this.#connection);
        if (isStranger(broken))
            this.#outage.note(this.#world.now());
        const again = !this.#transport.isClosed && !broken.permanent && (repeatable || broken.unsent);
        return { error: broken.error, again, retryAfter: null, stranger: !this.#reached && isStranger(broken) };
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(24141);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/http-api.ts
/** `KubeApi` by HTTP: each verb as one or a few calls. */





/** Of a list; the API server reads larger ones in one piece from etcd. */
const pageSize = 500;
/** https://kubernetes.io/docs/reference/using-api/api-concepts: whole objects where a server has no such thing. */
const metadataOf = (shape) => `application/json;as=${shape};g=meta.k8s.io;v=v1,application/json`;
/** Owner of the fields that we apply. */
const fieldManager = 'automl';
const dependentsToo = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' };
class HttpApi {
    server;
    namespace;
    #caller;
    constructor(connection, caller) {
        this.server = connection.server;
        this.namespace = connection.namespace;
        this.#caller = caller;
    }
    static open(connection, options) {
        return new HttpApi(connection, Caller.open(connection, options));
    }
    behind(fence) {
        return new HttpApi(this, this.#caller.behind(fence));
    }
    /** Seconds that the credential is good for; null when unknown or for ever. */
    remainingLife() {
        return this.#caller.remainingLife();
    }
    /** The same until it ends for good; null also when there is something to renew it with. */
    finalLife() {
        return this.#caller.finalLife();
    }
    get(kind, name) {
        return this.#read(kind, name, {});
    }
    async getMeta(kind, name) {
        const accept = metadataOf('PartialObjectMetadata');
        const object = await this.#read(kind, name, { accept });
        return object === null ? null : (object.metadata ?? {});
    }
    async #read(kind, name, as) {
        const path = (0,resource_path/* resourcePath */.oU)(kind, this.namespace, name);
        const what = `read ${(0,resource_path/* inWords */.r4)(kind, this.namespace, name)}`;
        return orNone(this.#caller.object({ ...as, method: 'GET', path, what, repeatable: true }), null);
    }
    list(kind, selection = {}) {
        return this.#pages(kind, selection, {});
    }
    async listMeta(kind, selection = {}) {
        const { items } = await this.#pages(kind, selection, {
            accept: metadataOf('PartialObjectMetadataList'),
        });
        return items.map(({ metadata = {} }) => metadata);
    }
    async #pages(kind, selection, as) {
        const items = [];
        let token = '';
        for (;;) {
            const query = { ...(0,resource_path/* selectionQuery */.Nl)(selection), limit: pageSize, ...(token === '' ? {} : { continue: token }) };
            let page;
            try {
                page = await this.#caller.object({
                    ...as,
                    method: 'GET',
                    path: (0,resource_path/* resourcePath */.oU)(kind, this.namespace),
                    query,
                    what: `list ${(0,resource_path/* inWords */.r4)(kind, this.namespace)}`,
                    repeatable: true,
                });
            }
            catch (error) {
                // The list took longer than the server keeps its versions: from the start again.
                if (!(error instanceof api/* ApiError */.h) || error.status !== 410 || token === '')
                    throw error;
                token = '';
                items.length = 0;
                continue;
            }
            items.push(...(page.items ?? []));
            token = page.metadata?.continue ?? '';
            if (token === '')
                return { items, resourceVersion: page.metadata?.resourceVersion ?? '' };
        }
    }
    async create(kind, object, options = {}) {
        const name = object.metadata?.name ?? '';
        const call = {
            method: 'POST',
            path: (0,resource_path/* resourcePath */.oU)(kind, this.namespace),
            query: options.dryRun ? { dryRun: 'All' } : {},
            body: { apiVersion: types/* kinds */.E[kind].apiVersion, kind, ...object },
            what: `create ${(0,resource_path/* inWords */.r4)(kind, this.namespace, name)}`,
            // Names say what an object is for, so that a second try finds the first one's object.
            repeatable: name !== '',
            // Two creations that a ResourceQuota counts at the same time.
            alsoAgain: ({ status, reason }) => status === 409 && reason === 'Conflict',
        };
        for (let tries = 0;; tries++) {
            try {
                return { object: await this.#caller.object(call), created: true };
            }
            catch (error) {
                if (!(error instanceof api/* ApiError */.h) || error.reason !== 'AlreadyExists' || tries === 3)
                    throw error;
                const present = await this.get(kind, name);
                if (present !== null)
                    return { object: present, created: false };
                // It went away between the two calls.
            }
        }
    }
    async apply(kind, object, options) {
        const name = object.metadata?.name ?? '';
        return this.#caller.object({
            method: 'PATCH',
            path: (0,resource_path/* resourcePath */.oU)(kind, this.namespace, name),
            query: { fieldManager, force: options.force, ...(options.dryRun === true ? { dryRun: 'All' } : {}) },
            body: { apiVersion: types/* kinds */.E[kind].apiVersion, kind, ...object },
            contentType: 'application/apply-patch+yaml',
            what: `apply ${(0,resource_path/* inWords */.r4)(kind, this.namespace, name)}`,
            repeatable: true,
            // By force no field is in conflict: somebody else wrote the object at the same time.
            alsoAgain: ({ reason }) => reason === 'Conflict' && options.force && !namesVersion(object),
        });
    }
    async patch(kind, name, patch) {
        const call = {
            method: 'PATCH',
            path: (0,resource_path/* resourcePath */.oU)(kind, this.namespace, name),
            query: { fieldManager },
            body: patch,
            contentType: 'application/merge-patch+json',
            what: `change ${(0,resource_path/* inWords */.r4)(kind, this.namespace, name)}`,
            repeatable: true,
            // So it is where no version was asked for.
            alsoAgain: ({ reason }) => reason === 'Conflict' && !namesVersion(patch),
        };
        return orNone(this.#caller.object(call), null);
    }
    async delete(kind, name, options = {}) {
        const { uid, graceSeconds } = options;
        const call = {
            method: 'DELETE',
            path: (0,resource_path/* resourcePath */.oU)(kind, this.namespace, name),
            body: {
                ...dependentsToo,
                ...(uid === undefined ? {} : { preconditions: { uid } }),
                ...(graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds }),
            },
            what: `delete ${(0,resource_path/* inWords */.r4)(kind, this.namespace, name)}`,
            repeatable: true,
        };
        try {
            return await orNone(this.#caller.object(call).then(() => true), false);
        }
        catch (error) {
            // Another object has its name by now: the one that was meant is gone.
            if (uid !== undefined && error instanceof api/* ApiError */.h && error.reason === 'Conflict')
                return false;
            throw error;
        }
    }
    async deleteAll(kind, selection) {
        const query = (0,resource_path/* selectionQuery */.Nl)(selection);
        if (!query['labelSelector'] && !query['fieldSelector'])
            throw new Error(`deleteAll of every ${kind}: no selector`);
        const path = (0,resource_path/* resourcePath */.oU)(kind, this.namespace);
        const what = `delete ${(0,resource_path/* inWords */.r4)(kind, this.namespace)} (${Object.values(query).join(', ')})`;
        await this.#caller.effect({ method: 'DELETE', path, query, body: dependentsToo, what, repeatable: true });
    }
    request(call) {
        return this.#caller.request(call);
    }
    ask(call) {
        return this.#caller.ask(call);
    }
    exchange(call, signal) {
        return this.#caller.exchange(call, signal);
    }
    openMessages(call, protocol) {
        return this.#caller.openMessages(call, protocol);
    }
    lines(path, query, signal, longest) {
        return this.#caller.lines(path, query, signal, longest);
    }
    /** Breaks what is open. */
    close() {
        return this.#caller.close();
    }
}
function namesVersion(patch) {
    return patch.metadata?.resourceVersion !== undefined;
}


/***/ }),

/***/ 87505:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ Outage)
/* harmony export */ });
/** When the API server was last not to be reached: one that has just started refuses for a moment what it will allow. */
/** Milliseconds in which it reads who may do what. */
const recovery = 30_000;
class Outage {
    #last = -Infinity;
    /** @param now milliseconds */
    note(now) {
        this.#last = now;
    }
    isFresh(now) {
        return now - this.#last < recovery;
    }
}


/***/ }),

/***/ 86560:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ statusOf),
/* harmony export */   z: () => (/* binding */ refusalError)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92857);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24876);
/** Answers of the API server that are no success, as sentences. */


const statusObject = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    kind: zod__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .euz('Status'),
    message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
    reason: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
    details: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ kind: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(), name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish() }).nullish(),
});
/** Seconds between two clocks that tokens are made to bear. */
const bearable = 60;
/** Null for an answer that is not the API server's own: of a proxy or a login page, say. */
function statusOf(text) {
    try {
        return statusObject.safeParse(JSON.parse(text)).data ?? null;
    }
    catch {
        return null;
    }
}
function refusalError(refusal, connection) {
    const { what, status, text } = refusal;
    const object = statusOf(text);
    const said = object?.message ?? firstLine(text);
    const reason = object?.reason ?? null;
    return new _api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h(`could not ${what}: ${sentence(refusal, object, said, connection)}`, { status, reason, said });
}
function sentence(refusal, object, said, connection) {
    const { status, life, location, skew } = refusal;
    const { server, source } = connection;
    if (status === 401)
        return unauthorized(life, skew, connection);
    if (status >= 300 && status < 400) {
        return `${server} redirects to ${location ?? 'another address'}, which no API server does; check the server of ${source}`;
    }
    if (said === '404 page not found')
        return `${server} does not know this kind of object (404); its Kubernetes is too old or too new`;
    if (object === null && status < 500 && status !== 429) {
        const hint = /HTTP request to an HTTPS server/i.test(said)
            ? `it wants https, but the kubeconfig says http`
            : `that is not how an API server answers; is a proxy or a login page in between? Check the server of ${source}`;
        return `${server} answered ${status}${said === '' ? '' : ` "${said}"`}: ${hint}`;
    }
    switch (status) {
        case 403:
            return forbidden(said, connection);
        case 404:
            return object?.details?.kind === 'namespaces'
                ? `there is no namespace ${connection.namespace}; create it (kubectl create namespace ${connection.namespace}) or name another`
                : said;
        case 413:
            return `it is too large for the API server (${said})`;
        case 429:
            return `the API server asks for fewer calls${said === '' ? '' : `: ${said}`}; try again later`;
        default:
            if (status >= 500)
                return `the API server failed (${status})${said === '' ? '' : `: ${said}`}`;
            return said === '' ? `the API server answered ${status}` : said;
    }
}
function unauthorized(life, skew, { user, server, source, access }) {
    const who = user === '' ? 'calls without a user' : `the credentials of user ${user}`;
    const why = life !== null && life <= 0 ? ', which have expired' : '';
    const fix = access.user.exec === null
        ? `renew them in ${source}`
        : `log in again where ${access.user.exec.command} takes its login from`;
    const clock = `the clock of this machine is ${Math.round(Math.abs(skew) / 60)} min ${skew > 0 ? 'ahead of' : 'behind'} the server's: set it, since tokens hold times`;
    return `${server} does not accept ${who}${why} (401); ${Math.abs(skew) > bearable ? clock : fix}`;
}
/** A missing right names itself; what admission, a quota or PodSecurity denied is passed on as it was said. */
function forbidden(said, { user, namespace }) {
    const [, who, verb, resource, group] = /User "([^"]*)" cannot (\S+) resource "([^"]+)"(?: in API group "([^"]*)")?/.exec(said) ?? [];
    if (verb === undefined || resource === undefined)
        return said;
    const name = who || user;
    const where = /in the namespace/.test(said) ? ` in namespace ${namespace}` : ' at the cluster scope';
    const fix = 'automl rbac prints the Role for runs, automl rbac --for people that for all verbs';
    return `${name} lacks the right to ${verb} ${resource}${group ? `.${group}` : ''}${where}; ${fix}`;
}
function firstLine(text) {
    const plain = text.trimStart().startsWith('<') ? text.replace(/<[^>]*>/g, ' ') : text;
    return (plain
        .split('\n')
        .map((line) => line.trim())
        .find((line) => line !== '')
        ?.slice(0, 300) ?? '');
}


/***/ }),

/***/ 27752:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nl: () => (/* binding */ selectionQuery),
/* harmony export */   js: () => (/* binding */ callInWords),
/* harmony export */   oU: () => (/* binding */ resourcePath),
/* harmony export */   r4: () => (/* binding */ inWords)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24141);
/** URLs of objects. */


/** Of one object, or of all of its kind in the namespace. @throws AutomlError USAGE for what is no name of an object */
function resourcePath(kind, namespace, name) {
    const { apiVersion, plural, namespaced } = _types_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .E[kind];
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const scope = namespaced ? `/namespaces/${segment(namespace, 'Namespace')}` : '';
    return `${root}${scope}/${plural}${name === undefined ? '' : `/${segment(name, kind)}`}`;
}
/** Without a name a call is about all objects, with `..` about what holds them. */
function segment(name, kind) {
    if (['', '.', '..'].includes(name))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `"${name}" is no name of a ${kind}`);
    return encodeURIComponent(name);
}
function selectionQuery({ labelSelector, fieldSelector }) {
    return {
        ...(labelSelector === undefined ? {} : { labelSelector }),
        ...(fieldSelector === undefined ? {} : { fieldSelector }),
    };
}
/** `Job wine-split-a1 in namespace ml`. */
function inWords(kind, namespace, name) {
    const what = name === undefined ? kind : `${kind} ${name}`;
    return _types_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .E[kind].namespaced ? `${what} in namespace ${namespace}` : what;
}
const verbs = { GET: 'read', POST: 'create', PUT: 'replace', PATCH: 'change', DELETE: 'delete' };
/** A call by its path: `read pods/wine-a1/log in namespace ml`, `watch jobs in namespace ml`. */
function callInWords({ method, path, query = {} }) {
    const [, rest] = /^\/apis?\/(?:[^/]+\.[^/]+\/|apps\/|batch\/)?v\d[^/]*\/(.+)$/.exec(path) ?? [];
    if (rest === undefined)
        return `${method} ${path}`;
    const [, namespace, inside] = /^namespaces\/([^/]+)\/(.+)$/.exec(rest) ?? [];
    const verb = query['watch'] === true ? 'watch' : verbs[method];
    return `${verb} ${inside ?? rest}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
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


/***/ })

};
