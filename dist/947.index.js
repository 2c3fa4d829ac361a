export const id = 947;
export const ids = [947];
export const modules = {

/***/ 62198:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkForgeToken: () => (/* binding */ doctor_checkForgeToken),
  examine: () => (/* reexport */ examine),
  lifeOf: () => (/* binding */ lifeOf)
});

// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(24371);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/http-api.ts + 16 modules
var http_api = __webpack_require__(59554);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/backends/kubernetes/doctor/check.ts
var doctor_check = __webpack_require__(94172);
;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/forge-token.ts
/** The forge's token, in CI: whether it is there and what the forge says to it. Hosts come from the CI's own variables. */


/** Milliseconds. */
const patience = 10_000;
async function checkForgeToken(env, fetch) {
    const question = questionOf(env);
    if (!('url' in question))
        return question;
    const { forge, url, headers, variable } = question;
    try {
        const { status } = await fetch(url, { headers, signal: AbortSignal.timeout(patience) });
        if (status < 300)
            return (0,doctor_check.ok)('token', `${forge} accepts ${variable}`);
        if (status === 401)
            return (0,doctor_check/* failed */.gz)('token', `${forge} does not accept ${variable} (401)`, 'give a token that is valid and has not expired');
        if (status === 403 || status === 404) {
            return (0,doctor_check/* failed */.gz)('token', `${variable} may not read this project (${status})`, `give it the right to read the project, and to comment`);
        }
        return (0,doctor_check/* failed */.gz)('token', `${forge} answered ${status} at ${url}`, 'try again later, or look at its status page');
    }
    catch (error) {
        const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : (0,errors/* messageOf */.bD)(error);
        return (0,doctor_check/* failed */.gz)('token', `${forge} can't be reached at ${url} (${why})`, 'check the network, HTTPS_PROXY and NODE_EXTRA_CA_CERTS');
    }
}
function questionOf(env) {
    if (env['GITHUB_ACTIONS'] === 'true')
        return github(env);
    if (env['GITLAB_CI'] === 'true')
        return gitlab(env);
    return (0,doctor_check/* unchecked */.VJ)('token', 'not in a CI job');
}
function github(env) {
    const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository } = env;
    const variable = env['GITHUB_TOKEN'] ? 'GITHUB_TOKEN' : 'GH_TOKEN';
    const token = env[variable];
    if (!token)
        return (0,doctor_check/* failed */.gz)('token', 'GITHUB_TOKEN is not set', 'set env: {GITHUB_TOKEN: ${{ github.token }}} for this step');
    if (!api || !repository)
        return (0,doctor_check/* unchecked */.VJ)('token', 'GITHUB_API_URL and GITHUB_REPOSITORY are not set');
    const headers = {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'user-agent': 'automl-action',
    };
    return { forge: 'GitHub', url: `${api}/repos/${repository}`, headers, variable };
}
function gitlab(env) {
    const { CI_API_V4_URL: api, CI_PROJECT_ID: project, CI_JOB_TOKEN: job } = env;
    const variable = env['AUTOML_GITLAB_TOKEN'] ? 'AUTOML_GITLAB_TOKEN' : 'GITLAB_TOKEN';
    const token = env[variable];
    if (!api || !project)
        return (0,doctor_check/* unchecked */.VJ)('token', 'CI_API_V4_URL and CI_PROJECT_ID are not set');
    if (token) {
        return {
            forge: 'GitLab',
            url: `${api}/projects/${project}`,
            headers: { 'private-token': token },
            variable,
        };
    }
    // It can say who it is, and can't write notes.
    if (job)
        return { forge: 'GitLab', url: `${api}/job`, headers: { 'job-token': job }, variable: 'CI_JOB_TOKEN' };
    return (0,doctor_check/* failed */.gz)('token', 'AUTOML_GITLAB_TOKEN is not set', 'set it to a project access token with the scope api (CI/CD variables, masked)');
}

// EXTERNAL MODULE: ./src/report/units.ts
var units = __webpack_require__(17885);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/capacity.ts + 1 modules
var preflight_capacity = __webpack_require__(90865);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/missing-rights.ts
var missing_rights = __webpack_require__(69076);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/named-objects.ts
var named_objects = __webpack_require__(62758);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/namespace.ts
var preflight_namespace = __webpack_require__(43097);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/project.ts
var project = __webpack_require__(97471);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/readable.ts
var readable = __webpack_require__(40932);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/rights.ts + 2 modules
var preflight_rights = __webpack_require__(15359);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./src/backends/kubernetes/layout.ts
var layout = __webpack_require__(59314);
;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/image.ts
/** Images and package index, as a pod with them sees it. */




