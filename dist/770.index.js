export const id = 770;
export const ids = [770];
export const modules = {

/***/ 1770:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  HttpApi: () => (/* binding */ HttpApi)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/client/api.ts
var api = __webpack_require__(4876);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/backoff.ts
var backoff = __webpack_require__(9767);
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
            const delay = Math.max((0,backoff/* backoff */.JN)(tries), (retryAfter ?? 0) * 1000);
            const limit = stranger ? firstPatience : world.patience;
            if (!again || world.now() - started + delay > limit)
                throw error;
            await world.sleep(delay);
        }
    }
}
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
var refusal = __webpack_require__(6560);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/resource-path.ts
var resource_path = __webpack_require__(7752);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
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

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(4371);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/dispatcher.ts
/** Connections to the API server: made anew only when what they trust or prove has changed. */



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
        const fingerprint = (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(facts)).digest('hex');
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
        secureContext: (0,external_node_tls_.createSecureContext)({ ...(ca === null ? {} : { ca }), ...certificate }),
        ...(serverName === null ? {} : { servername: serverName }),
        ...(skipVerify ? { rejectUnauthorized: false } : {}),
        timeout: connectPatience,
    };
    // Streams are silent for long, rightly: whoever reads them watches them.
    const options = { allowH2: false, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: keepAlive };
    if (proxy === null)
        return new undici/* Agent */.g6({ ...options, connect: tls });
    // With `proxyTls` undici would speak TLS to a SOCKS proxy.
    const proxyTls = proxy.startsWith('socks') ? {} : { proxyTls: { timeout: connectPatience } };
    return new undici/* ProxyAgent */.kT({ ...options, ...proxyTls, uri: proxy, requestTls: tls });
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
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

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/cluster-access.ts
var cluster_access = __webpack_require__(7937);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/proxy.ts
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
    return spared.some((entry) => entry !== '' && covers(entry, host, port)) ? null : (0,cluster_access/* proxyOf */.Ol)(proxy, name);
}
function isThisMachine(host) {
    return host === 'localhost' || host === '::1' || ((0,external_node_net_.isIP)(host) === 4 && host.startsWith('127.'));
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
    if ((0,external_node_net_.isIP)(plain) !== 0)
        return plain === host;
    return plain.startsWith('.') ? host.endsWith(plain) : host === plain || host.endsWith(`.${plain}`);
}
function coversAddress(entry, host) {
    const [network = '', bits = ''] = entry.split('/');
    const family = (0,external_node_net_.isIP)(network) === 6 ? 'ipv6' : 'ipv4';
    if ((0,external_node_net_.isIP)(network) === 0 || (0,external_node_net_.isIP)(network) !== (0,external_node_net_.isIP)(host) || !/^\d+$/.test(bits))
        return false;
    if (Number(bits) > (family === 'ipv6' ? 128 : 32))
        return false;
    const list = new external_node_net_.BlockList();
    list.addSubnet(network, Number(bits), family);
    return list.check(host, family);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/transport.ts




class Transport {
    credential;
    #connection;
    #files;
    #dispatchers;
    #server;
    #headers;
    constructor(connection, { now, env, userAgent }) {
        const { cluster, user } = connection.access;
        this.#connection = connection;
        this.#server = new URL(cluster.server);
        this.#files = new FileMemory(now);
        this.#dispatchers = new Dispatchers(cluster.proxyUrl ?? proxyFor(this.#server, env));
        this.credential = new Credential(user, cluster, { now, env, files: this.#files });
        this.#headers = { 'user-agent': userAgent, ...impersonationHeaders(connection) };
    }
    /** @param fence asked last, when all else is at hand @throws AutomlError CLUSTER when the credential can't be had, else what broke the connection */
    async send(call, signal, fence) {
        const identity = await this.credential.identity();
        const { authority, tlsServerName: serverName, skipTlsVerify: skipVerify } = this.#connection.access.cluster;
        const ca = authority === null || skipVerify ? null : await this.#files.pem(authority);
        const dispatcher = this.#dispatchers.get({ ca, certificate: identity.certificate, serverName, skipVerify });
        const { contentType = 'application/json', accept = 'application/json', body } = call;
        if (call.method !== 'GET')
            await fence?.pass();
        const answer = await dispatcher.request({
            origin: this.#server.origin,
            path: this.#pathOf(call),
            method: call.method,
            headers: {
                ...this.#headers,
                accept,
                ...(identity.authorization === null ? {} : { authorization: identity.authorization }),
                ...(body === undefined ? {} : { 'content-type': contentType }),
            },
            body: body === undefined ? null : JSON.stringify(body),
            signal,
        });
        const { headers, statusCode } = answer;
        const seconds = Number(headers['retry-after'] ?? NaN);
        return {
            status: statusCode,
            contentType: String(headers['content-type'] ?? ''),
            retryAfter: Number.isNaN(seconds) ? null : seconds,
            location: headers['location'] === undefined ? null : String(headers['location']),
            date: Date.parse(String(headers['date'])),
            body: answer.body,
            identity,
        };
    }
    async close() {
        await this.#dispatchers.close();
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

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/unreachable.ts
/** What broke a connection to the API server, as a sentence. */


const expired = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
const unknownAuthority = new Set([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_SIGNATURE_FAILURE',
]);
const timeouts = new Set(['TimeoutError', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH']);
const unsentCodes = new Set([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
]);
/** `what`: as in `create Job x in namespace ml`. */
function breakage(thrown, what, connection) {
    const { code, message } = factsOf(thrown);
    const { sentence, permanent } = judge(code, message, connection);
    const error = new api/* ApiError */.h(`could not ${what}: ${sentence}`, { status: null, reason: code === '' ? null : code, said: message }, { cause: thrown });
    return { error, permanent, unsent: permanent || unsentCodes.has(code) };
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
    if (timeouts.has(code)) {
        return fail(`${server} does not answer; a private endpoint can't be reached from hosted runners: run on a runner inside its network, or through a proxy (proxy-url in the kubeconfig)`);
    }
    if (expired.has(code)) {
        return fail(`the certificate of ${server} is not valid now (${message}); renew it on the cluster, or set the clock of this machine`, true);
    }
    if (unknownAuthority.has(code)) {
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
/** Whatever realm it comes from, so not by `instanceof`. */
const thrownError = schemas/* object */.Ikc({
    name: schemas/* string */.YjP().catch(''),
    message: schemas/* string */.YjP().catch(''),
    code: schemas/* string */.YjP().catch(''),
    cause: schemas/* unknown */.L5J().optional(),
    errors: schemas/* array */.YOg(schemas/* unknown */.L5J()).catch([]),
});
/** What is at the bottom of it; where several addresses were tried, what the last one said. */
function factsOf(thrown) {
    const { success, data } = thrownError.safeParse(thrown);
    if (!success)
        return { code: '', message: String(thrown) };
    const { name, message, code, cause, errors } = data;
    if (name === 'TimeoutError')
        return { code: name, message };
    const inner = errors.at(-1) ?? (code === '' || code.startsWith('UND_ERR_PRX') ? cause : undefined);
    return inner === undefined || inner === null ? { code, message } : factsOf(inner);
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
    #fence;
    #reached;
    constructor(connection, transport, world, fence) {
        this.#connection = connection;
        this.#transport = transport;
        this.#world = world;
        this.#fence = fence;
        this.#reached = fence !== null;
    }
    static open(connection, options) {
        const { env, userAgent, sleep = backoff/* systemSleep */.Hk, now = () => performance.timeOrigin + performance.now() } = options;
        return new Caller(connection, new Transport(connection, { now, env, userAgent }), { now, sleep, patience }, null);
    }
    /** The same connections, for who drives. */
    behind(fence) {
        return new Caller(this.#connection, this.#transport, { ...this.#world, patience: driverPatience }, fence);
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
        const what = (0,resource_path/* callInWords */.js)(call);
        const signal = AbortSignal.timeout((call.timeout ?? defaultTimeout) * 1000);
        try {
            const answer = await this.#transport.send(call, signal, this.#fence);
            const body = await answer.body.text();
            // A 401 of the service behind the API server is an answer, and no reason to log in again.
            const ours = answer.status === 401 && (0,refusal/* statusOf */.c)(body)?.reason === 'Unauthorized';
            if (!ours || !(await this.#transport.credential.renew(answer.identity)))
                return { status: answer.status, body };
            const second = await this.#transport.send(call, signal, this.#fence);
            return { status: second.status, body: await second.body.text() };
        }
        catch (thrown) {
            throw this.#failureOf(thrown, { ...call, what, repeatable: false }).error;
        }
    }
    async *lines(path, query, signal, longest) {
        const call = {
            method: 'GET',
            path,
            query,
            what: (0,resource_path/* callInWords */.js)({ method: 'GET', path, query }),
            repeatable: true,
        };
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
        return persist(this.#world, attempt, (thrown) => this.#failureOf(thrown, call));
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
        const { status, location, retryAfter, date } = answer;
        const skew = (this.#world.now() - date) / 1000;
        const text = await answer.body.text();
        const life = this.remainingLife();
        return new Refused((0,refusal/* refusalError */.z)({ what, status, text, location, life, skew }, this.#connection), retryAfter);
    }
    #failureOf(thrown, { what, repeatable, alsoAgain }) {
        if (thrown instanceof Refused) {
            const { error, retryAfter } = thrown;
            const again = isTransient(error, repeatable) || alsoAgain?.(error) === true;
            return { error, again, retryAfter, stranger: false };
        }
        // The credential could not be had: its own sentence says why.
        if (thrown instanceof errors/* AutomlError */.nS)
            return { error: thrown, again: false, retryAfter: null, stranger: false };
        const broken = breakage(thrown, what, this.#connection);
        const again = !broken.permanent && (repeatable || broken.unsent);
        return { error: broken.error, again, retryAfter: null, stranger: !this.#reached && isStranger(broken) };
    }
}
/** On its way to who decides about another try. */
class Refused extends Error {
    error;
    retryAfter;
    constructor(error, retryAfter) {
        super(error.message);
        this.error = error;
        this.retryAfter = retryAfter;
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(4141);
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
            query: { fieldManager, force: options.force },
            body: { apiVersion: types/* kinds */.E[kind].apiVersion, kind, ...object },
            contentType: 'application/apply-patch+yaml',
            what: `apply ${(0,resource_path/* inWords */.r4)(kind, this.namespace, name)}`,
            repeatable: true,
            // By force no field is in conflict: somebody else wrote the object at the same time.
            alsoAgain: ({ reason }) => reason === 'Conflict' && options.force,
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


/***/ })

};
