export const id = 63;
export const ids = [63];
export const modules = {

/***/ 9063:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kubernetesSetup: () => (/* binding */ kubernetesSetup)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/plan/plan.ts
var plan = __webpack_require__(8720);
// EXTERNAL MODULE: ./src/backends/result.ts
var backends_result = __webpack_require__(4672);
;// CONCATENATED MODULE: ./src/backends/kubernetes/delays.ts
/** What is to happen later, unless it is called off: no timer outlives its owner. */
/** Milliseconds: the most that a timer takes. */
const longest = 2 ** 31 - 1;
class Delays {
    #timers = new Set();
    #over = false;
    /** @param milliseconds more than 24 days are 24 days */
    later(milliseconds, act) {
        if (this.#over)
            return;
        const timer = setTimeout(() => {
            this.#timers.delete(timer);
            act();
        }, Math.min(milliseconds, longest));
        this.#timers.add(timer);
    }
    /** Nothing happens any more. */
    end() {
        this.#over = true;
        for (const timer of this.#timers)
            clearTimeout(timer);
        this.#timers.clear();
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/layout.ts
var layout = __webpack_require__(9314);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/bystanders.ts

/** Whether some go on in a pod that nobody has deleted. The kubelet itself ends those among the init containers. */
function bystandersGoOn({ metadata, status }) {
    if (metadata?.deletionTimestamp !== undefined)
        return false;
    const others = status?.containerStatuses?.filter(({ name }) => name !== layout/* stepContainer */._) ?? [];
    return others.some(({ state }) => state?.terminated === undefined);
}
/** Whether it is a step's pod, has such containers, and has not ended: when its run is over, it may go on without end. */
function holdsBystanders({ metadata, spec, status }) {
    const isOfStep = metadata?.labels?.['batch.kubernetes.io/job-name'] !== undefined;
    const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed';
    return isOfStep && !isOver && (spec?.containers.length ?? 0) > 1;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/interruption.ts
/** Its container was told to stop before it ended: that it exited with 0 then says nothing about its work. */
function wasInterrupted({ metadata, status }, { finishedAt }) {
    if (status?.conditions?.some(({ type, status: is }) => type === 'DisruptionTarget' && is === 'True') === true)
        return true;
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = metadata ?? {};
    if (deletionTimestamp === undefined)
        return false;
    // The timestamp is the end of the grace. Both are whole seconds.
    const asked = Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
    return finishedAt === undefined || Date.parse(finishedAt) >= asked;
}
/** Its one pod has failed, or was never made. */
function hasFailed({ status }) {
    return (status?.conditions ?? []).some(({ type, status: is }) => (type === 'Failed' || type === 'FailureTarget') && is === 'True');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/exit.ts
var diagnosis_exit = __webpack_require__(4190);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/key-values.ts
/** Lines of `key=value`, with the heredoc form of GITHUB_OUTPUT: the rules and words of runner/agent/keyvalues.py. */
/** The pairs, the last value of a key winning. Warns of lines that are neither form. */
function readKeyValues(text, variable, warn) {
    const found = new Map();
    const lines = text
        .replace(/^\ufeff+/, '')
        .split('\n')
        .map((line) => line.replace(/\r+$/, ''));
    for (let at = 0; at < lines.length; at++) {
        const line = lines[at] ?? '';
        const { key, separator, value } = split(line);
        if (separator === '<<' && key !== '' && value !== '') {
            const end = lines.indexOf(value, at + 1);
            if (end < 0) {
                warn(`$${variable} line ${at + 1}: "${key}" has no end line and was dropped`);
                // As a reader that went on to the end looking for it.
                break;
            }
            found.set(key, lines.slice(at + 1, end).join('\n'));
            at = end;
        }
        else if (separator === '=' && key !== '') {
            found.set(key, value);
        }
        else if (line.trim() !== '') {
            warn(`$${variable} line ${at + 1} is no key=value and was dropped: ${Array.from(line.trim()).slice(0, 80).join('')}`);
        }
    }
    return found;
}
/** Splits at whichever comes first: `=` or `<<`. */
function split(line) {
    const equals = line.indexOf('=');
    const arrows = line.indexOf('<<');
    if (arrows >= 0 && (equals < 0 || arrows < equals)) {
        return { key: line.slice(0, arrows).trim(), separator: '<<', value: line.slice(arrows + 2).trim() };
    }
    if (equals < 0)
        return { key: line.trim(), separator: '', value: '' };
    return { key: line.slice(0, equals).trim(), separator: '=', value: line.slice(equals + 1) };
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/scalars.ts

const deepest = 100;
/** The declared scalars that were written. */
function readScalars(text, declared, warn) {
    const found = {};
    let problem = null;
    for (const [key, value] of readKeyValues(text, 'AUTOML_OUTPUT', warn)) {
        const output = Object.hasOwn(declared, key) ? declared[key] : undefined;
        if (output === undefined) {
            warn(`output "${key}" is not declared in the workflow file and was dropped`);
        }
        else if (output.kind === 'artifact') {
            warn(`output "${key}" is declared as a file; its line in $AUTOML_OUTPUT was dropped`);
        }
        else {
            const read = typed(key, value, output.type);
            if ('value' in read)
                found[key] = read.value;
            else
                problem ??= read.problem;
        }
    }
    return { found, problem };
}
/** The sentence about the first declared scalar that is not there, or null. */
function missingScalar(declared, found) {
    for (const [key, output] of Object.entries(declared)) {
        if (output.kind === 'scalar' && !Object.hasOwn(found, key)) {
            return `finished without its output "${key}": no line ${key}=… in $AUTOML_OUTPUT`;
        }
    }
    return null;
}
function typed(key, text, type) {
    if (type === 'str')
        return { value: text };
    const output = `output "${key}" is ${shown(text)}`;
    const value = read(text.trim(), type);
    if (value === undefined)
        return { problem: `${output}, which is no ${type}` };
    if (type === 'int' && !Number.isSafeInteger(value)) {
        return { problem: `${output}; an int must be within ±${Number.MAX_SAFE_INTEGER} (declare it as str)` };
    }
    const flaw = flawOf(value, 0);
    return flaw === null ? { value } : { problem: `${output}; ${flaw}` };
}
/** Undefined: it is none. Not finite: it is one that JSON can't carry. */
function read(text, type) {
    switch (type) {
        case 'int':
            return /^[+-]?[0-9]+$/.test(text) ? Number(text) + 0 : undefined;
        case 'float':
            if (/^[+-]?(?:inf|infinity|nan)$/i.test(text))
                return NaN;
            return /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i.test(text) ? Number(text) : undefined;
        case 'bool':
            return /^(?:[tT]rue|[fF]alse)$/.test(text) ? text.toLowerCase() === 'true' : undefined;
        case 'json':
            return readJson(text);
    }
}
/** Python reads NaN and Infinity, and then finds that they can't be carried. */
function readJson(text) {
    const parsed = parse(text);
    if (parsed !== undefined)
        return parsed;
    const finite = text.replace(/"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b/g, (token) => token.startsWith('"') ? token : '0');
    return finite !== text && parse(finite) !== undefined ? NaN : undefined;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** What the result document can't carry. */
function flawOf(value, depth) {
    if (typeof value === 'number' && !Number.isFinite(value))
        return 'a number must be finite';
    if (typeof value !== 'object' || value === null)
        return null;
    if (depth === deepest)
        return `lists and objects may be ${deepest} deep`;
    for (const item of Object.values(value)) {
        const flaw = flawOf(item, depth + 1);
        if (flaw !== null)
            return flaw;
    }
    return null;
}
function shown(text) {
    const characters = Array.from(text);
    return `"${characters.length <= 60 ? text : `${characters.slice(0, 59).join('')}…`}"`;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/shell-message.ts



/** Bytes of a termination message that the kubelet keeps: pkg/kubelet/container/helpers.go. */
const shell_message_longest = 4096;
/** The agent keeps as many. */
const mostWarnings = 50;
/** Null: this is no such message. */
function shellResult(message, step, memory) {
    const [, head, text = ''] = /^automl-sh\/1\n((?:[a-z-]+=.*\n)*)output\n([^]*)$/.exec(message) ?? [];
    if (head === undefined)
        return null;
    const fields = new Map(head.split('\n').map((line) => shell_message_split(line)));
    const exit = fields.get('exit') ?? '';
    if (!/^\d+$/.test(exit))
        return null;
    const code = Number(exit);
    const warnings = [];
    const { found, problem } = readScalars(text, step.outputs, (warning) => {
        if (!warnings.includes(warning) && warnings.length < mostWarnings)
            warnings.push(warning);
    });
    const end = (state, reason, exitCode) => ({
        ...(0,backends_result/* resultWithoutAgent */.xY)(state, ''),
        reason,
        exit_code: exitCode,
        outputs: found,
        warnings,
    });
    // Code that a signal ended chose no exit code.
    const chosen = code > 128 ? null : code;
    // Whichever stopped the code comes first.
    for (const mark of fields.keys()) {
        if (mark === 'timed-out')
            return end('timed-out', timeoutSentence(step.timeout), chosen);
        if (mark === 'cancelled')
            return end('cancelled', 'was cancelled', chosen);
    }
    const reason = fields.get('reason');
    if (reason !== undefined)
        return end('failed', reason, null);
    if (code !== 0)
        return end('failed', (0,diagnosis_exit/* exitSentence */.S)(code, memory), code);
    if (fields.has('cut') || Buffer.byteLength(message) >= shell_message_longest) {
        const sentence = `its outputs are larger than the 3500 bytes that an image without Python can hand over`;
        return { ...end('failed', sentence, code), outputs: {} };
    }
    const failure = problem ?? missingScalar(step.outputs, found);
    return failure === null ? end('succeeded', null, code) : end('failed', failure, code);
}
function shell_message_split(line) {
    const equals = line.indexOf('=');
    return [line.slice(0, equals), line.slice(equals + 1)];
}
/** In the words of runner/agent/step.py. */
function timeoutSentence(timeout) {
    return timeout === undefined ? 'ran longer than its timeout' : `ran longer than its timeout of ${timeout} s`;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/termination.ts
/** What a terminated step container says: the agent's last word, or what is there in its place. */






const lastWord = schemas/* object */.Ikc({
    automl: schemas/* literal */.euz(1),
    sha256: schemas/* string */.YjP().regex(/^[0-9a-f]{64}$/),
    state: backends_result/* stepResult */.GR.shape.state,
    exit_code: schemas/* int */.Whr().nullable(),
    document: backends_result/* stepResult */.GR.optional().catch(undefined),
});
function endOfContainer(status, step) {
    const { terminated } = status.state ?? {};
    if (terminated === undefined)
        return { kind: 'unknown', exitCode: null, oom: false, tail: '' };
    const { exitCode, signal, reason = '', message = '' } = terminated;
    const oom = reason === 'OOMKilled';
    const word = wordOf(message);
    if (word !== null) {
        const { document, sha256, state } = word;
        return document?.state === state ? { kind: 'result', result: document } : { kind: 'in-log', sha256, state };
    }
    const memory = oom ? 'ran-out' : 'not-known';
    const result = step.code.kind === 'image' ? imageResult(terminated, step) : shellResult(message, step, memory);
    if (result !== null)
        return { kind: 'result', result };
    return {
        kind: 'unknown',
        exitCode: reason === 'ContainerStatusUnknown' ? null : exitCode,
        ...(signal === undefined ? {} : { signal }),
        oom,
        tail: message,
    };
}
/**
 * The result in a frame of the log, `{"event":"result","result":{...}}`, without the frame's mark and end of line. Null:
 * it is not the document that the container's last word tells of.
 */
function resultFromFrame(json, sha256) {
    if ((0,external_node_crypto_.createHash)('sha256').update(json, 'utf8').digest('hex') !== sha256)
        return null;
    const message = backends_result/* agentMessage */.pG.safeParse(termination_parse(json));
    return message.success && message.data.event === 'result' ? message.data.result : null;
}
function wordOf(message) {
    if (!message.startsWith('{'))
        return null;
    const word = lastWord.safeParse(termination_parse(message));
    return word.success ? word.data : null;
}
function termination_parse(json) {
    try {
        return JSON.parse(json);
    }
    catch {
        return null;
    }
}
/**
 * An image's own code has no agent: its exit code decides. Null where the cause may be outside of it: killed, or never
 * started.
 */
function imageResult({ exitCode, reason = '' }, step) {
    if (reason === 'Completed' && exitCode === 0) {
        const missing = missingScalar(step.outputs, {});
        const end = missing === null
            ? { ...(0,backends_result/* resultWithoutAgent */.xY)('succeeded', ''), reason: null }
            : (0,backends_result/* resultWithoutAgent */.xY)('failed', missing);
        return { ...end, exit_code: 0 };
    }
    if (reason !== 'Error' || exitCode === 0 || exitCode === 137 || exitCode === 143)
        return null;
    return { ...(0,backends_result/* resultWithoutAgent */.xY)('failed', (0,diagnosis_exit/* exitSentence */.S)(exitCode)), exit_code: exitCode };
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/patience.ts
/** Milliseconds before a trouble is worth a line. */
const silence = 3000;
class Patience {
    #current = null;
    #since = 0;
    #said = new Set();
    /** Told again and again what stands in the way now; null: nothing does. */
    judge(trouble) {
        const now = performance.now();
        if (trouble === null || trouble.code !== this.#current) {
            this.#current = trouble?.code ?? null;
            this.#since = now;
        }
        if (trouble === null)
            return 'wait';
        const lasted = now - this.#since;
        if (trouble.permanent && lasted >= trouble.grace * 1000)
            return 'give-up';
        if (lasted < silence || this.#said.has(trouble.sentence))
            return 'wait';
        this.#said.add(trouble.sentence);
        return 'say';
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/amount.ts
var amount = __webpack_require__(6602);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/container.ts + 1 modules
var diagnosis_container = __webpack_require__(4193);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/trouble.ts
var diagnosis_trouble = __webpack_require__(6891);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/disruption.ts



/** One plain sentence; null: the cluster did not end it. */
function disruptionOf(pod) {
    const { reason = '', message = '' } = pod.status ?? {};
    if (reason === 'Evicted')
        return evictionSentence(message, pod);
    const condition = pod.status?.conditions?.find(({ type, status }) => type === 'DisruptionTarget' && status === 'True');
    const told = conditionSentence(condition?.reason ?? '', condition?.message ?? message);
    if (told !== null)
        return told;
    switch (reason) {
        case 'Terminated':
        case 'Shutdown':
        case 'NodeShutdown':
            return 'its node was shut down while it ran';
        case 'NodeLost':
            return 'its node was lost';
        case 'Preempting':
            return 'a critical pod took its place on the node';
        case 'NodeAffinity':
        case 'UnexpectedAdmissionError':
        case 'UnexpectedPodFailure':
            return `its node refused to run it: ${(0,diagnosis_trouble/* clause */.sb)(message)}`;
        default:
            return rejectionSentence(reason, message);
    }
}
/** Reasons of the condition DisruptionTarget: staging/src/k8s.io/api/core/v1/types.go. */
function conditionSentence(reason, message) {
    switch (reason) {
        case 'PreemptionByScheduler':
            return 'a pod of higher priority took its place: give it a higher priority_class, or retries';
        case 'EvictionByEvictionAPI':
            return 'was evicted while it ran: its node was drained, or the cluster was scaled down';
        case 'DeletionByTaintManager':
            return 'was evicted while it ran: its node got a taint that it does not tolerate, or was lost';
        case 'DeletionByPodGC':
            return 'its node was lost or deleted while it ran';
        case 'TerminationByKubelet':
            return /preempt/i.test(message)
                ? 'a critical pod took its place on the node'
                : 'its node was shut down while it ran';
        default:
            return reason === '' ? null : `the cluster ended it: ${(0,diagnosis_trouble/* clause */.sb)(message === '' ? reason : message)}`;
    }
}
/** Messages of pkg/kubelet/eviction/helpers.go. Thresholds and usage differ from run to run and stay out. */
function evictionSentence(message, pod) {
    const [, volume, size = ''] = /Usage of EmptyDir volume "([^"]+)" exceeds the (?:total )?limit "([^"]+)"/.exec(message) ?? [];
    if (volume !== undefined) {
        return `was evicted: its volume ${placeOf(volume, pod)} held more than its limit of ${plainAmount(size)}: raise the volume's size`;
    }
    const [, limit] = /exceeded its local ephemeral storage limit "([^"]+)"/.exec(message) ??
        /ephemeral local storage usage exceeds the total limit of containers (\S+?)\.? *$/.exec(message) ??
        [];
    if (limit !== undefined) {
        return `was evicted: it wrote more than its limit of ${plainAmount(limit)} of ephemeral storage to the node's disk`;
    }
    const [, resource] = /The node was low on resource: ([\w./-]+?)\. /.exec(`${message} `) ?? [];
    if (resource === undefined) {
        const [, condition] = /The node had condition: \[?([^\].]+)/.exec(message) ?? [];
        return condition === undefined
            ? `was evicted from its node: ${(0,diagnosis_trouble/* clause */.sb)(message)}`
            : `was evicted: its node had ${condition}`;
    }
    const [, request] = new RegExp(`was using [^,]+, request is ([^,]+), has larger consumption of ${resource}`).exec(message) ?? [];
    const asked = request === undefined ? '' : `, and it used more than ${askedFor(resource, request)}`;
    const fix = resource === 'memory' ? ': raise resources.memory to what it needs' : '';
    const fallback = resource !== 'memory' && request === undefined && (pod.spec?.nodeName ?? '') !== ''
        ? ': use the store for large files'
        : '';
    return `was evicted: its node ran out of ${resource}${asked}${fix}${fallback}`;
}
/** As the file says it, where it does; volumes have names of our own. */
function placeOf(volume, { spec }) {
    const mounts = spec?.containers.find(({ name }) => name === layout/* stepContainer */._)?.volumeMounts ?? [];
    const path = mounts.find(({ name }) => name === volume)?.mountPath;
    return path === undefined ? `"${volume}"` : `at ${path}`;
}
function askedFor(resource, request) {
    return (0,amount/* quantity */.au)(request) === 0
        ? 'it asks for (nothing)'
        : `the ${(0,amount/* amountOf */.MT)(resource, request).replace(/ of .*$/, '')} it asks for`;
}
function plainAmount(size) {
    return (0,amount/* amountOf */.MT)('memory', size).replace(' of memory', '');
}
/** `OutOfcpu` and the like: pkg/kubelet/lifecycle/predicate.go. */
function rejectionSentence(reason, message) {
    const [, resource] = /^OutOf(\S+)$/.exec(reason) ?? [];
    if (resource !== undefined)
        return `its node had no ${resource} left when it came: another pod was faster`;
    if (!/Pod was rejected|Predicate \S+ failed/.test(message))
        return null;
    return `its node refused to run it: ${(0,diagnosis_trouble/* clause */.sb)(message)}`;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/recent-events.ts
var recent_events = __webpack_require__(8647);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/start.ts
var start = __webpack_require__(3380);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/waiting.ts + 5 modules
var waiting = __webpack_require__(5660);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/ending.ts










/** The reason starts with "result lost: " only where the code may well have finished. */
function lossOf(loss) {
    const { pod, job } = loss;
    if (pod?.status?.reason === 'DeadlineExceeded') {
        return (0,backends_result/* resultWithoutAgent */.xY)('timed-out', deadlineSentence(pod.spec?.activeDeadlineSeconds));
    }
    const late = job?.status?.conditions?.some(({ reason, status }) => reason === 'DeadlineExceeded' && status === 'True');
    if (late === true)
        return (0,backends_result/* resultWithoutAgent */.xY)('timed-out', deadlineSentence(job?.spec?.activeDeadlineSeconds));
    return pod === null ? withoutPod(loss) : withPod(loss, pod);
}
function deadlineSentence(seconds) {
    const limit = seconds === undefined ? '' : ` ${seconds} s`;
    return `did not end within the${limit} that start_timeout and timeout allow together (activeDeadlineSeconds)`;
}
function failed(reason, exitCode = null) {
    return { ...(0,backends_result/* resultWithoutAgent */.xY)('failed', reason), exit_code: exitCode };
}
function withoutPod({ job, events }) {
    if (job === null)
        return failed('result lost: its Job was deleted by somebody else');
    const trouble = (0,waiting/* troubleOfJob */.AX)(job, events);
    if (trouble !== null)
        return failed(trouble.sentence);
    const gone = (0,recent_events/* latest */.IW)(events, ['Preempted', 'Evicted', 'TaintManagerEviction']);
    if (gone?.reason === 'Preempted')
        return failed('a pod of higher priority took its place: give it a higher priority_class, or retries');
    if (gone !== null)
        return failed('was evicted from its node while it ran');
    return failed('result lost: its pod was deleted before its result could be read');
}
function withPod(loss, pod) {
    const disruption = disruptionOf(pod);
    const status = pod.status?.containerStatuses?.find(({ name }) => name === layout/* stepContainer */._);
    const { terminated } = status?.state ?? {};
    if (disruption !== null)
        return failed(disruption);
    if (status !== undefined && terminated !== undefined)
        return ofContainer(loss, pod, status, terminated);
    const before = failedBefore(pod);
    if (before !== null)
        return failed(before);
    const started = status?.state?.running !== undefined;
    if (loss.isJobDeleted === true)
        return failed(deletionSentence(loss, started));
    const trouble = started ? null : (0,waiting/* troubleOfPod */.KM)(pod, loss.events);
    if (trouble !== null)
        return failed(trouble.sentence);
    if (loss.isInterrupted === true && pod.metadata?.deletionTimestamp !== undefined)
        return failed(deletionSentence(loss, true));
    if (started)
        return failed('result lost: its pod was deleted while it ran (kubectl delete, or a controller)');
    const said = pod.status?.phase === 'Failed' ? (pod.status.message ?? pod.status.reason ?? '') : '';
    if (said !== '')
        return failed(`its node refused to run it: ${(0,diagnosis_trouble/* clause */.sb)(said)}`);
    return failed(deletionSentence(loss, false));
}
function ofContainer(loss, pod, status, terminated) {
    const { exitCode, reason = '', message = '' } = terminated;
    const container = (0,diagnosis_container/* containerOf */.t)(pod, status.name);
    const image = container?.image ?? status.image;
    if (reason === 'StartError' || reason === 'ContainerCannotRun') {
        return failed(((0,start/* startTrouble */.U)(message, image) ?? (0,start/* unknownStartTrouble */.w)(message)).sentence);
    }
    if (reason === 'ContainerStatusUnknown')
        return failed('result lost: its node does not know how its container ended');
    const limit = container?.resources?.limits?.['memory'];
    if (reason === 'OOMKilled')
        return failed(memorySentence(loss.phase, limit), exitCode);
    const lastLine = message.trim().split('\n').pop() ?? '';
    // Written by the runtime in the container's name, so it is no start error.
    if (/^exec \S+: exec format error$/.test(lastLine)) {
        return failed(((0,start/* startTrouble */.U)(lastLine, image) ?? (0,start/* unknownStartTrouble */.w)(lastLine)).sentence);
    }
    const deleted = pod.metadata?.deletionTimestamp !== undefined;
    if (deleted && (exitCode !== 0 || loss.step?.code.kind === 'image'))
        return failed(deletionSentence(loss, true));
    if (exitCode > 128)
        return failed((0,diagnosis_exit/* exitSentence */.S)(exitCode), exitCode);
    if (loss.step?.code.kind === 'image')
        return failed((0,diagnosis_exit/* exitSentence */.S)(exitCode), exitCode);
    if (lastLine.startsWith('{"automl":'))
        return failed('result lost: its log did not hold the whole result');
    const said = lastLine === '' ? '' : `: ${(0,diagnosis_trouble/* clause */.sb)(lastLine)}`;
    return failed(`result lost: the step agent ended with ${exitCode} and no result${said}`, null);
}
function memorySentence(phase, limit) {
    const most = limit === undefined ? '' : ` of ${(0,amount/* amountOf */.MT)('memory', limit).replace(' of memory', '')}`;
    const when = phase === 'installing' ? ' while its requirements were installed' : '';
    return `ran out of memory${when}: it needs more than its limit${most}; raise resources.memory`;
}
/** Without the exit code of what was killed: it depends on who was quicker. */
function deletionSentence({ isJobDeleted = false }, started) {
    return `its ${isJobDeleted ? 'Job' : 'pod'} was deleted ${started ? 'while it ran' : 'before it started'} (kubectl delete, or a controller)`;
}
/** A container that had to end well before the step's could start. */
function failedBefore(pod) {
    for (const { name, state } of pod.status?.initContainerStatuses ?? []) {
        if (state?.terminated === undefined || state.terminated.exitCode === 0)
            continue;
        const { exitCode, reason, message = '' } = state.terminated;
        const lastLine = message.trim().split('\n').pop() ?? '';
        const how = reason === 'OOMKilled' ? 'ran out of memory' : (0,diagnosis_exit/* exitSentence */.S)(exitCode);
        return `its init container "${name}" failed (${how})${lastLine === '' ? '' : `: ${(0,diagnosis_trouble/* clause */.sb)(lastLine)}`}`;
    }
    return null;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/sight.ts


class Sight {
    pod = null;
    job = null;
    /** By somebody else: whoever does so himself has seen enough. */
    isJobDeleted = false;
    /** The agent was told to stop, not by us, and has said so. */
    isInterrupted = false;
    #world;
    constructor(world) {
        this.#world = world;
    }
    seeJob(job, gone) {
        this.job = job;
        if (gone || job.metadata?.deletionTimestamp !== undefined)
            this.isJobDeleted = true;
    }
    /** The uid of what Events of this attempt are about. */
    isAbout(uid) {
        return this.#uids().includes(uid);
    }
    /** Why there is no container yet; null: nothing is known to be in the way. */
    trouble() {
        const { eventsOf } = this.#world;
        if (this.pod !== null)
            return (0,waiting/* troubleOfPod */.KM)(this.pod, eventsOf('Pod', this.pod));
        return this.job === null ? null : (0,waiting/* troubleOfJob */.AX)(this.job, eventsOf('Job', this.job));
    }
    /** How it ended, where its agent has not said it. Never a success. */
    async loss(about) {
        const events = await Promise.all(this.#uids().map((uid) => this.#world.readEvents(uid).catch(() => [])));
        const { pod, job, isJobDeleted, isInterrupted } = this;
        return lossOf({ ...about, pod, job, isJobDeleted, isInterrupted, events: events.flat() });
    }
    /** There may be thousands of attempts, and a pod is tens of KiB. */
    forget() {
        this.pod = null;
        this.job = null;
    }
    #uids() {
        return [this.pod, this.job].flatMap((object) => object?.metadata?.uid ?? []);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/attempt.ts
/** One attempt of a task in the cluster: from its Job to its result, whichever way the news of its end come first. */








/** Milliseconds that a result from the pod waits for the rest of the log. */
const logPatience = 200;
/** Milliseconds between the end of a pod without a word and the verdict: its Job and Events say more by then. */
const lossPatience = 1500;
/** Milliseconds after the grace of a deleted pod in which its node must have said that it is gone. */
const nodePatience = 30_000;
class Attempt {
    place;
    #world;
    #delays = new Delays();
    #sight;
    #log = null;
    #started = false;
    #over = false;
    #stopping = false;
    #judged = false;
    #deleted = false;
    /** Its pod is not wanted any more. */
    #removed = false;
    /** Its code has ended, and containers of somebody else go on in its pod. */
    #lingers = false;
    /** What the agent said last that it was doing. */
    #phase = 'running';
    /** Hash of the document that only the log has. */
    #awaited = null;
    #patience = new Patience();
    #podName = null;
    constructor(place, world) {
        this.place = place;
        this.#world = world;
        this.#sight = new Sight(world);
        this.#delays.later(place.step.startTimeout * 1000, () => {
            this.#startedTooLate();
        });
    }
    /** It has no container yet: why is worth knowing. */
    get waiting() {
        return !this.#started && !this.#over;
    }
    get over() {
        return this.#over;
    }
    get podName() {
        return this.#podName;
    }
    /** The uid of what Events of this attempt are about. */
    isAbout(uid) {
        return this.#sight.isAbout(uid);
    }
    seePod(pod, gone) {
        this.#podName = pod.metadata?.name ?? null;
        const status = pod.status?.containerStatuses?.find(({ name }) => name === layout/* stepContainer */._);
        const terminated = status?.state?.terminated;
        const isOut = terminated !== undefined || gone || pod.status?.phase === 'Failed';
        this.#lingers = terminated !== undefined && !gone && bystandersGoOn(pod);
        if (this.#over) {
            if (this.#lingers)
                this.#removeRest();
            if (isOut)
                this.#log?.finish();
            // It was given up before its pod existed.
            else if (this.#removed && pod.metadata?.deletionTimestamp === undefined)
                this.#world.remove(this);
            return;
        }
        this.#sight.pod = pod;
        if (status?.state?.running !== undefined || terminated !== undefined) {
            this.#started = true;
            if (!gone)
                this.#openLog(pod);
        }
        if (isOut)
            this.#log?.finish();
        if (status !== undefined && terminated !== undefined)
            this.#seeEnd(pod, status, terminated);
        else if (isOut)
            this.#lose();
        else if (!this.#started)
            this.lookForTrouble();
        if (pod.metadata?.deletionTimestamp !== undefined)
            this.#seeDeletion(pod);
    }
    seeJob(job, gone) {
        if (this.#over)
            return;
        this.#sight.seeJob(job, gone);
        if (gone || (this.place.index === null && hasFailed(job)))
            this.#lose();
        else if (this.#sight.pod === null)
            this.lookForTrouble();
    }
    hear(message, json) {
        if (this.#over)
            return;
        switch (message.event) {
            case 'installing':
                this.#phase = 'installing';
                this.#world.say(this, `installing ${message.requirements}`);
                return;
            case 'result': {
                // The agent's last word: its pod needs up to a second more to say the same.
                const result = this.#awaited === null ? message.result : resultFromFrame(json, this.#awaited);
                if (result !== null)
                    this.#hearResult(result, 0);
                return;
            }
            case 'running':
                this.#phase = 'running';
                return;
            case 'ready':
                return;
        }
    }
    /** Looks at why there is no container; ends the attempt when waiting is of no use. */
    lookForTrouble() {
        if (!this.waiting)
            return;
        const trouble = this.#sight.trouble();
        const verdict = this.#patience.judge(trouble);
        if (trouble === null || verdict === 'wait')
            return;
        if (verdict === 'give-up')
            this.end((0,backends_result/* resultWithoutAgent */.xY)('failed', trouble.sentence));
        else
            this.#world.say(this, `waiting: ${trouble.sentence}`);
    }
    /** It was asked to stop; `patience` is how many seconds it has to say how it ended. */
    stop(patience) {
        if (this.#over)
            return;
        this.#stopping = true;
        if (!this.#started)
            this.end((0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'cancelled before it started'));
        else
            this.#delays.later(patience * 1000, () => {
                this.end((0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'was cancelled'));
            });
    }
    /** Ends it, unless it has ended, and takes away what would go on in the cluster. */
    end(result) {
        if (this.#over)
            return;
        this.#removed = true;
        this.#world.remove(this);
        this.#close(result);
    }
    /** There is no Job of it, or not for long: nothing is taken away, unless its pod shows up after all. */
    refuse(result) {
        this.#removed = true;
        this.#close(result);
    }
    /** The last word of a pod that ends, or has ended, by itself. */
    #close(result) {
        if (this.#over)
            return;
        this.#over = true;
        this.#delays.end();
        if (this.#lingers)
            this.#removeRest();
        this.#sight.forget();
        this.#world.ended(this, result);
    }
    #seeEnd(pod, status, terminated) {
        const { step } = this.place;
        const end = endOfContainer(status, step);
        // Code without an agent may take a TERM, stop half-way, and exit with 0.
        const isHalf = step.code.kind === 'image' && wasInterrupted(pod, terminated);
        if (isHalf && end.kind === 'result' && end.result.state === 'succeeded')
            this.#lose();
        else if (end.kind === 'result')
            this.#hearResult(end.result, this.#log === null ? 0 : logPatience);
        else if (end.kind === 'in-log')
            this.#awaitLog(end.sha256);
        else
            this.#lose();
    }
    /** A node that is lost never says that the pod has ended. */
    #seeDeletion({ metadata }) {
        if (this.#deleted)
            return;
        this.#deleted = true;
        const grace = (metadata?.deletionGracePeriodSeconds ?? 0) * 1000;
        this.#delays.later(grace + nodePatience, () => {
            this.#lose();
        });
    }
    /** @param patience milliseconds that the rest of the log may take */
    #hearResult(result, patience) {
        // An agent that was told to stop, though not by us: its pod was deleted or evicted, which is a loss.
        this.#sight.isInterrupted = result.state === 'cancelled';
        if (this.#sight.isInterrupted && !this.#stopping)
            this.#lose();
        else if (patience === 0)
            this.#close(result);
        else
            this.#delays.later(patience, () => {
                this.#close(result);
            });
    }
    #awaitLog(sha256) {
        if (this.#awaited !== null)
            return;
        this.#awaited = sha256;
        // Without a log nobody will ever read the document.
        void (this.#log?.ended ?? Promise.resolve()).then(() => {
            this.#lose();
        });
    }
    #lose() {
        if (this.#judged)
            return;
        this.#judged = true;
        this.#delays.later(lossPatience, () => {
            void this.#judge();
        });
    }
    async #judge() {
        // The Job may be known to have failed while the log with the document is still read.
        if (this.#awaited !== null)
            await this.#log?.ended;
        if (this.#over)
            return;
        if (this.#stopping) {
            this.#close((0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'was cancelled'));
            return;
        }
        const loss = await this.#sight.loss({ phase: this.#phase, step: this.place.step });
        // A Job can be deleted without its pod, which then goes on.
        if (this.#sight.isJobDeleted)
            this.end(loss);
        else
            this.#close(loss);
    }
    #startedTooLate() {
        if (!this.waiting)
            return;
        const why = this.#sight.trouble()?.sentence ?? 'its pod was still pending';
        const late = `did not start within ${this.place.step.startTimeout} s (start_timeout)`;
        this.end((0,backends_result/* resultWithoutAgent */.xY)('failed', `${late}: ${why}`));
    }
    /** What somebody else put beside the code has no end of its own, and would hold the node's room and devices. */
    #removeRest() {
        void (this.#log?.ended ?? Promise.resolve()).then(() => {
            this.#world.remove(this);
        });
    }
    #openLog({ metadata }) {
        if (metadata?.name !== undefined)
            this.#log ??= this.#world.openLog(this, metadata.name);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/grouped.ts
/** Items by their key, in the order in which keys and items came. */
function grouped(items, key) {
    const groups = new Map();
    for (const item of items) {
        const name = key(item);
        const group = groups.get(name);
        if (group === undefined)
            groups.set(name, [item]);
        else
            group.push(item);
    }
    return groups;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/due-orders.ts
/** Orders of one moment: children that start together become one Indexed Job, so they are collected until all is said. */


class DueOrders {
    #begin;
    /** `train#2/1`: what was ever ordered. */
    #known = new Set();
    #due = [];
    constructor(begin) {
        this.#begin = begin;
    }
    /** False: it was ordered before. */
    isNew({ task, attempt }) {
        const key = `${(0,plan/* taskKey */.Do)(task)}/${attempt}`;
        if (this.#known.has(key))
            return false;
        this.#known.add(key);
        return true;
    }
    add(order) {
        this.#due.push(order);
        if (this.#due.length > 1)
            return;
        setImmediate(() => {
            const due = this.#due;
            this.#due = [];
            const batches = [...grouped(due, (each) => `${each.task.step}/${each.attempt}`).values()].flatMap(asBatch);
            if (batches.length > 0)
                this.#begin(batches);
        });
    }
    /** What has not begun, and will not. */
    drop(isMeant) {
        const dropped = this.#due.filter(isMeant);
        this.#due = this.#due.filter((order) => !isMeant(order));
        return dropped;
    }
}
function asBatch([first, ...others]) {
    return first === undefined ? [] : [[first, ...others]];
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/api.ts
var client_api = __webpack_require__(4876);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/admission.ts
var admission = __webpack_require__(8309);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/quota.ts
var quota = __webpack_require__(2612);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/creation.ts
/** Why a step's Job could not be made: in words that are the same in the next run, where they are known. */




function creationSentence(error, namespace) {
    if (!(error instanceof client_api/* ApiError */.h) || error.status === null || error.status >= 500)
        return (0,errors/* messageOf */.bD)(error);
    // Nobody tries again: where a pod is waited for, a Job is not.
    const full = (0,quota/* usedUpQuota */.X)(error.said, namespace);
    if (full !== null)
        return `${full}: delete what is not needed any more, or have the quota raised`;
    const { permanent, sentence } = (0,admission/* refusalTrouble */.U)(error.said, namespace);
    return permanent ? sentence : (0,errors/* messageOf */.bD)(error);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/lanes.ts
/** Runs jobs side by side, at most so many at a time. @throws what the first that failed threw, when all have ended */
async function inLanes(lanes, jobs) {
    const queue = jobs.values();
    const failures = [];
    const lane = async () => {
        for (const job of queue)
            await job().catch((error) => failures.push(error));
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    if (failures.length > 0)
        throw failures[0];
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(4141);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/shell.ts
var objects_shell = __webpack_require__(483);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/spec.ts
var spec = __webpack_require__(4874);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/children.ts
/** What the pods of an Indexed Job are told: a file for each index, since their template is the same. */




/** Bytes. The API server takes 1 MiB. */
const limit = 900 * 1024;
/** Bytes of a packed spec that all children of a step share: identity, outputs, where things are. */
const sharedPart = 1536;
/** Bytes of shell text besides params and env. */
const shellPart = 1024;
/** The API server does not care, but a person who reads the pods of one Job does. */
const mostPods = 1000;
/**
 * Puts orders of one step together, so that what they are told fits into one ConfigMap. A step that runs the code of
 * its image is told everything by its pod, so each of its children is alone.
 */
function fitChildren(orders) {
    const parts = [];
    let bytes = Infinity;
    for (const order of orders) {
        const size = order.code.kind === 'image' ? Infinity : estimate(order);
        const last = parts.at(-1);
        if (last === undefined || bytes + size > limit || last.length === mostPods) {
            parts.push([order]);
            bytes = size;
        }
        else {
            last.push(order);
            bytes += size;
        }
    }
    return parts;
}
/** Never less than it takes, for steps with outputs of some dozen. */
function estimate(order) {
    const { task, params, item, code, env, inputs } = order;
    const own = JSON.stringify({ task, params, item, code, env, inputs });
    const spec = ((0,external_node_zlib_.gzipSync)(own, { level: 9 }).length * 4) / 3;
    const isShell = code.kind === 'command' || code.kind === 'shell';
    return Math.ceil(spec) + sharedPart + (isShell ? 2 * Buffer.byteLength(own) + shellPart : 0);
}
/** @throws Error for more than fits */
function childrenMap(metadata, facts, plan, step, orders) {
    const data = Object.fromEntries(orders.flatMap((order, index) => (order.code.kind === 'image' ? [] : filesOf(facts, plan, step, order, index))));
    const bytes = Object.entries(data).reduce((sum, [name, text]) => sum + name.length + Buffer.byteLength(text), 0);
    if (bytes > 2 ** 20)
        throw new Error(`${orders.length} children of ${step.name} are told ${bytes} bytes, which is too much`);
    return { apiVersion: types/* kinds */.E.ConfigMap.apiVersion, kind: 'ConfigMap', metadata, immutable: true, data };
}
function filesOf(facts, plan, step, order, index) {
    const shell = (0,objects_shell/* shellText */.o)(plan, step, order, facts.grace);
    return [
        [String(index), (0,spec/* packed */.xc)((0,spec/* podSpec */.f0)(facts, plan, step, order))],
        ...(shell === null ? [] : [[`${index}.sh`, shell]]),
    ];
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var objects_labels = __webpack_require__(4934);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/metadata.ts

function ownedMeta(run, name, component, more = {}) {
    const { anchor } = run;
    return {
        name,
        labels: { ...(0,objects_labels/* componentLabels */.D8)(run, component), ...more },
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: anchor.name, uid: anchor.uid }],
    };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/digest.ts
var digest = __webpack_require__(1985);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/owner.ts
var objects_owner = __webpack_require__(710);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/names.ts


/** Longest DNS label: names of pods are host names. */
const names_longest = 63;
/** `-x7k2p`, which the controllers put behind a name to name a pod. */
const podSuffix = 6;
/** `-99999`: the index of an Indexed Job's pod. */
const indexSuffix = 6;
/** `-5d8f7c9b6f`, which a Deployment puts behind its name to name a ReplicaSet. */
const revisionSuffix = 11;
const hashLength = 6;
/** @param run id of the run, here and below */
function anchorName(run) {
    return `automl-${run}`;
}
function planName(run, part) {
    return `automl-${run}-plan-${part}`;
}
function pageName(run, page) {
    return `automl-${run}-page-${page}`;
}
function recordName(run) {
    return `automl-${run}-record`;
}
function injectedName(run, part) {
    return `automl-${run}-source-${part}`;
}
function claimName(run) {
    return `automl-${run}-store`;
}
/** @param name as steps use it */
function secretName(run, name) {
    const whole = `automl-${run}-${name}`;
    const isSubdomain = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(name);
    if (isSubdomain && whole.length <= names_longest)
        return whole;
    return hashed([`automl-${run}`, name], [], names_longest, [run, name]);
}
/** Of the Job that is one attempt of a task. */
function jobName(run, task, attempt) {
    const iteration = task.iteration === undefined ? [] : [String(task.iteration)];
    const ours = [...iteration, run.id, `a${attempt}`];
    return named([run.workflow, task.step], ours, names_longest - podSuffix);
}
/** Of the Indexed Job of several children of a step, and of the ConfigMap that goes with it. @param first its first child */
function childrenJobName(run, step, attempt, first) {
    const ours = [run.id, `a${attempt}`, `c${first}`];
    return named([run.workflow, step], ours, names_longest - indexSuffix - podSuffix);
}
/** Of the Deployment, the Service and the Ingress of a service step: the same in every run. */
function serviceName(workflow, step, owner) {
    const exact = [(0,objects_owner/* ownerId */.fj)(owner), workflow, step];
    // Names of Services begin with a letter.
    const first = /^[a-z]/.test(workflow) ? workflow : `w-${workflow}`;
    return hashed([first, step], [], names_longest - revisionSuffix - podSuffix, exact, '');
}
/** @param free what people chose @param ours letters and digits only, the last with a letter other than `h` first */
function named(free, ours, limit) {
    const plain = [...free, ...ours].join('-');
    const isExact = free.every((part) => /^[a-z0-9]+$/.test(part)) && plain.length <= limit;
    return isExact ? plain : hashed(free, ours, limit, [...free, '', ...ours]);
}
/** @param exact what the name stands for */
function hashed(free, ours, limit, exact, mark = 'h') {
    const end = [...ours, `${mark}${(0,digest/* digest */.b)(exact, hashLength)}`].join('-');
    return [...cut(free.map(clean), limit - end.length), end].join('-');
}
function clean(text) {
    return trimmed(text.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
}
/** Shortens the longest part again and again until all fit, each with a dash behind it. */
function cut(parts, limit) {
    const short = [...parts];
    while (short.reduce((sum, part) => sum + part.length + 1, 0) > limit) {
        const most = Math.max(...short.map((part) => part.length));
        const place = short.findIndex((part) => part.length === most);
        short[place] = (short[place] ?? '').slice(0, -1);
    }
    return short.map(trimmed).filter((part) => part !== '');
}
function trimmed(text) {
    return text.replace(/^-+|-+$/g, '');
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/container.ts + 2 modules
var container = __webpack_require__(4166);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/merge.ts
const containerLists = {
    env: { key: 'name', isChoice: true },
    ports: { key: 'containerPort' },
    volumeMounts: { key: 'mountPath' },
    volumeDevices: { key: 'devicePath' },
};
/** `patchMergeKey` in k8s.io/api/core/v1/types.go, by the path of the list. Tolerations have none: they are replaced. */
const lists = new Map([
    ['containers', { key: 'name' }],
    ['initContainers', { key: 'name' }],
    ...['containers', 'initContainers'].flatMap((kind) => Object.entries(containerLists).map(([name, rule]) => [`${kind}.${name}`, rule])),
    ['volumes', { key: 'name', isChoice: true }],
    ['imagePullSecrets', { key: 'name' }],
    ['hostAliases', { key: 'ip' }],
    ['topologySpreadConstraints', { key: 'topologyKey' }],
    ['resourceClaims', { key: 'name', isChoice: true }],
    ['schedulingGates', { key: 'name' }],
]);
/** Directives: `$patch: delete` in an element of a list, `$patch: replace` in a map or a list. */
const directive = '$patch';
function mergePodSpec(spec, patch) {
    // The API server judges what comes out: a patch may say anything.
    return patch === null ? spec : mergeFields({ ...spec }, patch, []);
}
function mergeFields(base, patch, path) {
    const { [directive]: order, ...changes } = patch;
    const merged = new Map(order === 'replace' ? [] : Object.entries(base));
    for (const [name, value] of Object.entries(changes)) {
        if (value === null)
            merged.delete(name);
        else
            merged.set(name, mergeValue(merged.get(name), value, [...path, name]));
    }
    return Object.fromEntries(merged);
}
function mergeValue(base, patch, path) {
    if (isFields(patch))
        return mergeFields(isFields(base) ? base : {}, patch, path);
    if (!Array.isArray(patch))
        return patch;
    const elements = patch;
    const rule = lists.get(path.join('.'));
    return rule === undefined ? elements : mergeList(Array.isArray(base) ? base : [], elements, rule, path);
}
/** Ours keep their places, new ones come behind. */
function mergeList(base, patch, { key, isChoice = false }, path) {
    const isReplaced = patch.some((element) => isFields(element) && element[directive] === 'replace');
    const merged = isReplaced ? [] : [...base];
    for (const element of patch) {
        if (!isFields(element)) {
            merged.push(element);
            continue;
        }
        const { [directive]: order, ...fields } = element;
        const place = merged.findIndex((other) => isFields(other) && other[key] !== undefined && other[key] === fields[key]);
        const found = merged[place];
        if (order === 'delete') {
            if (place >= 0)
                merged.splice(place, 1);
        }
        else if (Object.keys(fields).length > 0) {
            const under = isFields(found) ? (isChoice ? only(found, Object.keys(fields)) : found) : {};
            merged.splice(place < 0 ? merged.length : place, 1, mergeFields(under, fields, path));
        }
    }
    return merged;
}
function only(fields, names) {
    return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
function isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/volumes.ts
var objects_volumes = __webpack_require__(2962);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/pod.ts






/** No user of any image has it, so nobody's files are at hand by accident. */
const user = 10_001;
/** Seconds for the agent to say how the code ended, after the code's own grace. */
const lastWords = 5;
/** Seconds that the kubelet may be late. */
const slack = 30;
/** First port that needs no privilege. */
const firstOpenPort = 1024;
function podTemplate(parts) {
    const { facts, step, order, children, lasts } = parts;
    const shared = (0,spec/* storeOf */.xX)(facts, step);
    const place = shared?.sharesNode === true ? { [objects_labels/* labels */.WD.store]: (0,objects_labels/* labelValue */.w)(shared.claim) } : {};
    const told = children === null ? order : { attempt: order.attempt, task: { step: step.name } };
    return {
        metadata: {
            labels: {
                ...(0,objects_labels/* ownLabels */.ct)(facts),
                ...(0,objects_labels/* stepLabels */.Wg)(step, told),
                ...place,
                ...(lasts === null ? objects_labels/* outsideMeshes */.jr.labels : {}),
            },
            annotations: {
                // For `kubectl logs` where somebody adds containers.
                'kubectl.kubernetes.io/default-container': layout/* stepContainer */._,
                ...(lasts === null ? objects_labels/* outsideMeshes */.jr.annotations : {}),
            },
        },
        spec: mergePodSpec(podSpecOf(parts, place), step.pod.patch),
    };
}
function podSpecOf(parts, place) {
    const { facts, plan, step, order, children, lasts } = parts;
    const { volumes, volumeMounts } = (0,objects_volumes/* podVolumes */.f)(facts, step, children);
    const one = (0,container/* container */.k)({ facts, plan, step, order, volumeMounts, isIndexed: children !== null });
    const deadline = lasts === null ? deadlineOf(step, facts.grace) : null;
    return {
        restartPolicy: lasts === null ? 'Never' : 'Always',
        ...(deadline === null ? {} : { activeDeadlineSeconds: deadline }),
        terminationGracePeriodSeconds: Math.ceil(facts.grace) + lastWords,
        enableServiceLinks: false,
        automountServiceAccountToken: false,
        securityContext: securityContext(facts, step),
        containers: [{ ...one, ...lasts }],
        volumes,
        ...placement(step, place),
    };
}
/** Seconds. The agent ends the code in time; this is for when the agent can't. */
function deadlineOf({ timeout, startTimeout }, grace) {
    return timeout === undefined ? null : Math.ceil(startTimeout + timeout + grace) + slack;
}
function securityContext({ assignsUsers }, { service }) {
    return {
        runAsNonRoot: true,
        ...(assignsUsers
            ? {}
            : { runAsUser: user, runAsGroup: user, fsGroup: user, fsGroupChangePolicy: 'OnRootMismatch' }),
        seccompProfile: { type: 'RuntimeDefault' },
        // Each pod has a network of its own, where no port is worth a privilege.
        ...(service === undefined || service.port >= firstOpenPort
            ? {}
            : { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] }),
    };
}
function placement({ pod }, place) {
    return {
        ...(Object.keys(pod.nodeSelector).length === 0 ? {} : { nodeSelector: { ...pod.nodeSelector } }),
        ...(pod.tolerations.length === 0
            ? {}
            : {
                tolerations: pod.tolerations.map(({ seconds, ...toleration }) => ({
                    ...toleration,
                    ...(seconds === undefined ? {} : { tolerationSeconds: seconds }),
                })),
            }),
        ...(pod.priorityClass === undefined ? {} : { priorityClassName: pod.priorityClass }),
        ...(pod.imagePullSecrets.length === 0 ? {} : { imagePullSecrets: pod.imagePullSecrets.map((name) => ({ name })) }),
        ...(pod.serviceAccount === undefined ? {} : { serviceAccountName: pod.serviceAccount }),
        ...(Object.keys(place).length === 0 ? {} : { affinity: { podAffinity: nextTo(place) } }),
    };
}
/** On the node of those that have the volume already; the first of them may go anywhere. */
function nextTo(place) {
    return {
        requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { ...place } }, topologyKey: 'kubernetes.io/hostname' },
        ],
    };
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/job.ts







/** @throws AutomlError PREFLIGHT for a step that is told more than fits */
function stepJob(facts, plan, step, order) {
    return {
        apiVersion: types/* kinds */.E.Job.apiVersion,
        kind: 'Job',
        metadata: ownedMeta(facts, jobName(facts, order.task, order.attempt), 'step', (0,objects_labels/* stepLabels */.Wg)(step, order)),
        spec: {
            completions: 1,
            parallelism: 1,
            // Retries are the engine's: a new attempt is a new Job.
            backoffLimit: 0,
            podReplacementPolicy: 'Failed',
            template: podTemplate({ facts, plan, step, order, children: null, lasts: null }),
        },
    };
}
/**
 * @param orders of one step and attempt, in the order of the indexes; as many as `fitChildren` puts together
 * @throws Error for too many
 */
function childrenJob(facts, plan, step, orders) {
    const [first] = orders;
    if (first === undefined)
        throw new Error(`no children of ${step.name} to start`);
    const name = childrenJobName(facts, step.name, first.attempt, first.task.iteration ?? 0);
    const told = (0,objects_labels/* stepLabels */.Wg)(step, { attempt: first.attempt, task: { step: step.name } });
    const iterations = JSON.stringify(orders.map(({ task }) => task.iteration ?? null));
    const meta = { ...ownedMeta(facts, name, 'step', told), annotations: { [objects_labels/* labels */.WD.iterations]: iterations } };
    return {
        children: childrenMap(meta, facts, plan, step, orders),
        job: {
            apiVersion: types/* kinds */.E.Job.apiVersion,
            kind: 'Job',
            metadata: meta,
            spec: {
                completionMode: 'Indexed',
                completions: orders.length,
                parallelism: orders.length,
                // One child's failure is no other's.
                backoffLimitPerIndex: 0,
                podReplacementPolicy: 'Failed',
                template: podTemplate({ facts, plan, step, order: first, children: name, lasts: null }),
            },
        },
    };
}
/** The iteration of the child at an index of such a Job; null: it is none, or has no such index. */
function iterationAt({ metadata }, index) {
    const list = JSON.parse(metadata?.annotations?.[labels.iterations] ?? '[]');
    const iteration = Array.isArray(list) ? list[index] : null;
    return typeof iteration === 'number' ? iteration : null;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/ownership.ts
/** An object that has the name of one of ours need not be ours: somebody may have made it first. */



/** Somebody else's object is in the way. */
class NotOurs extends errors/* AutomlError */.nS {
    constructor(kind, name, namespace, owner) {
        const fix = owner === 'run' ? 'delete it, or use another namespace' : 'rename the step, or delete it';
        super('CLUSTER', `there is a ${kind} ${name} in namespace ${namespace} that this ${owner} does not own: ${fix}`);
    }
}
/** Whether it belongs to this run. */
function isOfRun(object, run) {
    return object.metadata?.labels?.[objects_labels/* labels */.WD.run] === (0,objects_labels/* labelValue */.w)(run.id) && isOfOwner(object, run);
}
/** Whether it belongs to this workflow, perhaps from an earlier run. */
function isOfOwner({ metadata }, { owner }) {
    return metadata?.labels?.[objects_labels/* labels */.WD.owner] === (0,objects_owner/* ownerId */.fj)(owner);
}
/** Makes it, or finds the one that this run made before. @throws ApiError @throws NotOurs */
async function createOwned(api, kind, object, run) {
    const made = await api.create(kind, object);
    if (!made.created && !isOfRun(made.object, run))
        throw new NotOurs(kind, object.metadata?.name ?? '', api.namespace, 'run');
    return made;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/job-creation.ts







/** Log files that are made at the same time. */
const fileLanes = 16;
class JobCreation {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /** All are expected when this returns; what is left to do comes back. None of it rejects. */
    of(step, orders) {
        const [first] = orders;
        const { facts, plan, expect } = this.#options;
        if (orders.length === 1) {
            const attempt = expect(first, step, jobName(facts, first.task, first.attempt), null);
            return [() => this.#create([attempt], () => ({ job: stepJob(facts, plan, step, first), children: null }))];
        }
        return fitChildren(orders).map((part) => {
            const name = childrenJobName(facts, step.name, first.attempt, part[0]?.task.iteration ?? 0);
            const attempts = part.map((order, index) => expect(order, step, name, index));
            return () => this.#create(attempts, () => childrenJob(facts, plan, step, part));
        });
    }
    async #create(attempts, make) {
        const { api, facts, logs, remove } = this.#options;
        const isOff = () => attempts.every(({ over }) => over);
        try {
            await inLanes(fileLanes, attempts.map(({ place }) => () => logs.begin(place)));
            if (isOff())
                return;
            const { job, children } = make();
            if (children !== null)
                await createOwned(api, 'ConfigMap', children, facts);
            if (isOff())
                return;
            await createOwned(api, 'Job', job, facts);
            // Stopped meanwhile, when there was nothing to take away yet.
            for (const attempt of attempts)
                if (attempt.over)
                    remove(attempt);
        }
        catch (error) {
            const reason = creationSentence(error, api.namespace);
            const result = (0,backends_result/* resultWithoutAgent */.xY)('failed', `the step could not be started: ${reason}`);
            // Without a clear answer there may be a Job all the same.
            const isUnclear = error instanceof client_api/* ApiError */.h && (error.status === null || error.status >= 500);
            for (const attempt of attempts) {
                attempt.refuse(result);
                if (isUnclear)
                    remove(attempt);
            }
        }
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/job-members.ts
class JobMembers {
    /** By Job, then by index (0 for a Job of one). */
    #jobs = new Map();
    add(attempt) {
        const { job, index } = attempt.place;
        const members = this.#jobs.get(job) ?? new Map();
        members.set(index ?? 0, attempt);
        this.#jobs.set(job, members);
    }
    of(job) {
        return [...(this.#jobs.get(job)?.values() ?? [])];
    }
    /** Null: it is no pod of a step's Job. */
    seePod(pod, gone) {
        const { labels = {}, annotations = {} } = pod.metadata ?? {};
        const index = Number(annotations['batch.kubernetes.io/job-completion-index'] ?? 0);
        const attempt = this.#jobs.get(labels['batch.kubernetes.io/job-name'] ?? '')?.get(index) ?? null;
        attempt?.seePod(pod, gone);
        return attempt;
    }
    seeJob(job, gone) {
        for (const attempt of this.of(job.metadata?.name ?? ''))
            attempt.seeJob(job, gone);
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/backoff.ts
var backoff = __webpack_require__(9767);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/resource-path.ts
var resource_path = __webpack_require__(7752);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/watch.ts
/** All objects of a kind, and then each change, through whatever happens to the connection. */




const watchLine = schemas/* object */.Ikc({
    type: schemas/* enum */.k5n(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
    object: schemas/* object */.Ikc({
        metadata: schemas/* object */.Ikc({ resourceVersion: schemas/* string */.YjP().optional() }).optional(),
        code: schemas/* number */.aig().optional(),
        reason: schemas/* string */.YjP().optional(),
    }),
});
/** Resolves when the signal is aborted. @throws ApiError that no repetition mends (401, 403 ...), and what the listener throws */
async function watchKind(api, kind, selection, listener, signal, options = {}) {
    const { sleep = backoff/* systemSleep */.H } = options;
    let version = null;
    let idle = 0;
    while (!signal.aborted) {
        if (version === null) {
            const listed = await outcomeOf(unlessAborted(api.list(kind, selection), signal));
            if (isAborted(signal))
                return;
            if (typeof listed === 'string') {
                await sleep((0,backoff/* backoff */.J)(idle++), signal);
                continue;
            }
            listener.list(listed.value.items);
            version = listed.value.resourceVersion;
        }
        const ended = await watchOnce(api, { kind, selection, version }, listener, signal, options.silence ?? 90);
        version = ended.version;
        // A watch that was of use is taken up again at once; a server that hangs up on us is given a rest.
        idle = ended.lively ? 0 : idle + 1;
        if (idle > 0)
            await sleep((0,backoff/* backoff */.J)(idle - 1), signal);
    }
}
async function watchOnce(api, what, listener, signal, silence) {
    const dead = new AbortController();
    const timer = setTimeout(() => {
        dead.abort();
    }, silence * 1000);
    const query = {
        ...(0,resource_path/* selectionQuery */.Nl)(what.selection),
        watch: true,
        allowWatchBookmarks: true,
        resourceVersion: what.version,
        // Not the same for all, so that watches begun together do not end together.
        timeoutSeconds: 300 + Math.floor(Math.random() * 300),
    };
    const path = (0,resource_path/* resourcePath */.oU)(what.kind, api.namespace);
    const lines = api.lines(path, query, AbortSignal.any([signal, dead.signal]))[Symbol.asyncIterator]();
    let { version } = what;
    let lively = false;
    try {
        for (;;) {
            const next = await outcomeOf(lines.next());
            if (next === 'expired')
                return { version: null, lively: true };
            if (next === 'broken' || next.value.done === true || signal.aborted)
                return { version, lively };
            timer.refresh();
            const line = jsonOf(next.value.value);
            const parsed = watchLine.safeParse(line);
            // A line that was cut: its change comes again.
            if (!parsed.success)
                return { version, lively };
            const { type, object } = parsed.data;
            if (type === 'ERROR')
                return { version: null, lively: object.code === 410 || object.reason === 'Expired' };
            version = object.metadata?.resourceVersion ?? version;
            lively = true;
            if (type !== 'BOOKMARK')
                listener.event(line);
        }
    }
    finally {
        clearTimeout(timer);
        dead.abort();
        await lines.return?.().catch(() => undefined);
    }
}
/** @throws ApiError that no repetition mends */
async function outcomeOf(promise) {
    try {
        return { value: await promise };
    }
    catch (error) {
        if (!(error instanceof client_api/* ApiError */.h) || error.status === null)
            return 'broken';
        if (error.status === 410)
            return 'expired';
        if (error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429)
            throw error;
        return 'broken';
    }
}
/** Rejects as soon as the signal is aborted; the promise itself goes on, unheard. */
function unlessAborted(promise, signal) {
    return new Promise((resolve, reject) => {
        const abort = () => {
            reject(new Error('aborted'));
        };
        signal.addEventListener('abort', abort, { once: true });
        promise.then(resolve, reject).finally(() => {
            signal.removeEventListener('abort', abort);
        });
    });
}
/** In a function of its own, since awaiting changes what the compiler takes for settled. */
function isAborted(signal) {
    return signal.aborted;
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/observer.ts

class Observer {
    #options;
    #stop = new AbortController();
    #watches = new Set();
    /** By what they are about: `Pod/name`. */
    #told = new Map();
    #events = null;
    constructor(options) {
        this.#options = options;
        const { selector: labelSelector } = options;
        this.#keep(this.#watch('Pod', { labelSelector }, options.onPod));
        this.#keep(this.#watch('Job', { labelSelector }, options.onJob));
    }
    /** What was told about an object and the claims that it mounts while `wantEvents` was true, oldest first. */
    eventsOf(kind, { metadata, spec }) {
        const volumes = spec !== undefined && 'volumes' in spec ? spec.volumes : [];
        const claims = volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
        const own = this.#told.get(`${kind}/${metadata?.name ?? ''}`) ?? [];
        return [...own, ...claims.flatMap((claim) => this.#told.get(`PersistentVolumeClaim/${claim}`) ?? [])];
    }
    /** What the server knows now of the object with that uid. @throws ApiError */
    async readEvents(uid) {
        return (await this.#options.api.list('Event', { fieldSelector: `involvedObject.uid=${uid}` })).items;
    }
    /** Events of a namespace are many: they are read only while somebody asks why something is pending. */
    wantEvents(wanted) {
        if (wanted === (this.#events !== null))
            return;
        if (!wanted) {
            this.#events?.abort();
            this.#events = null;
            this.#told.clear();
            return;
        }
        this.#events = new AbortController();
        const signal = AbortSignal.any([this.#stop.signal, this.#events.signal]);
        // Without the right to read events the run goes on; only the reasons of a pending pod stay unknown.
        this.#keep(this.#watchEvents(signal).catch(() => undefined));
    }
    async close() {
        this.#stop.abort();
        await Promise.all(this.#watches);
    }
    #keep(watch) {
        const kept = watch.finally(() => this.#watches.delete(kept));
        this.#watches.add(kept);
    }
    async #watch(kind, selection, tell) {
        const seen = new Map();
        const see = (object, gone) => {
            const uid = object.metadata?.uid ?? '';
            // Nobody asks for it, and it is half of the object.
            delete object.metadata?.managedFields;
            if (gone || isFinal(object))
                seen.delete(uid);
            else
                seen.set(uid, object);
            tell(object, gone);
        };
        try {
            await watchKind(this.#options.api, kind, selection, {
                list: (items) => {
                    const present = new Set(items.map(({ metadata }) => metadata?.uid));
                    for (const [uid, object] of seen)
                        if (!present.has(uid))
                            see(object, true);
                    for (const object of items)
                        see(object, false);
                },
                event: ({ type, object }) => {
                    see(object, type === 'DELETED');
                },
            }, this.#stop.signal);
        }
        catch (error) {
            if (!this.#stop.signal.aborted)
                this.#options.onFailure(error);
        }
    }
    async #watchEvents(signal) {
        const take = (event) => {
            if (event.reason !== undefined && everyday.has(event.reason))
                return;
            const { kind = '', name = '' } = event.involvedObject;
            const key = `${kind}/${name}`;
            const others = (this.#told.get(key) ?? []).filter(({ metadata }) => metadata.uid !== event.metadata.uid);
            delete event.metadata.managedFields;
            // Put behind the others: what was told about last is forgotten last.
            this.#told.delete(key);
            this.#told.set(key, [...others, event].slice(-mostEvents));
            if (this.#told.size > mostObjects)
                this.#told.delete(this.#told.keys().next().value ?? '');
            this.#options.onEvent(event);
        };
        await watchKind(this.#options.api, 'Event', {}, {
            list: (items) => {
                items.forEach(take);
            },
            event: ({ type, object }) => {
                if (type !== 'DELETED')
                    take(object);
            },
        }, signal);
    }
}
/** Reasons of Events that say nothing about what is in the way. */
const everyday = new Set([
    'Scheduled',
    'Pulling',
    'Pulled',
    'Created',
    'Started',
    'SuccessfulCreate',
    'Killing',
    'Completed',
]);
/** Kept of each object. */
const mostEvents = 20;
/** Objects of which they are kept: a pod that waits for days sees the Events of the whole namespace. */
const mostObjects = 5000;
/** It has ended, and was told so: that it goes is no news. */
function isFinal({ status }) {
    const phase = status !== undefined && 'phase' in status ? status.phase : undefined;
    return phase === 'Succeeded' || phase === 'Failed';
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/backends/log-file.ts + 1 modules
var log_file = __webpack_require__(8556);
;// CONCATENATED MODULE: ./src/backends/kubernetes/client/log-position.ts
/**
 * How far a log was read. The API server resumes by whole seconds only, so that a part of what is known comes again: it
 * is skipped by counting, which needs no memory of the lines. (The idea to compare times is garden-io's.)
 */
const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) ?/;
/** Null for a line that the kubelet wrote itself, about a log that it could not read. */
function readStamp(line) {
    const match = stamped.exec(line);
    if (match === null)
        return null;
    const [whole, date = '', fraction = '', zone = ''] = match;
    const seconds = Date.parse(`${date}${zone}`) / 1000;
    return { stamp: `${String(seconds).padStart(12, '0')}.${fraction.padEnd(9, '0')}`, text: line.slice(whole.length) };
}
class LogPosition {
    /** Stamp of the line that was read last, and how many lines had it. */
    #last = null;
    #count = 0;
    /** The latest stamp: two streams of one container may mix them up by microseconds. */
    #latest = '';
    /** How many lines with the last stamp are still to be skipped; null: nothing is. */
    #toSkip = null;
    /** Nothing is known of the lines before: what is missing can't be told. */
    #blind = false;
    /** `from`: what has this stamp or an earlier one was read by somebody else. */
    constructor(from) {
        const line = from === undefined ? null : readStamp(from);
        if (line === null)
            return;
        this.#last = line.stamp;
        this.#latest = line.stamp;
        this.#count = Infinity;
        this.#blind = true;
    }
    /** For `sinceTime`; null: from the beginning. */
    get since() {
        if (this.#last === null)
            return null;
        return new Date(Number(this.#last.split('.', 1)[0]) * 1000).toISOString().replace('.000Z', 'Z');
    }
    /** The log is read again, from `since`. */
    rewind() {
        if (this.#last !== null)
            this.#toSkip = this.#count;
    }
    /** `after-gap`: it is new, and the line that was read before is no longer there. */
    take({ stamp }) {
        if (this.#toSkip !== null) {
            if (stamp <= this.#latest && this.#toSkip > 0) {
                if (stamp === this.#last)
                    this.#toSkip--;
                return 'repeated';
            }
            const lost = !this.#blind && this.#toSkip === this.#count;
            this.#toSkip = null;
            this.#advance(stamp);
            return lost ? 'after-gap' : 'new';
        }
        this.#advance(stamp);
        return 'new';
    }
    #advance(stamp) {
        this.#count = stamp === this.#last && Number.isFinite(this.#count) ? this.#count + 1 : 1;
        this.#last = stamp;
        this.#blind = false;
        if (stamp > this.#latest)
            this.#latest = stamp;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/client/log-stream.ts
/** The log of a container, each line once, through whatever happens to the connection. */




/** Characters of a line; the rest is replaced by a mark. */
const log_stream_longest = 1024 * 1024;
/** Milliseconds between two tries while the container has not started, or the log ended before we know why. */
const shortWait = 1000;
/** Milliseconds of silence after which the stream of a terminated container is left for one last read: the kubelet needs longer. */
const log_stream_lastWords = 500;
/** Failures in a row at which the log of a terminated container is given up: half a minute. */
const lastTries = 10;
/** Ends when the container is done and all was read, or its pod is gone. @throws ApiError, and the signal's reason */
async function* followLog(api, place, options) {
    const { signal, isDone } = options;
    const position = new LogPosition(options.from);
    let failures = 0;
    /** Of what could be read, nothing is missing. */
    let isWhole = true;
    while (!signal.aborted) {
        const last = isDone();
        const ended = yield* readOnce(api, place, position, { ...options, follow: !last });
        signal.throwIfAborted();
        if (ended !== 'gone')
            isWhole = ended !== 'broken';
        switch (ended) {
            case 'gone':
                if (!isWhole)
                    yield { type: 'gone' };
                return;
            case 'stalled':
                failures = 0;
                break;
            case 'cleanly':
                if (last)
                    return;
                failures = 0;
                await settle(isDone, signal);
                break;
            case 'not-started':
                // Terminated without ever having written: there is no log.
                if (last)
                    return;
                await (0,backoff/* systemSleep */.H)((0,backoff/* backoff */.J)(failures++, shortWait), signal);
                break;
            case 'broken':
                if (last && failures >= lastTries)
                    throw brokenFor(place);
                await (0,backoff/* systemSleep */.H)((0,backoff/* backoff */.J)(failures++), signal);
                break;
        }
    }
    signal.throwIfAborted();
}
async function* readOnce(api, { pod, container }, position, { signal, isDone, silence = 120, follow }) {
    const stalled = new AbortController();
    // Only our own waiting counts: who reads us may take its time.
    let waitingFor = 0;
    const step = 250;
    let waiting = false;
    const timer = setInterval(() => {
        if (waiting)
            waitingFor += step;
        if (waitingFor >= silence * 1000 || (follow && isDone() && waitingFor >= log_stream_lastWords))
            stalled.abort();
    }, step);
    position.rewind();
    const { since } = position;
    const query = {
        container,
        timestamps: true,
        ...(follow ? { follow } : {}),
        ...(since === null ? {} : { sinceTime: since }),
    };
    const path = `${(0,resource_path/* resourcePath */.oU)('Pod', api.namespace, pod)}/log`;
    const lines = api.lines(path, query, AbortSignal.any([signal, stalled.signal]))[Symbol.asyncIterator]();
    try {
        for (;;) {
            let next;
            waiting = true;
            try {
                next = await lines.next();
            }
            catch (error) {
                return stalled.signal.aborted ? 'stalled' : judge(error);
            }
            finally {
                waiting = false;
                waitingFor = 0;
            }
            // What is still buffered is of no interest any more.
            signal.throwIfAborted();
            if (next.done === true)
                return 'cleanly';
            const line = readStamp(next.value);
            if (line === null) {
                // The kubelet's own words: it can't read the log, or not any more.
                if (follow)
                    return 'broken';
                yield { type: 'truncated' };
                continue;
            }
            const news = position.take(line);
            if (news === 'repeated')
                continue;
            if (news === 'after-gap')
                yield { type: 'truncated' };
            yield { type: 'line', line: log_stream_cut(line.text) };
        }
    }
    finally {
        clearInterval(timer);
        stalled.abort();
        await lines.return?.().catch(() => undefined);
    }
}
/** @throws ApiError that no repetition mends */
function judge(error) {
    if (!(error instanceof client_api/* ApiError */.h) || error.status === null || error.status >= 500 || error.status === 429)
        return 'broken';
    if (error.status === 404)
        return 'gone';
    // ContainerCreating, PodInitializing, no node yet: all come as 400, as does a container that there is not.
    if (error.status === 400 && !/is not valid for pod|must be specified|choose one of/.test(error.said))
        return 'not-started';
    throw error;
}
/** The watch tells a little later than the log that the container has ended. */
async function settle(isDone, signal) {
    for (let waited = 0; waited < shortWait && !isDone() && !signal.aborted; waited += 50)
        await (0,backoff/* systemSleep */.H)(50, signal);
}
function log_stream_cut(text) {
    if (text.length <= log_stream_longest)
        return text;
    return `${text.slice(0, log_stream_longest)} [cut: the line is longer than 1 MiB]`;
}
function brokenFor({ pod, container }) {
    const said = `the log of container ${container} in pod ${pod} can't be read; is its node down?`;
    return new client_api/* ApiError */.h(said, { status: null, reason: null, said });
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/step-log.ts
/** The log of one container: the agent's messages are taken out of it, the rest goes to people and to the log file. */




/** Begins a message of the agent (`FRAME` in runner/agent/control.py); the code's own output can't hold it. */
const step_log_frame = '\u001e::automl::';
const missing = {
    truncated: '[truncated: the node rotated the log before it was read]',
    gone: '[truncated: the pod was deleted before its log was read to the end]',
};
class StepLog {
    /** Settles when the whole log was read, or never will be; holds what is wrong with it, or null. */
    ended;
    #options;
    #stop = new AbortController();
    #complete = false;
    #cutOff = false;
    constructor(options) {
        this.#options = options;
        this.ended = this.#follow();
    }
    /** The container will print no more: the log ends where it ends now. */
    finish() {
        this.#complete = true;
    }
    /** Nobody wants the rest. */
    stop() {
        this.#stop.abort();
    }
    /** There is no time for the rest: the log says that it is missing. */
    cutOff() {
        this.#cutOff = true;
        this.#stop.abort();
    }
    async #follow() {
        const { api, pod, container, path, onMessage } = this.#options;
        const file = new log_file/* LogFile */.$(path);
        let trouble = null;
        try {
            const events = followLog(api, { pod, container }, { signal: this.#stop.signal, isDone: () => this.#complete });
            for await (const event of events) {
                const line = event.type === 'line' ? event.line : missing[event.type];
                if (onMessage !== null && line.startsWith(step_log_frame)) {
                    if (this.#hear(line.slice(step_log_frame.length)))
                        break;
                }
                else
                    await Promise.all([file.write(Buffer.from(`${line}\n`)), this.#options.onLine(line)]);
            }
        }
        catch (error) {
            if (this.#cutOff)
                trouble = 'the log was longer than there was time to read it';
            else if (!this.#stop.signal.aborted)
                trouble = `the log could not be read to its end: ${(0,errors/* messageOf */.bD)(error)}`;
            if (trouble !== null)
                await file.write(Buffer.from(`[truncated: ${trouble}]\n`));
        }
        return (await file.close()) ?? trouble;
    }
    /** Whether that was the agent's last word, after which nothing is printed. */
    #hear(json) {
        let content;
        try {
            content = JSON.parse(json);
        }
        catch {
            return false; // cut by a rotation: the termination message knows whether something is missing
        }
        const parsed = backends_result/* agentMessage */.pG.safeParse(content);
        if (!parsed.success)
            return false;
        this.#options.onMessage?.(parsed.data, json);
        return parsed.data.event === 'result';
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/open-logs.ts
/** The logs of a run's attempts while they are read. */



class OpenLogs {
    #options;
    #open = new Set();
    constructor(options) {
        this.#options = options;
    }
    /** Each attempt has a log, also one that is stopped, or fails, before its code runs. @throws Error of the disk */
    async begin({ task, attempt }) {
        await (0,promises_.writeFile)(this.#options.logPath(task, attempt), '');
    }
    follow({ task, attempt }, pod, onMessage) {
        const { api, onOutput, logPath } = this.#options;
        const path = logPath(task, attempt);
        const onLine = (line) => onOutput({ type: 'log', task, attempt, line });
        const log = new StepLog({ api, pod, container: layout/* stepContainer */._, path, onLine, onMessage });
        this.#open.add(log);
        void log.ended.then((trouble) => {
            this.#open.delete(log);
            if (trouble !== null)
                void onOutput({ type: 'phase', task, attempt, message: trouble });
        });
        return log;
    }
    /** Until all are read; what takes longer is cut off. @param patience seconds */
    async close(patience) {
        const impatient = setTimeout(() => {
            for (const log of this.#open)
                log.cutOff();
        }, patience * 1000);
        await Promise.all([...this.#open].map((log) => log.ended));
        clearTimeout(impatient);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/open-work.ts
/** Calls that are under way: who leaves waits for them. */
class OpenWork {
    #open = new Set();
    /** @param work does not reject */
    add(work) {
        const kept = work.finally(() => this.#open.delete(kept));
        this.#open.add(kept);
    }
    get isDone() {
        return this.#open.size === 0;
    }
    /** What there is now; there may be more by then. */
    async settled() {
        await Promise.all(this.#open);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/removal.ts


/** Calls at the same time. */
const lanes = 16;
/** Seconds; with 0 the pod's name would be free before its container is gone. */
const shortGrace = 1;
class Removal {
    #api;
    #members;
    #work;
    #doomed = new Set();
    #isHurried = false;
    constructor(api, members, work) {
        this.#api = api;
        this.#members = members;
        this.#work = work;
    }
    /** Nothing waits to be taken away. */
    get isDone() {
        return this.#doomed.size === 0;
    }
    /** What is taken away from now on gets no time to end. */
    hurry() {
        this.#isHurried = true;
    }
    /** Collected, since many that stop together may be a whole Job. */
    add(attempt) {
        if (this.#doomed.size === 0) {
            setImmediate(() => {
                this.#begin();
            });
        }
        this.#doomed.add(attempt);
    }
    async #removeJob(job) {
        const isFound = await this.#api.delete('Job', job);
        // Somebody may have deleted the Job and left its pods alone.
        if (!isFound || this.#isHurried)
            await Promise.all(this.#members.of(job).map((member) => this.#removePod(member)));
    }
    async #removePod({ podName }) {
        if (podName !== null)
            await this.#api.delete('Pod', podName, this.#isHurried ? { graceSeconds: shortGrace } : {});
    }
    /** A Job of which nothing is wanted any more goes as a whole; of others only the pod, which fails its index. */
    #begin() {
        const doomed = this.#doomed;
        this.#doomed = new Set();
        const removals = [];
        for (const [job, attempts] of grouped(doomed, (attempt) => attempt.place.job)) {
            if (this.#members.of(job).every((member) => member.over || doomed.has(member))) {
                removals.push(() => this.#removeJob(job));
                continue;
            }
            for (const attempt of attempts)
                removals.push(() => this.#removePod(attempt));
        }
        // What can't be removed now goes with the run's anchor.
        this.#work.add(inLanes(lanes, removals).catch(() => undefined));
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/owner-references.ts
/** What the pods of a service need for as long as it serves: longer than the run that made it. */



/** The run's own objects that the step's pods name, each once. */
function adoptedBy(facts, { python: { credentials } }, step) {
    const { injected, ownSecrets, id } = facts;
    const named = [
        ...(0,plan/* secretsOf */.Fj)(step),
        ...(credentials === undefined ? [] : [credentials]),
        ...step.pod.volumes.flatMap(({ source }) => (source.kind === 'secret' ? [source.name] : [])),
    ];
    const secrets = new Set(named.flatMap((name) => ownSecrets.get(name) ?? []));
    const store = (0,spec/* storeOf */.xX)(facts, step);
    return [
        ...(step.code.kind === 'image' ? [] : injected.map((name) => ({ kind: 'ConfigMap', name }))),
        ...[...secrets].map((name) => ({ kind: 'Secret', name })),
        ...(store?.claim === claimName(id) ? [{ kind: 'PersistentVolumeClaim', name: store.claim }] : []),
    ];
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/service.ts




/** Seconds between two looks at whether it is up. */
const startPeriod = 1;
const readyPeriod = 2;
/** Seconds for an answer. */
const probeTimeout = 2;
/** Seconds for the controllers, in which nothing of ours happens. */
const service_slack = 30;
/** @throws Error for a step that is no service @throws AutomlError PREFLIGHT for one that is told more than fits */
function serviceObjects(facts, plan, step, order) {
    const settings = step.service;
    if (settings === undefined)
        throw new Error(`${step.name} is no service`);
    return {
        deployment: deployment(facts, plan, step, order, settings),
        service: {
            apiVersion: types/* kinds */.E.Service.apiVersion,
            kind: 'Service',
            metadata: meta(facts, step),
            spec: {
                selector: { ...(0,objects_labels/* serviceSelector */.TH)(facts, step.name) },
                ports: [{ name: 'http', port: settings.port, targetPort: settings.port }],
            },
        },
    };
}
function deployment(facts, plan, step, order, settings) {
    const minReadySeconds = Math.ceil(settings.minReadySeconds);
    return {
        apiVersion: types/* kinds */.E.Deployment.apiVersion,
        kind: 'Deployment',
        metadata: meta(facts, step),
        spec: {
            replicas: settings.replicas,
            selector: { matchLabels: { ...(0,objects_labels/* serviceSelector */.TH)(facts, step.name) } },
            minReadySeconds,
            revisionHistoryLimit: settings.revisionHistoryLimit,
            progressDeadlineSeconds: Math.ceil(step.startTimeout) + minReadySeconds + service_slack,
            // Never fewer than before.
            strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
            template: podTemplate({ facts, plan, step, order, children: null, lasts: probes(settings, step.startTimeout) }),
        },
    };
}
function meta(facts, step) {
    const { owner, workflow, id } = facts;
    return {
        name: serviceName(workflow, step.name, owner),
        labels: { ...(0,objects_labels/* lastingLabels */.Oo)(facts), ...(0,objects_labels/* stepLabels */.Wg)(step) },
        annotations: { ...(0,objects_labels/* ownerNotes */.zJ)(owner), [objects_labels/* labels */.WD.deployedBy]: id },
    };
}
function probes({ port, health }, startTimeout) {
    const check = health === undefined ? { tcpSocket: { port } } : { httpGet: { path: health, port } };
    return {
        // Requirements are installed before the code listens.
        startupProbe: {
            ...check,
            periodSeconds: startPeriod,
            timeoutSeconds: probeTimeout,
            failureThreshold: Math.max(1, Math.ceil(startTimeout / startPeriod)),
        },
        readinessProbe: { ...check, periodSeconds: readyPeriod, timeoutSeconds: probeTimeout },
    };
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/readiness.ts

/** Seconds: probes begin a little after the container, and times are whole seconds. */
const readiness_slack = 2;
/**
 * Every replica is of this revision and available: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#complete-deployment
 * @param generation the least that the controller must have seen
 */
function isComplete({ metadata, spec, status }, generation) {
    const wanted = spec?.replicas ?? 1;
    return ((status?.observedGeneration ?? 0) >= Math.max(generation, metadata?.generation ?? 0) &&
        (status?.updatedReplicas ?? 0) >= wanted &&
        (status?.availableReplicas ?? 0) >= wanted &&
        (status?.replicas ?? 0) <= wanted);
}
/** The sentence about a server that ended before it was ready: the second time says the same as the hundredth. */
function crashOf({ metadata, status }, step) {
    // One that is being deleted was told to end.
    if (metadata?.deletionTimestamp !== undefined)
        return null;
    const container = status?.containerStatuses?.find(({ name }) => name === layout/* stepContainer */._);
    const ended = container?.state?.terminated ?? container?.lastState?.terminated;
    if (container === undefined || ended === undefined || container.ready)
        return null;
    if (container.restartCount < 1 && container.state?.terminated === undefined)
        return null;
    if (livedFor(ended) >= step.startTimeout - readiness_slack)
        return lateSentence(step);
    if (ended.reason === 'OOMKilled')
        return 'the service was killed because its memory ran out: raise resources.memory';
    return `the service exited with ${String(ended.exitCode)} before it was ready`;
}
/** Seconds. */
function livedFor({ startedAt, finishedAt }) {
    return startedAt === undefined || finishedAt === undefined
        ? 0
        : (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
}
/** The kubelet has ended it because its startup probe failed all the time: how it took that does not matter. */
function lateSentence({ service, startTimeout }) {
    const health = service?.health;
    const problem = health === undefined ? `did not listen on port ${String(service?.port ?? '')}` : `GET ${health} did not answer 2xx`;
    return `${problem} within ${String(startTimeout)} s (start_timeout)`;
}
/** Its code has begun, so there is a log. */
function hasBegun({ status }) {
    const container = status?.containerStatuses?.find(({ name }) => name === layout/* stepContainer */._);
    const { running, terminated } = container?.state ?? {};
    return running !== undefined || terminated !== undefined || container?.lastState?.terminated !== undefined;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/applied.ts
/** Null: this manager has applied nothing to it. Without the name, which nobody owns. */
function appliedFields(object, manager) {
    const entry = object.metadata?.managedFields?.find(({ manager: name, operation, subresource }) => name === manager && operation === 'Apply' && subresource === undefined);
    return applied_isFields(entry?.fieldsV1) ? picked(object, entry.fieldsV1) : null;
}
/** `.` stands for the map or list itself, `f:` for a field, `k:`, `v:` and `i:` for an element. */
function picked(value, owned) {
    const names = Object.keys(owned);
    if (names.length === 0)
        return value;
    const inside = names.filter((name) => name !== '.');
    const below = (name, part) => picked(part, applied_isFields(owned[name]) ? owned[name] : {});
    if (Array.isArray(value)) {
        const elements = value;
        return inside.flatMap((name) => elements.filter(isNamed(name, elements)).map((element) => below(name, element)));
    }
    if (!applied_isFields(value))
        return value;
    const present = inside.filter((name) => name.startsWith('f:') && name.slice(2) in value);
    return Object.fromEntries(present.map((name) => [name.slice(2), below(name, value[name.slice(2)])]));
}
function isNamed(name, elements) {
    const told = JSON.parse(name.slice(2));
    if (name.startsWith('i:'))
        return (element) => element === elements[Number(told)];
    if (!name.startsWith('k:') || !applied_isFields(told))
        return (element) => element === told;
    return (element) => applied_isFields(element) && Object.entries(told).every(([key, value]) => element[key] === value);
}
function applied_isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/revision.ts


/** Who applies (`fieldManager` of client/http-api.ts). */
const manager = 'automl';
class Revision {
    #api;
    #facts;
    #name;
    #deployment;
    #service;
    constructor(api, facts, name, found) {
        this.#api = api;
        this.#facts = facts;
        this.#name = name;
        [this.#deployment, this.#service] = found;
    }
    /** What is there under the name. @throws ApiError @throws NotOurs */
    static async read(api, facts, name) {
        const [deployment, service] = await Promise.all([api.get('Deployment', name), api.get('Service', name)]);
        if (deployment !== null && !isOfOwner(deployment, facts))
            throw new NotOurs('Deployment', name, api.namespace, 'workflow');
        if (service !== null && !isOfOwner(service, facts))
            throw new NotOurs('Service', name, api.namespace, 'workflow');
        return new Revision(api, facts, name, [deployment, service]);
    }
    /** Nothing served before. */
    get isNone() {
        return this.#deployment === null;
    }
    /**
     * What was not there goes again; what was there gets back what was applied to it. Its pods are still there, since a
     * roll-out takes none away before there is another. @throws ApiError
     */
    async restore() {
        const results = await Promise.allSettled([
            this.#restore('Service', this.#service),
            this.#restore('Deployment', this.#deployment),
        ]);
        for (const result of results)
            if (result.status === 'rejected')
                throw result.reason;
    }
    async #restore(kind, before) {
        const name = this.#name;
        const now = await this.#api.get(kind, name);
        // Gone without us, or never made: there is nothing to undo.
        if (now === null || !isOfOwner(now, this.#facts))
            return;
        if (before === null) {
            const { uid } = now.metadata ?? {};
            await this.#api.delete(kind, name, uid === undefined ? {} : { uid });
            return;
        }
        // As an apply, since a patch would own the fields that it puts back, and no later apply could take them away.
        const { labels, annotations } = before.metadata ?? {};
        const whole = { metadata: { ...(labels && { labels }), ...(annotations && { annotations }) }, spec: before.spec };
        const { metadata, ...rest } = appliedFields(before, manager) ?? whole;
        await this.#api.apply(kind, { ...rest, metadata: { ...metadata, name } }, { force: true });
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/refusal.ts
var client_refusal = __webpack_require__(6560);
;// CONCATENATED MODULE: ./src/backends/kubernetes/smoke.ts



/** Characters of the answer that are kept. */
const kept = 2000;
const quoted = 200;
/** Milliseconds between two tries, and how often it is tried: a pod may be ready before the API server knows the way to it. */
const pause = 500;
const tries = 20;
/** @throws ApiError when the API server can't be reached */
async function smokeTest(api, name, port, smoke, asking) {
    const said = `smoke test ${smoke.method} ${smoke.path}`;
    const call = {
        method: smoke.method,
        path: `/api/v1/namespaces/${api.namespace}/services/http:${name}:${String(port)}/proxy${smoke.path}`,
        ...(smoke.body === undefined ? {} : { body: smoke.body }),
    };
    const { status, body, milliseconds } = await askUntilHeard(api, call, asking);
    // The API server speaks for itself, though by its status it could be the service.
    const refusal = (0,client_refusal/* statusOf */.c)(body);
    if (refusal !== null)
        return { answer: null, problem: `${said} did not reach the service: ${refusal.message ?? ''}` };
    const answer = { status, milliseconds, body: body.slice(0, kept) };
    const quote = body.slice(0, quoted);
    if (status !== smoke.status)
        return { answer, problem: `${said} answered ${String(status)} instead of ${String(smoke.status)}: ${quote}` };
    if (smoke.contains !== undefined && !body.includes(smoke.contains))
        return { answer, problem: `${said} answered without "${smoke.contains}": ${quote}` };
    return { answer, problem: null };
}
/** Asks again while the service can't have heard the question: it has no endpoints yet, or does not accept connections. */
async function askUntilHeard(api, call, { signal, sleep = backoff/* systemSleep */.H }) {
    for (let left = tries;; left--) {
        const last = left <= 1 || signal.aborted;
        const began = performance.now();
        try {
            const { status, body } = await api.ask(call);
            const milliseconds = Math.round(performance.now() - began);
            if (last || status < 500 || (0,client_refusal/* statusOf */.c)(body) === null)
                return { status, body, milliseconds };
        }
        catch (error) {
            // A connection that broke: the service may have heard it, so only what changes nothing is asked again.
            const again = error instanceof client_api/* ApiError */.h && error.status === null && call.method === 'GET';
            if (last || !again)
                throw error;
        }
        await sleep(pause, signal);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/roll-out.ts
/** One deployment of a service step: applied, waited for, asked once, and undone when it does not get ready. */













/** Milliseconds that the log of a service that failed may take to come, before its pod is taken away. */
const roll_out_logPatience = 2000;
class RollOut {
    /** Never rejects. */
    result;
    #options;
    #stop = new AbortController();
    #pods = new Map();
    /** Of the pod that was the first to begin. */
    #log = null;
    #deployment = null;
    #over = false;
    #patience = new Patience();
    #giveUp = () => undefined;
    constructor(options) {
        this.#options = options;
        this.result = this.#run().finally(() => {
            this.#over = true;
            this.#pods.clear();
            this.#log?.stop();
        });
    }
    cancel() {
        if (this.#over)
            return;
        this.#stop.abort();
        this.#giveUp(new Error('was cancelled'));
    }
    seePod(pod, gone) {
        const { step, order, logs } = this.#options;
        const { name, uid = '', labels: own = {} } = pod.metadata ?? {};
        // Pods of an attempt before this one are still on their way out.
        const isOurs = own[objects_labels/* labels */.WD.step] === (0,objects_labels/* labelValue */.w)(step.name) && own[objects_labels/* labels */.WD.attempt] === String(order.attempt);
        if (this.#over || !isOurs || name === undefined)
            return;
        if (gone)
            this.#pods.delete(uid);
        else
            this.#pods.set(uid, pod);
        if (!gone && hasBegun(pod))
            this.#log ??= logs.follow(order, name, this.#hear);
        this.look();
    }
    /** Is there a reason to stop waiting? */
    look() {
        if (this.#over)
            return;
        const pods = [...this.#pods.values()];
        for (const pod of pods) {
            const crash = crashOf(pod, this.#options.step);
            if (crash !== null)
                this.#giveUp(new Error(crash));
        }
        if (this.#deployment === null)
            return;
        const events = pods.flatMap((pod) => this.#options.eventsOf(pod));
        const trouble = (0,waiting/* troubleOfDeployment */.Cp)(this.#deployment, events, pods);
        const verdict = this.#patience.judge(trouble);
        if (trouble === null || verdict === 'wait')
            return;
        if (verdict === 'give-up')
            this.#giveUp(new Error(trouble.sentence));
        else
            this.#options.say(`waiting: ${trouble.sentence}`);
    }
    #hear = (message) => {
        if (message.event === 'installing')
            this.#options.say(`installing ${message.requirements}`);
    };
    async #run() {
        const { api, facts, plan, step, order, logs } = this.#options;
        let before = null;
        try {
            await logs.begin(order);
            const objects = serviceObjects(facts, plan, step, order);
            const found = await Revision.read(api, facts, objects.deployment.metadata?.name ?? '');
            this.#goOn();
            before = found;
            return await this.#deploy(objects);
        }
        catch (error) {
            return this.#failed(error, before);
        }
    }
    /** @throws Error whose message becomes the step's reason */
    async #deploy({ deployment: wanted, service: way }) {
        const { api, step } = this.#options;
        const name = wanted.metadata?.name ?? '';
        const deployment = await api.apply('Deployment', wanted, { force: true });
        await this.#adopt(deployment);
        await api.apply('Service', way, { force: true });
        await this.#ready(deployment);
        this.#deployment = null;
        const { service } = step;
        const url = `http://${name}.${api.namespace}:${String(service?.port ?? '')}`;
        const { signal } = this.#stop;
        const smoke = service?.smoke === undefined ? null : await smokeTest(api, name, service.port, service.smoke, { signal });
        this.#goOn();
        if (smoke !== null && smoke.problem !== null)
            throw new Error(smoke.problem);
        return {
            ...(0,backends_result/* resultWithoutAgent */.xY)('succeeded', ''),
            reason: null,
            service: { url, smoke: smoke === null ? null : smoke.answer },
        };
    }
    /** @param before null: nothing was changed */
    async #failed(error, before) {
        const isCancelled = this.#stop.signal.aborted;
        const reason = isCancelled ? 'was cancelled' : creationSentence(error, this.#options.api.namespace);
        // What it printed goes with its pod.
        if (!isCancelled)
            await this.#readLog();
        const undone = before === null ? '' : await undo(before);
        return (0,backends_result/* resultWithoutAgent */.xY)(isCancelled ? 'cancelled' : 'failed', `${reason}${undone}`);
    }
    #goOn() {
        if (this.#stop.signal.aborted)
            throw new Error('was cancelled');
    }
    /** What its pods need must live as long as the Deployment, not as the run. */
    async #adopt({ metadata }) {
        const { api, facts, plan, step } = this.#options;
        const { name: owner = '', uid = '' } = metadata ?? {};
        for (const { kind, name } of adoptedBy(facts, plan, step)) {
            const object = await api.get(kind, name);
            const references = object?.metadata?.ownerReferences ?? [];
            if (object === null || references.some((reference) => reference.uid === uid))
                continue;
            const reference = { apiVersion: 'apps/v1', kind: 'Deployment', name: owner, uid };
            await api.patch(kind, name, { metadata: { ownerReferences: [...references, reference] } });
        }
    }
    /** Until the roll-out is complete. @throws Error when it never will be */
    async #ready({ metadata }) {
        const { api } = this.#options;
        const { name = '', generation = 1, uid } = metadata ?? {};
        const done = new AbortController();
        const signal = AbortSignal.any([done.signal, this.#stop.signal]);
        try {
            await new Promise((resolve, reject) => {
                this.#giveUp = reject;
                this.#goOn();
                const gone = () => {
                    reject(new Error('its Deployment was deleted by somebody else'));
                };
                const see = (seen) => {
                    this.#deployment = seen;
                    if (seen.metadata?.uid !== uid)
                        gone();
                    else if (isComplete(seen, generation))
                        resolve();
                    else if (seen.spec?.paused === true)
                        reject(new Error(`its Deployment is paused: kubectl rollout resume deployment/${name} -n ${api.namespace}`));
                    else
                        this.look();
                };
                const listener = {
                    list: ([found]) => {
                        if (found === undefined)
                            gone();
                        else
                            see(found);
                    },
                    event: ({ type, object }) => {
                        if (type === 'DELETED')
                            gone();
                        else
                            see(object);
                    },
                };
                watchKind(api, 'Deployment', { fieldSelector: `metadata.name=${name}` }, listener, signal).catch(reject);
            });
        }
        finally {
            this.#giveUp = () => undefined;
            done.abort();
        }
    }
    async #readLog() {
        if (this.#log === null)
            return;
        this.#log.finish();
        const enough = new AbortController();
        await Promise.race([this.#log.ended, (0,backoff/* systemSleep */.H)(roll_out_logPatience, enough.signal)]);
        enough.abort();
    }
}
/** What became of the service, as the end of a sentence. */
async function undo(before) {
    try {
        await before.restore();
    }
    catch (error) {
        return `; it could not be undone: ${(0,errors/* messageOf */.bD)(error)}`;
    }
    return before.isNone ? '' : '; the revision before it goes on serving';
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/roll-outs.ts
/** The services of a run that are being deployed. */


class RollOuts {
    #options;
    #open = new Map();
    constructor(options) {
        this.#options = options;
    }
    get isDone() {
        return this.#open.size === 0;
    }
    begin(step, order) {
        const { work, say, ended, ...options } = this.#options;
        const key = (0,plan/* taskKey */.Do)(order.task);
        const rollOut = new RollOut({
            ...options,
            step,
            order,
            say: (message) => {
                say(order, message);
            },
        });
        this.#open.set(key, rollOut);
        const whole = rollOut.result.then((result) => {
            this.#open.delete(key);
            ended(order, result);
        });
        work.add(whole);
    }
    /** A service that is up stays up. */
    cancel(task) {
        this.#open.get((0,plan/* taskKey */.Do)(task))?.cancel();
    }
    cancelAll() {
        for (const rollOut of this.#open.values())
            rollOut.cancel();
    }
    seePod(pod, gone) {
        for (const rollOut of this.#open.values())
            rollOut.seePod(pod, gone);
    }
    /** Is there a reason to stop waiting? */
    look() {
        for (const rollOut of this.#open.values())
            rollOut.look();
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/backend.ts
/** Steps as Jobs of a cluster, services as Deployments. Order the same attempt twice and there is still one. */














/** Milliseconds without a container after which it is worth asking why. */
const curiousAfter = 1500;
/** Calls that create at the same time. */
const backend_lanes = 16;
/** Seconds that logs may take to come to their end when the run is over. */
const logsPatience = 30;
/** Seconds that what still runs has to say how it ended when nobody waits any more: a CI kills us soon after. */
const backend_lastWords = 2;
class KubernetesBackend {
    name = 'kubernetes';
    #options;
    #steps;
    #due = new DueOrders((batches) => {
        this.#begin(batches);
    });
    #members = new JobMembers();
    #current = new Map();
    #work = new OpenWork();
    #logs;
    #rollOuts;
    #observer;
    #removal;
    #creation;
    #failure = null;
    #closing = false;
    #ticking = null;
    constructor(options) {
        const { api, plan, facts } = options;
        this.#options = options;
        this.#steps = new Map(plan.steps.map((step) => [step.name, step]));
        const logs = new OpenLogs(options);
        const removal = new Removal(api, this.#members, this.#work);
        this.#logs = logs;
        this.#removal = removal;
        this.#creation = new JobCreation({
            api,
            plan,
            facts,
            logs,
            expect: (order, step, job, index) => this.#expect(order, step, job, index),
            remove: (attempt) => {
                removal.add(attempt);
            },
        });
        this.#rollOuts = new RollOuts({
            api,
            plan,
            facts,
            logs,
            work: this.#work,
            eventsOf: (pod) => this.#observer.eventsOf('Pod', pod),
            say: (order, message) => {
                this.#say(order, message);
            },
            ended: (order, result) => {
                this.#end(order, result);
            },
        });
        this.#observer = new Observer({
            api,
            selector: (0,objects_labels/* ofRun */.XP)(facts.id),
            onPod: (pod, gone) => {
                this.#seePod(pod, gone);
            },
            onJob: (job, gone) => {
                this.#members.seeJob(job, gone);
            },
            onEvent: ({ involvedObject }) => {
                this.#hear(involvedObject.uid);
            },
            onFailure: (error) => {
                this.#fail(error);
            },
        });
    }
    start(order) {
        if (!this.#due.isNew(order))
            return;
        if (this.#closing)
            this.#end(order, (0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'cancelled before it started'));
        else
            this.#due.add(order);
    }
    cancel(task) {
        const key = (0,plan/* taskKey */.Do)(task);
        this.#drop((order) => (0,plan/* taskKey */.Do)(order.task) === key);
        this.#rollOuts.cancel(task);
        const attempt = this.#current.get(key);
        if (attempt === undefined || attempt.over)
            return;
        this.#removal.add(attempt);
        attempt.stop(this.#options.facts.grace + 10);
    }
    async close() {
        this.#closing = true;
        this.#drop(() => true);
        const open = [...this.#current.values()].filter((attempt) => !attempt.over);
        if (open.length > 0)
            this.#removal.hurry();
        for (const attempt of open) {
            this.cancel(attempt.place.task);
            attempt.stop(backend_lastWords);
        }
        this.#rollOuts.cancelAll();
        await this.#settled();
        await this.#logs.close(open.length > 0 ? backend_lastWords : logsPatience);
        if (this.#ticking !== null)
            clearInterval(this.#ticking);
        await this.#observer.close();
        await this.#work.settled();
        if (this.#failure !== null)
            throw this.#failure;
    }
    /** What was ordered and has not been begun is not begun. */
    #drop(isMeant) {
        for (const order of this.#due.drop(isMeant))
            this.#end(order, (0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'cancelled before it started'));
    }
    #begin(batches) {
        const creations = batches.flatMap((batch) => this.#beginBatch(batch));
        this.#work.add(inLanes(backend_lanes, creations));
        this.#ticking ??= setInterval(() => {
            this.#tick();
        }, curiousAfter);
    }
    /** Gives what is left to do. */
    #beginBatch(orders) {
        const [{ task }] = orders;
        const step = this.#steps.get(task.step);
        if (this.#failure !== null || step === undefined) {
            const reason = this.#failure?.message ?? `the plan has no step ${task.step}`;
            for (const order of orders)
                this.#end(order, (0,backends_result/* resultWithoutAgent */.xY)('failed', reason));
            return [];
        }
        if (step.service === undefined)
            return this.#creation.of(step, orders);
        for (const order of orders)
            this.#rollOuts.begin(step, order);
        return [];
    }
    #expect({ task, attempt: number }, step, job, index) {
        const attempt = new Attempt({ task, attempt: number, step, job, index }, this.#world());
        this.#members.add(attempt);
        this.#current.set((0,plan/* taskKey */.Do)(task), attempt);
        return attempt;
    }
    #world() {
        return {
            eventsOf: (kind, object) => this.#observer.eventsOf(kind, object),
            readEvents: (uid) => this.#observer.readEvents(uid),
            openLog: (attempt, pod) => {
                // Nothing of ours is in such a container: what looks like a message is the code's own.
                const isAlone = attempt.place.step.code.kind === 'image';
                const hear = (message, json) => {
                    attempt.hear(message, json);
                };
                return this.#logs.follow(attempt.place, pod, isAlone ? null : hear);
            },
            say: ({ place }, message) => {
                this.#say(place, message);
            },
            ended: ({ place }, result) => {
                this.#end(place, result);
            },
            remove: (attempt) => {
                this.#removal.add(attempt);
            },
        };
    }
    #say({ task, attempt }, message) {
        void this.#options.onOutput({ type: 'phase', task, attempt, message });
    }
    #end({ task, attempt }, result) {
        this.#options.onEnded({ type: 'ended', task, attempt, result });
    }
    #seePod(pod, gone) {
        if (this.#members.seePod(pod, gone) === null)
            this.#rollOuts.seePod(pod, gone);
    }
    #hear(uid) {
        if (uid === undefined)
            return;
        for (const attempt of this.#current.values())
            if (attempt.isAbout(uid))
                attempt.lookForTrouble();
        this.#rollOuts.look();
    }
    /** Events are read while something is waited for, and was not there the last time we looked. */
    #tick() {
        const waiting = [...this.#current.values()].filter((attempt) => attempt.waiting);
        this.#observer.wantEvents(waiting.length > 0 || !this.#rollOuts.isDone);
        for (const attempt of waiting)
            attempt.lookForTrouble();
        this.#rollOuts.look();
    }
    /** The cluster can't be watched any more: nothing that happens there would be seen. */
    #fail(error) {
        this.#failure ??= error instanceof Error ? error : new Error((0,errors/* messageOf */.bD)(error));
        for (const attempt of this.#current.values()) {
            attempt.end((0,backends_result/* resultWithoutAgent */.xY)('failed', `the cluster can't be watched any more: ${(0,errors/* messageOf */.bD)(error)}`));
        }
    }
    /** Until every attempt has ended, and all that was asked of the cluster was answered. */
    async #settled() {
        for (;;) {
            await this.#work.settled();
            const open = [...this.#current.values()].some((attempt) => !attempt.over);
            if (!open && this.#work.isDone && this.#removal.isDone)
                return;
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./node_modules/canonicalize/lib/canonicalize.js
var canonicalize = __webpack_require__(3842);
var canonicalize_default = /*#__PURE__*/__webpack_require__.n(canonicalize);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/anchor.ts
/** The state of a run in the cluster: an anchor that owns everything, and compressed documents that never change. */







/** Bytes in one ConfigMap. The API server takes 1 MiB. */
const anchor_limit = 900 * 1024;
function anchorObject(plan, owner) {
    const { run, workflow, file, commit, environment, params } = plan;
    const identity = { run, workflow, file, commit, environment, params, owner };
    return {
        apiVersion: types/* kinds */.E.ConfigMap.apiVersion,
        kind: 'ConfigMap',
        metadata: {
            name: anchorName(run.id),
            labels: { ...(0,objects_labels/* componentLabels */.D8)({ id: run.id, owner, workflow }, 'anchor') },
            annotations: { ...(0,objects_labels/* ownerNotes */.zJ)(owner) },
        },
        data: { 'identity.json': canonicalize_default()(identity) ?? '' },
    };
}
/** In parts, where one ConfigMap can't hold it; read back by `documentOf`. */
function planObjects(run, plan) {
    const whole = (0,external_node_zlib_.gzipSync)(JSON.stringify(plan), { level: 9 });
    const count = Math.ceil(whole.length / anchor_limit);
    return Array.from({ length: count }, (_, part) => ({
        ...bare(),
        metadata: ownedMeta(run, planName(run.id, part), 'plan'),
        binaryData: { 'plan.json.gz': whole.subarray(part * anchor_limit, (part + 1) * anchor_limit).toString('base64') },
    }));
}
/** Whether the events fit into one page. */
function fitsPage(events) {
    return (0,external_node_zlib_.gzipSync)(linesOf(events), { level: 9 }).length <= anchor_limit;
}
/** @param page counts up from 1 @throws AutomlError CLUSTER for more events than one page holds */
function pageObject(run, page, events) {
    const binaryData = compressed(`page ${page} of the journal`, { 'events.jsonl.gz': linesOf(events) });
    return { ...bare(), metadata: ownedMeta(run, pageName(run.id, page), 'page'), binaryData };
}
function linesOf(events) {
    return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}
/** @param canonical the record's canonical form @throws AutomlError CLUSTER for one that is too large */
function recordObject(run, record, canonical) {
    const texts = { 'record.json.gz': JSON.stringify(record), 'canonical.json.gz': canonical };
    const binaryData = compressed('the record of the run', texts);
    return { ...bare(), metadata: ownedMeta(run, recordName(run.id), 'record'), binaryData };
}
/** The text of a document. @param parts all of it, in order @throws Error when some of it is missing */
function documentOf(parts, key) {
    const bytes = parts.map(({ metadata, binaryData }) => {
        const data = binaryData?.[key];
        if (data === undefined)
            throw new Error(`the ConfigMap ${metadata?.name ?? ''} has no ${key}`);
        return Buffer.from(data, 'base64');
    });
    return gunzipSync(Buffer.concat(bytes)).toString();
}
function bare() {
    return { apiVersion: types/* kinds */.E.ConfigMap.apiVersion, kind: 'ConfigMap', immutable: true };
}
/** @param name for the sentence about what is too large */
function compressed(name, texts) {
    const entries = Object.entries(texts).map(([key, text]) => [key, (0,external_node_zlib_.gzipSync)(text, { level: 9 })]);
    const bytes = entries.reduce((sum, [, data]) => sum + data.length, 0);
    if (bytes > anchor_limit) {
        const size = Math.ceil(bytes / 1024);
        throw new errors/* AutomlError */.nS('CLUSTER', `${name} does not fit into a ConfigMap: ${size} KiB, and ${anchor_limit / 1024} KiB fit`);
    }
    return Object.fromEntries(entries.map(([key, data]) => [key, data.toString('base64')]));
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/pages.ts
/** The journal of a run in the cluster: append-only pages, each a ConfigMap, so that any machine can read what happened. */




/** Milliseconds that events are collected for one page. */
const interval = 1000;
class Pages {
    #options;
    #waiting = [];
    #timer = null;
    #last = Promise.resolve();
    #count = 0;
    #warned = false;
    constructor(options) {
        this.#options = options;
    }
    /**
     * A start needs no page before it happens: its Job has a name of its own, and is found by it. A list that a step made
     * can't be found again, so that is stored before anybody uses it.
     */
    async append(event) {
        this.#waiting.push(event);
        this.#timer ??= setTimeout(() => void this.#flush(), interval);
        const local = this.#options.journal.append(event);
        await (event.type === 'expanded' ? Promise.all([local, this.#flush()]) : local);
    }
    /** Settles when all that was appended is stored, or could not be, which was told. */
    async close() {
        await this.#flush();
    }
    #flush() {
        if (this.#timer !== null)
            clearTimeout(this.#timer);
        this.#timer = null;
        this.#last = this.#last.then(() => this.#write());
        return this.#last;
    }
    async #write() {
        // What can't be stored stays: the run goes on, its record is on this machine, and the next page has these events too.
        while (this.#waiting.length > 0) {
            const events = pageful(this.#waiting);
            try {
                await this.#store(events);
            }
            catch (error) {
                if (!this.#warned)
                    this.#options.warn(`the cluster does not store the run's journal: ${(0,errors/* messageOf */.bD)(error)}`);
                this.#warned = true;
                // One that no page can hold must not keep back all that come after it.
                if (error instanceof client_api/* ApiError */.h)
                    return;
            }
            this.#waiting = this.#waiting.slice(events.length);
        }
    }
    /** As the next page that nobody else has written. */
    async #store(events) {
        const { api, facts } = this.#options;
        for (;;) {
            const page = pageObject(facts, this.#count + 1, events);
            const { object, created } = await api.create('ConfigMap', page);
            this.#count += 1;
            // There already: ours, when the answer to a first try was lost, or another driver's.
            const isOurs = (0,external_node_util_.isDeepStrictEqual)(object.binaryData, page.binaryData);
            if (created || isOurs)
                return;
        }
    }
}
/** The first events, as many as one page holds; one that is too large for a page is alone. */
function pageful(events) {
    let some = events;
    while (some.length > 1 && !fitsPage(some))
        some = some.slice(0, Math.ceil(some.length / 2));
    return some;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/capacity.ts + 2 modules
var preflight_capacity = __webpack_require__(1192);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/missing-rights.ts
var missing_rights = __webpack_require__(9076);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/named-objects.ts
var named_objects = __webpack_require__(2758);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/namespace.ts
var preflight_namespace = __webpack_require__(3097);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/project.ts
var project = __webpack_require__(7471);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/rights.ts
var preflight_rights = __webpack_require__(5971);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/store.ts
var preflight_store = __webpack_require__(687);
;// CONCATENATED MODULE: ./src/backends/kubernetes/preflight/preflight.ts







/** @throws ApiError when the cluster can't be asked at all */
async function preflight(plan, { api, files, ownSecrets }) {
    const rights = (0,preflight_rights/* rightsFor */.x)(plan, { ownSecrets: ownSecrets.size > 0 });
    const [namespace, missing, objects, capacity, store] = await Promise.all([
        (0,preflight_namespace/* readNamespace */.o)(api),
        (0,missing_rights/* missingRights */.o7)(api, rights.filter(({ need }) => need !== 'optional')),
        (0,named_objects/* refuseMissingObjects */.d)(plan, api, ownSecrets),
        (0,preflight_capacity/* judgeCapacity */.s)(plan, api),
        (0,preflight_store/* needsStore */.jC)(plan) ? (0,preflight_store/* storeProblem */.H9)(plan, api) : null,
    ]);
    const refusals = (0,project/* refuseByProject */.B)(plan, files);
    const { assignsUsers, problem } = namespace;
    // In a namespace that is not there everything is missing: that is one problem, not twenty.
    if (problem !== null) {
        return { refused: refusals.toMap(), warnings: [], problems: [problem], namespace: { assignsUsers } };
    }
    refusals.addAll(objects);
    if (store !== null)
        for (const step of plan.steps.filter(preflight_store/* keepsFiles */.s7))
            refusals.add(step.name, store);
    refusals.addAll(capacity.refusals);
    const lacks = await (0,missing_rights/* rightsSentence */.vS)(api, (missing ?? []).filter(({ need }) => need === 'required'));
    return {
        refused: refusals.toMap(),
        warnings: [...capacity.warnings, ...rightsWarnings(missing)],
        problems: lacks === null ? [] : [lacks],
        namespace: { assignsUsers },
    };
}
function rightsWarnings(missing) {
    if (missing === null)
        return ['the cluster does not say which rights the account has: a right that is missing shows when it is used'];
    const events = missing.some(({ need, resource }) => need === 'wanted' && resource === 'events');
    return events ? ['the account may not read events: why a pod waits will stay unknown'] : [];
}

// EXTERNAL MODULE: ./src/records/canonical.ts
var canonical = __webpack_require__(8616);
;// CONCATENATED MODULE: ./src/backends/kubernetes/history.ts



/** Finished runs of one owner whose plan, journal and record stay. */
const keptRecords = 10;
/** Of these, how many also keep the files of their steps. A service keeps those that it reads, however old. */
const keptFiles = 3;
/** Takes away what is too old, among the finished runs of the same workflow, repository and environment. @throws ApiError */
async function pruneHistory(api, facts) {
    const finished = await finishedRuns(api, facts);
    for (const id of finished.slice(keptRecords))
        await api.delete('ConfigMap', anchorName(id));
    // Who keeps no files need not have the right to look for those of others.
    if (facts.store === null)
        return;
    for (const id of finished.slice(keptFiles, keptRecords)) {
        const claim = await api.get('PersistentVolumeClaim', claimName(id));
        if (claim !== null && ownedByRunAlone(claim.metadata))
            await api.delete('PersistentVolumeClaim', claimName(id));
    }
}
/** The values that were brought for this run are wanted no more, but by a service that was deployed with them. @throws ApiError */
async function forgetSecrets(api, { ownSecrets }) {
    for (const name of ownSecrets.values()) {
        const secret = await api.get('Secret', name);
        if (secret !== null && ownedByRunAlone(secret.metadata))
            await api.delete('Secret', name);
    }
}
/** Ids, newest first. A run without a record goes on, or its driver died: nothing of it is touched. */
async function finishedRuns(api, { owner }) {
    const of = (component) => ({ labelSelector: `${(0,objects_labels/* ofOwner */.hH)((0,objects_owner/* ownerId */.fj)(owner))},${objects_labels/* labels */.WD.component}=${component}` });
    const [anchors, records] = await Promise.all([
        api.list('ConfigMap', of('anchor')),
        api.list('ConfigMap', of('record')),
    ]);
    const runOf = (meta) => meta?.labels?.[objects_labels/* labels */.WD.run] ?? '';
    const recorded = new Set(records.items.map(({ metadata }) => runOf(metadata)));
    const made = (meta) => meta?.creationTimestamp ?? '';
    return anchors.items
        .filter(({ metadata }) => recorded.has(runOf(metadata)))
        .sort((a, b) => made(b.metadata).localeCompare(made(a.metadata)))
        .map(({ metadata }) => runOf(metadata));
}
/** A Deployment that needs it is an owner too. */
function ownedByRunAlone(meta) {
    return (meta?.ownerReferences ?? []).every(({ kind }) => kind === 'ConfigMap');
}

// EXTERNAL MODULE: ./src/workflow/quantity.ts
var quantity = __webpack_require__(2912);
// EXTERNAL MODULE: ./node_modules/tar/dist/esm/index.min.js
var index_min = __webpack_require__(8697);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/archive.ts
/** Files as one .tgz, the same bytes for the same files: no owners, times or umasks of this machine. */



/** Python's zipfile and some tars do not take times at the epoch. */
const mtime = new Date('2000-01-01T00:00:00Z');
/** Packings in which files vanished or shrank, until that is an error. */
const archive_tries = 3;
/**
 * Symbolic links are kept. Files that vanish meanwhile are left out.
 * @param files relative to the root
 * @param limit bytes after which packing stops: null comes back
 */
async function packFiles(root, files, limit) {
    for (let left = archive_tries;; left -= 1) {
        try {
            return await packOnce(root, await presentFiles(root, files), limit);
        }
        catch (error) {
            if (left === 1 || !isFromChange(error))
                throw error;
        }
    }
}
async function packOnce(root, files, limit) {
    const pack = new index_min/* Pack */.mM({ cwd: root, gzip: { level: 9 }, portable: true, mtime, noDirRecurse: true });
    for (const file of files)
        pack.add(file);
    pack.end();
    const chunks = [];
    let bytes = 0;
    for await (const chunk of pack) {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > limit)
            return null;
    }
    return Buffer.concat(chunks);
}
/** Sorted; files and links only. */
async function presentFiles(root, files) {
    const present = [];
    for (const file of [...files].sort()) {
        const status = await (0,promises_.lstat)(external_node_path_default().join(root, file)).catch(() => null);
        if (status !== null && (status.isFile() || status.isSymbolicLink()))
            present.push(file);
    }
    return present;
}
/** What `tar` says of a file that is not there any more, or not as long as it was. */
function isFromChange(error) {
    const { code } = error;
    return code === 'ENOENT' || code === 'EOF';
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/injected.ts
/** What comes into every pod from outside: the step agent and the project's files, in ConfigMaps. */








/** Bytes of the compressed source of one run: all of it is in the memory of the cluster's etcd. */
const sourceLimit = 4 * 2 ** 20;
/** Bytes that no compression makes fit, and that take long to find that out. */
const plainLimit = 100 * sourceLimit;
/** Bytes in one ConfigMap. The API server takes 1 MiB, and there may be labels and annotations of others. */
const mapLimit = 700 * 1024;
/** @throws AutomlError PREFLIGHT for a project that is too large, or can't be read */
async function injectedObjects(run, injected) {
    const files = [...(await runnerFiles(injected.runner)), { name: 'source.tgz', data: await source(injected) }];
    return inParts(files, mapLimit).map((part, place) => ({
        apiVersion: types/* kinds */.E.ConfigMap.apiVersion,
        kind: 'ConfigMap',
        metadata: ownedMeta(run, injectedName(run.id, place), 'source'),
        immutable: true,
        binaryData: Object.fromEntries(part.map(({ name, data }) => [name, data.toString('base64')])),
    }));
}
/** The last file is the one that is cut: its parts are `<name>.000`, `<name>.001` ... */
function inParts(files, limit) {
    const whole = files.slice(0, -1);
    const [last] = files.slice(-1);
    if (last === undefined)
        return [];
    let room = limit - whole.reduce((sum, { data }) => sum + data.length, 0);
    const parts = [whole];
    if (room <= 0) {
        parts.push([]);
        room = limit;
    }
    let count = 0;
    for (let from = 0; from < last.data.length || count === 0; count += 1) {
        const part = {
            name: `${last.name}.${String(count).padStart(3, '0')}`,
            data: last.data.subarray(from, from + room),
        };
        if (count === 0)
            parts.at(-1)?.push(part);
        else
            parts.push([part]);
        from += room;
        room = limit;
    }
    return parts;
}
async function runnerFiles(runner) {
    const files = await Promise.all(['agent', 'python'].map((folder) => pythonFiles(runner, folder)));
    const data = await packFiles(runner, files.flat(), Infinity);
    const boot = ['boot.py', 'boot.sh'].map(async (name) => ({
        name,
        data: await (0,promises_.readFile)(external_node_path_default().join(runner, 'pod', name)),
    }));
    return [...(await Promise.all(boot)), { name: 'runner.tgz', data: data ?? Buffer.alloc(0) }];
}
async function pythonFiles(root, folder) {
    const entries = await (0,promises_.readdir)(external_node_path_default().join(root, folder), { recursive: true });
    return entries
        .map((entry) => external_node_path_default().posix.join(folder, entry.replaceAll((external_node_path_default()).sep, '/')))
        .filter((file) => file.endsWith('.py'));
}
async function source({ root, files }) {
    const sizes = await Promise.all(files.map(async (file) => ({ file, bytes: await sizeOf(external_node_path_default().join(root, file)) })));
    const bytes = sizes.reduce((sum, each) => sum + each.bytes, 0);
    const packed = bytes > plainLimit ? null : await packSource(root, files);
    if (packed !== null)
        return packed;
    const largest = sizes
        .sort((a, b) => b.bytes - a.bytes)
        .slice(0, 3)
        .map((each) => `${each.file} (${(0,quantity/* formatBytes */.z3)(each.bytes)})`);
    throw new errors/* AutomlError */.nS('PREFLIGHT', `the project's files are more than ${(0,quantity/* formatBytes */.z3)(sourceLimit)} when compressed, which is what a run in the cluster may bring along; the largest are ${largest.join(', ')}: leave them out by .gitignore (git rm --cached takes them out of git), and let a step fetch them, or put them into the image`);
}
async function packSource(root, files) {
    try {
        return await packFiles(root, files, sourceLimit);
    }
    catch (error) {
        throw new errors/* AutomlError */.nS('PREFLIGHT', `the project's files can't be packed for the cluster (${(0,errors/* messageOf */.bD)(error)}): make them readable, or leave them out by .gitignore`, { cause: error });
    }
}
/** 0 for a file that is gone. */
async function sizeOf(file) {
    const status = await (0,promises_.lstat)(file).catch(() => null);
    return status?.size ?? 0;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/secret.ts
/** A Secret whose values were given to this run, and go with it. */




/** @param name as steps use it */
function secretObject(run, name, values) {
    const data = Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
    return {
        apiVersion: types/* kinds */.E.Secret.apiVersion,
        kind: 'Secret',
        metadata: ownedMeta(run, secretName(run.id, name), 'secret'),
        type: 'Opaque',
        immutable: true,
        data: Object.fromEntries(data),
    };
}
/** In CI, what is empty was never set. @throws AutomlError PREFLIGHT */
function refuseEmptySecrets(secrets) {
    for (const [name, values] of secrets) {
        const keys = Object.keys(values);
        if (keys.length === 0)
            throw new errors/* AutomlError */.nS('PREFLIGHT', `secret "${name}" has no KEY=value line: give it some`);
        const empty = keys.find((key) => values[key]?.trim() === '');
        if (empty !== undefined)
            throw new errors/* AutomlError */.nS('PREFLIGHT', `${empty} of secret "${name}" is empty: set it, or leave the line out`);
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/quantity.ts
var objects_quantity = __webpack_require__(5348);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/store.ts




/** For a workflow that names no claim of its own. */
function claimObject(run, { size, storageClass, accessMode }) {
    return {
        apiVersion: types/* kinds */.E.PersistentVolumeClaim.apiVersion,
        kind: 'PersistentVolumeClaim',
        metadata: ownedMeta(run, claimName(run.id), 'store'),
        spec: {
            accessModes: [accessMode],
            resources: { requests: { storage: (0,objects_quantity/* bytesText */.p)(size) } },
            ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
        },
    };
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/run-objects.ts










/**
 * Makes them, or finds those that were made before.
 * @throws ApiError @throws NotOurs @throws AutomlError PREFLIGHT for a source that is too large
 */
async function createRunObjects(request) {
    const { api, plan, owner } = request;
    refuseEmptySecrets(request.secrets);
    const identity = { id: plan.run.id, owner, workflow: plan.workflow };
    const { object, created } = await createOwned(api, 'ConfigMap', anchorObject(plan, owner), identity);
    const { name = '', uid = '' } = object.metadata ?? {};
    try {
        return await createDependents(request, { ...identity, anchor: { name, uid } });
    }
    catch (error) {
        // Best effort: the first error is the one that counts. An anchor that was there before may be of a run that has ended.
        if (created)
            await api.delete('ConfigMap', name, { uid }).catch(() => false);
        throw error;
    }
}
/** What the anchor takes along when it goes. */
async function createDependents(request, run) {
    const { api, plan, source, runner, secrets, needsStore, assignsUsers, grace, verbose } = request;
    const injected = await injectedObjects(run, { root: source.root, files: source.files, runner });
    const ownSecrets = [...secrets].map(([name, values]) => ({ name, object: secretObject(run, name, values) }));
    const claim = needsStore && plan.store.claim === undefined ? claimObject(run, plan.store) : null;
    const make = (kind, object) => {
        return () => createOwned(api, kind, object, run).then(() => undefined);
    };
    await inLanes(4, [
        ...[...planObjects(run, plan), ...injected].map((map) => make('ConfigMap', map)),
        ...ownSecrets.map((secret) => make('Secret', secret.object)),
        ...(claim === null ? [] : [make('PersistentVolumeClaim', claim)]),
    ]);
    const store = {
        claim: plan.store.claim ?? claim?.metadata?.name ?? '',
        sharesNode: plan.store.accessMode === 'ReadWriteOnce',
    };
    return {
        ...run,
        assignsUsers,
        injected: injected.map(({ metadata }) => metadata?.name ?? ''),
        store: needsStore ? store : null,
        ownSecrets: new Map(ownSecrets.map((secret) => [secret.name, secret.object.metadata?.name ?? ''])),
        grace,
        verbose,
    };
}
/** Seconds that the Jobs of a failed run stay, for `kubectl describe` and `kubectl logs`. */
const failedJobsStay = 24 * 3600;
/**
 * Stores the record, then takes away what only the running needed (the Jobs of a run that succeeded or was cancelled at
 * once, those of a failed one after a day) and what is too old.
 */
async function finishRun(api, facts, record) {
    await api.create('ConfigMap', recordObject(facts, record, (0,canonical/* canonical */.$)(record)));
    await removeJobs(api, facts, record);
    await forgetSecrets(api, facts);
    await pruneHistory(api, facts);
}
async function removeJobs(api, facts, record) {
    const selection = { labelSelector: (0,objects_labels/* ofRun */.XP)(facts.id) };
    if (record.state !== 'failed') {
        await api.deleteAll('Job', selection);
        return;
    }
    const [{ items }, pods] = await Promise.all([api.list('Job', selection), api.list('Pod', selection)]);
    // Containers of somebody else do not know that the run is over.
    const shared = pods.items.filter(holdsBystanders).map(({ metadata }) => async () => {
        await api.delete('Pod', metadata?.name ?? '');
    });
    const patches = items.map(({ metadata }) => async () => {
        await api.patch('Job', metadata?.name ?? '', { spec: { ttlSecondsAfterFinished: failedJobsStay } });
    });
    await inLanes(8, [...shared, ...patches]);
}

// EXTERNAL MODULE: ./src/backends/local/secrets.ts
var local_secrets = __webpack_require__(1280);
// EXTERNAL MODULE: ./src/records/file-store.ts + 6 modules
var file_store = __webpack_require__(161);
// EXTERNAL MODULE: ./src/records/run-id.ts
var run_id = __webpack_require__(9029);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./src/commands/owner.ts
/** Whose objects a run makes: the repository, as its forge or its origin names it. */

async function ownerOf({ repository }, place, world) {
    const { root, file, environment } = place;
    if (repository !== undefined) {
        const { forge, id, name } = repository;
        return { forge, repository: id, ...(name === undefined ? {} : { name }), file, environment };
    }
    const origin = parseRemote(await originOf(root));
    // Without a forge a folder is all that tells two projects apart.
    const { forge, path } = origin ?? { forge: 'local', path: `${world.host}:${root}` };
    return { forge, repository: path, file, environment };
}
/** `git@host:a/b.git`, `ssh://git@host:22/a/b` and `https://user@host/a/b` name the same. Null for anything else. */
function parseRemote(url) {
    const [, host, path] = /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+?)(?:\.git)?\/?$/.exec(url) ??
        /^(?:[^@/\s]+@)([^:/\s]+):(.+?)(?:\.git)?\/?$/.exec(url) ??
        [];
    return host === undefined || path === undefined ? null : { forge: host.toLowerCase(), path };
}
/** '' where there is none. */
function originOf(root) {
    return new Promise((resolve) => {
        (0,external_node_child_process_.execFile)('git', ['-C', root, 'config', '--get', 'remote.origin.url'], (error, stdout) => {
            resolve(error === null ? stdout.trim() : '');
        });
    });
}

;// CONCATENATED MODULE: ./src/commands/setup-kubernetes.ts
/** Runs in a cluster. */














/** The cluster's scheduler and quota decide how many pods run; this only bounds what is asked of the API server at once. */
const stepsAtOnce = 200;
async function kubernetesSetup(request, cluster, root, world) {
    return {
        backend: 'kubernetes',
        place: `kubernetes ${cluster.api.namespace}`,
        parallel: stepsAtOnce,
        runId: await chooseRunId(request, cluster, root, world),
        prepare: (plan, source) => prepare(plan, source, request, cluster, world),
        close: () => cluster.close(),
    };
}
/** A key names one run after another: each time that it is used again, it stands for the next. */
async function chooseRunId({ runKey }, { api }, root, world) {
    if (runKey === undefined)
        return (0,run_id/* newWideRunId */._h)(world.random);
    for (let generation = 1;; generation++) {
        const id = (0,objects_owner/* runId */.Vz)(`${runKey}#${String(generation)}`);
        const known = (0,external_node_fs_.existsSync)(external_node_path_default().join((0,file_store/* runsFolder */.Xc)(root), id)) || (await api.get('ConfigMap', anchorName(id))) !== null;
        if (!known)
            return id;
    }
}
async function prepare(plan, source, request, cluster, world) {
    const { api } = cluster;
    // Only what was given for this run: the files below .automl/ are for runs on this machine.
    const secrets = await (0,local_secrets/* readSecrets */.ql)([], {
        files: request.secretFiles,
        lines: request.secretLines,
        root: source.root,
        cwd: world.cwd,
        isTracked: () => Promise.resolve(false),
    });
    const owner = await ownerOf(request, { root: source.root, file: plan.file, environment: plan.environment }, world);
    const found = await preflight(plan, { api, files: source.files, ownSecrets: new Set(secrets.keys()) });
    if (found.problems.length > 0)
        throw new errors/* AutomlError */.nS('PREFLIGHT', found.problems.join('\n'));
    return {
        refused: found.refused,
        warnings: found.warnings,
        open: (run) => open(run),
    };
    async function open({ plan: running, writer, onEnded, onOutput, warn }) {
        const facts = await createRunObjects({
            api,
            plan: running,
            owner,
            source,
            runner: external_node_path_default().join(world.home, 'runner'),
            secrets,
            needsStore: (0,preflight_store/* needsStore */.jC)(running),
            assignsUsers: found.namespace.assignsUsers,
            grace: request.grace ?? 10,
            verbose: request.logLevel === 'debug',
        });
        const pages = new Pages({ api, facts, journal: writer.journal, warn });
        const backend = new KubernetesBackend({
            api,
            plan: running,
            facts,
            logPath: (task, attempt) => writer.logPath(task, attempt),
            onEnded,
            onOutput,
        });
        return {
            backend,
            journal: pages,
            finish: async (record) => {
                await pages.close();
                await finishRun(api, facts, record);
            },
        };
    }
}


/***/ })

};