const reportSchema = schemas/* object */.Ikc({
    python: schemas/* string */.YjP().nullable(),
    index: schemas/* string */.YjP().optional(),
    status: schemas/* number */.aig().optional(),
    milliseconds: schemas/* number */.aig().optional(),
    error: schemas/* string */.YjP().optional(),
});
function checkImage({ image, end, runsSteps }) {
    const name = 'image';
    switch (end?.kind) {
        case undefined:
            return (0,doctor_check/* unchecked */.VJ)(name, `${image}: no pods by --quick`);
        case 'forbidden':
            return (0,doctor_check/* unchecked */.VJ)(name, `${image}: the account may not create Jobs`);
        case 'slow':
            return (0,doctor_check/* unchecked */.VJ)(name, `${image}: not pulled and started within ${end.seconds} s, and nothing says why`);
        case 'stuck':
            return (0,doctor_check/* failedBy */.Dj)(name, end.sentence.includes(image) ? end.sentence : `${image}: ${end.sentence}`);
        case 'no-start':
            return runsSteps ? (0,doctor_check/* failedBy */.Dj)(name, end.sentence) : (0,doctor_check.ok)(name, `${image} is pulled`);
        case 'ran': {
            const seconds = `${(end.milliseconds / 1000).toFixed(1)} s`;
            const python = reportOf(end)?.python ?? null;
            return (0,doctor_check.ok)(name, `${image} runs in ${seconds}, ${python === null ? 'without Python' : `Python ${python}`}`);
        }
    }
}
/** Of the images that install something; the worst counts. */
function checkIndex(images, offline) {
    const name = 'index';
    if (offline)
        return (0,doctor_check/* unchecked */.VJ)(name, 'python.offline: nothing is fetched');
    const installing = images.filter(({ installs }) => installs);
    if (installing.length === 0)
        return (0,doctor_check/* unchecked */.VJ)(name, 'no step installs packages');
    const reports = installing.flatMap(({ end }) => (end?.kind === 'ran' ? (reportOf(end) ?? []) : []));
    if (reports.length === 0)
        return (0,doctor_check/* unchecked */.VJ)(name, 'no pod could ask');
    const checks = reports.flatMap((report) => checkReport(name, report) ?? []);
    const [first] = checks;
    return checks.find(({ state }) => state === 'failed') ?? first ?? (0,doctor_check/* unchecked */.VJ)(name, 'the image has no Python');
}
function checkReport(name, { index, status, milliseconds, error }) {
    if (index === undefined)
        return null;
    if (error !== undefined || status === undefined) {
        return (0,doctor_check/* failed */.gz)(name, `a pod can't reach ${index} (${error ?? 'no answer'})`, 'set python.index, python.proxy or python.ca, or PIP_* variables in the image or step');
    }
    if (status === 401 || status === 403) {
        return (0,doctor_check/* failed */.gz)(name, `${index} wants a login (${status})`, 'name a Secret with username and password by python.credentials');
    }
    // An index without that package still is one.
    if (status < 400 || status === 404)
        return (0,doctor_check.ok)(name, `a pod reaches ${index} in ${milliseconds ?? 0} ms`);
    return (0,doctor_check/* failed */.gz)(name, `${index} answered ${status}`, 'correct python.index');
}
function reportOf(end) {
    try {
        return reportSchema.parse(JSON.parse(end.report));
    }
    catch {
        return null;
    }
}
/** The API server must reach the kubelet of the node for it. */
async function checkLogs(api, end, signal) {
    const name = 'logs';
    if (end?.kind !== 'ran')
        return (0,doctor_check/* unchecked */.VJ)(name, end === null ? 'no pods by --quick' : 'no pod ran');
    const path = `/api/v1/namespaces/${api.namespace}/pods/${end.pod}/log`;
    try {
        for await (const lines of api.lines(path, { container: layout/* stepContainer */._h }, signal)) {
            if (lines.some((line) => line.includes('"python"')))
                return (0,doctor_check.ok)(name, "a pod's log can be read");
        }
        return (0,doctor_check/* failed */.gz)(name, 'the log of a pod came back without its lines', 'look at the log rotation and log drivers of the nodes');
    }
    catch (error) {
        return (0,doctor_check/* failedBy */.Dj)(name, (0,errors/* messageOf */.bD)(error), '; ');
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/exposure.ts
var exposure = __webpack_require__(78953);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/gateway.ts
var serving_gateway = __webpack_require__(36523);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/ingress-class.ts
var ingress_class = __webpack_require__(29419);
;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/ingress.ts




async function checkIngress(plan, api) {
    const wanted = plan.steps.flatMap(({ service }) => service?.ingress ?? []);
    if (wanted.length === 0)
        return (0,doctor_check/* unchecked */.VJ)('ingress', 'no service wants one');
    const { refusals } = await (0,exposure/* judgeExposure */.Z)(plan, api);
    const [problem] = refusals.entries();
    if (problem !== undefined)
        return (0,doctor_check/* failedBy */.Dj)('ingress', problem[1]);
    const names = await Promise.all(wanted.map((ingress) => answererOf(ingress, api)));
    if (names.includes('nobody'))
        return (0,doctor_check/* failedBy */.Dj)('ingress', 'the cluster has no IngressClass: install an ingress controller');
    const known = names.filter((name) => name !== null);
    if (known.length === 0)
        return (0,doctor_check/* unchecked */.VJ)('ingress', 'the account may not list IngressClasses');
    return (0,doctor_check.ok)('ingress', [...new Set(known)].sort().join(', '));
}
/** Null: the account may not read it. */
async function answererOf({ gateway, class: name }, api) {
    if (gateway !== undefined)
        return `Gateway ${(0,serving_gateway/* gatewayText */.UO)(gateway)}`;
    const found = await (0,ingress_class/* findClass */.Y)(api, name);
    if (found === null)
        return 'nobody';
    return typeof found === 'string' ? null : found.name;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/container.ts + 1 modules
var container = __webpack_require__(56775);
// EXTERNAL MODULE: ./src/workflow/pod.ts
var pod = __webpack_require__(56014);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/limit-ranges.ts
var limit_ranges = __webpack_require__(29304);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/quantity.ts
var quantity = __webpack_require__(75348);
;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/patient.ts
/** What of a plan the doctor's pods try out: its images, its store, its package index. */




/** More would take long and tell little. */
const imagesAtMost = 8;
/** @param only in place of the plan's images */
function imagesOf({ steps, python }, only, ca) {
    const running = steps.filter(({ skip }) => skip === undefined);
    const own = running.length === 0 ? [container/* defaultImage */.X] : [...new Set(running.map(imageOf))];
    const names = only === undefined ? own : [only];
    return names.slice(0, imagesAtMost).map((image) => {
        const all = only === undefined ? running.filter((step) => imageOf(step) === image) : running;
        const [first] = all;
        // Without a file nobody knows what will be installed, but something will.
        const installs = first === undefined || all.some(isInstalling);
        const installing = all.find(isInstalling) ?? first;
        return {
            image,
            pod: first?.pod ?? pod/* plainPod */.M,
            env: [
                ...indexVariables(python, ca),
                { name: 'DOCTOR_INDEX', value: installs && !python.offline ? (python.index ?? '') : 'skip' },
                ...literals(installing),
            ],
            secrets: installing?.secrets ?? [],
            runsSteps: all.length === 0 || all.some(({ code }) => code.kind !== 'image'),
            installs,
        };
    });
}
function imageOf({ image }) {
    return image ?? container/* defaultImage */.X;
}
function isInstalling({ requirements, code }) {
    return requirements !== undefined || code.kind === 'notebook';
}
function indexVariables({ proxy, credentials }, ca) {
    const login = ['username', 'password'].map((key) => ({
        name: `AUTOML_INDEX_${key.toUpperCase()}`,
        valueFrom: { secretKeyRef: { name: credentials ?? '', key, optional: true } },
    }));
    return [
        ...(proxy === undefined ? [] : [{ name: 'DOCTOR_PROXY', value: proxy }]),
        ...(ca === null ? [] : [{ name: 'DOCTOR_CA', value: ca }]),
        ...(credentials === undefined ? [] : login),
    ];
}
/** Settings of installers that the step itself makes; expressions have no value yet. */
function literals(step) {
    const settings = /^(PIP_|UV_|SSL_CERT_FILE$|REQUESTS_CA_BUNDLE$|(https?|no|all)_proxy$)/i;
    return (Object.entries(step?.env ?? {})
        .filter(([name, value]) => settings.test(name) && !value.includes('${{'))
        // Kubernetes reads $(NAME) in values, and $$ is a dollar.
        .map(([name, value]) => ({ name, value: value.replaceAll('$', '$$$$') })));
}
/**
 * Little, but what the LimitRanges of the namespace let through. The processor is limited only where a quota wants every
 * pod to say a limit: at a tenth of a core Python starts ten times as slowly.
 */
function smallResources(ranges, quotas) {
    const items = (0,limit_ranges/* itemsOf */.S3)(ranges).filter(({ type }) => type === 'Container' || type === 'Pod');
    const least = items.map(({ min }) => (0,limit_ranges/* amounts */.q$)(min));
    const most = items.map(({ max }) => (0,limit_ranges/* amounts */.q$)(max));
    const cpu = Math.max(0.1, ...least.map((each) => each['cpu'] ?? 0));
    const memory = (0,quantity/* bytesText */.p)(Math.max(128 * 2 ** 20, ...least.map((each) => each['memory'] ?? 0)));
    const limited = quotas.some(({ spec }) => spec?.hard?.['limits.cpu'] !== undefined);
    const limit = Math.max(cpu, Math.min(0.5, ...most.map((each) => each['cpu'] ?? Infinity)));
    return {
        requests: { cpu: (0,quantity/* coresText */.e)(cpu), memory },
        limits: { memory, ...(limited ? { cpu: (0,quantity/* coresText */.e)(limit) } : {}) },
    };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/injectors.ts
var injectors = __webpack_require__(28872);
;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/probe-script.ts
/** What runs inside the doctor's pods: a few lines of shell, and of Python (3.8 or newer) where the image has it. */
/** Where the pod says what it found: the container's termination message. */
const report = '/dev/termination-log';
/**
 * Opens the page of one package as an installer would: the file's settings (INDEX, CA, PROXY), else PIP_* and UV_*, else
 * pip's configuration. A 404 is an index that answers.
 */
const python = `
import base64, json, os, re, ssl, subprocess, sys, time, urllib.error, urllib.parse, urllib.request
env = os.environ
pip = {}
try:
    command = [sys.executable, "-m", "pip", "config", "list"]
    lines = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=10).stdout.decode()
    for line in lines.splitlines():
        key, _, value = line.partition("=")
        pip[key.split(".")[-1]] = value.strip("'\\"")
except Exception:
    pass
found = {"python": "%d.%d.%d" % sys.version_info[:3]}
if env.get("DOCTOR_INDEX") != "skip":
    given = env.get("DOCTOR_INDEX") or env.get("UV_DEFAULT_INDEX") or env.get("UV_INDEX_URL") or env.get("PIP_INDEX_URL")
    index = (given or pip.get("index-url") or "https://pypi.org/simple").rstrip("/")
    login = re.search("://([^/@]+)@", index)
    index = re.sub("://[^/@]+@", "://", index)
    found["index"] = index
    try:
        ca = None
        if env.get("DOCTOR_CA"):
            ca = os.path.join(env["HOME"], "ca.pem")
            with open(ca, "w") as file:
                file.write(env["DOCTOR_CA"])
        for name in ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
            ca = ca or env.get(name)
        context = ssl.create_default_context(cafile=ca or pip.get("cert") or None)
        proxy = env.get("DOCTOR_PROXY") or env.get("PIP_PROXY") or pip.get("proxy")
        handlers = [urllib.request.HTTPSHandler(context=context)]
        if proxy:
            handlers.append(urllib.request.ProxyHandler({"http": proxy, "https": proxy}))
        request = urllib.request.Request(index + "/pip/", headers={"user-agent": "pip/24.0", "accept": "text/html"})
        user, word = env.get("AUTOML_INDEX_USERNAME", ""), env.get("AUTOML_INDEX_PASSWORD")
        pair = login.group(1) if login else user + ":" + word if word else None
        if pair:
            pair = urllib.parse.unquote(pair)
            request.add_unredirected_header("authorization", "Basic " + base64.b64encode(pair.encode()).decode())
        began = time.time()
        try:
            found["status"] = urllib.request.build_opener(*handlers).open(request, timeout=10).status
        except urllib.error.HTTPError as error:
            found["status"] = error.code
        found["milliseconds"] = round((time.time() - began) * 1000)
    except Exception as error:
        found["error"] = str(getattr(error, "reason", error))[:300]
text = json.dumps(found)
print(text)
with open("${report}", "w") as file:
    file.write(text)
`;
/** The variable with the Python code, which the shell starts. */
const probeVariables = { DOCTOR_CODE: python };
const says = (text) => `echo '${text}' | tee ${report}`;
/** For an image: does it start, has it Python, is the package index reached. */
const imageScript = [
    'if command -v python3 >/dev/null 2>&1; then exec python3 -I -S -c "$DOCTOR_CODE"; fi',
    `if python -I -S -c '' >/dev/null 2>&1; then exec python -I -S -c "$DOCTOR_CODE"; fi`,
    says('{"python":null}'),
].join('\n');
/** For a store: can it be written by the user that steps have. */
const storeScript = [
    'file=/store/.automl-doctor-$HOSTNAME',
    `if echo written > "$file" && rm "$file"; then ${says('{"written":true}')}; else ${says('{"written":false}')}; fi`,
].join('\n');

;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/probe-job.ts




/** Seconds until it is over in any case, and until it is deleted if the doctor was killed. */
const longest = 180;
const stays = 60;
/** No user of any image has it. */
const user = 10_001;
/** Name of the volume, and so the end of the claim's name. */
const storeVolume = 'store';
/** @param env of the package index; @param secrets whose variables count as well, where they exist */
function imageProbe(place, env, secrets) {
    const code = Object.entries(probeVariables).map(([name, value]) => ({ name, value }));
    return probe(place, imageScript, {
        env: [...code, ...env],
        envFrom: secrets.map((name) => ({ secretRef: { name, optional: true } })),
    });
}
function storeProbe(place, store) {
    return probe(place, storeScript, { volume: { name: storeVolume, ...volumeOf(store) } });
}
function probe({ name, image, pod, assignsUsers, resources }, script, parts) {
    const labels = { 'app.kubernetes.io/name': 'automl-doctor', 'app.kubernetes.io/managed-by': 'automl-action' };
    const { env = [], envFrom = [], volume } = parts;
    const spec = {
        restartPolicy: 'Never',
        terminationGracePeriodSeconds: 1,
        enableServiceLinks: false,
        automountServiceAccountToken: false,
        securityContext: {
            runAsNonRoot: true,
            ...(assignsUsers ? {} : { runAsUser: user, runAsGroup: user, fsGroup: user }),
            seccompProfile: { type: 'RuntimeDefault' },
        },
        containers: [
            {
                name: layout/* stepContainer */._h,
                image,
                command: ['sh', '-c', script],
                env: [{ name: 'HOME', value: '/work' }, { name: 'TMPDIR', value: '/work' }, ...env],
                envFrom,
                resources,
                volumeMounts: [
                    { name: 'work', mountPath: '/work' },
                    ...(volume === undefined ? [] : [{ name: volume.name, mountPath: '/store' }]),
                ],
                securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            },
        ],
        volumes: [{ name: 'work', emptyDir: {} }, ...(volume === undefined ? [] : [volume])],
        ...placement(pod),
    };
    return {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name, labels },
        spec: {
            backoffLimit: 0,
            activeDeadlineSeconds: longest,
            ttlSecondsAfterFinished: stays,
            template: {
                metadata: { labels: { ...labels, ...injectors/* outsideMeshes */.j.labels }, annotations: injectors/* outsideMeshes */.j.annotations },
                spec,
            },
        },
    };
}
/** A claim of its own comes and goes with the pod. */
function volumeOf({ claim, size, storageClass, accessMode }) {
    if (claim !== undefined)
        return { persistentVolumeClaim: { claimName: claim } };
    return {
        ephemeral: {
            volumeClaimTemplate: {
                spec: {
                    accessModes: [accessMode],
                    resources: { requests: { storage: (0,quantity/* bytesText */.p)(size) } },
                    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
                },
            },
        },
    };
}
function placement({ imagePullSecrets, nodeSelector, tolerations, serviceAccount, }) {
    return {
        imagePullSecrets: imagePullSecrets.map((name) => ({ name })),
        nodeSelector: { ...nodeSelector },
        tolerations: tolerations.map(({ seconds, ...toleration }) => ({
            ...toleration,
            ...(seconds === undefined ? {} : { tolerationSeconds: seconds }),
        })),
        ...(serviceAccount === undefined ? {} : { serviceAccountName: serviceAccount }),
    };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/api.ts
var client_api = __webpack_require__(24876);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/start.ts
var diagnosis_start = __webpack_require__(53380);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/waiting.ts + 5 modules
var waiting = __webpack_require__(55660);
;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/probe.ts
/** One Job of the doctor, from its creation to what its pod found. */






/** The Job is left there: whoever calls deletes it. @throws ApiError */
async function runProbe(job, patience, { api, sleep, signal }) {
    const began = performance.now();
    const name = job.metadata?.name ?? '';
    const refused = await create(api, job);
    if (refused !== null)
        return refused;
    let troubledSince = null;
    while (!signal.aborted) {
        const waited = performance.now() - began;
        const seen = await look(api, name);
        const end = endOf(seen.pod, waited);
        if (end !== null)
            return end;
        const { trouble } = seen;
        if (trouble === null)
            troubledSince = null;
        else {
            troubledSince ??= performance.now();
            const limit = trouble.permanent ? Math.min(trouble.grace * 1000, patience.trouble) : patience.trouble;
            if (performance.now() - troubledSince >= limit)
                return { kind: 'stuck', sentence: trouble.sentence };
        }
        if (waited > patience.total) {
            return trouble === null
                ? { kind: 'slow', seconds: patience.total / 1000 }
                : { kind: 'stuck', sentence: trouble.sentence };
        }
        await sleep(patience.look);
    }
    throw new errors/* AutomlError */.nS('CLUSTER', 'interrupted');
}
async function create(api, job) {
    try {
        await api.create('Job', job);
        return null;
    }
    catch (error) {
        if (!(error instanceof client_api/* ApiError */.h) || error.status === null || error.status >= 500)
            throw error;
        const isRight = error.status === 403 && /\bcannot create resource "jobs"/.test(error.said);
        return isRight ? { kind: 'forbidden' } : { kind: 'stuck', sentence: (0,errors/* messageOf */.bD)(error) };
    }
}
async function look(api, name) {
    const { items } = await api.list('Pod', { labelSelector: `batch.kubernetes.io/job-name=${name}` });
    const [pod = null] = items;
    if (pod === null) {
        const job = await api.get('Job', name);
        return { pod, trouble: job === null ? null : (0,waiting/* troubleOfJob */.AX)(job, await eventsOf(api, name)) };
    }
    if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed')
        return { pod, trouble: null };
    const podName = pod.metadata?.name ?? '';
    const claimName = `${podName}-${storeVolume}`;
    const mounts = (pod.spec?.volumes ?? []).some(({ ephemeral }) => ephemeral !== undefined);
    const claim = mounts ? await (0,readable/* readable */.HD)(api.get('PersistentVolumeClaim', claimName)) : null;
    const events = [...(await eventsOf(api, podName)), ...(mounts ? await eventsOf(api, claimName) : [])];
    const claims = claim === null || claim === readable/* unreadable */.O$ ? [] : [claim];
    return { pod, trouble: (0,waiting/* troubleOfPod */.KM)(pod, events, { claims }) };
}
async function eventsOf(api, name) {
    return (0,readable/* listed */.KE)(api, 'Event', { fieldSelector: `involvedObject.name=${name}` });
}
function endOf(pod, milliseconds) {
    const [status] = pod?.status?.containerStatuses ?? [];
    const terminated = status?.state?.terminated;
    if (pod === null || terminated === undefined) {
        return pod?.status?.phase === 'Failed'
            ? {
                kind: 'stuck',
                sentence: `its pod failed: ${pod.status.message ?? pod.status.reason ?? 'no reason is given'}`,
            }
            : null;
    }
    const said = terminated.message ?? '';
    const isStart = ['StartError', 'ContainerCannotRun'].includes(terminated.reason ?? '');
    const start = isStart ? (0,diagnosis_start/* startTrouble */.U)(said, status?.image ?? '') : null;
    if (start !== null)
        return { kind: 'no-start', sentence: start.sentence };
    if (isStart)
        return { kind: 'stuck', sentence: `its container can't be started: ${said}` };
    return { kind: 'ran', pod: pod.metadata?.name ?? '', report: said, milliseconds };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/amount.ts
var amount = __webpack_require__(36602);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/quotas.ts
var preflight_quotas = __webpack_require__(77137);
;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/quota.ts




/** What each run takes of it. */
const taken = [
    'pods',
    'count/pods',
    'count/jobs.batch',
    'configmaps',
    'count/configmaps',
    'cpu',
    'requests.cpu',
    'limits.cpu',
    'memory',
    'requests.memory',
    'limits.memory',
];
async function checkQuota(api) {
    const found = await (0,readable/* readable */.HD)(api.list('ResourceQuota'));
    if (found === readable/* unreadable */.O$)
        return (0,doctor_check/* unchecked */.VJ)('quota', 'the account may not list ResourceQuotas');
    const quotas = found.items.filter(preflight_quotas/* isForAll */.z);
    if (quotas.length === 0)
        return (0,doctor_check.ok)('quota', `namespace ${api.namespace} has none`);
    const left = quotas.flatMap(leftOf);
    const text = left.map(({ resource, hard, used }) => `${resource} ${used} of ${hard} used`).join(', ');
    const full = left.filter(({ free }) => free <= 0);
    if (full.length === 0)
        return (0,doctor_check.ok)('quota', text === '' ? 'none that concerns steps' : text);
    const names = [...new Set(full.map(({ resource }) => resource))].join(', ');
    return (0,doctor_check/* failed */.gz)('quota', `nothing is left of ${names} (${text})`, 'wait until other pods have ended, or ask for a larger quota');
}
function leftOf({ spec, status }) {
    return taken.flatMap((resource) => {
        const hard = spec?.hard?.[resource];
        if (hard === undefined)
            return [];
        const used = status?.used?.[resource] ?? '0';
        return [{ resource, hard, used, free: (0,amount/* quantity */.au)(hard) - (0,amount/* quantity */.au)(used) }];
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/server.ts
/** The API server: reached, how quickly, and new enough. */






const versionSchema = schemas/* object */.Ikc({ major: schemas/* string */.YjP(), minor: schemas/* string */.YjP(), gitVersion: schemas/* string */.YjP() });
/** The oldest that is tested. */
const oldest = { major: 1, minor: 31 };
/** @param life seconds that the credential is good for, null when that is not known */
async function checkServer(api, found, life, now) {
    try {
        // The first call also makes the connection, and logs in.
        const version = await readVersion(api);
        const began = performance.now();
        await readVersion(api);
        const latency = Math.round(performance.now() - began);
        const parts = [
            `${api.server} answers in ${latency} ms`,
            found.source,
            await lifeText(found.access.user.certificate?.cert, life(), now),
        ];
        return {
            checks: [(0,doctor_check.ok)('api', parts.filter((part) => part !== '').join(', ')), checkVersion(version)],
            reached: true,
        };
    }
    catch (error) {
        const unknown = (0,doctor_check/* unchecked */.VJ)('version', 'the API server was not reached');
        const check = (0,doctor_check/* failedBy */.Dj)('api', (0,errors/* messageOf */.bD)(error), '; ');
        const fix = `check the server of ${found.source}, and the network between here and it`;
        return { checks: [{ fix, ...check }, unknown], reached: false };
    }
}
/** @throws ApiError */
async function readVersion(api) {
    const call = { method: 'GET', path: '/version', timeout: 10 };
    // Without the patience that a run has with a server that can't be reached.
    const { status, body } = await api.ask(call);
    if (status !== 200)
        return api.request(call);
    try {
        return JSON.parse(body);
    }
    catch {
        return null;
    }
}
function checkVersion(answer) {
    const parsed = versionSchema.safeParse(answer);
    const wanted = `${oldest.major}.${oldest.minor}`;
    const fix = `use a cluster with Kubernetes ${wanted} or newer`;
    // Some clouds write "34+".
    const [major, minor] = parsed.success
        ? [parseInt(parsed.data.major, 10), parseInt(parsed.data.minor, 10)]
        : [NaN, NaN];
    if (!parsed.success || Number.isNaN(major) || Number.isNaN(minor)) {
        return (0,doctor_check/* failed */.gz)('version', `the server does not say which Kubernetes it is`, fix);
    }
    const { gitVersion } = parsed.data;
    const isOld = major < oldest.major || (major === oldest.major && minor < oldest.minor);
    return isOld
        ? (0,doctor_check/* failed */.gz)('version', `Kubernetes ${gitVersion} is older than ${wanted}`, fix)
        : (0,doctor_check.ok)('version', `Kubernetes ${gitVersion}`);
}
/** '' when nothing is known of it. */
async function lifeText(certificate, life, now) {
    const seconds = life ?? (certificate === undefined ? null : await certificateLife(certificate, now));
    if (seconds === null)
        return '';
    return `its credential is good for ${seconds > 3 * 86_400 ? `${Math.floor(seconds / 86_400)} days` : (0,units/* duration */.p0)(seconds)}`;
}
async function certificateLife(pem, now) {
    try {
        const text = 'data' in pem ? Buffer.from(pem.data, 'base64').toString() : await (0,promises_.readFile)(pem.file, 'utf8');
        return (Date.parse(new external_node_crypto_.X509Certificate(text).validTo) - now) / 1000;
    }
    catch {
        return null;
    }
}

// EXTERNAL MODULE: ./src/workflow/quantity.ts
var workflow_quantity = __webpack_require__(52912);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/store.ts
var store = __webpack_require__(10687);
;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/store.ts
/** Whether files between steps can be kept: a StorageClass that is there, and a real volume, written from a pod. */




const store_name = 'store';
const store_reportSchema = schemas/* object */.Ikc({ written: schemas/* boolean */.zMY() });
/** What is known without a pod; null: a pod is needed to know more. */
async function checkStoreClass(plan, api) {
    const problem = await (0,store/* storeProblem */.H9)(plan, api);
    if ((0,store/* needsStore */.jC)(plan))
        return problem === null ? null : (0,doctor_check/* failedBy */.Dj)(store_name, problem);
    return problem === null
        ? (0,doctor_check.ok)(store_name, 'there is a StorageClass for it; no step keeps files')
        : (0,doctor_check/* unchecked */.VJ)(store_name, `no step keeps files; those that do would not run: ${problem}`);
}
/** @param end null: the doctor makes no pods */
function checkStore({ claim, size }, end) {
    const what = claim === undefined ? `a volume of ${(0,workflow_quantity/* formatBytes */.z3)(size)}` : `claim "${claim}"`;
    switch (end?.kind) {
        case undefined:
            return (0,doctor_check/* unchecked */.VJ)(store_name, `${what}: no pods by --quick`);
        case 'forbidden':
            return (0,doctor_check/* unchecked */.VJ)(store_name, `${what}: the account may not create Jobs`);
        case 'slow':
            return (0,doctor_check/* unchecked */.VJ)(store_name, `${what} was not ready within ${end.seconds} s, and nothing says why`);
        case 'stuck':
        case 'no-start':
            return (0,doctor_check/* failedBy */.Dj)(store_name, end.sentence);
        case 'ran': {
            if (isWritten(end.report))
                return (0,doctor_check.ok)(store_name, `${what} was ${claim === undefined ? 'made and ' : ''}written by a pod in ${(end.milliseconds / 1000).toFixed(1)} s`);
            return (0,doctor_check/* failed */.gz)(store_name, `${what} can't be written by the user of the steps`, 'use a StorageClass whose volumes honour fsGroup, or a store.claim that every user may write');
        }
    }
}
function isWritten(report) {
    try {
        return store_reportSchema.parse(JSON.parse(report)).written;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/examine.ts


















const usualPatience = { look: 250, trouble: 15_000, total: 60_000 };
/** Clouds make a disk in half a minute. */
const storePatience = { look: 250, trouble: 45_000, total: 90_000 };
async function* examine(patient, means) {
    const { api, plan } = patient;
    means.onProgress('asking the API server');
    const { checks, reached } = await checkServer(api, patient.connection, patient.life, means.now);
    yield* checks;
    if (!reached)
        return;
    const namespace = await (0,preflight_namespace.readNamespace)(api);
    if (namespace.problem !== null) {
        yield (0,doctor_check/* failedBy */.Dj)('namespace', namespace.problem);
        return;
    }
    means.onProgress('asking for rights');
    yield await checkRights(patient);
    yield* await checkFile(patient);
    yield await checkQuota(api);
    const store = await checkStoreClass(plan, api);
    yield* tryOut(patient, means, { assignsUsers: namespace.assignsUsers, store });
    yield await checkIngress(plan, api);
}
async function checkRights({ api, plan, file, ownSecrets, cronJobs = false }) {
    const rights = (0,preflight_rights/* rightsFor */.xQ)(plan, { ownSecrets: ownSecrets.size > 0, cronJobs }).filter(({ need }) => need !== 'optional');
    const missing = await (0,missing_rights/* missingRights */.o7)(api, rights);
    if (missing === null)
        return (0,doctor_check/* unchecked */.VJ)('rights', 'the cluster does not say which rights the account has');
    const sentence = await (0,missing_rights/* rightsSentence */.vS)(api, missing, { file: file ?? '', ownSecrets });
    const count = rights.reduce((sum, { verbs }) => sum + verbs.length, 0);
    return sentence === null
        ? (0,doctor_check.ok)('rights', `all ${(0,units/* plural */.LS)(count, 'right')} that a run needs in namespace ${api.namespace}`)
        : (0,doctor_check/* failedBy */.Dj)('rights', sentence);
}
/** What the file names is there, and what it asks for can be had. */
async function checkFile({ api, plan, file, files, ownSecrets }) {
    if (file === null)
        return [(0,doctor_check/* unchecked */.VJ)('file', 'none was named')];
    const refusals = (0,project/* refuseByProject */.B)(plan, files);
    refusals.addAll(await (0,named_objects/* refuseMissingObjects */.d)(plan, api, ownSecrets));
    const capacity = await (0,preflight_capacity/* judgeCapacity */.s)(plan, api);
    refusals.addAll(capacity.refusals);
    const troubles = [...refusals.entries()].map(([step, sentence]) => (0,doctor_check/* failedBy */.Dj)('file', `step ${step}: ${sentence}`));
    if (troubles.length > 0)
        return troubles;
    const running = plan.steps.filter(({ skip }) => skip === undefined).length;
    return [(0,doctor_check.ok)('file', [`${file}: what its ${(0,units/* plural */.LS)(running, 'step')} name is there`, ...capacity.warnings].join('; '))];
}
async function* tryOut(patient, means, { assignsUsers, store }) {
    const { api, plan } = patient;
    const { id, quick, signal, onProgress } = means;
    const images = imagesOf(plan, patient.image, patient.ca);
    const resources = smallResources(await (0,readable/* listed */.KE)(api, 'LimitRange'), await (0,readable/* listed */.KE)(api, 'ResourceQuota'));
    const made = new Set();
    let count = 0;
    const place = ({ image, pod }) => {
        count += 1;
        return { name: `automl-doctor-${id}-${count}`, image, pod, assignsUsers, resources };
    };
    const world = { api, sleep: means.sleep, signal };
    const probe = async (job, patience) => {
        const name = job.metadata?.name ?? '';
        // Before it is there: of a creation whose answer got lost nobody knows.
        made.add(name);
        const end = await runProbe(job, { ...patience, ...means.patience }, world);
        if (end.kind === 'forbidden')
            made.delete(name);
        return end;
    };
    const [first] = images;
    try {
        if (!quick)
            onProgress(`starting pods with ${images.map(({ image }) => image).join(', ')}`);
        const probes = images.map(async (image) => {
            const end = quick ? null : await probe(imageProbe(place(image), image.env, image.secrets), usualPatience);
            return { ...image, end };
        });
        const storing = quick || store !== null || first === undefined
            ? Promise.resolve(null)
            : probe(storeProbe(place(first), plan.store), storePatience);
        // Both are awaited below; until then a failure of one must not count as one that nobody handles.
        storing.catch(() => undefined);
        const probed = await Promise.all(probes);
        for (const image of probed)
            yield checkImage(image);
        yield await checkLogs(api, probed.find(({ end }) => end?.kind === 'ran')?.end ?? probed[0]?.end ?? null, signal);
        yield checkIndex(probed, plan.python.offline);
        yield store ?? checkStore(plan.store, await storing);
    }
    finally {
        onProgress('cleaning up');
        const left = await remove(api, [...made]);
        // Not thrown: it would hide what the pods found.
        if (left !== null)
            yield left;
    }
}
/** Best effort: what can't be deleted goes by itself a minute after its end. */
async function remove(api, names) {
    const results = await Promise.allSettled(names.map((name) => api.delete('Job', name)));
    const reason = results.flatMap((result) => (result.status === 'rejected' ? [(0,errors/* messageOf */.bD)(result.reason)] : []))[0];
    if (reason === undefined)
        return null;
    return (0,doctor_check/* failed */.gz)('clean-up', `the doctor's Jobs are still there (${reason})`, `kubectl delete jobs --namespace ${api.namespace} -l app.kubernetes.io/name=automl-doctor`);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/doctor/doctor.ts
/** What the command loads at once when it is called, and not before. */




/** Seconds that the credential is good for, null when that is not known. */
function lifeOf(api) {
    return api instanceof http_api.HttpApi ? api.remainingLife() : null;
}
/** Through the proxy that the environment names. */
async function doctor_checkForgeToken(env) {
    const proxy = (name) => env[name.toLowerCase()] ?? env[name];
    const options = { httpProxy: proxy('HTTP_PROXY'), httpsProxy: proxy('HTTPS_PROXY'), noProxy: proxy('NO_PROXY') };
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    const dispatcher = new undici/* EnvHttpProxyAgent */.J2(given);
    try {
        return await checkForgeToken(env, (url, { headers, signal }) => (0,undici/* fetch */.hd)(url, { headers, signal, dispatcher }));
    }
    finally {
        await dispatcher.close();
    }
}


/***/ }),

/***/ 36523:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HV: () => (/* binding */ readGateway),
/* harmony export */   UO: () => (/* binding */ gatewayText),
/* harmony export */   xF: () => (/* binding */ gatewayOrigin)
/* harmony export */ });
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24876);
/* harmony import */ var _client_resource_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27752);
/* harmony import */ var _preflight_readable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40932);
/** The Gateway that a service names, which may be in another namespace. */



/** Null: there is none, or the cluster does not know the kind. @throws ApiError */
async function readGateway(api, gateway) {
    const path = (0,_client_resource_path_js__WEBPACK_IMPORTED_MODULE_1__/* .resourcePath */ .oU)('Gateway', gateway.namespace ?? api.namespace, gateway.name);
    try {
        return (await (0,_preflight_readable_js__WEBPACK_IMPORTED_MODULE_2__/* .readable */ .HD)(api.request({ method: 'GET', path })));
    }
    catch (error) {
        if (error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h && error.status === 404)
            return null;
        throw error;
    }
}
/** As the file writes it. */
function gatewayText({ namespace, name }) {
    return namespace === undefined ? name : `${namespace}/${name}`;
}
/** `https://a.example.com`, by its listeners; null: no name and no address leads to it. */
function gatewayOrigin({ spec, status }, host) {
    const address = host ?? status?.addresses?.find(({ value }) => value !== undefined)?.value;
    if (address === undefined)
        return null;
    const listeners = spec?.listeners?.filter(({ hostname }) => matches(hostname, host)) ?? [];
    // A certificate is for a name.
    const secure = host === undefined ? undefined : listeners.find(({ protocol }) => protocol === 'HTTPS');
    const { protocol, port } = secure ??
        listeners.find((one) => one.protocol === 'HTTP') ?? { protocol: 'HTTP', port: 80 };
    const usual = protocol === 'HTTPS' ? 443 : 80;
    return `${protocol.toLowerCase()}://${address}${port === usual ? '' : `:${port}`}`;
}
/** @param hostname of a listener */
function matches(hostname, host) {
    if (hostname === undefined || host === undefined)
        return true;
    return hostname === host || (hostname.startsWith('*.') && host.endsWith(hostname.slice(1)));
}


/***/ }),

/***/ 29419:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ findClass)
/* harmony export */ });
/* harmony import */ var _preflight_readable_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40932);

