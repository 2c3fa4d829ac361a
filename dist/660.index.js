export const id = 660;
export const ids = [660];
export const modules = {

/***/ 68309:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ refusalTrouble)
/* harmony export */ });
/* harmony import */ var _quota_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22612);
/* harmony import */ var _trouble_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66891);
/** Why the API server refuses an object: what its admission plugins say, to us or to a controller. */


/** Seconds: the controller that makes the ServiceAccount of a new namespace may be behind. */
const accountGrace = 10;
/** `said`: the message of a Status object, or of an event FailedCreate. */
function refusalTrouble(said, namespace) {
    const text = said
        .replace(/^Error creating: /, '')
        .replace(/^(?:[a-z]+(?:\.[a-z0-9.]+)?) "[^"]*" is forbidden: (?=[^U])/, '');
    return ((0,_quota_js__WEBPACK_IMPORTED_MODULE_0__/* .quotaTrouble */ .U)(text, namespace) ??
        missingTrouble(text, namespace) ??
        policyTrouble(text, namespace) ??
        webhookTrouble(text) ??
        rightsTrouble(text) ??
        (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .passing */ .qO)('admission-refused', `the cluster refuses its pod: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .clause */ .sb)(text)}`));
}
function missingTrouble(text, namespace) {
    const [, account] = /serviceaccount "([^"]+)" not found/.exec(text) ?? [];
    if (account !== undefined) {
        const command = `kubectl create serviceaccount ${account} --namespace ${namespace}`;
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('service-account-missing', `service account "${account}" does not exist in namespace ${namespace}: ${command}, or correct service_account`, accountGrace);
    }
    const [, priority] = /no PriorityClass with name (\S+) was found/.exec(text) ?? [];
    if (priority !== undefined) {
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('priority-class-missing', `priority class "${priority}" does not exist: correct priority_class (kubectl get priorityclass lists them)`);
    }
    const [, runtime] = /RuntimeClass "([^"]+)" not found/.exec(text) ?? [];
    if (runtime !== undefined) {
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('runtime-class-missing', `runtime class "${runtime}" does not exist: correct the step's pod settings`);
    }
    if (/because it is being terminated/.test(text)) {
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('admission-refused', `namespace ${namespace} is being deleted: choose another one`);
    }
    return null;
}
function policyTrouble(text, namespace) {
    const [, level = '', violations = ''] = /violates PodSecurity "([^"]+)": (.*)$/s.exec(text) ?? [];
    if (level !== '') {
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('pod-security', `namespace ${namespace} enforces PodSecurity "${level}", which its pod violates: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .clause */ .sb)(violations.replace(/(?:pod or )?container "[^"]*" (?=must)/g, ''))}`);
    }
    const [, least, resource = '', kind = '', bound = '', found = ''] = /(maximum|minimum) (\S+) usage per (\w+) is ([^,.]+)(?:, but (?:limit|request) is (\S+)|\.\s+No \w+ is specified)/.exec(text) ?? [];
    if (least !== undefined) {
        const asks = found === '' ? 'it names none' : `it asks for ${found}`;
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('limit-range', `namespace ${namespace} allows ${least === 'maximum' ? 'at most' : 'at least'} ${bound} ${resource} a ${kind.toLowerCase()} (LimitRange), and ${asks}: change resources.${resource}`);
    }
    if (/limit to request ratio/.test(text)) {
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('limit-range', `a LimitRange of namespace ${namespace} refuses its pod: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .clause */ .sb)(text)}`);
    }
    return null;
}
function webhookTrouble(text) {
    const [, failing, cause = ''] = /failed calling webhook "([^"]+)": (.*)$/s.exec(text) ?? [];
    if (failing !== undefined) {
        const why = (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .clause */ .sb)(cause.replace(/^failed to call webhook: /, '').replace(/^\w+ "[^"]*": /, ''));
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .passing */ .qO)('admission-failed', `the cluster's admission webhook "${failing}" does not answer: ${why}`);
    }
    const [, denying, why = ''] = /admission webhook "([^"]+)" denied the request(?::? (.*))?$/s.exec(text) ?? [];
    if (denying !== undefined) {
        const detail = why === '' || why === 'without explanation' ? '' : `: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .clause */ .sb)(why)}`;
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('admission-refused', `the admission webhook "${denying}" refuses its pod${detail}`);
    }
    const [, policy, message = ''] = /ValidatingAdmissionPolicy '([^']+)' with binding '[^']*' denied request: (.*)$/s.exec(text) ?? [];
    if (policy === undefined)
        return null;
    return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('admission-refused', `the admission policy "${policy}" refuses its pod: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .clause */ .sb)(message)}`);
}
function rightsTrouble(text) {
    const found = /User "([^"]+)" cannot (\w+) resource "([^"]+)"(?: in API group "[^"]*")?(?: in the namespace "([^"]+)")?/.exec(text);
    if (found !== null) {
        const [, user = '', verb = '', resource = '', namespace] = found;
        const where = namespace === undefined ? 'in the cluster' : `in namespace ${namespace}`;
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('rights', `user "${user}" may not ${verb} ${resource} ${where}: "automl doctor" shows what is missing`);
    }
    const [, invalid] = / is invalid: (.*)$/s.exec(text) ?? [];
    if (invalid === undefined)
        return null;
    return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('invalid', `the cluster finds its pod invalid: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .clause */ .sb)(invalid)}`);
}


/***/ }),

/***/ 24193:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t: () => (/* binding */ containerOf),
  $: () => (/* binding */ containerTrouble)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/layout.ts
var layout = __webpack_require__(59314);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/exit.ts
var exit = __webpack_require__(14190);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/trouble.ts
var trouble = __webpack_require__(66891);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/image.ts
/** Why an image can't be pulled: runtimes and registries say it in their own ways. */

