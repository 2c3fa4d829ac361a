export const id = 164;
export const ids = [164];
export const modules = {

/***/ 6164:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ findConnection)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/http/proxy.ts
var proxy = __webpack_require__(57856);
// EXTERNAL MODULE: ./src/workflow/suggestion.ts
var suggestion = __webpack_require__(73217);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/cluster-access.ts
/** A cluster of a kubeconfig, checked. */


/** Where kubeconfigs keep what their exec plugins want to know of the cluster. */
const execExtension = 'client.authentication.k8s.io/exec';
/** @throws AutomlError USAGE: the server or the proxy is no URL */
function clusterAccess(cluster, origin) {
    const extension = (cluster.extensions ?? []).find(({ name }) => name === execExtension);
    const address = cluster.server ?? '';
    const server = URL.parse(address);
    if (server === null || !/^https?:$/.test(server.protocol)) {
        throw new errors/* AutomlError */.nS('USAGE', `${origin}: the server of cluster "${cluster.name}" is "${address}"; give a URL like https://host:6443`);
    }
    return {
        name: cluster.name,
        server: address.replace(/\/+$/, ''),
        authority: pemOf(cluster['certificate-authority-data'], cluster['certificate-authority']),
        skipTlsVerify: cluster['insecure-skip-tls-verify'] ?? false,
        tlsServerName: cluster['tls-server-name'] ?? null,
        proxyUrl: cluster['proxy-url']
            ? (0,proxy/* proxyOf */.O)(cluster['proxy-url'], `${origin}: proxy-url of cluster "${cluster.name}"`)
            : null,
        execConfig: extension?.extension ?? null,
    };
}
/** Data wins over a file, as for kubectl. */
function pemOf(data, file) {
    if (data)
        return { data };
    return file ? { file } : null;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var classic_schemas = __webpack_require__(92857);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/kubeconfig.ts
/**
 * Kubeconfigs, read and merged as kubectl does it:
 * https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files
 * Not by the client library, whose merge refuses repeated names and which leaves out tokenFile and the as-* keys; with all
 * its generated API classes it would also be 17 MB of the bundle and a third of a second of each start.
 */




const kubeconfig_text = classic_schemas/* string */.YjP().nullish();
const cluster = classic_schemas/* object */.Ikc({
    server: kubeconfig_text,
    'certificate-authority': kubeconfig_text,
    'certificate-authority-data': kubeconfig_text,
    'insecure-skip-tls-verify': classic_schemas/* boolean */.zMY().nullish(),
    'tls-server-name': kubeconfig_text,
    'proxy-url': kubeconfig_text,
    extensions: classic_schemas/* array */.YOg(classic_schemas/* object */.Ikc({ name: classic_schemas/* string */.YjP(), extension: classic_schemas/* unknown */.L5J() })).nullish(),
});
const user = classic_schemas/* object */.Ikc({
    token: kubeconfig_text,
    tokenFile: kubeconfig_text,
    username: kubeconfig_text,
    password: kubeconfig_text,
    'client-certificate': kubeconfig_text,
    'client-certificate-data': kubeconfig_text,
    'client-key': kubeconfig_text,
    'client-key-data': kubeconfig_text,
    exec: classic_schemas/* record */.g1P(classic_schemas/* string */.YjP(), classic_schemas/* unknown */.L5J()).nullish(),
    'auth-provider': classic_schemas/* unknown */.L5J().optional(),
    as: kubeconfig_text,
    'as-uid': kubeconfig_text,
    'as-groups': classic_schemas/* array */.YOg(classic_schemas/* string */.YjP()).nullish(),
    'as-user-extra': classic_schemas/* record */.g1P(classic_schemas/* string */.YjP(), classic_schemas/* array */.YOg(classic_schemas/* string */.YjP())).nullish(),
});
const context = classic_schemas/* object */.Ikc({ cluster: kubeconfig_text, user: kubeconfig_text, namespace: kubeconfig_text });
const file = classic_schemas/* object */.Ikc({
    clusters: classic_schemas/* array */.YOg(classic_schemas/* object */.Ikc({ name: classic_schemas/* string */.YjP(), cluster: classic_schemas/* unknown */.L5J() })).nullish(),
    users: classic_schemas/* array */.YOg(classic_schemas/* object */.Ikc({ name: classic_schemas/* string */.YjP(), user: classic_schemas/* unknown */.L5J() })).nullish(),
    contexts: classic_schemas/* array */.YOg(classic_schemas/* object */.Ikc({ name: classic_schemas/* string */.YjP(), context: classic_schemas/* unknown */.L5J() })).nullish(),
    'current-context': kubeconfig_text,
});
/** Of what has the same name, the first file's counts. @throws AutomlError USAGE */
function readKubeconfigs(texts) {
    const clusters = new Map();
    const users = new Map();
    const contexts = new Map();
    let currentContext = '';
    for (const source of texts) {
        const content = parse(source);
        for (const { name, cluster: given } of content.clusters ?? []) {
            const found = entry(cluster, given, `cluster "${name}"`, source);
            setFirst(clusters, name, { ...absolute(found, ['certificate-authority'], source), name });
        }
        for (const { name, user: given } of content.users ?? []) {
            const found = entry(user, given, `user "${name}"`, source);
            const placed = absolute(found, ['tokenFile', 'client-certificate', 'client-key'], source);
            setFirst(users, name, { ...placed, exec: absolutePlugin(placed.exec, source), name });
        }
        for (const { name, context: given } of content.contexts ?? []) {
            setFirst(contexts, name, entry(context, given, `context "${name}"`, source));
        }
        currentContext ||= content['current-context'] ?? '';
    }
    return { clusters, users, contexts, currentContext };
}
/** An empty file is a kubeconfig with nothing in it. */
function parse({ text: content, name }) {
    const document = (0,dist/* parseDocument */.Tp)(content, { logLevel: 'silent' });
    const [mistake] = document.errors;
    if (mistake !== undefined) {
        // Only the place: the line itself may hold a secret.
        const { line = 1, col = 1 } = mistake.linePos?.[0] ?? {};
        throw notOne(name, `it is not YAML (line ${line}, column ${col})`);
    }
    const parsed = file.safeParse(document.toJS() ?? {});
    if (parsed.success)
        return parsed.data;
    throw notOne(name, mistakeIn(parsed.error));
}
function entry(shape, given, what, { name }) {
    const parsed = shape.safeParse(given ?? {});
    if (parsed.success)
        return parsed.data;
    throw notOne(name, `${what}: ${mistakeIn(parsed.error)}`);
}
function mistakeIn({ issues: [issue] }) {
    const at = issue?.path.join('.') ?? '';
    return at === '' ? 'it is no mapping' : `${at}: ${issue?.message ?? 'is wrong'}`;
}
function notOne(name, why) {
    const hint = '`kubectl config view --raw --minify` prints one';
    return new errors/* AutomlError */.nS('USAGE', `${name} is not a kubeconfig: ${why}; ${hint}`);
}
function absolute(entries, keys, { folder }) {
    const changed = keys.flatMap((key) => {
        const value = entries[key];
        return typeof value === 'string' && value !== '' ? [[key, external_node_path_default().resolve(folder, value)]] : [];
    });
    return { ...entries, ...Object.fromEntries(changed) };
}
/** `./plugin` is beside the kubeconfig; `plugin` is searched in PATH. */
function absolutePlugin(exec, { folder }) {
    const command = exec?.['command'];
    if (typeof command !== 'string' || !command.includes('/'))
        return exec;
    return { ...exec, command: external_node_path_default().resolve(folder, command) };
}
function setFirst(map, name, value) {
    if (!map.has(name))
        map.set(name, value);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/kubeconfig-text.ts
/** Where kubeconfigs come from: content, base64 of it, or files. */



/** What was given in place of a kubeconfig. @throws AutomlError USAGE: there is no such file */
function givenKubeconfig(given, places) {
    const content = contentOf(given);
    if (content !== null)
        return { text: content, folder: places.cwd, name: 'the kubeconfig that was given' };
    const file = kubeconfig_text_absolute(given.trim(), places);
    const found = readKubeconfig(file);
    if (found !== null)
        return found;
    throw new errors/* AutomlError */.nS('USAGE', `kubeconfig: there is no file ${shortened(file)}; give the path of a kubeconfig, its content, or base64 of its content`);
}
/**
 * What KUBECONFIG names, in order; files that are absent are left out, unless all are.
 * A kubeconfig itself in this variable, as CI secrets put it there, is taken for what it is.
 * @throws AutomlError USAGE: none of the files exists
 */
function kubeconfigsOf(variable, places) {
    const content = contentOf(variable);
    if (content !== null)
        return [{ text: content, folder: places.cwd, name: 'the kubeconfig in KUBECONFIG' }];
    const files = variable.split((external_node_path_default()).delimiter).filter((file) => file.trim() !== '');
    const found = files.map((file) => readKubeconfig(kubeconfig_text_absolute(file.trim(), places))).filter((text) => text !== null);
    if (found.length > 0)
        return found;
    throw new errors/* AutomlError */.nS('USAGE', `KUBECONFIG names ${files.map(shortened).join(', ')}, which ${files.length === 1 ? 'is' : 'are'} not there; correct it or unset it`);
}
/** Null when there is no such file. @throws AutomlError USAGE: it can't be read */
function readKubeconfig(file) {
    try {
        return { text: (0,external_node_fs_.readFileSync)(file, 'utf8'), folder: external_node_path_default().dirname(file), name: file };
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG')
            return null;
        throw new errors/* AutomlError */.nS('USAGE', `kubeconfig ${shortened(file)} can't be read: ${code ?? String(error)}`, {
            cause: error,
        });
    }
}
/** The content of a kubeconfig in `given`, which may be base64 of it; null when it must be a path. */
function contentOf(given) {
    if (looksLikeContent(given))
        return given;
    const packed = given.replace(/\s+/g, '');
    // Too short for a kubeconfig, or with a character that base64 has not: a path.
    if (packed.length < 40 || !/^[A-Za-z0-9+/_-]+=*$/.test(packed))
        return null;
    const decoded = Buffer.from(packed, 'base64').toString('utf8');
    return looksLikeContent(decoded) ? decoded : null;
}
function looksLikeContent(text) {
    return (/^\s*[{[]/.test(text) || /^["']?(apiVersion|kind|clusters|contexts|users|current-context)["']?\s*:/m.test(text));
}
function kubeconfig_text_absolute(file, { cwd, home }) {
    return external_node_path_default().resolve(cwd, file === '~' || file.startsWith('~/') ? external_node_path_default().join(home, file.slice(2)) : file);
}
/** What was meant as content and is none may hold a secret: only its beginning is shown. */
function shortened(file) {
    const line = file.split('\n', 1)[0] ?? '';
    return line.length > 200 || line !== file ? `${line.slice(0, 20)}…` : line;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/service-account.ts
/** What the kubelet mounts into each pod, as a kubeconfig. */


/** `address`: `host:port` of the API server. */
function podKubeconfig(address, folder) {
    const name = 'in-cluster';
    const authority = external_node_path_default().join(folder, 'ca.crt');
    const cluster = { name, server: `https://${address}`, 'certificate-authority': authority };
    return {
        clusters: new Map([[name, cluster]]),
        users: new Map([[name, { name, tokenFile: external_node_path_default().join(folder, 'token') }]]),
        contexts: new Map([[name, { cluster: name, user: name, namespace: namespaceOf(folder) }]]),
        currentContext: name,
    };
}
function namespaceOf(folder) {
    try {
        return (0,external_node_fs_.readFileSync)(external_node_path_default().join(folder, 'namespace'), 'utf8').trim() || undefined;
    }
    catch {
        return undefined; // `automountServiceAccountToken` with a projection of its own may leave it out
    }
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js
var api = __webpack_require__(43759);
;// CONCATENATED MODULE: ./node_modules/zod/v4/classic/coerce.js


function string(params) {
    return api/* _coercedString */.K_(classic_schemas/* ZodString */.NDH, params);
}
function number(params) {
    return core._coercedNumber(schemas.ZodNumber, params);
}
function coerce_boolean(params) {
    return core._coercedBoolean(schemas.ZodBoolean, params);
}
function bigint(params) {
    return core._coercedBigint(schemas.ZodBigInt, params);
}
function date(params) {
    return core._coercedDate(schemas.ZodDate, params);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/user-access.ts
/** A user of a kubeconfig, checked. */



const exec = classic_schemas/* object */.Ikc({
    apiVersion: classic_schemas/* string */.YjP(),
    command: classic_schemas/* string */.YjP().min(1),
    args: classic_schemas/* array */.YOg(string()).nullish(),
    env: classic_schemas/* array */.YOg(classic_schemas/* object */.Ikc({ name: classic_schemas/* string */.YjP(), value: string() })).nullish(),
    installHint: classic_schemas/* string */.YjP().nullish(),
    provideClusterInfo: classic_schemas/* boolean */.zMY().nullish(),
    interactiveMode: classic_schemas/* enum */.k5n(['Never', 'IfAvailable', 'Always']).nullish(),
});
const authProvider = classic_schemas/* object */.Ikc({
    name: classic_schemas/* string */.YjP(),
    config: classic_schemas/* record */.g1P(classic_schemas/* string */.YjP(), classic_schemas/* unknown */.L5J()).nullish(),
});
/** Built into kubectl once, gone since 1.26: https://kubernetes.io/docs/reference/access-authn-authz/authentication */
const replacements = {
    gcp: 'write the kubeconfig anew with `gcloud container clusters get-credentials` and install gke-gcloud-auth-plugin',
    azure: 'convert the kubeconfig with `kubelogin convert-kubeconfig`',
};
/** @throws AutomlError USAGE: a way to log in that we do not know, or half of one */
function userAccess(user, origin) {
    const where = `${origin}: user "${user.name}"`;
    const cert = pemOf(user['client-certificate-data'], user['client-certificate']);
    const key = pemOf(user['client-key-data'], user['client-key']);
    if ((cert === null) !== (key === null)) {
        const missing = cert === null ? 'client-key without a client-certificate' : 'client-certificate without a client-key';
        throw new errors/* AutomlError */.nS('USAGE', `${where} has a ${missing}; give both`);
    }
    const token = user.token?.trim() || idTokenOf(user['auth-provider'], where);
    return {
        name: user.name,
        token: token ?? null,
        tokenFile: user.tokenFile ?? null,
        basic: user.username ? { username: user.username, password: user.password ?? '' } : null,
        certificate: cert === null || key === null ? null : { cert, key },
        exec: user.exec ? execPlugin(user.exec, where) : null,
        impersonate: impersonation(user, where),
    };
}
function execPlugin(value, where) {
    const parsed = exec.safeParse(value);
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new errors/* AutomlError */.nS('USAGE', `${where}: exec.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is wrong'}`);
    }
    const { apiVersion, command, args, env, installHint, provideClusterInfo, interactiveMode } = parsed.data;
    if (!['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'].includes(apiVersion)) {
        throw new errors/* AutomlError */.nS('USAGE', `${where}: exec.apiVersion "${apiVersion}" is no longer in use; write the kubeconfig anew with your provider's tool`);
    }
    if (interactiveMode === 'Always') {
        throw new errors/* AutomlError */.nS('USAGE', `${where}: exec.command ${command} wants a terminal (interactiveMode: Always); use a service account's token here`);
    }
    return {
        apiVersion,
        command,
        args: args ?? [],
        env: Object.fromEntries((env ?? []).map(({ name, value }) => [name, value])),
        installHint: installHint ?? null,
        provideClusterInfo: provideClusterInfo ?? false,
        interactive: interactiveMode ?? 'IfAvailable',
    };
}
/** The token of the `oidc` provider; the others are refused by name. */
function idTokenOf(value, where) {
    if (value === null || value === undefined)
        return undefined;
    const parsed = authProvider.safeParse(value);
    const name = parsed.data?.name ?? '';
    const idToken = parsed.data?.config?.['id-token'];
    if (name === 'oidc' && typeof idToken === 'string')
        return idToken;
    const instead = replacements[name] ?? 'use a token, or an exec plugin such as `kubectl oidc-login`';
    throw new errors/* AutomlError */.nS('USAGE', `${where} has the auth-provider "${name}", which Kubernetes no longer has: ${instead}`);
}
function impersonation(user, where) {
    const groups = user['as-groups'] ?? [];
    const extra = user['as-user-extra'] ?? {};
    const uid = user['as-uid'] ?? null;
    if (user.as)
        return { user: user.as, uid, groups, extra };
    if (groups.length === 0 && Object.keys(extra).length === 0 && uid === null)
        return null;
    throw new errors/* AutomlError */.nS('USAGE', `${where} has as-groups, as-uid or as-user-extra without "as"; add whom to act as`);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/connection.ts
/** Which cluster, as whom, in which namespace: from the kubeconfig that was given, KUBECONFIG, or the pod we are in. */











const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';
/**
 * Null when nothing names a cluster. `~/.kube/config` counts only for who names a context or a namespace: a run must not
 * end up in the cluster that somebody looked at last.
 * @throws AutomlError USAGE: what was given can't be used
 */
function findConnection(request, env, serviceAccount = serviceAccountFolder) {
    const { context, namespace } = request;
    if (request.kubeconfig) {
        const text = givenKubeconfig(request.kubeconfig, request);
        return fromKubeconfig([text], text.name, request);
    }
    if (env['KUBECONFIG']) {
        const texts = kubeconfigsOf(env['KUBECONFIG'], request);
        return fromKubeconfig(texts, `KUBECONFIG (${texts.map(({ name }) => name).join(', ')})`, request);
    }
    if (context || namespace) {
        const text = readKubeconfig(external_node_path_default().join(request.home, '.kube', 'config'));
        if (text !== null)
            return fromKubeconfig([text], text.name, request);
    }
    const inCluster = context ? null : fromPod(request, env, serviceAccount);
    if (inCluster !== null || !(request.required || context))
        return inCluster;
    const what = context ? `context "${context}" was named, but there is no kubeconfig` : 'no cluster is named';
    throw new errors/* AutomlError */.nS('USAGE', `${what}: give a kubeconfig, set KUBECONFIG, or name a context of ~/.kube/config`);
}
function fromKubeconfig(texts, origin, request) {
    const kubeconfig = readKubeconfigs(texts);
    const name = chooseContext(kubeconfig, origin, request.context);
    return connect(kubeconfig, { name, origin, request, source: `context ${name} of ${origin}` });
}
function chooseContext({ contexts, currentContext }, origin, wanted) {
    const names = [...contexts.keys()];
    const [first] = names;
    if (first === undefined) {
        throw new errors/* AutomlError */.nS('USAGE', `${origin} has no contexts; \`kubectl config view --raw --minify\` prints one that has`);
    }
    const listed = `it has ${names.slice(0, 20).join(', ')}`;
    if (wanted) {
        if (names.includes(wanted))
            return wanted;
        const hint = (0,suggestion/* didYouMean */.au)(wanted, names);
        throw new errors/* AutomlError */.nS('USAGE', `${origin} has no context "${wanted}"${hint === '' ? `; ${listed}` : hint}`);
    }
    const current = currentContext || (names.length === 1 ? first : '');
    if (names.includes(current))
        return current;
    // The kubeconfig of GitLab's agents has one context for each agent and no current one.
    const why = current === '' ? 'no current-context' : `no context "${current}", which is its current-context`;
    throw new errors/* AutomlError */.nS('USAGE', `${origin} has ${why}: name one by context; ${listed}`);
}
function connect(kubeconfig, found) {
    const { name, origin, request, source } = found;
    const context = kubeconfig.contexts.get(name);
    const cluster = kubeconfig.clusters.get(context?.cluster ?? '');
    const user = kubeconfig.users.get(context?.user ?? '');
    if (cluster === undefined)
        throw missing(origin, name, 'cluster', context?.cluster ?? '');
    if (user === undefined && context?.user)
        throw missing(origin, name, 'user', context.user);
    const cut = { cluster: clusterAccess(cluster, origin) };
    const proxyUrl = request.proxyUrl ? (0,proxy/* proxyOf */.O)(request.proxyUrl, 'proxy_url') : cut.cluster.proxyUrl;
    const access = {
        cluster: { ...cut.cluster, proxyUrl },
        user: userAccess(user ?? { name: '' }, origin),
    };
    return {
        server: access.cluster.server,
        context: name,
        namespace: request.namespace || context?.namespace || 'default',
        user: access.user.name,
        clusterName: cluster.name,
        source,
        access,
    };
}
function missing(origin, context, what, name) {
    const fix = what === 'cluster' ? 'add it, with its server' : 'add it';
    return new errors/* AutomlError */.nS('USAGE', `${origin}: context "${context}" names the ${what} "${name}", which is not there; ${fix}`);
}
/** As a pod: https://kubernetes.io/docs/tasks/run-application/access-api-from-pod */
function fromPod(request, env, folder) {
    const host = env['KUBERNETES_SERVICE_HOST'];
    if (!host || !(0,external_node_fs_.existsSync)(external_node_path_default().join(folder, 'token')))
        return null;
    const kubeconfig = podKubeconfig(`${(0,external_node_net_.isIPv6)(host) ? `[${host}]` : host}:${env['KUBERNETES_SERVICE_PORT'] ?? '443'}`, folder);
    return connect(kubeconfig, {
        name: kubeconfig.currentContext,
        origin: folder,
        request,
        source: 'the service account of this pod',
    });
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