const defaultClass = 'ingressclass.kubernetes.io/is-default-class';
/**
 * The class of this name; without a name the cluster's default, or its only one; null where it has none at all. A sentence:
 * the file has to say more, or something else. @throws ApiError
 */
async function findClass(api, name) {
    const listed = await (0,_preflight_readable_js__WEBPACK_IMPORTED_MODULE_0__/* .readable */ .HD)(api.list('IngressClass'));
    if (listed === _preflight_readable_js__WEBPACK_IMPORTED_MODULE_0__/* .unreadable */ .O$)
        return { name: name ?? null, controller: null };
    const { items } = listed;
    const named = items.find(({ metadata }) => metadata?.name === name);
    if (named !== undefined)
        return found(named);
    const names = items.map(({ metadata }) => metadata?.name ?? '').sort();
    if (name !== undefined) {
        const others = names.length === 0 ? 'the cluster has none' : `the cluster has ${names.join(', ')}`;
        return `IngressClass "${name}" does not exist (${others}): correct ingress.class, or install its controller`;
    }
    const defaults = items.filter(({ metadata }) => metadata?.annotations?.[defaultClass] === 'true');
    const [first, ...more] = defaults.length === 0 ? items : defaults;
    if (first === undefined)
        return null;
    if (more.length === 0)
        return found(first);
    const which = defaults.length === 0 ? 'none of them is the default' : 'more than one is the default';
    return `the cluster has the IngressClasses ${names.join(', ')}, and ${which}: set ingress.class`;
}
function found({ metadata, spec }) {
    return { name: metadata?.name ?? '', controller: spec?.controller ?? null };
}