const refused = /\b401\b|\b403\b|unauthorized|forbidden|denied|authorization failed|insufficient_scope|no basic auth/i;
const absent = /not found|notfound|manifest unknown|name unknown|\b404\b|does not exist/i;
const limited = /\b429\b|too many requests|toomanyrequests|rate limit/i;
const failing = /\b50[0234]\b|internal server error|bad gateway|service unavailable|gateway time-?out/i;
const unreachable = /no such host|server misbehaving|connection (?:refused|reset)|timeout|timed out|deadline exceeded|unreachable|no route|\bEOF\b|temporary failure/i;
const distrusted = /x509|certificate|HTTP response to HTTPS client/i;
function pullTrouble(pull) {
    const image = `image "${pull.image}"`;
    const registry = registryOf(pull.image);
    const said = pull.said.replace(/^Back-off pulling image "[^"]*"(?:: )?/, '').replace(/^ErrImagePull: /, '');
    // A tag may be "503", a repository "denied".
    const words = said.replaceAll(pull.image, '').replace(/"[^"]*"/g, '');
    if (/no match for platform|no matching manifest for|image operating system .* cannot be used/i.test(words)) {
        return (0,trouble/* permanent */.Fy)('image-architecture', `${image} has no build for the node's processor architecture: build it for that one, or choose other nodes with node_selector`);
    }
    // Before "denied" and "not found": a registry in trouble says such things of images that are there.
    if (limited.test(words)) {
        return (0,trouble/* passing */.qO)('image-pull', `${image} is waiting for the registry ${registry}, which limits how often images are pulled`);
    }
    if (failing.test(words))
        return (0,trouble/* passing */.qO)('image-pull', `${image} can't be pulled: the registry ${registry} is failing`);
    if (unreachable.test(words)) {
        return (0,trouble/* passing */.qO)('image-pull', `${image} can't be pulled: the registry ${registry} can't be reached from the node (${lastOf(said)})`);
    }
    if (/certificate (?:has expired or )?is not (?:yet )?valid|certificate has expired/.test(words)) {
        return (0,trouble/* permanent */.Fy)('image-pull', `${image} can't be pulled: for the node's clock the certificate of the registry ${registry} is not valid now: set the clock, or renew the certificate`);
    }
    if (distrusted.test(words)) {
        return (0,trouble/* permanent */.Fy)('image-pull', `${image} can't be pulled: the node does not trust the registry ${registry} (${lastOf(said)}): give the node its CA, or use another registry`);
    }
    if (refused.test(words))
        return loginTrouble(pull, image, registry);
    if (absent.test(words)) {
        const fix = pull.secrets.length === 0 ? 'check the name, or add image_pull_secrets' : 'check the name';
        return (0,trouble/* permanent */.Fy)('image-not-found', `${image} was not found in the registry: ${fix}`);
    }
    if (/no space left/i.test(words))
        return (0,trouble/* passing */.qO)('image-pull', `${image} can't be pulled: the node's disk is full`);
    const detail = said === '' ? '' : `: ${lastOf(said)}`;
    return (0,trouble/* passing */.qO)('image-pull', `${image} can't be pulled${detail}`);
}
function loginTrouble({ namespace, secrets, unusable }, image, registry) {
    const [unusableOne] = unusable;
    if (unusableOne !== undefined) {
        const command = `kubectl create secret docker-registry ${unusableOne} --namespace ${namespace} --docker-server=${registry} --docker-username=NAME --docker-password=PASSWORD`;
        return (0,trouble/* permanent */.Fy)('image-auth', `${image} needs a login, and secret "${unusableOne}" (image_pull_secrets) does not exist in namespace ${namespace} or holds none: ${command}`, 10);
    }
    if (secrets.length > 0) {
        const names = secrets.map((name) => `"${name}"`).join(', ');
        return (0,trouble/* permanent */.Fy)('image-auth', `the registry ${registry} does not let ${names} (image_pull_secrets) pull ${image}: check the login in the secret, and the image's name`);
    }
    return (0,trouble/* permanent */.Fy)('image-auth', `${image} does not exist or needs a login to the registry ${registry}: check the name, or add image_pull_secrets`);
}
function invalidName(image, said) {
    const [, why] = /invalid reference format: (.+)$/.exec(said) ?? [];
    return (0,trouble/* permanent */.Fy)('image-name', `image "${image}" is not a valid image name${why === undefined ? '' : `: ${(0,trouble/* clause */.sb)(why)}`}`);
}
function neverPulled(image) {
    return (0,trouble/* permanent */.Fy)('image-pull', `image "${image}" is not on the node, and its pull policy is Never`);
}
/** What broke is at the end of the chain. */
function lastOf(said) {
    return (0,trouble/* clause */.sb)(said
        .split(/: (?=[a-z0-9])/)
        .slice(-2)
        .join(': '));
}
/** As in https://github.com/distribution/reference: the first part is a host if it looks like one. */
function registryOf(image) {
    const [first = '', ...rest] = image.split('/');
    return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/missing.ts
var diagnosis_missing = __webpack_require__(78700);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/recent-events.ts
var recent_events = __webpack_require__(78647);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/start.ts
var start = __webpack_require__(53380);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/container.ts







/** Null: it waits for nothing, or only for its turn. `events` are the pod's. */
function containerTrouble(pod, status, events) {
    const { reason = '', message = '' } = status.state?.waiting ?? {};
    const namespace = pod.metadata?.namespace ?? 'default';
    // The status writes the name in the runtime's own way once it is pulled.
    const image = containerOf(pod, status.name)?.image ?? status.image;
    switch (reason) {
        case 'InvalidImageName':
            return invalidName(image, message);
        case 'ErrImageNeverPull':
            return neverPulled(image);
        case 'ErrImagePull':
        case 'ImagePullBackOff':
        case 'RegistryUnavailable':
        case 'ImageInspectError':
        case 'SignatureValidationFailed':
            return pullTrouble({
                image,
                namespace,
                said: saidOfPull(image, message, events),
                ...pullSecrets(pod, image, events),
            });
        case 'CreateContainerConfigError':
            return configTrouble(message, image, namespace);
        case 'CreateContainerError':
        case 'RunContainerError':
        case 'PostStartHookError':
            return (0,start/* startTrouble */.U)(message, image) ?? (0,trouble/* passing */.qO)('container', `its container can't be made: ${(0,trouble/* clause */.sb)(message)}`);
        case 'CrashLoopBackOff':
            return crash(status, image);
        default:
            return null;
    }
}
function containerOf(pod, name) {
    return [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].find((container) => container.name === name);
}
function configTrouble(said, image, namespace) {
    const missing = (0,diagnosis_missing/* missingObject */.Ku)(said, namespace);
    if (missing !== null)
        return missing;
    const [, user] = /image has non-numeric user \(([^)]*)\)/.exec(said) ?? [];
    if (user !== undefined) {
        return (0,trouble/* permanent */.Fy)('image-user', `image "${image}" runs as "${user}", a name, and the pod must not run as root: write USER with a number in the image, or set runAsUser in the step's pod settings`);
    }
    if (/runAsNonRoot and image will run as root|run as non-root/.test(said)) {
        return (0,trouble/* permanent */.Fy)('image-user', `image "${image}" runs as root, which the pod must not: write USER with a number in the image, or set runAsUser in the step's pod settings`);
    }
    return (0,trouble/* passing */.qO)('container', `its container can't be made: ${(0,trouble/* clause */.sb)(said)}`);
}
/** The last pull that failed, with what the runtime said. */
function failedPull(image, events) {
    const start = `Failed to pull image "${image}": `;
    const failures = events.filter((event) => (0,recent_events/* messageOfEvent */.XA)(event).startsWith(start));
    const event = (0,recent_events/* latest */.IW)(failures, ['Failed']);
    return event === null ? null : { count: event.count ?? 1, said: (0,recent_events/* messageOfEvent */.XA)(event).slice(start.length) };
}
/** Some versions say only "Back-off pulling image" in the status; then an event tells why. */
function saidOfPull(image, message, events) {
    if (message !== '' && !/^Back-off pulling image "[^"]*"$/.test(message))
        return message;
    return failedPull(image, events)?.said ?? '';
}
function pullSecrets(pod, image, events) {
    const secrets = (pod.spec?.imagePullSecrets ?? []).map(({ name = '' }) => name);
    const event = (0,recent_events/* latest */.IW)(events, ['FailedToRetrieveImagePullSecret']);
    // The kubelet says so at each attempt: said less often than pulls failed, it is true no more.
    if (event === null || (event.count ?? 1) < (failedPull(image, events)?.count ?? 0))
        return { secrets, unusable: [] };
    const [, names = ''] = /secrets \(([^)]*)\)/.exec((0,recent_events/* messageOfEvent */.XA)(event)) ?? [];
    return { secrets, unusable: names.split(', ').filter((name) => name !== '') };
}
function crash(status, image) {
    const { terminated } = status.lastState ?? {};
    if (terminated === undefined)
        return null;
    const { exitCode, reason = '', message = '' } = terminated;
    if (reason === 'StartError' || reason === 'ContainerCannotRun') {
        return (0,start/* startTrouble */.U)(message, image) ?? (0,start/* unknownStartTrouble */.w)(message);
    }
    const how = reason === 'OOMKilled' ? 'runs out of memory (resources.memory)' : `ends with ${(0,exit/* exitSentence */.S)(exitCode)}`;
    const lastLine = message.trim().split('\n').pop() ?? '';
    const who = status.name === layout/* stepContainer */._h ? 'it' : `its container "${status.name}"`;
    return (0,trouble/* permanent */.Fy)('crash-loop', `${who} ${how} each time it is started${lastLine === '' ? '' : `: ${(0,trouble/* clause */.sb)(lastLine)}`}`);
}


/***/ }),

/***/ 14190:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ exitSentence)
/* harmony export */ });
/** What an exit code means: the words of the step agent (runner/agent/failure.py). */
const fatal = new Map([
    [6, 'SIGABRT (aborted)'],
    [9, 'SIGKILL'],
    [11, 'SIGSEGV (segmentation fault)'],
]);
/** `exit 3`, `exit 137: a process was killed by SIGKILL; memory may have run out`. */
function exitSentence(code, memory = 'not-known') {
    const out = memory === 'ran-out' ? '; the kernel killed a process because memory had run out: raise resources.memory' : '';
    const signal = fatal.get(code - 128);
    if (signal === undefined)
        return `exit ${code}${out}`;
    const hint = out === '' && signal === 'SIGKILL' ? '; memory may have run out' : out;
    return `exit ${code}: a process was killed by ${signal}${hint}`;
}


/***/ }),

/***/ 22612:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ quotaTrouble),
/* harmony export */   X: () => (/* binding */ usedUpQuota)
/* harmony export */ });
/* harmony import */ var _amount_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36602);
/* harmony import */ var _trouble_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66891);
/** What a ResourceQuota refuses. */


/** Null: this is about something else. */
function quotaTrouble(text, namespace) {
    const [, unset, fields = ''] = /failed quota: ([^:]+): must specify (.*)$/s.exec(text) ?? [];
    if (unset !== undefined) {
        const names = [...new Set([...fields.matchAll(/([a-z./-]+) for/g)].map(([, name = '']) => name))];
        const keys = [...new Set(names.map(_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN))].join(' and ');
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('quota', `quota "${unset}" of namespace ${namespace} wants every pod to say ${names.join(' and ')}: set ${keys}`);
    }
    const exceeded = exceededQuota(text, namespace);
    if (exceeded === null)
        return null;
    const { name, asked, most } = exceeded;
    for (const [resource, amount] of asked) {
        const limit = most.get(resource) ?? '';
        if (!((0,_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .quantity */ .au)(amount) > (0,_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .quantity */ .au)(limit)))
            continue;
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .permanent */ .Fy)('quota', `asks for ${(0,_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)(resource, amount)}; ${name} allows ${(0,_amount_js__WEBPACK_IMPORTED_MODULE_0__/* .amountOf */ .MT)(resource, limit)} in all (${resource}): lower it, or have the quota raised`);
    }
    // Objects that have ended count until they are deleted.
    const isOfPods = [...asked.keys()].some((resource) => !/^count\/(?!pods$)/.test(resource));
    return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .passing */ .qO)('quota', `${usedUp(exceeded)}: it waits for ${isOfPods ? 'other pods to end' : 'some to be deleted'}`);
}
/** `quota "x" of namespace y is used up (...)`; null: this is about something else. */
function usedUpQuota(text, namespace) {
    const exceeded = exceededQuota(text, namespace);
    return exceeded === null ? null : usedUp(exceeded);
}
function exceededQuota(text, namespace) {
    const [, quota, asked = '', used = '', limits = ''] = /exceeded quota: ([^,]+), requested: (.*), used: (.*), limited: (.*)$/s.exec(text) ?? [];
    if (quota === undefined)
        return null;
    const name = `quota "${quota}" of namespace ${namespace}`;
    return { name, asked: amounts(asked), uses: amounts(used), most: amounts(limits) };
}
function usedUp({ name, asked, uses, most }) {
    const full = [...asked].map(([resource, amount]) => `${resource} ${amount} more, ${uses.get(resource) ?? '?'} of ${most.get(resource) ?? '?'} in use`);
    return `${name} is used up (${full.join('; ')})`;
}
function amounts(text) {
    return new Map(text.split(',').map((pair) => {
        const [resource = '', amount = ''] = pair.split('=');
        return [resource.trim(), amount.trim()];
    }));
}