/***/ }),

/***/ 15083:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ readRouting)
/* harmony export */ });
/* harmony import */ var _ingress_class_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29419);

const controllers = [
    { strips: 'ingress-nginx', controller: /^k8s\.io\/ingress-nginx$/, name: /nginx/ },
    { strips: 'traefik', controller: /^traefik\.io\/ingress-controller$/, name: /traefik/ },
    { strips: 'haproxy', controller: /^haproxy\.org\/ingress-controller(\/|$)/ },
    { strips: 'haproxy-ingress', controller: /^haproxy-ingress\.github\.io\/controller(\/|$)/ },
    { strips: 'kong', controller: /^ingress-controllers\.konghq\.com\/kong$/, name: /kong/ },
];
const noClass = 'the cluster has no IngressClass, so nobody answers for an Ingress: install an ingress controller, or name a Gateway by ingress.gateway';
const fix = 'set ingress.host, ingress.gateway, ingress.path "/", or the annotations that do it';
const unknownClass = 'the account may not read IngressClasses (`automl rbac --cluster` prints the right), and each controller takes a path off those of requests in its own way: set ingress.class';
/** A sentence: there is no way. @param name of the service's objects @throws ApiError */
async function readRouting(api, { ingress }, name) {
    if (ingress === null)
        return null;
    const { namespace } = api;
    const path = ingress.path ?? (ingress.host === undefined ? `/${namespace}/${name}` : '/');
    if (ingress.gateway !== undefined)
        return { kind: 'gateway', path, gateway: ingress.gateway };
    const found = await (0,_ingress_class_js__WEBPACK_IMPORTED_MODULE_0__/* .findClass */ .Y)(api, ingress.class);
    if (typeof found === 'string')
        return found;
    if (found === null)
        return { kind: 'nowhere', reason: noClass };
    const stripping = path === '/' ? 'none' : strippingOf(found, ingress);
    if (stripping === null && found.name === null)
        return { kind: 'nowhere', reason: `${unknownClass}, or ${fix}` };
    if (stripping === null)
        return cannotStrip(found);
    return { kind: 'ingress', namespace, path, stripping, ...(found.name === null ? {} : { class: found.name }) };
}
/** Null: we don't know how, and the file does not say. */
function strippingOf({ name, controller }, { annotations }) {
    const known = controllers.find((one) => {
        return controller === null ? one.name?.test(name ?? '') : one.controller.test(controller);
    });
    if (known !== undefined)
        return known.strips;
    return Object.keys(annotations).length === 0 ? null : 'none';
}
function cannotStrip({ name, controller }) {
    const who = controller === null ? '' : ` (${controller})`;
    return `how IngressClass "${name ?? ''}"${who} takes a path off those of requests is not known: ${fix}`;
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