/***/ }),

/***/ 78647:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IW: () => (/* binding */ latest),
/* harmony export */   XA: () => (/* binding */ messageOfEvent),
/* harmony export */   Xh: () => (/* binding */ eventsAbout)
/* harmony export */ });
/* unused harmony export lastSeen */
/** Milliseconds since 1970 when it was last seen; 0 where it does not say. */
function lastSeen(event) {
    const time = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp;
    return time == null ? 0 : Date.parse(time);
}
/** About this object: events without a name of their own object are never ours. */
function eventsAbout(events, kind, name) {
    return events.filter(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === name);
}
/** What was said last, of these reasons only; null: nothing. */
function latest(events, reasons) {
    let found = null;
    for (const event of events) {
        if (!reasons.includes(event.reason ?? ''))
            continue;
        if (found === null || lastSeen(event) >= lastSeen(found))
            found = event;
    }
    return found;
}
/** Without what a recorder puts before a message when it has many that are alike. */
function messageOfEvent(event) {
    return (event.message ?? '').replace(/^\(combined from similar events\): /, '');
}


/***/ }),

/***/ 53380:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ startTrouble),
/* harmony export */   w: () => (/* binding */ unknownStartTrouble)
/* harmony export */ });
/* harmony import */ var _trouble_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(66891);
/** Why the runtime could not start a container's command: what runc, crun and the kubelet say of it. */

/** Null: this is no message about a start. */
function startTrouble(said, image) {
    const name = `image "${image}"`;
    if (/exec format error/.test(said)) {
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .permanent */ .Fy)('image-architecture', `the command of ${name} is no program for the node's processor architecture: build the image for that one, or choose other nodes with node_selector`);
    }
    const [, program = '', problem = ''] = /exec:? [`"]([^`"]+)[`"]:? (.*)/s.exec(said) ?? [];
    if (/not found|no such file/i.test(problem)) {
        return /(?:^|\/)sh$/.test(program)
            ? (0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .permanent */ .Fy)('command', `${name} has no shell (sh): use an image with Python or a shell`)
            : (0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .permanent */ .Fy)('command', `command "${program}" was not found in ${name}`);
    }
    if (/permission denied/i.test(problem))
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .permanent */ .Fy)('command', `command "${program}" is not executable in ${name}`);
    if (/no command specified/i.test(said)) {
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .permanent */ .Fy)('command', `${name} says no command to run (CMD or ENTRYPOINT): give the step one`);
    }
    const [, mountPoint] = /mkdir(?:at)? (\S+?):? .*read-only file system/.exec(said) ?? [];
    if (mountPoint !== undefined) {
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .permanent */ .Fy)('mount', `a volume can't be mounted in ${name}, which is read-only there: mount it elsewhere, or at a folder that the image has`);
    }
    if (/chdir to cwd|mkdir \S+: (?:not a directory|permission denied)/.test(said)) {
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .permanent */ .Fy)('command', `the working directory can't be used in ${name}: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .clause */ .sb)(lastPart(said))}`);
    }
    if (/OOM-killed|memory limit too low|exceeds? (?:the )?memory limit/i.test(said)) {
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .permanent */ .Fy)('capacity', 'its memory limit is too small to start a container: raise resources.memory');
    }
    if (/context deadline exceeded|is reserved for|timed? ?out/i.test(said)) {
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .passing */ .qO)('container', 'the node is slow to start its container');
    }
    return null;
}
/** The end of a chain of causes, without runc's last word. */
function lastPart(said) {
    const parts = said.replace(/: unknown$/, '').split(': ');
    return parts.slice(-2).join(': ');
}
/** For messages about a start that say nothing known. */
function unknownStartTrouble(said) {
    return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .permanent */ .Fy)('container', `its container can't be started${said === '' ? '' : `: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_0__/* .clause */ .sb)(lastPart(said))}`}`);
}


/***/ }),

/***/ 55660:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Cp: () => (/* binding */ troubleOfDeployment),
  AX: () => (/* binding */ troubleOfJob),
  KM: () => (/* binding */ troubleOfPod)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/admission.ts
var admission = __webpack_require__(68309);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/recent-events.ts
var recent_events = __webpack_require__(78647);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/trouble.ts
var diagnosis_trouble = __webpack_require__(66891);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/claim.ts


/** Names of the claims that a pod mounts. */
function claimsOf(pod) {
    return (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim === undefined ? [] : [persistentVolumeClaim.claimName]);
}
/** The worst of the pod's claims; `claims` and events about claims may be missing, then it says less. */
function claimTrouble(pod, events, claims) {
    const names = claimsOf(pod);
    const unbound = names.filter((name) => claims.find(({ metadata }) => metadata?.name === name)?.status?.phase !== 'Bound');
    const troubles = unbound.map((name) => oneClaim(name, events, claims));
    const listed = unbound.map((name) => `"${name}"`).join(', ');
    return (troubles.find((trouble) => trouble.permanent) ??
        troubles[0] ??
        (0,diagnosis_trouble/* passing */.qO)('claim-pending', `waits for its claim ${listed} to be bound to a volume`));
}
function oneClaim(name, events, claims) {
    const claim = claims.find(({ metadata }) => metadata?.name === name);
    const storageClass = claim?.spec?.storageClassName;
    const event = (0,recent_events/* latest */.IW)((0,recent_events/* eventsAbout */.Xh)(events, 'PersistentVolumeClaim', name), [
        'FailedBinding',
        'ProvisioningFailed',
        'ExternalProvisioning',
    ]);
    const said = event === null ? '' : (0,recent_events/* messageOfEvent */.XA)(event);
    if (/no persistent volumes available for this claim and no storage class is set/.test(said)) {
        return (0,diagnosis_trouble/* permanent */.Fy)('claim-pending', `claim "${name}" names no storage class, and the cluster has no default one or no volume that fits: set store.storage_class (kubectl get storageclass lists them)`, 10);
    }
    const [, missing] = /storageclass[.\w]* "([^"]+)" not found/.exec(said) ?? [];
    if (missing !== undefined) {
        return (0,diagnosis_trouble/* permanent */.Fy)('claim-pending', `claim "${name}" names the storage class "${missing}", which the cluster does not have: correct it (kubectl get storageclass lists them)`, 10);
    }
    if (event?.reason === 'ProvisioningFailed') {
        return (0,diagnosis_trouble/* passing */.qO)('claim-pending', `no volume can be made for claim "${name}": ${(0,diagnosis_trouble/* clause */.sb)(said)}`);
    }
    const [, provisioner] = /external provisioner '([^']+)'/.exec(said) ?? [];
    const by = provisioner === undefined ? '' : ` by ${provisioner}`;
    const of = storageClass === undefined || storageClass === '' ? '' : ` of storage class "${storageClass}"`;
    return (0,diagnosis_trouble/* passing */.qO)('claim-pending', `waits for a volume${of} to be made${by} for claim "${name}"`);
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/container.ts + 1 modules
var container = __webpack_require__(24193);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/missing.ts
var diagnosis_missing = __webpack_require__(78700);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/mount.ts



/** From an event FailedMount or FailedAttachVolume. */
function mountTrouble(pod, event) {
    const said = (0,recent_events/* messageOfEvent */.XA)(event);
    const namespace = pod.metadata?.namespace ?? 'default';
    const [, name = ''] = /for volume "([^"]+)"/.exec(said) ?? [];
    const volume = pod.spec?.volumes?.find((candidate) => candidate.name === name);
    // The kubelet says so of objects that it has not read yet.
    if (/not registered|failed to sync (?:secret|configmap) cache/.test(said)) {
        return (0,diagnosis_trouble/* passing */.qO)('mount', `the node is still reading the objects that its volumes are made of`);
    }
    const missing = (0,diagnosis_missing/* missingObject */.Ku)(said, namespace);
    if (missing !== null)
        return missing;
    const [, key] = /references non-existent (?:secret|config) key: (\S+)/.exec(said) ?? [];
    if (key !== undefined) {
        if (volume?.configMap !== undefined)
            return (0,diagnosis_missing/* missingKey */.aV)('config map', volume.configMap.name ?? '', namespace, key);
        return (0,diagnosis_missing/* missingKey */.aV)('secret', volume?.secret?.secretName ?? name, namespace, key);
    }
    const claim = volume?.persistentVolumeClaim?.claimName;
    const what = claim === undefined ? `volume "${name}"` : `claim "${claim}"`;
    if (/Multi-Attach error/.test(said)) {
        const [, used] = /for volume "[^"]*" (.*)$/s.exec(said) ?? [];
        const still = used?.startsWith('Volume is already used by') === true ? 'used by a pod on' : 'attached to';
        return (0,diagnosis_trouble/* passing */.qO)('mount', `${claim === undefined ? 'its volume' : what} is still ${still} another node, and only one may have it`);
    }
    const [, driver] = /driver name (\S+) not found in the list of registered CSI drivers/.exec(said) ?? [];
    if (driver !== undefined)
        return (0,diagnosis_trouble/* passing */.qO)('mount', `${what} can't be mounted: the node has no CSI driver ${driver}`);
    if (/timed out waiting for the condition|context deadline exceeded/.test(said)) {
        return (0,diagnosis_trouble/* passing */.qO)('mount', 'its volumes are slow to be mounted');
    }
    const [, output] = /Output: (.*?)(?:\n|$)/.exec(said) ?? [];
    const detail = output?.split(': ').pop() ?? said.replace(/^.*?for volume "[^"]+"\s*:\s*/s, '');
    return (0,diagnosis_trouble/* passing */.qO)('mount', `${name === '' ? 'a volume' : what} can't be mounted: ${(0,diagnosis_trouble/* clause */.sb)(detail)}`);
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/amount.ts
var diagnosis_amount = __webpack_require__(36602);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/taint.ts
/** The first taint that somebody put on purpose, of any node, and that the pod does not tolerate; null: none is known. */
function untolerated(pod, nodes) {
    for (const { spec } of nodes) {
        for (const { key, value = '', effect } of spec?.taints ?? []) {
            if (effect === 'PreferNoSchedule' || isPassing(key) || tolerates(pod, key, value, effect))
                continue;
            return { key, value };
        }
    }
    return null;
}
function tolerates(pod, key, value, effect) {
    return (pod.spec?.tolerations ?? []).some((toleration) => {
        if (toleration.effect !== undefined && toleration.effect !== '' && toleration.effect !== effect)
            return false;
        if (toleration.key === undefined || toleration.key === '')
            return toleration.operator === 'Exists';
        if (toleration.key !== key)
            return false;
        return toleration.operator === 'Exists' || (toleration.value ?? '') === value;
    });
}
const passing = /^(?:node\.kubernetes\.io|node\.cloudprovider\.kubernetes\.io|node\.cilium\.io|karpenter\.sh)\/|^(?:ToBeDeletedByClusterAutoscaler|DeletionCandidateOfClusterAutoscaler)$/;
/** A node gets it while something is wrong with it, or while it starts or goes. */
function isPassing(key) {
    return passing.test(key);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/hurdle.ts



/** `helpless`: the scheduler says that removing pods would not help on any node. */
function hurdleOf(reason, pod, nodes, helpless) {
    const [, resource] = /^Insufficient (\S+)$/.exec(reason) ?? [];
    if (resource !== undefined)
        return capacityHurdle(resource, (0,diagnosis_amount/* requestOf */.fo)(pod, resource), nodes, helpless);
    const [, key, value = ''] = /taint(?:\(s\))? \{([^:}]+): ?([^}]*)\}/.exec(reason) ?? [];
    if (key !== undefined)
        return taintHurdle({ key, value });
    if (/\btaint/.test(reason))
        return taintHurdle(untolerated(pod, nodes));
    for (const [pattern, hurdle] of known)
        if (pattern.test(reason))
            return hurdle(pod);
    return { code: 'scheduling', sentence: (0,diagnosis_trouble/* clause */.sb)(reason), lasting: false };
}
function capacityHurdle(resource, asked, nodes, helpless) {
    const isDevice = resource.includes('/');
    const code = isDevice ? 'device' : 'capacity';
    const asks = `asks for ${(0,diagnosis_amount/* amountOf */.MT)(resource, asked)}`;
    const fix = isDevice
        ? `check the name in resources, or add such a node`
        : `lower ${(0,diagnosis_amount/* keyOf */.TN)(resource)}, or add a larger node`;
    if (nodes.length > 0) {
        const largest = Math.max(...nodes.map(({ status }) => (0,diagnosis_amount/* quantity */.au)(status?.allocatable?.[resource] ?? '0')));
        if (asked > largest) {
            const most = largest === 0 ? 'no node has any' : `the largest node has ${isDevice ? largest : hurdle_short(resource, largest)}`;
            return { code, sentence: `${asks}; ${most}: ${fix}`, lasting: true };
        }
    }
    if (helpless) {
        return { code, sentence: `${asks}; no node that it may run on has as much: ${fix}`, lasting: true };
    }
    return { code, sentence: `${asks}, which no node has free: it waits for other pods to end`, lasting: false };
}
/** `2` for CPUs, `16 GiB` for memory: the resource was named before. */
function hurdle_short(resource, amount) {
    return (0,diagnosis_amount/* amountOf */.MT)(resource, amount).replace(/ (?:CPUs?|of memory|of ephemeral-storage)$/, '');
}
/** Since 1.34 the scheduler does not say which taints; then `taint` comes from the nodes, or is null. */
function taintHurdle(taint) {
    if (taint === null) {
        const sentence = 'it does not tolerate the taints of the nodes (kubectl describe nodes shows them): add them to tolerations';
        return { code: 'taint', sentence, lasting: false };
    }
    const name = taint.value === '' ? taint.key : `${taint.key}=${taint.value}`;
    if (isPassing(taint.key))
        return { code: 'node', sentence: `a node takes no pods for now (${name})`, lasting: false };
    const sentence = `it does not tolerate the taint ${name} of the nodes: add it to tolerations`;
    return { code: 'taint', sentence, lasting: true };
}
const passes = (sentence) => () => ({ code: 'scheduling', sentence, lasting: false });
const lasts = (sentence) => () => ({ code: 'scheduling', sentence, lasting: true });
const known = [
    [/node affinity\/selector|node selector/, selectorHurdle],
    [
        /PersistentVolume's node affinity|volume node affinity conflict|no available volume zone/,
        (pod) => ({
            code: 'scheduling',
            sentence: `the volume of ${claimNames(pod)} is on nodes that can't take it: free those, or use a storage class that waits for the first pod`,
            lasting: true,
        }),
    ],
    // The store of a run is on one node: its pods follow the first.
    [/pod affinity rules/, passes("it must run where the run's other pods are, and that node can't take it now")],
    [/anti-affinity|topology spread/, passes('it must keep away from other pods, and no other node is free')],
    [/Too many pods/, passes('the nodes are full: they hold as many pods as they may')],
    [/unschedulable|unknown conditions/, passes('a node takes no new pods for now (cordoned)')],
    [/free ports/, passes('the port it asks for is in use on the nodes')],
    [/max volume count/, passes('the nodes hold as many volumes as they may')],
    [/ReadWriteOncePod/, passes('another pod uses its claim, and only one may (ReadWriteOncePod)')],
    [/enough free storage/, passes('the nodes have too little free storage for its claim')],
    [/non-existent pv/, lasts('its claim is bound to a volume that does not exist any more: delete the claim')],
    [/requested node name/, lasts('the node it names does not exist: correct node_selector')],
];
function selectorHurdle(pod) {
    const selector = Object.entries(pod.spec?.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
    const sentence = selector.length === 0
        ? "no node matches the pod's node affinity: correct it"
        : `no node that may take it has the label${selector.length === 1 ? '' : 's'} ${selector.join(', ')}: correct node_selector`;
    return { code: 'scheduling', sentence, lasting: true };
}
function claimNames(pod) {
    const names = (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) => claim === undefined ? [] : [`"${claim.claimName}"`]);
    return names.length === 0 ? 'its claim' : `claim ${names.join(', ')}`;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/scheduling.ts





/**
 * Seconds until it is sure that nobody adds a node: the cluster autoscaler looks every 10 s, and reports what it does on
 * the pod.
 */
const autoscalerPatience = 60;
/** `said`: the message of the pod's condition PodScheduled, or of its last FailedScheduling event. */
function schedulingTrouble(pod, said, events, facts) {
    const [, claim] = /persistentvolumeclaim "([^"]+)" not found/.exec(said) ?? [];
    if (claim !== undefined)
        return (0,diagnosis_missing/* missingClaim */.t0)(claim, pod.metadata?.namespace ?? 'default');
    if (/unbound immediate PersistentVolumeClaims|didn't find available persistent volumes/.test(said)) {
        return claimTrouble(pod, events, facts.claims ?? []);
    }
    if (/no nodes available/.test(said)) {
        return (0,diagnosis_trouble/* passing */.qO)('scheduling', 'the cluster has no node that takes pods');
    }
    const own = (0,recent_events/* eventsAbout */.Xh)(events, 'Pod', pod.metadata?.name);
    const scaling = (0,recent_events/* latest */.IW)(own, ['TriggeredScaleUp', 'NotTriggerScaleUp', 'Nominated']);
    if (scaling !== null && isScaling(scaling)) {
        return (0,diagnosis_trouble/* passing */.qO)('scheduling', 'waits for the node that the cluster is adding for it');
    }
    const hurdles = reasonsOf(said).map((reason) => hurdleOf(reason, pod, facts.nodes ?? [], isHelpless(said)));
    if (hurdles.length === 0)
        return (0,diagnosis_trouble/* passing */.qO)('scheduling', `no node takes it: ${(0,diagnosis_trouble/* clause */.sb)(said)}`);
    const hopeless = hurdles.every(({ lasting }) => lasting);
    const code = (hurdles.find(({ lasting }) => lasting === hopeless) ?? hurdles[0])?.code ?? 'scheduling';
    const sentence = sentenceOf(hurdles);
    return hopeless ? (0,diagnosis_trouble/* permanent */.Fy)(code, sentence, scaling === null ? autoscalerPatience : 0) : (0,diagnosis_trouble/* passing */.qO)(code, sentence);
}
/** Also while the autoscaler waits before it tries again. */
function isScaling(event) {
    return event.reason !== 'NotTriggerScaleUp' || /in backoff|not ready/.test((0,recent_events/* messageOfEvent */.XA)(event));
}
function sentenceOf(hurdles) {
    const [first] = hurdles;
    if (hurdles.length === 1 && first !== undefined)
        return first.sentence;
    const unique = [...new Set(hurdles.map(({ sentence }) => sentence))];
    return `no node takes it: ${unique.join('; ')}`;
}
/** The texts after the counts of nodes, in the scheduler's order. */
function reasonsOf(said) {
    const [, listed = ''] = /nodes are available: (.*?)(?:\. (?:no new claims|preemption:)|\.?$)/s.exec(said) ?? [];
    return [...listed.matchAll(/(?:^|, )\d+ ([^,{]+(?:\{[^}]*\})?[^,]*)/g)].map(([, reason = '']) => reason.trim());
}
/** On no node would the removal of pods of less priority make room. Absent in the message: not known. */
function isHelpless(said) {
    const [, preemption = ''] = /preemption: (.*)$/s.exec(said) ?? [];
    return /Preemption is not helpful/.test(preemption) && !/No preemption victims/.test(preemption);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/waiting.ts







/** `events`: of the pod and, where they can be had, of the claims that it mounts. Null: nothing is in its way. */
function troubleOfPod(pod, events, facts = {}) {
    if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded')
        return null;
    const own = (0,recent_events/* eventsAbout */.Xh)(events, 'Pod', pod.metadata?.name);
    const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    if (scheduled?.reason === 'SchedulingGated') {
        const gates = (pod.spec?.schedulingGates ?? []).map(({ name }) => name).join(', ');
        return (0,diagnosis_trouble/* passing */.qO)('scheduling', `is held back by the scheduling gate ${gates}: a queue of the cluster lets it go`);
    }
    if (scheduled?.status === 'False')
        return schedulingTrouble(pod, scheduled.message ?? '', events, facts);
    if (scheduled === undefined && pod.spec?.nodeName === undefined)
        return unseen(pod, events, facts);
    const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
    for (const status of [...initContainerStatuses, ...containerStatuses]) {
        const trouble = (0,container/* containerTrouble */.$)(pod, status, own);
        if (trouble !== null)
            return trouble;
    }
    if (containerStatuses.some(({ state }) => state?.running !== undefined))
        return null;
    return nodeTrouble(pod, own) ?? sidecarTrouble(pod);
}
/** `events`: of the Job. Null when nothing keeps it from creating its pods. */
function troubleOfJob(job, events) {
    if ((job.status?.active ?? 0) >= (job.spec?.parallelism ?? 1))
        return null;
    const event = (0,recent_events/* latest */.IW)((0,recent_events/* eventsAbout */.Xh)(events, 'Job', job.metadata?.name), ['FailedCreate', 'SuccessfulCreate']);
    if (event?.reason === 'FailedCreate')
        return (0,admission/* refusalTrouble */.U)((0,recent_events/* messageOfEvent */.XA)(event), job.metadata?.namespace ?? 'default');
    if (job.spec?.suspend !== true)
        return null;
    return (0,diagnosis_trouble/* passing */.qO)('scheduling', 'its Job is suspended: a queue of the cluster lets it go');
}
/** `pods` and `events`: of the Deployment's newest ReplicaSet, where they can be had. */
function troubleOfDeployment(deployment, events = [], pods = []) {
    const conditions = deployment.status?.conditions ?? [];
    const refused = conditions.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
    const refusal = refused === undefined ? null : (0,admission/* refusalTrouble */.U)(refused.message ?? '', deployment.metadata?.namespace ?? 'default');
    const troubles = [refusal, ...pods.map((pod) => troubleOfPod(pod, events))].filter((trouble) => trouble !== null);
    const trouble = troubles.find((candidate) => candidate.permanent) ?? troubles[0] ?? null;
    const late = conditions.some(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded');
    if (!late || trouble?.permanent === true)
        return trouble;
    const limit = `${deployment.spec?.progressDeadlineSeconds ?? 600} s`;
    const why = trouble === null ? probeOf(pods, events) : `: ${trouble.sentence}`;
    return (0,diagnosis_trouble/* permanent */.Fy)('not-ready', `was not ready within ${limit}${why}`);
}
/** Nobody has looked at it yet: normal for a moment, and for ever where its scheduler does not exist. */
function unseen(pod, events, facts) {
    // Its volume is made after the node was chosen and before it is told so.
    if (isAwaited(pod, events, facts))
        return claimTrouble(pod, events, facts.claims ?? []);
    const scheduler = pod.spec?.schedulerName ?? 'default-scheduler';
    if (scheduler === 'default-scheduler')
        return null;
    return (0,diagnosis_trouble/* passing */.qO)('scheduling', `waits for the scheduler "${scheduler}" to choose a node`);
}
/** What keeps a node from starting the first container. */
function nodeTrouble(pod, events) {
    const event = (0,recent_events/* latest */.IW)(events, [
        'FailedMount',
        'FailedAttachVolume',
        'FailedCreatePodSandBox',
        'NetworkNotReady',
        'Started',
    ]);
    if (event === null)
        return null;
    switch (event.reason) {
        case 'FailedMount':
        case 'FailedAttachVolume':
            return mountTrouble(pod, event);
        case 'FailedCreatePodSandBox':
        case 'NetworkNotReady':
            return networkTrouble((0,recent_events/* messageOfEvent */.XA)(event));
        case undefined:
        default:
            return null;
    }
}
function networkTrouble(said) {
    const [, handler] = /no runtime for "([^"]+)" is configured/.exec(said) ?? [];
    if (handler !== undefined)
        return (0,diagnosis_trouble/* passing */.qO)('node', `its node has no container runtime "${handler}", which the pod's runtime class names`);
    const cause = said.split(': ').slice(-2).join(': ');
    return (0,diagnosis_trouble/* passing */.qO)('network', `its node can't give it a network: ${(0,diagnosis_trouble/* clause */.sb)(cause)}`);
}
/** A sidecar that runs and does not get ready holds back everything behind it. */
function sidecarTrouble(pod) {
    for (const { name, restartPolicy } of pod.spec?.initContainers ?? []) {
        const status = pod.status?.initContainerStatuses?.find((candidate) => candidate.name === name);
        if (restartPolicy !== 'Always' || status?.state?.running === undefined || status.started === true)
            continue;
        return (0,diagnosis_trouble/* passing */.qO)('sidecar', `waits for its sidecar "${name}", which runs and is not ready: its startup probe fails`);
    }
    return null;
}
/** What the probe of a replica that runs says. */
function probeOf(pods, events) {
    const names = pods.map(({ metadata }) => metadata?.name);
    const event = (0,recent_events/* latest */.IW)(events.filter(({ involvedObject }) => names.includes(involvedObject.name)), ['Unhealthy']);
    if (event === null)
        return '';
    const said = (0,recent_events/* messageOfEvent */.XA)(event)
        .replace(/^R/, 'r')
        .replace(/dial tcp \S+:(\d+): connect: connection refused/, 'nothing listens on port $1')
        .replace(/(https?:\/\/)[^/"]+:(\d+)/, '$1localhost:$2');
    return `: its ${(0,diagnosis_trouble/* clause */.sb)(said)}`;
}
/** One of its claims is known not to be bound. */
function isAwaited(pod, events, { claims = [] }) {
    return claimsOf(pod).some((name) => claims.some(({ metadata, status }) => metadata?.name === name && status?.phase === 'Pending') ||
        (0,recent_events/* eventsAbout */.Xh)(events, 'PersistentVolumeClaim', name).length > 0);
}


/***/ })

};
