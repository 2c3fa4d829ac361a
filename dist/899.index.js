export const id = 899;
export const ids = [899];
export const modules = {

/***/ 70078:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ Attempt)
});

// EXTERNAL MODULE: ./src/backends/result.ts
var result = __webpack_require__(74672);
// EXTERNAL MODULE: ./src/backends/kubernetes/companions.ts
var companions = __webpack_require__(73791);
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

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/bystanders.ts
var bystanders = __webpack_require__(72335);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/interruption.ts
var interruption = __webpack_require__(88189);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/exit.ts
var diagnosis_exit = __webpack_require__(14190);
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
        ...(0,result/* resultWithoutAgent */.xY)(state, ''),
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
    state: result/* agentResult */.nq.shape.state,
    exit_code: schemas/* int */.Whr().nullable(),
    document: result/* agentResult */.nq.optional().catch(undefined),
});
/** Of a pod that children share: the hashes of their documents, by iteration, as far as it came. */
const wordOfShared = schemas/* object */.Ikc({ automl: schemas/* literal */.euz(1), children: schemas/* record */.g1P(schemas/* string */.YjP(), lastWord.shape.sha256) });
/** @param iteration of the child, where others share its pod */
function endOfContainer(status, step, iteration = null) {
    const { terminated } = status.state ?? {};
    if (terminated === undefined)
        return { kind: 'unknown', exitCode: null, oom: false, tail: '' };
    const { exitCode, signal, reason = '', message = '' } = terminated;
    const oom = reason === 'OOMKilled';
    const shared = iteration === null ? undefined : wordOf(message, wordOfShared)?.children[iteration];
    if (shared !== undefined)
        return { kind: 'in-log', sha256: shared };
    const word = wordOf(message, lastWord);
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
    const message = result/* agentMessage */.pG.safeParse(termination_parse(json));
    return message.success && message.data.event === 'result' ? message.data.result : null;
}
function wordOf(message, schema) {
    if (!message.startsWith('{'))
        return null;
    const word = schema.safeParse(termination_parse(message));
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
            ? { ...(0,result/* resultWithoutAgent */.xY)('succeeded', ''), reason: null }
            : (0,result/* resultWithoutAgent */.xY)('failed', missing);
        return { ...end, exit_code: 0 };
    }
    if (reason !== 'Error' || exitCode === 0 || exitCode === 137 || exitCode === 143)
        return null;
    return { ...(0,result/* resultWithoutAgent */.xY)('failed', (0,diagnosis_exit/* exitSentence */.S)(exitCode)), exit_code: exitCode };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/layout.ts
var layout = __webpack_require__(59314);
;// CONCATENATED MODULE: ./src/backends/kubernetes/attempt-pod.ts






/** Milliseconds that a result from the pod waits for the rest of the log. */
const logPatience = 200;
/** Milliseconds after the grace of a deleted pod in which its node must have said that it is gone. */
const nodePatience = 15_000;
class AttemptPod {
    #place;
    #news;
    #delays = new Delays();
    #log = null;
    #hasStarted = false;
    #hasBegun = false;
    #isOut = false;
    /** Its code has ended, and containers of somebody else go on beside it. */
    #lingers = false;
    #isDeleted = false;
    #isDone = false;
    /** What the agent said last that it was doing. */
    #phase = 'running';
    /** Hash of the document that only the log has. */
    #awaited = null;
    constructor(place, news) {
        this.#place = place;
        this.#news = news;
    }
    /** It has a container, or had one. */
    get hasStarted() {
        return this.#hasStarted;
    }
    /** The turn of its code has come: with the container, unless others that share it come first. */
    get hasBegun() {
        return this.#hasBegun;
    }
    /** Its code has ended, or it is gone. */
    get isOut() {
        return this.#isOut;
    }
    get lingers() {
        return this.#lingers;
    }
    /** What is to be known besides when the pod ended without a word. */
    get about() {
        const about = { phase: this.#phase, step: this.#place.step };
        if (this.#place.rank === null || !this.#hasStarted)
            return about;
        if (this.#awaited !== null)
            return { ...about, turn: 'over' };
        return this.#hasBegun ? about : { ...about, turn: 'to-come' };
    }
    /** Settles when no more of its log will be read. */
    get logEnded() {
        return this.#log?.ended ?? Promise.resolve();
    }
    /** Settles when there is nothing to wait for but the cluster: the log may still have the document. */
    get silent() {
        const tellsMore = this.#awaited !== null || (this.#place.rank !== null && this.#isOut);
        return tellsMore ? this.logEnded : Promise.resolve();
    }
    see(pod, gone) {
        const status = pod.status?.containerStatuses?.find(({ name }) => name === layout/* stepContainer */._h);
        const terminated = status?.state?.terminated;
        this.#isOut = terminated !== undefined || gone || pod.status?.phase === 'Failed';
        this.#lingers = terminated !== undefined && !gone && (0,bystanders/* bystandersGoOn */.B)(pod);
        if (!this.#isDone) {
            if (status?.state?.running !== undefined || terminated !== undefined)
                this.#start();
            if (!gone)
                this.#readLog(pod);
        }
        if (this.#isOut)
            this.#log?.finish();
        if (this.#isDone)
            return;
        if (status !== undefined && terminated !== undefined)
            this.#seeEnd(pod, status, terminated);
        else if (this.#isOut)
            this.#news.lost();
        if (pod.metadata?.deletionTimestamp !== undefined)
            this.#seeDeletion(pod);
    }
    hear(message, json) {
        if (this.#isDone)
            return;
        if (message.iteration !== undefined)
            this.#begin();
        switch (message.event) {
            case 'installing':
                this.#phase = 'installing';
                this.#news.say(`installing ${message.requirements}`);
                return;
            case 'result': {
                // The agent's last word: its pod needs up to a second more to say the same.
                const result = this.#awaited === null ? message.result : resultFromFrame(json, this.#awaited);
                if (result !== null)
                    this.#news.ended(result);
                return;
            }
            case 'running':
                this.#phase = 'running';
                return;
            case 'begins':
            case 'ready':
            case 'part':
            case 'prepared':
                return;
        }
    }
    /** Tells nothing any more; its log is read to the end. */
    close() {
        this.#isDone = true;
        this.#delays.end();
        // There may be thousands of attempts, and what reads a log is some KiB.
        void this.logEnded.then(() => {
            this.#log = null;
        });
    }
    /** Nobody waits for its end: no node may be there to tell it, or to give the rest of the log. */
    abandon() {
        this.close();
        this.#log?.note('truncated: the rest of the log was lost with the pod');
        this.#log?.stop();
    }
    #start() {
        this.#hasStarted = true;
        if ((this.#place.rank ?? 0) === 0)
            this.#begin();
    }
    #begin() {
        if (this.#hasBegun)
            return;
        this.#hasBegun = true;
        this.#news.began();
    }
    #seeEnd(pod, status, terminated) {
        const { step, task, rank } = this.#place;
        const end = endOfContainer(status, step, rank === null ? null : task.iteration);
        // Code without an agent may take a TERM, stop half-way, and exit as it likes.
        const isHalf = step.code.kind === 'image' && (0,interruption/* wasInterrupted */.WE)(pod, terminated);
        if (end.kind === 'result' && !isHalf)
            this.#endSoon(end.result);
        else if (end.kind === 'in-log')
            this.#awaitLog(end.sha256);
        else
            this.#news.lost();
    }
    #endSoon(result) {
        if (this.#log === null)
            this.#news.ended(result);
        else
            this.#delays.later(logPatience, () => {
                this.#news.ended(result);
            });
    }
    /** A node that is lost never says that the pod has ended. */
    #seeDeletion({ metadata }) {
        if (this.#isDeleted)
            return;
        this.#isDeleted = true;
        const grace = (metadata?.deletionGracePeriodSeconds ?? 0) * 1000;
        this.#delays.later(grace + nodePatience, () => {
            this.#news.lost();
        });
    }
    #awaitLog(sha256) {
        if (this.#awaited !== null)
            return;
        this.#awaited = sha256;
        // Without a log nobody will ever read the document.
        void this.logEnded.then(() => {
            if (!this.#isDone)
                this.#news.lost();
        });
    }
    #readLog(pod) {
        const hear = (message, json) => {
            this.hear(message, json);
        };
        if ((0,companions/* hasLog */.Xu)(pod))
            this.#log ??= this.#news.openLog(pod, hear);
        this.#log?.see(pod);
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/patience.ts
var patience = __webpack_require__(56011);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/disruption.ts
var diagnosis_disruption = __webpack_require__(37295);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/amount.ts
var amount = __webpack_require__(36602);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/container.ts + 1 modules
var diagnosis_container = __webpack_require__(24193);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/recent-events.ts
var recent_events = __webpack_require__(78647);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/start.ts
var start = __webpack_require__(53380);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/trouble.ts
var diagnosis_trouble = __webpack_require__(66891);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/waiting.ts + 5 modules
var waiting = __webpack_require__(55660);
;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/ending.ts











/** The reason starts with "result lost: " only where the code may well have finished. */
function lossOf(loss) {
    const { pod, job, turn } = loss;
    if (turn !== undefined)
        return lost(turnSentences[turn]);
    if (pod?.status?.reason === 'DeadlineExceeded') {
        return (0,result/* resultWithoutAgent */.xY)('timed-out', deadlineSentence(pod.spec?.activeDeadlineSeconds));
    }
    const late = job?.status?.conditions?.some(({ reason, status }) => reason === 'DeadlineExceeded' && status === 'True');
    if (late === true)
        return (0,result/* resultWithoutAgent */.xY)('timed-out', deadlineSentence(job?.spec?.activeDeadlineSeconds));
    return pod === null ? withoutPod(loss) : withPod(loss, pod);
}
const turnSentences = {
    'to-come': 'its pod ended before its turn had come',
    over: 'result lost: its log did not hold the whole result',
};
function deadlineSentence(seconds) {
    const limit = seconds === undefined ? '' : ` ${seconds} s`;
    return `did not end within the${limit} that start_timeout and timeout allow together (activeDeadlineSeconds)`;
}
function failed(reason, exitCode = null) {
    return { ...(0,result/* resultWithoutAgent */.xY)('failed', reason), exit_code: exitCode };
}
/** Ended from outside, or unreadable: the same code may well come to its end another time. */
function lost(reason) {
    return { ...failed(reason), lost: true };
}
function withoutPod({ job, events }) {
    if (job === null)
        return lost('result lost: its Job was deleted by somebody else');
    const trouble = (0,interruption/* isComplete */.As)(job) ? null : (0,waiting/* troubleOfJob */.AX)(job, events);
    if (trouble !== null)
        return failed(trouble.sentence);
    const gone = (0,recent_events/* latest */.IW)(events, ['Preempted', 'Evicted', 'TaintManagerEviction']);
    if (gone?.reason === 'Preempted')
        return lost(diagnosis_disruption/* preemptionSentence */.hB);
    if (gone !== null)
        return lost('was evicted from its node while it ran');
    return lost('result lost: its pod was deleted before its result could be read');
}
function withPod(loss, pod) {
    const disruption = (0,diagnosis_disruption/* disruptionOf */.jX)(pod);
    const refusal = (0,diagnosis_disruption/* excessOf */.FR)(pod) ?? (0,diagnosis_disruption/* rejectionOf */.h2)(pod);
    const status = pod.status?.containerStatuses?.find(({ name }) => name === layout/* stepContainer */._h);
    const { terminated } = status?.state ?? {};
    if (disruption !== null)
        return lost(disruption);
    if (refusal !== null)
        return failed(refusal);
    if (status !== undefined && terminated !== undefined)
        return ofContainer(loss, pod, status, terminated);
    const before = failedBefore(pod);
    if (before !== null)
        return failed(before);
    const started = status?.state?.running !== undefined;
    if (loss.isJobDeleted === true)
        return lost(deletionSentence(loss, started));
    const trouble = started ? null : (0,waiting/* troubleOfPod */.KM)(pod, loss.events);
    if (trouble !== null)
        return trouble.permanent ? failed(trouble.sentence) : lost(trouble.sentence);
    if (loss.isInterrupted === true && pod.metadata?.deletionTimestamp !== undefined)
        return lost(deletionSentence(loss, true));
    if (started)
        return lost('result lost: its pod was deleted while it ran (kubectl delete, or a controller)');
    const said = pod.status?.phase === 'Failed' ? (pod.status.message ?? pod.status.reason ?? '') : '';
    if (said !== '')
        return failed(`its node refused to run it: ${(0,diagnosis_trouble/* clause */.sb)(said)}`);
    return lost(deletionSentence(loss, false));
}
function ofContainer(loss, pod, status, terminated) {
    const { exitCode, reason = '', message = '' } = terminated;
    const container = (0,diagnosis_container/* containerOf */.t)(pod, status.name);
    const image = container?.image ?? status.image;
    if (reason === 'StartError' || reason === 'ContainerCannotRun') {
        return failed(((0,start/* startTrouble */.U)(message, image) ?? (0,start/* unknownStartTrouble */.w)(message)).sentence);
    }
    if (reason === 'ContainerStatusUnknown')
        return lost('result lost: its node does not know how its container ended');
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
        return lost(deletionSentence(loss, true));
    if (exitCode > 128)
        return failed((0,diagnosis_exit/* exitSentence */.S)(exitCode), exitCode);
    if (loss.step?.code.kind === 'image')
        return failed((0,diagnosis_exit/* exitSentence */.S)(exitCode), exitCode);
    if (lastLine.startsWith('{"automl":'))
        return lost('result lost: its log did not hold the whole result');
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

;// CONCATENATED MODULE: ./src/backends/kubernetes/diagnosis/replacement.ts

/** Expects that the pod has ended, and that the Job has not. */
function isReplaced(job, pod) {
    const ignores = job.spec?.podFailurePolicy !== undefined;
    return ignores && (0,diagnosis_disruption/* disruptionTarget */.J2)(pod) !== null && pod.status?.phase !== 'Succeeded';
}
/** One line for people. @param pod null: nobody saw how it ended */
function replacementSentence(pod) {
    const cause = (pod === null ? null : (0,diagnosis_disruption/* disruptionOf */.jX)(pod)) ?? 'its pod is gone';
    const node = pod?.spec?.nodeName;
    return `${cause}${node === undefined ? '' : ` (${node})`}; its Job starts it again`;
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/sight.ts





class Sight {
    pod = null;
    job = null;
    /** By somebody else: whoever does so himself has seen enough. */
    isJobDeleted = false;
    /** The agent was told to stop, not by us, and has said so. */
    isInterrupted = false;
    /** What keeps its Job from being made. */
    refusal = null;
    /** The pod before, where the Job makes another one. */
    #past = null;
    #world;
    constructor(world) {
        this.#world = world;
    }
    seeJob(job, gone) {
        this.job = job;
        if (gone || job.metadata?.deletionTimestamp !== undefined)
            this.isJobDeleted = true;
    }
    /** The pod, which has ended, is not the last of its Job. */
    get isReplaced() {
        const { pod, job } = this;
        return !this.isJobDeleted && pod !== null && job !== null && !(0,interruption/* hasFailed */.WN)(job) && isReplaced(job, pod);
    }
    /** Its Job says so: it failed, or ended while nobody looked and left no pod. @param index in an Indexed Job */
    isPast(index) {
        const { pod, job } = this;
        if (job === null)
            return false;
        return (index === null && (0,interruption/* hasFailed */.WN)(job)) || (pod === null && (0,interruption/* hasEndedAt */.KO)(job, index));
    }
    /** Nothing of it goes on in the cluster, nor comes back. @param isOut its pod has ended */
    endsByItself(isOut) {
        // A Job can be deleted without its pod.
        if (this.isJobDeleted)
            return false;
        if (this.job !== null && (0,interruption/* hasFailed */.WN)(this.job))
            return true;
        return isOut && (this.pod === null || (0,diagnosis_disruption/* disruptionTarget */.J2)(this.pod) === null);
    }
    /** From now on it is about the next pod. Gives one line about the end of this one. */
    turn() {
        const sentence = replacementSentence(this.pod);
        this.#past = this.pod;
        this.pod = null;
        this.isInterrupted = false;
        return sentence;
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
        return this.job === null ? this.refusal : (0,waiting/* troubleOfJob */.AX)(this.job, eventsOf('Job', this.job));
    }
    /** What people are told of the trouble, also where nothing is known. */
    get obstacle() {
        const hasNoPod = this.pod === null && this.job !== null;
        const none = 'no pod of its Job was made yet: the Job controller of the cluster is behind';
        return this.trouble()?.sentence ?? (hasNoPod ? none : 'its pod was still pending');
    }
    /** What they are told when it has not started in time. @param seconds that it had */
    late(seconds) {
        return `did not start within ${seconds} s (start_timeout): ${this.obstacle}`;
    }
    /** How it ended, where its agent has not said it. Never a success. */
    async loss(about) {
        const events = await Promise.all(this.#uids().map((uid) => this.#world.readEvents(uid).catch(() => [])));
        const { job, isJobDeleted, isInterrupted } = this;
        const pod = this.pod ?? this.#past;
        return lossOf({ ...about, pod, job, isJobDeleted, isInterrupted, events: events.flat() });
    }
    /** There may be thousands of attempts, and a pod is tens of KiB. */
    forget() {
        this.pod = null;
        this.job = null;
        this.#past = null;
    }
    #uids() {
        return [this.pod, this.job].flatMap((object) => object?.metadata?.uid ?? []);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/succession.ts
class Succession {
    #current = null;
    /** Uids. Deleted pods, and lists in the order of names, are seen again after their successors. */
    #past = new Set();
    /** `next`: it takes the place of the one that counted so far, if there was one; `past`: it does not count any more. */
    judge({ metadata, status }) {
        const uid = metadata?.uid ?? '';
        if (this.#past.has(uid))
            return 'past';
        if (this.#current?.uid === uid)
            return 'same';
        const [created, before] = [metadata?.creationTimestamp ?? '', this.#current?.creationTimestamp ?? ''];
        const isOlder = created < before || (created === before && status?.phase === 'Failed');
        if (this.#current !== null && isOlder) {
            this.#past.add(uid);
            return 'past';
        }
        this.retire();
        this.#current = metadata ?? null;
        return 'next';
    }
    /** The one that counts counts no more; there may be no other yet. */
    retire() {
        if (this.#current?.uid !== undefined)
            this.#past.add(this.#current.uid);
        this.#current = null;
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/turn.ts
class Turn {
    #isHeldBack;
    #limit;
    #delays;
    #late;
    #hasPod = false;
    /** Null: pods of others have their turn. */
    #since = performance.now();
    /** @param late called when the start timeout has passed: once, unless it was not its turn any more */
    constructor({ step, parallel }, delays, late) {
        this.#isHeldBack = parallel !== null;
        this.#limit = step.startTimeout * 1000;
        this.#delays = delays;
        this.#late = late;
        this.#expect(this.#limit);
    }
    /** It is to start now: what keeps it from that is worth knowing. */
    get hasCome() {
        return this.#since !== null;
    }
    seePod() {
        if (this.#hasPod)
            return;
        this.#hasPod = true;
        if (this.#isHeldBack)
            this.#since = performance.now();
    }
    seeJob({ status }) {
        if (!this.#isHeldBack || this.#hasPod)
            return;
        if ((status?.active ?? 0) > 0)
            this.#since = null;
        else
            this.#since ??= performance.now();
    }
    #expect(milliseconds) {
        this.#delays.later(milliseconds, () => {
            const left = this.#since === null ? this.#limit : this.#since + this.#limit - performance.now();
            if (left <= 0)
                this.#late();
            else
                this.#expect(left);
        });
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/attempt.ts
/** One attempt of a task in the cluster: from its Job to its result, whichever way the news of its end come first. */








/** Milliseconds between the end of a pod without a word and the verdict: its Job and Events say more by then. */
const lossPatience = 1500;
/** Pods that the Job may make anew: the cluster itself sets no limit. */
const mostReplacements = 5;
class Attempt {
    place;
    #world;
    #delays = new Delays();
    #patience = new patience/* Patience */.i();
    #sight;
    #succession = new Succession();
    #turn;
    /** Null: there is none yet, or the Job is about to make another. */
    #pod = null;
    /** Of its newest pod; for others to read. */
    podName = null;
    /** Why pods were replaced, in order. */
    #replaced = [];
    #hasBegun = false;
    #over = false;
    #stopping = false;
    #judged = false;
    /** Its pod is not wanted any more. */
    #removed = false;
    /** Another driver goes on with it. */
    #isLeft = false;
    constructor(place, world) {
        this.place = place;
        this.#world = world;
        this.#sight = new Sight(world);
        this.#turn = this.#expectPod();
    }
    /** It has no container yet: why is worth knowing. */
    get waiting() {
        return this.#pod?.hasStarted !== true && !this.#over && this.#turn.hasCome;
    }
    get over() {
        return this.#over;
    }
    /** Events about that uid are about it. */
    isAbout(uid) {
        return this.#sight.isAbout(uid);
    }
    seePod(pod, gone) {
        const place = this.#succession.judge(pod);
        if (place === 'past' || this.#isLeft)
            return;
        this.podName = pod.metadata?.name ?? null;
        if (this.#over) {
            this.#seeRest(pod, gone, place);
            return;
        }
        // Where there is one, it has ended while nobody looked.
        if (place === 'next' && this.#pod !== null)
            this.#replace();
        this.#sight.pod = pod;
        this.#turn.seePod();
        this.#pod ??= this.#nextPod();
        this.#pod.see(pod, gone);
        if (!this.#pod.isOut)
            this.lookForTrouble();
    }
    seeJob(job, gone) {
        if (this.#over)
            return;
        this.#sight.seeJob(job, gone);
        this.#turn.seeJob(job);
        if (gone || this.#sight.isPast(this.place.index))
            this.#lose();
        else if (this.#sight.pod === null)
            this.lookForTrouble();
    }
    /** Its Job can't be made for now. */
    hold(refusal) {
        this.#sight.refusal = refusal;
    }
    /** Looks at why there is no container, and says it once for a pod; ends the attempt when waiting is of no use. */
    lookForTrouble() {
        if (!this.waiting)
            return;
        const trouble = this.#sight.trouble();
        const verdict = this.#patience.judge(trouble);
        if (trouble === null || verdict === 'wait')
            return;
        if (verdict === 'give-up')
            this.end((0,result/* resultWithoutAgent */.xY)('failed', trouble.sentence));
        else if ((this.place.rank ?? 0) === 0)
            this.#world.say(this, `waiting: ${trouble.sentence}`);
    }
    /** It was asked to stop; `patience` is how many seconds it has to say how it ended. */
    stop(patience) {
        if (this.#over)
            return;
        this.#stopping = true;
        if (this.#pod?.hasBegun !== true)
            this.end((0,result/* resultWithoutAgent */.xY)('cancelled', 'cancelled before it started'));
        else
            this.#delays.later(patience * 1000, () => {
                this.end((0,result/* resultWithoutAgent */.xY)('cancelled', 'was cancelled'));
            });
    }
    /** Ends it, unless it has ended, and takes away what would go on in the cluster. */
    end(result) {
        if (this.#over)
            return;
        this.#world.remove(this);
        this.refuse(result);
    }
    /** Another driver goes on with it. */
    leave() {
        this.#isLeft = true;
        this.#over = true;
        this.#delays.end();
        this.#pod?.close();
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
        this.#pod?.close();
        if (this.#pod?.lingers === true)
            this.#removeRest();
        this.#sight.forget();
        this.#world.ended(this, { ...result, warnings: [...this.#replaced, ...result.warnings] });
    }
    /** The first pod, or one in the place of another. */
    #nextPod() {
        const replacement = this.#replaced.at(-1);
        return new AttemptPod(this.place, {
            openLog: (pod, hear) => {
                const log = this.#world.openLog(this, pod, hear);
                if (replacement !== undefined)
                    log.note(replacement);
                return log;
            },
            began: () => {
                if (!this.#hasBegun)
                    this.#world.began(this);
                this.#hasBegun = true;
            },
            say: (message) => {
                this.#world.say(this, message);
            },
            ended: (result) => {
                this.#hearResult(result);
            },
            lost: () => {
                this.#lose();
            },
        });
    }
    /** The pod counts no more: its Job makes another, which has all the time to start. */
    #replace() {
        const sentence = this.#sight.turn();
        this.#replaced.push(sentence);
        this.#world.say(this, sentence);
        this.#pod?.close();
        this.#pod = null;
        this.#judged = false;
        this.#turn = this.#expectPod();
    }
    #expectPod() {
        const turn = new Turn(this.place, this.#delays, () => {
            if (this.#turn === turn)
                this.#startedTooLate();
        });
        return turn;
    }
    #hearResult(result) {
        // An agent that was told to stop, though not by us: its pod was deleted or evicted, which is a loss.
        this.#sight.isInterrupted = result.state === 'cancelled';
        if (this.#sight.isInterrupted && !this.#stopping)
            this.#lose();
        else
            this.#close(result);
    }
    #lose() {
        if (this.#judged)
            return;
        this.#judged = true;
        const pod = this.#pod;
        this.#delays.later(lossPatience, () => {
            void this.#judge(pod);
        });
    }
    async #judge(pod) {
        // The Job may be known to have failed while the log with the document is still read.
        await pod?.silent;
        if (this.#over)
            return;
        if (pod !== this.#pod) {
            // It was seen only after its Job was known to have ended.
            this.#judged = false;
            if (this.#pod?.isOut === true)
                this.#lose();
            return;
        }
        if (this.#stopping) {
            this.#close((0,result/* resultWithoutAgent */.xY)('cancelled', 'was cancelled'));
            return;
        }
        const isOut = pod?.isOut === true || this.#sight.isInterrupted;
        if (isOut && this.#sight.isReplaced && this.#replaced.length < mostReplacements) {
            this.#succession.retire();
            this.#replace();
            return;
        }
        const loss = await this.#sight.loss(pod?.about ?? { phase: 'running', step: this.place.step });
        if (pod !== this.#pod)
            return;
        // What a lost node holds may come back, a Job that goes on makes a pod, and one can be deleted without its pod.
        if (!isOut)
            pod?.abandon();
        if (this.#sight.endsByItself(isOut))
            this.#close(loss);
        else
            this.end(loss);
    }
    #startedTooLate() {
        if (this.waiting)
            this.end((0,result/* resultWithoutAgent */.xY)('failed', this.#sight.late(this.place.step.startTimeout)));
    }
    /** Nothing of it may go on: not what was given up before it existed, nor what its Job makes anew. */
    #seeRest(pod, gone, place) {
        if (place === 'same')
            this.#pod?.see(pod, gone);
        if (place === 'same' && this.#pod?.lingers === true)
            this.#removeRest();
        if ((place === 'next' || this.#removed) && !gone && (0,interruption/* goesOn */.Eo)(pod))
            this.#world.remove(this);
    }
    /** What somebody else put beside the code has no end of its own, and would hold the node's room and devices. */
    #removeRest() {
        void (this.#pod?.logEnded ?? Promise.resolve()).then(() => {
            this.#world.remove(this);
        });
    }
}


/***/ }),

/***/ 29217:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ forgetSecrets),
/* harmony export */   X: () => (/* binding */ forgetInputs)
/* harmony export */ });
/* harmony import */ var _lanes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76737);
/* harmony import */ var _known_runs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56944);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);



/** The values that were brought for this run are wanted no more, but by a service that was deployed with them. @throws ApiError */
async function forgetSecrets(api, { ownSecrets }) {
    for (const name of ownSecrets.values()) {
        const secret = await api.getMeta('Secret', name);
        if (secret !== null && (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_0__/* .isOwnedByRunAlone */ .NL)(secret))
            await api.delete('Secret', name);
    }
}
/** No pod of the run starts any more: its source and what its children were told go, but what a service starts from. @throws ApiError */
async function forgetInputs(api, { id }) {
    const lists = await Promise.all(['source', 'step'].map((component) => api.listMeta('ConfigMap', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .ofComponent */ .BV)(id, component) })));
    const inputs = lists.flat().filter(_known_runs_js__WEBPACK_IMPORTED_MODULE_0__/* .isOwnedByRunAlone */ .NL);
    await (0,_lanes_js__WEBPACK_IMPORTED_MODULE_2__/* .inLanes */ .L)(8, inputs.map(({ name = '' }) => async () => {
        await api.delete('ConfigMap', name);
    }));
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

/***/ 29159:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ servicePath)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/** URLs of what services answer, through the API server. */

/** `..` behind a slash that is written as its code: the API server takes it for a part of the path, but proxies before it may not. */
const wayOut = /(^|\/|%2f|%5c)(\.|%2e){2}(\/|%2f|%5c|$)/i;
/**
 * Whatever the path says, it stays below the service: `..` must not lead to other parts of the API.
 * @param path with its query, as in a URL @throws AutomlError USAGE
 */
function servicePath({ namespace, name, port }, path) {
    const url = URL.parse(path.startsWith('/') ? path : `/${path}`, 'http://service');
    if (url === null || url.host !== 'service' || wayOut.test(url.pathname))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `"${path}" is no path of a service`);
    const service = `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/http:${name}:${port}`;
    return `${service}/proxy${url.pathname}${url.search}`;
}


/***/ }),

/***/ 72335:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ bystandersGoOn),
/* harmony export */   y: () => (/* binding */ holdsBystanders)
/* harmony export */ });
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59314);

/** Whether some go on in a pod that nobody has deleted. The kubelet itself ends those among the init containers. */
function bystandersGoOn({ metadata, status }) {
    if (metadata?.deletionTimestamp !== undefined)
        return false;
    const others = status?.containerStatuses?.filter(({ name }) => name !== _layout_js__WEBPACK_IMPORTED_MODULE_0__/* .stepContainer */ ._h) ?? [];
    return others.some(({ state }) => state?.terminated === undefined);
}
/** Whether it is a step's pod, has such containers, and has not ended: when its run is over, it may go on without end. */
function holdsBystanders({ metadata, spec, status }) {
    const isOfStep = metadata?.labels?.['batch.kubernetes.io/job-name'] !== undefined;
    const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed';
    return isOfStep && !isOver && (spec?.containers.length ?? 0) > 1;
}


/***/ }),

/***/ 17471:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ passingRefusal),
/* harmony export */   n: () => (/* binding */ creationSentence)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24876);
/* harmony import */ var _admission_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68309);
/* harmony import */ var _quota_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22612);
/** Why a step's Job could not be made: in words that are the same in the next run, where they are known. */




function creationSentence(error, namespace) {
    if (!(error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h) || error.status === null || error.status >= 500)
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error);
    const { permanent, sentence } = (0,_admission_js__WEBPACK_IMPORTED_MODULE_2__/* .refusalTrouble */ .U)(error.said, namespace);
    if (permanent)
        return sentence;
    // Nobody tries again: where a pod is waited for, what serves is not.
    const full = (0,_quota_js__WEBPACK_IMPORTED_MODULE_3__/* .usedUpQuota */ .X)(error.said, namespace);
    return full === null ? (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error) : `${full}: delete what is not needed any more, or have the quota raised`;
}
/** What a later try may get past: a quota that others use up, a webhook that does not answer. Null: nothing of that kind. */
function passingRefusal(error, namespace) {
    if (!(error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h) || error.status === null)
        return null;
    const trouble = (0,_admission_js__WEBPACK_IMPORTED_MODULE_2__/* .refusalTrouble */ .U)(error.said, namespace);
    const mayPass = trouble.code === 'quota' || trouble.code === 'admission-failed';
    return mayPass && !trouble.permanent ? trouble : null;
}


/***/ }),

/***/ 37295:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FR: () => (/* binding */ excessOf),
/* harmony export */   J2: () => (/* binding */ disruptionTarget),
/* harmony export */   h2: () => (/* binding */ rejectionOf),
/* harmony export */   hB: () => (/* binding */ preemptionSentence),
/* harmony export */   jX: () => (/* binding */ disruptionOf)
/* harmony export */ });
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(59314);
/* harmony import */ var _amount_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36602);
/* harmony import */ var _trouble_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66891);



const preemptionSentence = 'a pod of higher priority took its place: give it a higher priority_class';
/** The cluster ends it, or has, for a reason of its own: a Job that ignores this makes another pod. */
function disruptionTarget(pod) {
    return pod.status?.conditions?.find(({ type, status }) => type === 'DisruptionTarget' && status === 'True') ?? null;
}
/** One plain sentence about what is not the pod's fault; null: the cluster did not end it. */
function disruptionOf(pod) {
    const { reason = '', message = '' } = pod.status ?? {};
    if (reason === 'Evicted')
        return excessOf(pod) === null ? evictionSentence(message, pod) : null;
    const condition = disruptionTarget(pod);
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
            return `its node refused to run it: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_2__/* .clause */ .sb)(message)}`;
        default:
            return crowdingSentence(reason);
    }
}
/** It was evicted since it used more than it may, as it will again. Null: it was not. */
function excessOf(pod) {
    const { reason, message = '' } = pod.status ?? {};
    if (reason !== 'Evicted')
        return null;
    const [, volume, size = ''] = /Usage of EmptyDir volume "([^"]+)" exceeds the (?:total )?limit "([^"]+)"/.exec(message) ?? [];
    if (volume !== undefined) {
        return `was evicted: its volume ${placeOf(volume, pod)} held more than its limit of ${plainAmount(size)}: raise the volume's size`;
    }
    const [, limit] = /exceeded its local ephemeral storage limit "([^"]+)"/.exec(message) ??
        /ephemeral local storage usage exceeds the total limit of containers (\S+?)\.? *$/.exec(message) ??
        [];
    if (limit === undefined)
        return null;
    return `was evicted: it wrote more than its limit of ${plainAmount(limit)} of ephemeral storage to the node's disk: write less, or to a volume`;
}
/** The kubelet will have none of it, now or later. */
function rejectionOf({ status }) {
    const message = status?.message ?? '';
    if (!/Pod was rejected|Predicate \S+ failed/.test(message))
        return null;
    return `its node refused to run it: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_2__/* .clause */ .sb)(message)}`;
}
/** Reasons of the condition DisruptionTarget: staging/src/k8s.io/api/core/v1/types.go. */
function conditionSentence(reason, message) {
    switch (reason) {
        case 'PreemptionByScheduler':
            return preemptionSentence;
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
            return reason === '' ? null : `the cluster ended it: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_2__/* .clause */ .sb)(message === '' ? reason : message)}`;
    }
}
/** Messages of pkg/kubelet/eviction/helpers.go. Thresholds and usage differ from run to run and stay out. */
function evictionSentence(message, pod) {
    const [, resource] = /The node was low on resource: ([\w./-]+?)\. /.exec(`${message} `) ?? [];
    if (resource === undefined) {
        const [, condition] = /The node had condition: \[?([^\].]+)/.exec(message) ?? [];
        return condition === undefined
            ? `was evicted from its node: ${(0,_trouble_js__WEBPACK_IMPORTED_MODULE_2__/* .clause */ .sb)(message)}`
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
    const mounts = spec?.containers.find(({ name }) => name === _layout_js__WEBPACK_IMPORTED_MODULE_0__/* .stepContainer */ ._h)?.volumeMounts ?? [];
    const path = mounts.find(({ name }) => name === volume)?.mountPath;
    return path === undefined ? `"${volume}"` : `at ${path}`;
}
function askedFor(resource, request) {
    return (0,_amount_js__WEBPACK_IMPORTED_MODULE_1__/* .quantity */ .au)(request) === 0
        ? 'it asks for (nothing)'
        : `the ${(0,_amount_js__WEBPACK_IMPORTED_MODULE_1__/* .amountOf */ .MT)(resource, request).replace(/ of .*$/, '')} it asks for`;
}
function plainAmount(size) {
    return (0,_amount_js__WEBPACK_IMPORTED_MODULE_1__/* .amountOf */ .MT)('memory', size).replace(' of memory', '');
}
/** `OutOfcpu` and the like: pkg/kubelet/lifecycle/predicate.go. */
function crowdingSentence(reason) {
    const [, resource] = /^OutOf(\S+)$/.exec(reason) ?? [];
    return resource === undefined ? null : `its node had no ${resource} left when it came: another pod was faster`;
}


/***/ }),

/***/ 88189:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   As: () => (/* binding */ isComplete),
/* harmony export */   Eo: () => (/* binding */ goesOn),
/* harmony export */   KO: () => (/* binding */ hasEndedAt),
/* harmony export */   WE: () => (/* binding */ wasInterrupted),
/* harmony export */   WN: () => (/* binding */ hasFailed)
/* harmony export */ });
/* harmony import */ var _objects_ranges_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65379);
/* harmony import */ var _disruption_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37295);


/** Its container was told to stop before it ended: that it exited with 0 then says nothing about its work. */
function wasInterrupted(pod, { finishedAt }) {
    if ((0,_disruption_js__WEBPACK_IMPORTED_MODULE_0__/* .disruptionTarget */ .J2)(pod) !== null)
        return true;
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata ?? {};
    if (deletionTimestamp === undefined)
        return false;
    // The timestamp is the end of the grace. Both are whole seconds.
    const asked = Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
    return finishedAt === undefined || Date.parse(finishedAt) >= asked;
}
/** It has not ended, and nobody has asked it to. */
function goesOn({ metadata, status }) {
    return status?.phase !== 'Succeeded' && status?.phase !== 'Failed' && metadata?.deletionTimestamp === undefined;
}
/** Its one pod, or that of each index, has succeeded and ended. */
function isComplete({ status }) {
    return (status?.conditions ?? []).some(({ type, status: is }) => type === 'Complete' && is === 'True');
}
/** The pod at this index, or the only one, has ended, whatever became of it since. @param index null: there is only one */
function hasEndedAt(job, index) {
    if (index === null)
        return isComplete(job);
    const { completedIndexes = '', failedIndexes = '' } = job.status ?? {};
    return [completedIndexes, failedIndexes].some((text) => (0,_objects_ranges_js__WEBPACK_IMPORTED_MODULE_1__/* .numbersIn */ .M)(text).includes(index));
}
/** Its one pod has failed, or was never made. */
function hasFailed({ status }) {
    return (status?.conditions ?? []).some(({ type, status: is }) => (type === 'Failed' || type === 'FailureTarget') && is === 'True');
}


/***/ }),

/***/ 15031:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ storedBaseline)
/* harmony export */ });
/* harmony import */ var _records_baseline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41823);
/* harmony import */ var _known_runs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56944);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64934);
/* harmony import */ var _objects_owner_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80710);
/* harmony import */ var _stored_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(61331);





/** The newest fits, unless it began after the run that is compared, or just went: more are not worth the wait. */
const looks = 5;
/** @param now milliseconds since the epoch @throws ApiError */
async function storedBaseline(api, owner, plan, now) {
    const query = (0,_records_baseline_js__WEBPACK_IMPORTED_MODULE_0__/* .baselineQuery */ .sS)(plan, now);
    if (query === null)
        return null;
    const record = 'record';
    const selector = [
        (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ofProject */ .dU)((0,_objects_owner_js__WEBPACK_IMPORTED_MODULE_3__.projectId)(owner), plan.workflow),
        `${_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.component}=${record}`,
        `${_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.baseline}=${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labelValue */ .w)(query.base)}`,
    ].join(',');
    const metas = await api.listMeta('ConfigMap', { labelSelector: selector });
    const newest = [...metas].sort((a, b) => (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_1__/* .madeAt */ .ZM)(b) - (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_1__/* .madeAt */ .ZM)(a)).slice(0, looks);
    for (const meta of newest) {
        const stored = await (0,_stored_run_js__WEBPACK_IMPORTED_MODULE_4__/* .readRecord */ .aE)(api, (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_1__/* .runOf */ .ng)(meta));
        const found = stored === null ? null : (0,_records_baseline_js__WEBPACK_IMPORTED_MODULE_0__/* .baselineAmong */ .c)([stored], query);
        if (found !== null)
            return { record: found, kept: `in namespace ${api.namespace}` };
    }
    return null;
}


/***/ }),

/***/ 23782:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ Elapsed)
/* harmony export */ });
/** Milliseconds since it was made: never less than really passed, also when the machine slept or its clock was set back. */
class Elapsed {
    #monotonic = performance.now();
    #wall;
    #now;
    /** @param now milliseconds since the epoch */
    constructor(now) {
        this.#now = now;
        this.#wall = now();
    }
    get milliseconds() {
        // The one stands still while the machine sleeps, the other may be set.
        return Math.max(performance.now() - this.#monotonic, this.#now() - this.#wall);
    }
}


/***/ }),

/***/ 30170:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ renewed),
/* harmony export */   l: () => (/* binding */ untilAbandoned)
/* harmony export */ });
/* harmony import */ var _client_watch_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74031);
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31012);
/* harmony import */ var _lease_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73740);



/** Milliseconds between two looks at whether the holder, a process of this machine, lives. */
const lookAgain = 1000;
/**
 * Settles with the Lease as it was seen last when its holder has let it stand still for its whole duration, or is dead;
 * with null when it is gone, or nobody holds it. @throws ApiError
 */
async function untilAbandoned({ api, lease, isDead, signal }) {
    const done = new AbortController();
    const either = AbortSignal.any([done.signal, signal]);
    const stillness = new Stillness(lease);
    const looking = setInterval(() => {
        stillness.look(isDead);
    }, lookAgain);
    const listener = {
        list: ([found]) => {
            stillness.see(found ?? null);
        },
        event: ({ type, object }) => {
            stillness.see(type === 'DELETED' ? null : object);
        },
    };
    const watching = (0,_client_watch_js__WEBPACK_IMPORTED_MODULE_0__/* .watchKind */ .S)(api, 'Lease', { fieldSelector: `metadata.name=${lease.metadata?.name ?? ''}` }, listener, either);
    try {
        return await Promise.race([stillness.ended, watching.then(() => null)]);
    }
    finally {
        done.abort();
        clearInterval(looking);
        stillness.stop();
    }
}
/** As its holder has renewed it; null: it stood still for its whole duration, its holder is dead, or nobody holds it. @throws ApiError */
async function renewed({ api, lease, isDead, signal }) {
    const end = performance.now() + (lease.spec?.leaseDurationSeconds ?? 0) * 1000;
    while (performance.now() < end && !(0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .isAborted */ .G4)(signal) && !(await isDead((0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .holderOf */ .Kd)(lease)))) {
        await (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .systemSleep */ .Hk)(lookAgain, signal);
        const found = await api.get('Lease', lease.metadata?.name ?? '');
        if ((0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .versionOf */ .E4)(found) !== (0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .versionOf */ .E4)(lease))
            return (0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .holderOf */ .Kd)(found) === '' ? null : found;
    }
    return null;
}
/** A Lease that is watched, and how long it has stood still. */
class Stillness {
    ended;
    #last;
    #timer;
    #end = () => undefined;
    constructor(lease) {
        this.ended = new Promise((resolve) => (this.#end = resolve));
        this.#last = lease;
        this.#timer = this.#wait(lease);
    }
    see(lease) {
        if (lease === null || (0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .holderOf */ .Kd)(lease) === '') {
            this.#end(null);
            return;
        }
        if ((0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .versionOf */ .E4)(lease) === (0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .versionOf */ .E4)(this.#last))
            return;
        this.stop();
        this.#last = lease;
        this.#timer = this.#wait(lease);
    }
    look(isDead) {
        const seen = this.#last;
        void isDead((0,_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .holderOf */ .Kd)(seen)).then((dead) => {
            if (dead)
                this.#end(seen);
        });
    }
    stop() {
        clearTimeout(this.#timer);
    }
    #wait(lease) {
        const seconds = lease.spec?.leaseDurationSeconds ?? 0;
        return setTimeout(() => {
            this.#end(lease);
        }, seconds * 1000);
    }
}


/***/ }),

/***/ 11830:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ drivenNotices),
  U: () => (/* binding */ refusedNotices)
});

// EXTERNAL MODULE: ./src/notify/occasion.ts
var occasion = __webpack_require__(10986);
// EXTERNAL MODULE: ./src/backends/kubernetes/known-runs.ts
var known_runs = __webpack_require__(56944);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/lease.ts
var lease = __webpack_require__(73740);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/reporting.ts
/** What is to happen once for a run, however many processes see its end: the first that claims it does it. */




/**
 * True for one process only: the claim is an annotation of the anchor, written on the version in which there was none.
 * Whoever claims and dies before it has done it leaves it undone. @param id of the run @param what a-z and dashes:
 * `notify`, `comment` @throws ApiError
 */
async function claimReport(api, id, what) {
    const annotation = `${labels/* reportedPrefix */._5}${what}`;
    const own = (0,external_node_crypto_.randomUUID)();
    for (;;) {
        const anchor = await api.getMeta('ConfigMap', (0,names/* anchorName */.HY)(id));
        // A run that was deleted is nobody's to report.
        if (anchor === null)
            return false;
        const claimed = anchor.annotations?.[annotation];
        // Our own, where the answer to the patch was lost.
        if (claimed !== undefined)
            return claimed === own;
        const { resourceVersion } = anchor;
        const patch = { metadata: { resourceVersion, annotations: { [annotation]: own } } };
        if ((await (0,lease/* unlessConflict */.l4)(api.patch('ConfigMap', (0,names/* anchorName */.HY)(id), patch))) !== null)
            return true;
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/driving/stored-run.ts
var stored_run = __webpack_require__(61331);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/notices.ts




/** Of a run that is driven. @param api behind the fence */
function drivenNotices(api, { id, owner, ownSecrets }) {
    return {
        secret: ({ secret, key }) => readValue(api, { secret: ownSecrets.get(secret) ?? secret, key }),
        previous: (record) => previousRecord(api, owner, record),
        claim: (what) => claimReport(api, id, what),
    };
}
/** Of a run that does not begin: only who wanted to begin it can tell. @param given values that were brought along */
function refusedNotices(api, given) {
    return {
        secret: async ({ secret, key }) => {
            const values = given.get(secret);
            return values === undefined ? readValue(api, { secret, key }) : (values[key] ?? null);
        },
        previous: () => Promise.resolve(null),
        claim: () => Promise.resolve(true),
    };
}
/** Null: there is no such Secret, or it has no such key. @throws ApiError */
async function readValue(api, { secret, key }) {
    const data = (await api.get('Secret', secret))?.data?.[key];
    return data === undefined ? null : Buffer.from(data, 'base64').toString();
}
/** Of those that the cluster keeps; the newest are read first, and mostly that is one. @throws ApiError */
async function previousRecord(api, owner, record) {
    const runs = (await (0,known_runs/* knownRuns */.CT)(api, owner)).filter((run) => run.record !== null && run.id !== record.id);
    for (const { id } of runs) {
        const found = await (0,stored_run/* readRecord */.aE)(api, id);
        if (found !== null && (0,occasion/* isBefore */.Y8)(found, record))
            return found;
    }
    return null;
}


/***/ }),

/***/ 38447:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ LeaseLost),
/* harmony export */   s: () => (/* binding */ Tenure)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _client_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24876);
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(31012);
/* harmony import */ var _elapsed_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23782);
/* harmony import */ var _lease_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73740);
/** A Lease while we hold it: renewed again and again, and a fence before everything that changes the cluster. */





/** Seconds before its end from which on a Lease counts as over: a call that begins then may be carried out after it. */
const margin = 5;
/** Milliseconds without an answer after which the driver gives up; the run goes on. */
const patience = 15 * 60_000;
/** Milliseconds between two tries to renew it. */
const pause = 500;
/** Another process drives now: what this one wanted to change is not its to change. */
class LeaseLost extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS {
    constructor() {
        super('CLUSTER', 'another driver has taken the run over');
        this.name = 'LeaseLost';
    }
}
class Tenure {
    /** How often the run went from one driver to another. */
    epoch;
    #api;
    #onLost;
    #name;
    #holder;
    #now;
    #seconds;
    #stop = new AbortController();
    #renewing;
    #version;
    #renewed;
    #lost = null;
    #wake = [];
    constructor({ api, lease, now, since, onLost }) {
        this.#api = api;
        this.#now = now;
        this.#renewed = since;
        this.#onLost = onLost;
        this.#name = lease.metadata?.name ?? '';
        this.#holder = (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .holderOf */ .Kd)(lease);
        this.#seconds = lease.spec?.leaseDurationSeconds ?? 0;
        this.epoch = lease.spec?.leaseTransitions ?? 0;
        this.#version = (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .versionOf */ .E4)(lease);
        this.#renewing = this.#renewAgain();
    }
    /** @throws LeaseLost, or why it can't be renewed any more */
    async pass() {
        for (;;) {
            if (this.#lost !== null)
                throw this.#lost;
            if (this.#isSafe)
                return;
            await new Promise((resolve) => this.#wake.push(resolve));
        }
    }
    /** Says something at the Lease. @throws LeaseLost @throws ApiError */
    async note(annotations) {
        await this.pass();
        const lease = await this.#api.patch('Lease', this.#name, { metadata: { annotations } });
        // Else the next renewal would find a version that it does not know.
        if ((0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .holderOf */ .Kd)(lease) === this.#holder)
            this.#version = (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .versionOf */ .E4)(lease);
    }
    /** Lets the next driver go on at once. Best effort: without it the next one waits for the Lease to end. */
    async release() {
        await this.#end();
        if (this.#lost !== null)
            return;
        const patch = { metadata: { resourceVersion: this.#version }, spec: { holderIdentity: '' } };
        this.#closeFence();
        await this.#api.patch('Lease', this.#name, patch).catch(() => null);
    }
    /** The run is over: nobody needs to drive it any more. @throws ApiError */
    async remove() {
        await this.pass();
        await this.#end();
        this.#closeFence();
        await this.#api.delete('Lease', this.#name);
    }
    #closeFence() {
        this.#lost = new LeaseLost();
        this.#wakeAll();
    }
    async #end() {
        this.#stop.abort();
        await this.#renewing;
    }
    get #isSafe() {
        const left = this.#seconds * 1000 - this.#renewed.milliseconds;
        return left > Math.min(margin, this.#seconds / 3) * 1000;
    }
    async #renewAgain() {
        const { signal } = this.#stop;
        while (this.#lost === null) {
            await (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_2__/* .systemSleep */ .Hk)(this.#isSafe ? (this.#seconds * 1000) / 3 : pause, signal);
            if ((0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_2__/* .isAborted */ .G4)(signal))
                return;
            await this.#renew();
        }
    }
    async #renew() {
        const sent = new _elapsed_js__WEBPACK_IMPORTED_MODULE_4__/* .Elapsed */ .P(this.#now);
        try {
            const patch = { metadata: { resourceVersion: this.#version }, spec: { renewTime: (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .microTime */ .Sx)() } };
            const lease = await (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .unlessConflict */ .l4)(this.#api.patch('Lease', this.#name, patch));
            if (lease === null) {
                await this.#lookAgain();
                return;
            }
            this.#version = (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .versionOf */ .E4)(lease);
            this.#renewed = sent;
            this.#wakeAll();
        }
        catch (error) {
            // Nobody can take it either while the API server is not to be reached.
            const isGivenUp = this.#renewed.milliseconds > Math.max(patience, this.#seconds * 1000);
            if (isGivenUp || (isForGood(error) && !this.#isSafe))
                this.#lose(error instanceof Error ? error : new Error((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)));
        }
    }
    /** It has changed without us, or the answer to an earlier renewal was lost: then the next one has to count. */
    async #lookAgain() {
        const lease = await this.#api.get('Lease', this.#name);
        if ((0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .holderOf */ .Kd)(lease) === this.#holder)
            this.#version = (0,_lease_js__WEBPACK_IMPORTED_MODULE_3__/* .versionOf */ .E4)(lease);
        else
            this.#lose(new LeaseLost());
    }
    #lose(reason) {
        if (this.#lost !== null)
            return;
        this.#lost = reason;
        this.#onLost(reason);
        this.#wakeAll();
    }
    #wakeAll() {
        const waiting = this.#wake;
        this.#wake = [];
        for (const wake of waiting)
            wake();
    }
}
/** The credential has ended, or the right was taken away. */
function isForGood(error) {
    return !(error instanceof _client_api_js__WEBPACK_IMPORTED_MODULE_1__/* .ApiError */ .h) || error.status === 401 || error.status === 403;
}


/***/ }),

/***/ 76208:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ waitForOthers),
/* harmony export */   r: () => (/* binding */ untilEnded)
/* harmony export */ });
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31012);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32345);
/* harmony import */ var _driver_job_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82191);
/* harmony import */ var _stored_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(61331);
/* harmony import */ var _lease_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(73740);






/** Milliseconds. */
const pause = 2000;
const sameSecond = 1100;
/** Until no earlier run of the group goes on that somebody drives. @throws ApiError */
async function waitForOthers(line) {
    const { api, id, mode, say, end, signal } = line;
    if (mode === 'allow')
        return;
    // Runs that were made in the same second as ours are to be seen, whichever of them waits.
    await (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .systemSleep */ .Hk)(sameSecond, signal);
    for (const other of await earlierRuns(line)) {
        if (signal.aborted)
            return;
        if (await (0,_stored_run_js__WEBPACK_IMPORTED_MODULE_4__/* .isOver */ .PU)(api, other))
            continue;
        const replaced = `replaced by run ${id}`;
        if (mode === 'replace')
            await (0,_stored_run_js__WEBPACK_IMPORTED_MODULE_4__/* .requestCancel */ .AX)(api, other, replaced);
        say(mode === 'replace'
            ? `cancelling run ${other} (concurrency: replace)`
            : `waiting for run ${other} (concurrency: queue)`);
        if ((await untilEnded(line, other)) || (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .isAborted */ .G4)(signal))
            continue;
        if (mode === 'replace')
            await end(other, replaced);
        else
            say(`run ${other} has no driver: not waiting for it (automl attach ${other}, or automl cancel ${other})`);
    }
}
/** Oldest first. Of two that were made in the same second, the one whose id comes first is the earlier one. */
async function earlierRuns({ api, id, of }) {
    const own = await api.get('ConfigMap', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .anchorName */ .HY)(id));
    const { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.group]: group, [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.owner]: owner, [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.schedule]: schedule } = own?.metadata?.labels ?? {};
    const shared = of === 'group' ? { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.group]: group } : { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.owner]: owner, [_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.schedule]: schedule };
    const pairs = Object.entries(shared).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]);
    if (own === null || pairs.length < Object.keys(shared).length)
        return [];
    const { items } = await api.list('ConfigMap', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .having */ .gT)(Object.fromEntries(pairs)) });
    const place = ({ metadata }) => `${metadata?.creationTimestamp ?? ''} ${metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.run] ?? ''}`;
    const scheduleOf = ({ metadata }) => metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.schedule];
    const isMeant = (anchor) => of === 'schedule' || schedule === undefined || scheduleOf(anchor) !== schedule;
    const earlier = items.filter((anchor) => isMeant(anchor) && place(anchor) < place(own));
    return earlier
        .sort((a, b) => place(a).localeCompare(place(b)))
        .map(({ metadata }) => metadata?.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.run] ?? '');
}
/** Until the run has ended. False: nobody drives it, and it has not ended. @throws ApiError */
async function untilEnded({ api, mode, signal }, id) {
    let seen = null;
    let since = performance.now();
    while (!signal.aborted) {
        if (await (0,_stored_run_js__WEBPACK_IMPORTED_MODULE_4__/* .isOver */ .PU)(api, id))
            return true;
        const lease = await api.get('Lease', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .leaseName */ .AI)(id));
        // Without an anchor it was deleted.
        if (lease === null && (await api.get('ConfigMap', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .anchorName */ .HY)(id))) === null)
            return true;
        if ((0,_lease_js__WEBPACK_IMPORTED_MODULE_5__/* .versionOf */ .E4)(lease) !== (0,_lease_js__WEBPACK_IMPORTED_MODULE_5__/* .versionOf */ .E4)(seen)) {
            seen = lease;
            since = performance.now();
        }
        const isQuiet = performance.now() - since > (lease?.spec?.leaseDurationSeconds ?? 15) * 1000;
        // One that is to be replaced is not waited for until its driver in the cluster gets a node.
        if (isQuiet && (mode === 'replace' || !(await (0,_driver_job_js__WEBPACK_IMPORTED_MODULE_3__/* .hasDriver */ .lm)(api, id))))
            return false;
        await (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .systemSleep */ .Hk)(pause, signal);
    }
    return false;
}


/***/ }),

/***/ 89072:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ insist)
/* harmony export */ });
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31012);
/* harmony import */ var _diagnosis_creation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(17471);


/** Milliseconds until a creation that was refused for now is tried again. */
const again = 2000;
/** @throws what no later try gets past */
async function insist({ namespace }, attempts, create) {
    const isOff = () => attempts.every(({ over }) => over);
    while (!isOff()) {
        try {
            await create();
            return;
        }
        catch (error) {
            const refusal = (0,_diagnosis_creation_js__WEBPACK_IMPORTED_MODULE_1__/* .passingRefusal */ .g)(error, namespace);
            if (refusal === null)
                throw error;
            for (const attempt of attempts)
                attempt.hold(refusal);
            for (let waited = 0; waited < again && !isOff(); waited += 100)
                await (0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .systemSleep */ .Hk)(100);
        }
    }
}


/***/ }),

/***/ 81470:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ sweepLeftovers)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _clean_up_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29217);
/* harmony import */ var _known_runs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(56944);
/* harmony import */ var _objects_anchor_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71573);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64934);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(32345);
/* harmony import */ var _objects_owner_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(80710);
/** What earlier runs of the same owner left in the cluster: their driver died, and nobody went on with them. */







/** Milliseconds. A driver on a machine that slept, or a person who attaches to the run, may come back until then. */
const day = 24 * 3600 * 1000;
/** Milliseconds until a run that has not ended, and that nobody drives, is given up. */
const week = 7 * day;
/** Best effort: what can't be taken away now, by somebody with fewer rights too, is found again by the next run. */
async function sweepLeftovers(sweep) {
    const { api, run, say } = sweep;
    const selector = `${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .ofOwner */ .hH)((0,_objects_owner_js__WEBPACK_IMPORTED_MODULE_6__/* .ownerId */ .f)(run.owner))},${_objects_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labels */ .WD.component}=${'lease'}`;
    try {
        const runs = await (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .knownRuns */ .CT)(api, run.owner);
        const { items } = await api.list('Lease', { labelSelector: selector });
        const leases = new Map(items.map((lease) => [(0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .runOf */ .ng)(lease.metadata ?? {}), lease]));
        // By the server's clock, of which all other times are: never later than it is.
        const now = Math.max(0, ...runs.map(({ anchor, record }) => (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .madeAt */ .ZM)(record ?? anchor)));
        for (const known of runs) {
            if (known.id === run.id)
                continue;
            await sweepRun(sweep, known, leases.get(known.id) ?? null, now).catch((error) => {
                say(`what run ${known.id} left stays for now: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
            });
        }
    }
    catch (error) {
        say(`what earlier runs left stays for now: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
    }
}
/** A run is over when it has a record and no Lease. */
async function sweepRun({ api, say }, run, lease, now) {
    const { id, anchor, record, hasPlan } = run;
    const quiet = now - (lease === null ? (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .madeAt */ .ZM)(anchor) : renewedAt(lease));
    if (record !== null) {
        if (lease === null || quiet < day || now - (0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .madeAt */ .ZM)(record) < day)
            return;
        await finishCleanUp(api, id);
        say(`run ${id} had ended and its driver had not cleaned up: done`);
        return;
    }
    if (quiet < (hasPlan ? week : day))
        return;
    // Without a driver too, a step that has begun goes on.
    if (hasPlan && (await isAtWork(api, id)))
        return;
    await api.delete('ConfigMap', anchor.name ?? '', anchor.uid === undefined ? {} : { uid: anchor.uid });
    say(`run ${id} ${hasPlan ? 'has had no driver for a week' : 'had never begun'}: removed`);
}
/** The Lease last: it says that something is left to do. */
async function finishCleanUp(api, id) {
    await api.deleteAll('Job', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .ofRun */ .XP)(id) });
    const plan = await api.get('ConfigMap', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_5__/* .planName */ .V6)(id, 0));
    if (plan !== null)
        await (0,_clean_up_js__WEBPACK_IMPORTED_MODULE_1__/* .forgetSecrets */ .D)(api, (0,_objects_anchor_js__WEBPACK_IMPORTED_MODULE_3__/* .factsOf */ .xS)(plan));
    await (0,_clean_up_js__WEBPACK_IMPORTED_MODULE_1__/* .forgetInputs */ .X)(api, { id });
    await api.delete('Lease', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_5__/* .leaseName */ .AI)(id));
}
async function isAtWork(api, id) {
    const { items } = await api.list('Job', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .ofWork */ .p4)(id) });
    return items.some(({ status }) => (status?.ready ?? 0) > 0);
}
/** Not what its holder says: who knows what time it was there. */
function renewedAt({ metadata = {} }) {
    const changes = (metadata.managedFields ?? []).map(({ time }) => Date.parse(time ?? '') || 0);
    return Math.max((0,_known_runs_js__WEBPACK_IMPORTED_MODULE_2__/* .madeAt */ .ZM)(metadata), ...changes);
}


/***/ }),

/***/ 79386:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P4: () => (/* binding */ attemptKeysOf),
/* harmony export */   jX: () => (/* binding */ attemptKey),
/* harmony export */   xB: () => (/* binding */ endedKeys)
/* harmony export */ });
/* harmony import */ var _job_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30628);
/* harmony import */ var _labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);


/** @param step value of the label @param iteration null: the step is not fanned out */
function attemptKey(step, iteration, attempt) {
    return `${step}#${iteration ?? ''}/${attempt}`;
}
/** Of all attempts that run in a Job. */
function attemptKeysOf(job) {
    const step = job.metadata?.labels?.[_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.step] ?? '';
    return (0,_job_js__WEBPACK_IMPORTED_MODULE_0__/* .membersOf */ .lS)(job).map(({ iteration, attempt }) => attemptKey(step, iteration, attempt));
}
/** Of all attempts that are known to have ended. */
function endedKeys({ steps }) {
    return new Set(steps.flatMap(({ step, children, attempts }) => (children ?? [{ iteration: null, attempts }]).flatMap((task) => task.attempts.flatMap(({ attempt, result }) => result === null ? [] : [attemptKey((0,_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labelValue */ .w)(step.name), task.iteration, attempt)]))));
}


/***/ }),

/***/ 90720:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ exposureKinds),
  e: () => (/* binding */ exposureObjects)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(24141);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/http-route.ts

function httpRoute(meta, { host, annotations }, port, { gateway, path }) {
    const { name = '' } = meta;
    const rewrite = { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } };
    return {
        apiVersion: types/* kinds */.E.HTTPRoute.apiVersion,
        kind: 'HTTPRoute',
        metadata: { ...meta, annotations: { ...meta.annotations, ...annotations } },
        spec: {
            parentRefs: [gateway],
            ...(host === undefined ? {} : { hostnames: [host] }),
            rules: [
                {
                    matches: [{ path: { type: 'PathPrefix', value: path } }],
                    ...(path === '/' ? {} : { filters: [{ type: 'URLRewrite', urlRewrite: rewrite }] }),
                    backendRefs: [{ name, port }],
                },
            ],
        },
    };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/serving.ts
var serving = __webpack_require__(28853);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/ingress.ts


const middlewares = 'traefik.ingress.kubernetes.io/router.middlewares';
function ingressObject(meta, settings, routing) {
    const { name = '' } = meta;
    const { host, tls } = settings;
    const backend = { service: { name, port: { name: serving/* servicePort */.l } } };
    return {
        apiVersion: types/* kinds */.E.Ingress.apiVersion,
        kind: 'Ingress',
        metadata: { ...meta, annotations: annotations(meta, settings, routing) },
        spec: {
            ...(routing.class === undefined ? {} : { ingressClassName: routing.class }),
            ...(host === undefined || tls === undefined ? {} : { tls: [{ hosts: [host], secretName: tls }] }),
            rules: [{ ...(host === undefined ? {} : { host }), http: { paths: [{ ...pathOf(routing), backend }] } }],
        },
    };
}
/** For Traefik, which strips by an object of its own. */
function stripPrefix(meta, path) {
    return {
        apiVersion: types/* kinds */.E.Middleware.apiVersion,
        kind: 'Middleware',
        metadata: meta,
        spec: { stripPrefix: { prefixes: [path] } },
    };
}
function pathOf({ path, stripping }) {
    if (stripping !== 'ingress-nginx')
        return { path, pathType: 'Prefix' };
    return { path: `${pattern(path)}(/|$)(.*)`, pathType: 'ImplementationSpecific' };
}
/** What the file says comes last: it may know more about the controller than we do. */
function annotations(meta, settings, routing) {
    const { annotations: own } = settings;
    const all = { ...meta.annotations, ...strippingNotes(meta, routing), ...own };
    const asked = own[middlewares];
    if (routing.stripping !== 'traefik' || asked === undefined)
        return all;
    // Middlewares are a list: those of the file come behind ours.
    return { ...all, [middlewares]: `${middlewareOf(meta, routing)},${asked}` };
}
function strippingNotes(meta, routing) {
    const { path } = routing;
    switch (routing.stripping) {
        case 'none':
            return {};
        case 'ingress-nginx':
            return {
                'nginx.ingress.kubernetes.io/use-regex': 'true',
                'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
            };
        case 'traefik':
            return { [middlewares]: middlewareOf(meta, routing) };
        case 'haproxy':
            return { 'haproxy.org/path-rewrite': `^${pattern(path)}/?(.*)$ /\\1` };
        case 'haproxy-ingress':
            return { 'haproxy-ingress.github.io/rewrite-target': '/' };
        case 'kong':
            return { 'konghq.com/strip-path': 'true' };
    }
}
function middlewareOf({ name = '' }, { namespace }) {
    return `${namespace}-${name}@kubernetescrd`;
}
/** The dot is the one character of a path that has a meaning in a regular expression. */
function pattern(path) {
    return path.replaceAll('.', '\\.');
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/exposure.ts


const exposureKinds = ['Middleware', 'Ingress', 'HTTPRoute'];
/** In the order in which they are to be made. @param meta of every object of the service */
function exposureObjects(meta, { ingress, port }, routing) {
    if (ingress === null || routing === null || routing.kind === 'nowhere')
        return [];
    if (routing.kind === 'gateway') {
        return [{ kind: 'HTTPRoute', object: httpRoute(meta, ingress, port, routing) }];
    }
    return [
        ...(routing.stripping === 'traefik'
            ? [{ kind: 'Middleware', object: stripPrefix(meta, routing.path) }]
            : []),
        { kind: 'Ingress', object: ingressObject(meta, ingress, routing) },
    ];
}


/***/ }),

/***/ 76213:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ secretObject),
/* harmony export */   l: () => (/* binding */ refuseEmptySecrets)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _client_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24141);
/* harmony import */ var _metadata_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69444);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(32345);
/** A Secret whose values were given to this run, and go with it. */




/** @param name as steps use it */
function secretObject(run, name, values) {
    const data = Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
    return {
        apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_1__/* .kinds */ .E.Secret.apiVersion,
        kind: 'Secret',
        metadata: (0,_metadata_js__WEBPACK_IMPORTED_MODULE_2__/* .ownedMeta */ .N)(run, (0,_names_js__WEBPACK_IMPORTED_MODULE_3__/* .secretName */ .Gf)(run.id, name), 'secret'),
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
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('PREFLIGHT', `secret "${name}" has no KEY=value line: give it some`);
        const empty = keys.find((key) => values[key]?.trim() === '');
        if (empty !== undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('PREFLIGHT', `${empty} of secret "${name}" is empty: set it, or leave the line out`);
    }
}


/***/ }),

/***/ 9778:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $F: () => (/* binding */ servicePodTemplate),
/* harmony export */   P4: () => (/* binding */ serviceObject),
/* harmony export */   kd: () => (/* binding */ isService),
/* harmony export */   tw: () => (/* binding */ deploymentObject),
/* harmony export */   zF: () => (/* binding */ serviceMeta)
/* harmony export */ });
/* harmony import */ var _client_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24141);
/* harmony import */ var _labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32345);
/* harmony import */ var _pod_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38938);
/* harmony import */ var _serving_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(28853);





/** Seconds for the controllers, in which nothing of ours happens. */
const slack = 30;
function isService(step) {
    return step.service !== undefined;
}
/** Of all its objects. */
function serviceMeta({ owner, workflow }, step) {
    return {
        name: (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .serviceName */ .fe)(workflow, step.name, owner),
        labels: { ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .lastingLabels */ .Oo)({ owner, workflow }), ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .stepLabels */ .Wg)(step) },
        annotations: { ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerNotes */ .zJ)(owner) },
    };
}
/** @param facts what its pods need, none of which goes with the run @throws AutomlError PREFLIGHT for a step that is told more than fits */
function servicePodTemplate(facts, plan, step, order, { key, versions }) {
    return (0,_pod_js__WEBPACK_IMPORTED_MODULE_3__/* .podTemplate */ .o)({
        facts,
        plan,
        step,
        order,
        children: null,
        most: 1,
        lasts: {
            serving: (0,_serving_js__WEBPACK_IMPORTED_MODULE_4__/* .serving */ .f)(step.service, step),
            labels: { [_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.revision]: key },
            annotations: { [_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.versions]: JSON.stringify(versions) },
            topologySpreadConstraints: spread(facts, step),
        },
    });
}
/** Over the nodes, as far as there are any: each revision for itself. */
function spread(facts, step) {
    return [
        {
            maxSkew: 1,
            topologyKey: 'kubernetes.io/hostname',
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels: { ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .serviceSelector */ .TH)(facts, step.name) } },
            matchLabelKeys: ['pod-template-hash'],
        },
    ];
}
/** @param replicas as many as there are where they are scaled, else what the step says */
function deploymentObject(facts, step, template, replicas) {
    const { service, startTimeout } = step;
    const minReadySeconds = Math.ceil(service.minReadySeconds);
    return {
        apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E.Deployment.apiVersion,
        kind: 'Deployment',
        metadata: serviceMeta(facts, step),
        spec: {
            replicas,
            selector: { matchLabels: { ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .serviceSelector */ .TH)(facts, step.name) } },
            minReadySeconds,
            revisionHistoryLimit: service.revisionHistoryLimit,
            progressDeadlineSeconds: Math.ceil(startTimeout) + minReadySeconds + slack,
            // Never fewer than before.
            strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
            template,
        },
    };
}
function serviceObject(facts, step) {
    return {
        apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E.Service.apiVersion,
        kind: 'Service',
        metadata: serviceMeta(facts, step),
        spec: {
            selector: { ...(0,_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .serviceSelector */ .TH)(facts, step.name) },
            ports: [{ name: 'http', port: step.service.port, targetPort: _serving_js__WEBPACK_IMPORTED_MODULE_4__/* .servicePort */ .l }],
        },
    };
}


/***/ }),

/***/ 66922:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ Observer)
/* harmony export */ });
/* harmony import */ var _client_watch_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74031);

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
            await (0,_client_watch_js__WEBPACK_IMPORTED_MODULE_0__/* .watchKind */ .S)(this.#options.api, kind, selection, {
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
        await (0,_client_watch_js__WEBPACK_IMPORTED_MODULE_0__/* .watchKind */ .S)(this.#options.api, 'Event', {}, {
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
/** Conditions after which a Job makes no pod, and has none. */
const isJobsEnd = new Set(['Complete', 'Failed']);
/** It has ended, and was told so: that it goes is no news. */
function isFinal({ status }) {
    const phase = status !== undefined && 'phase' in status ? status.phase : undefined;
    if (phase === 'Succeeded' || phase === 'Failed')
        return true;
    return (status?.conditions ?? []).some(({ type, status: is }) => isJobsEnd.has(type) && is === 'True');
}


/***/ }),

/***/ 56011:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ Patience)
/* harmony export */ });
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


/***/ }),

/***/ 6348:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  WU: () => (/* binding */ createAnchor),
  MM: () => (/* binding */ createRunObjects),
  JH: () => (/* binding */ finishRun),
  cZ: () => (/* binding */ removeAnchor),
  c9: () => (/* binding */ sourceDigest)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/source/hash.ts
var hash = __webpack_require__(31137);
// EXTERNAL MODULE: ./src/backends/kubernetes/clean-up.ts
var clean_up = __webpack_require__(29217);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/bystanders.ts
var bystanders = __webpack_require__(72335);
// EXTERNAL MODULE: ./src/schedule/history.ts
var schedule_history = __webpack_require__(85409);
// EXTERNAL MODULE: ./src/backends/kubernetes/known-runs.ts
var known_runs = __webpack_require__(56944);
// EXTERNAL MODULE: ./src/backends/kubernetes/lanes.ts
var lanes = __webpack_require__(76737);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/owner.ts
var objects_owner = __webpack_require__(80710);
;// CONCATENATED MODULE: ./src/backends/kubernetes/history.ts
/** What stays of finished runs: etcd and volumes are no archive. */






/** Finished runs of one owner whose plan, journal, logs and record stay, of those that no schedule has started. */
const keptRecords = 10;
/** Of all these, how many also keep the files of their steps. A service keeps those that it reads, however old. */
const keptFiles = 3;
const history_lanes = 4;
/**
 * Takes away what is too old, among the finished runs of the same workflow, repository and environment, but the last
 * success of each branch that others are compared with. A run without a
 * record goes on, or somebody may go on with it: nothing of it is touched.
 * @throws ApiError
 */
async function pruneHistory(api, { owner, store }) {
    const runs = await (0,known_runs/* knownRuns */.CT)(api, owner);
    const finished = runs
        .flatMap(({ id, anchor, record }) => record === null
        ? []
        : [
            {
                id,
                schedule: anchor.labels?.[labels/* labels */.WD.schedule] ?? null,
                branch: record.labels?.[labels/* labels */.WD.baseline] ?? null,
                ended: (0,known_runs/* madeAt */.ZM)(record),
            },
        ])
        .sort((a, b) => b.ended - a.ended);
    const baselines = newestOf(await basesOf(api, owner), finished);
    const seen = new Map();
    const old = finished.filter(({ id, schedule }) => {
        const place = (seen.get(schedule) ?? 0) + 1;
        seen.set(schedule, place);
        return place > (schedule === null ? keptRecords : schedule_history/* keptRuns */.rk) && !baselines.has(id);
    });
    for (const { id } of old)
        await api.delete('ConfigMap', (0,names/* anchorName */.HY)(id));
    // Who keeps no files need not have the right to look for those of others.
    if (store === null)
        return;
    const kept = finished.filter((run) => !old.includes(run));
    const clearing = kept.slice(keptFiles).map(({ id }) => async () => {
        const claim = await api.getMeta('PersistentVolumeClaim', (0,names/* claimName */.cB)(id));
        if (claim !== null && (0,known_runs/* isOwnedByRunAlone */.NL)(claim))
            await api.delete('PersistentVolumeClaim', (0,names/* claimName */.cB)(id));
    });
    await (0,lanes/* inLanes */.L)(history_lanes, clearing);
}
/** Branches that runs of the project are compared with, as label values: those of an environment need not say so themselves. */
async function basesOf(api, owner) {
    const anchor = 'anchor';
    const selector = `${(0,labels/* ofProject */.dU)((0,objects_owner.projectId)(owner))},${labels/* labels */.WD.component}=${anchor}`;
    const anchors = await api.listMeta('ConfigMap', { labelSelector: selector });
    return new Set(anchors.flatMap(({ labels: all }) => all?.[labels/* labels */.WD.base] ?? []));
}
/** @param finished newest first @returns ids */
function newestOf(branches, finished) {
    const newest = [...branches].flatMap((branch) => finished.find((run) => run.branch === branch)?.id ?? []);
    return new Set(newest);
}

// EXTERNAL MODULE: ./src/backends/kubernetes/leftovers.ts
var leftovers = __webpack_require__(81470);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/anchor.ts + 1 modules
var objects_anchor = __webpack_require__(71573);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/injected.ts + 1 modules
var objects_injected = __webpack_require__(23079);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/attempt-key.ts
var attempt_key = __webpack_require__(79386);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/secret.ts
var secret = __webpack_require__(76213);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/service.ts
var service = __webpack_require__(9778);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(24141);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/metadata.ts
var metadata = __webpack_require__(69444);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/quantity.ts
var quantity = __webpack_require__(75348);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/store.ts




/** For a workflow that names no claim of its own. */
function claimObject(run, { size, storageClass, accessMode }) {
    return {
        apiVersion: types/* kinds */.E.PersistentVolumeClaim.apiVersion,
        kind: 'PersistentVolumeClaim',
        metadata: (0,metadata/* ownedMeta */.N)(run, (0,names/* claimName */.cB)(run.id), 'store'),
        spec: {
            accessModes: [accessMode],
            resources: { requests: { storage: (0,quantity/* bytesText */.p)(size) } },
            ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
        },
    };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/ownership.ts
var ownership = __webpack_require__(5995);
// EXTERNAL MODULE: ./src/backends/kubernetes/source-room.ts
var source_room = __webpack_require__(17237);
;// CONCATENATED MODULE: ./src/backends/kubernetes/run-objects.ts
/** The objects that a run needs before its first step, and what becomes of them at its end. */
















/** Makes it, or finds the one that was made before. @throws ApiError @throws NotOurs */
async function createAnchor(api, plan, owner) {
    const identity = { id: plan.run.id, owner, workflow: plan.workflow };
    const { object, created } = await (0,ownership/* createOwned */.C5)(api, 'ConfigMap', (0,objects_anchor/* anchorObject */.xR)(plan, owner), identity);
    const { name = '', uid = '' } = object.metadata ?? {};
    return { run: { ...identity, anchor: { name, uid } }, anchor: object, created };
}
/** A run of which nothing but its anchor came to be. Best effort: it holds nothing, and the sweep knows it too. */
async function removeAnchor(api, { anchor }) {
    await api.delete('ConfigMap', anchor.name, { uid: anchor.uid }).catch(() => false);
}
/**
 * What the anchor takes along when it goes; the plan comes last: where it is, all is there.
 * @throws ApiError @throws NotOurs @throws AutomlError PREFLIGHT for a source that is too large
 */
async function createRunObjects(request, run) {
    const { api, plan, source, runner, secrets, needsStore, assignsUsers, grace, verbose } = request;
    const injected = await (0,objects_injected/* injectedObjects */.lb)(run, { root: source.root, files: source.files, runner });
    await (0,source_room/* makeSourceRoom */.l)(api, run.id, (0,objects_injected/* injectedBytes */.U1)(injected));
    const ownSecrets = [...secrets].map(([name, values]) => ({ name, object: (0,secret/* secretObject */.k)(run, name, values) }));
    const claim = needsStore && plan.store.claim === undefined ? claimObject(run, plan.store) : null;
    const store = {
        claim: plan.store.claim ?? claim?.metadata?.name ?? '',
        sharesNode: plan.store.accessMode === 'ReadWriteOnce',
    };
    const facts = {
        ...run,
        assignsUsers,
        injected: injected.map(({ metadata }) => metadata?.name ?? ''),
        source: await sourceDigest(plan, source),
        store: needsStore ? store : null,
        ownSecrets: new Map(ownSecrets.map((secret) => [secret.name, secret.object.metadata?.name ?? ''])),
        grace,
        verbose,
    };
    await (0,lanes/* inLanes */.L)(4, [
        ...injected.map((map) => () => (0,ownership/* createFresh */.rM)(api, 'ConfigMap', map, run)),
        ...ownSecrets.map((secret) => () => (0,ownership/* createFresh */.rM)(api, 'Secret', secret.object, run)),
        ...(claim === null ? [] : [() => (0,ownership/* createOwned */.C5)(api, 'PersistentVolumeClaim', claim, run).then(() => undefined)]),
    ]);
    const [first, ...others] = (0,objects_anchor/* planObjects */.c0)(facts, plan);
    for (const part of [...others, ...(first === undefined ? [] : [first])])
        await (0,ownership/* createFresh */.rM)(api, 'ConfigMap', part, run);
    return facts;
}
/** Without the workflow file: what it says of a service is told apart by itself, and what it says of others must not be. */
async function sourceDigest({ steps, file }, { root, files }) {
    if (!steps.some((step) => step.skip === undefined && (0,service/* isService */.kd)(step)))
        return null;
    const own = external_node_path_default().posix.basename(file);
    return (0,hash/* hashFiles */.y)(root, files.filter((name) => name !== own));
}
/** Seconds that the Jobs of a failed run stay, for `kubectl describe` and `kubectl logs`. */
const failedJobsStay = 24 * 3600;
/**
 * Stores the record, then takes away what only the running needed (the Jobs of a run that succeeded or was cancelled at
 * once, those of a failed one after a day), what is too old, and what others left.
 */
async function finishRun(api, facts, record, { say, warn }) {
    const { object } = await api.create('ConfigMap', (0,objects_anchor/* recordObject */.NV)(facts, record));
    const leftOut = (0,objects_anchor/* leftOutOf */.Tt)(object);
    if (leftOut !== null)
        warn(`the record in the cluster is too large and goes without ${leftOut}: this machine has all of it`);
    await removeJobs(api, facts, record);
    await (0,clean_up/* forgetSecrets */.D)(api, facts);
    await (0,clean_up/* forgetInputs */.X)(api, facts);
    await pruneHistory(api, facts);
    await (0,leftovers/* sweepLeftovers */.Z)({ api, run: facts, say });
}
async function removeJobs(api, facts, record) {
    const selection = { labelSelector: (0,labels/* ofWork */.p4)(facts.id) };
    if (record.state !== 'failed') {
        await api.deleteAll('Job', selection);
        return;
    }
    const [{ items }, pods] = await Promise.all([api.list('Job', selection), api.list('Pod', selection)]);
    // Containers of somebody else do not know that the run is over.
    const shared = pods.items.filter(bystanders/* holdsBystanders */.y).map(({ metadata }) => async () => {
        await api.delete('Pod', metadata?.name ?? '');
    });
    const known = keysOf(record);
    const patches = items.map((job) => async () => {
        const name = job.metadata?.name ?? '';
        if ((0,attempt_key/* attemptKeysOf */.P4)(job).some((key) => known.has(key)))
            await api.patch('Job', name, { spec: { ttlSecondsAfterFinished: failedJobsStay } });
        // Its driver was killed before it could say that it had begun it, and it may go on.
        else
            await api.delete('Job', name);
    });
    await (0,lanes/* inLanes */.L)(8, [...shared, ...patches]);
}
/** Of all attempts that the record knows. */
function keysOf({ steps }) {
    return new Set(steps.flatMap(({ name, children, attempts }) => (children ?? [{ iteration: null, attempts }]).flatMap((task) => task.attempts.map(({ attempt }) => (0,attempt_key/* attemptKey */.jX)((0,labels/* labelValue */.w)(name), task.iteration, attempt)))));
}


/***/ }),

/***/ 20723:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ companionsOf)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/client/types.ts
var types = __webpack_require__(24141);
// EXTERNAL MODULE: ./src/backends/kubernetes/layout.ts
var layout = __webpack_require__(59314);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/autoscaler.ts


/** Seconds that the load must be low for, and between two steps down: load that comes in waves keeps its replicas. */
const calm = 300;
const period = 60;
/** Percent of the replicas that go at once. */
const share = 50;
/** Null: the number of replicas is fixed. */
function autoscalerObject(meta, { replicas }) {
    if (typeof replicas === 'number')
        return null;
    const { name = '' } = meta;
    const target = { type: 'Utilization', averageUtilization: replicas.cpu };
    return {
        apiVersion: types/* kinds */.E.HorizontalPodAutoscaler.apiVersion,
        kind: 'HorizontalPodAutoscaler',
        metadata: meta,
        spec: {
            scaleTargetRef: { apiVersion: types/* kinds */.E.Deployment.apiVersion, kind: 'Deployment', name },
            minReplicas: replicas.min,
            maxReplicas: replicas.max,
            // Of our container: one beside it that asks for no CPU would make the sum unknown.
            metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: layout/* stepContainer */._h, target } }],
            behavior: {
                scaleDown: {
                    stabilizationWindowSeconds: calm,
                    policies: [{ type: 'Percent', value: share, periodSeconds: period }],
                },
            },
        },
    };
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/disruption-budget.ts

/** Null: with a single replica it would only keep nodes from being drained. @param selector of the service's pods */
function disruptionBudgetObject(meta, selector, { replicas }) {
    const least = typeof replicas === 'number' ? replicas : replicas.min;
    if (least < 2)
        return null;
    return {
        apiVersion: types/* kinds */.E.PodDisruptionBudget.apiVersion,
        kind: 'PodDisruptionBudget',
        metadata: meta,
        spec: {
            maxUnavailable: 1,
            selector: { matchLabels: { ...selector } },
            // A replica that does not answer serves nobody.
            unhealthyPodEvictionPolicy: 'AlwaysAllow',
        },
    };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/service.ts
var service = __webpack_require__(9778);
;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/companions.ts
/** What stands beside a Deployment and its Service, where the file asks for it. */




function companionsOf(facts, step) {
    const meta = (0,service/* serviceMeta */.zF)(facts, step);
    const budget = disruptionBudgetObject(meta, (0,labels/* serviceSelector */.TH)(facts, step.name), step.service);
    const scaler = autoscalerObject(meta, step.service);
    return [
        ...(budget === null ? [] : [{ kind: 'PodDisruptionBudget', object: budget }]),
        ...(scaler === null ? [] : [{ kind: 'HorizontalPodAutoscaler', object: scaler }]),
    ];
}


/***/ }),

/***/ 5495:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ claimEnvironment)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/* harmony import */ var _http_backoff_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31012);
/* harmony import */ var _driving_elapsed_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23782);
/* harmony import */ var _driving_lease_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73740);
/* harmony import */ var _driving_lease_watch_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30170);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64934);
/** The Lease of an environment: whoever has it changes what is deployed there, and nobody else does meanwhile. */






/** Waits until nobody else has it. @throws AutomlError when the signal is aborted @throws ApiError @throws NotOurs */
async function claimEnvironment(claim, environment, { now, say, signal }) {
    const { api, isDead } = claim;
    let abandoned = null;
    let said = null;
    for (;;) {
        const since = new _driving_elapsed_js__WEBPACK_IMPORTED_MODULE_5__/* .Elapsed */ .P(now);
        const { isOurs, lease } = await (0,_driving_lease_js__WEBPACK_IMPORTED_MODULE_2__/* .claimLease */ .lT)(claim, abandoned);
        if (isOurs)
            return { lease, since };
        const other = lease.metadata?.annotations?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .labels */ .WD.deployedBy] ?? '';
        if (other !== said)
            say(`waiting for run ${other}, which deploys to ${environment}`);
        said = other;
        abandoned = await (0,_driving_lease_watch_js__WEBPACK_IMPORTED_MODULE_3__/* .untilAbandoned */ .l)({ api, lease, isDead, signal });
        if ((0,_http_backoff_js__WEBPACK_IMPORTED_MODULE_1__/* .isAborted */ .G4)(signal))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('CLUSTER', 'was cancelled');
    }
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

/***/ 30716:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ giveBackClaim),
/* harmony export */   _9: () => (/* binding */ makeMaterial),
/* harmony export */   di: () => (/* binding */ adopt)
/* harmony export */ });
/* harmony import */ var _client_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24141);
/* harmony import */ var _lanes_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(76737);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59314);
/* harmony import */ var _objects_injected_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23079);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64934);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(32345);
/* harmony import */ var _objects_spec_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(84874);
/* harmony import */ var _ownership_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5995);








/** Makes it, or finds it. Goes with the run's anchor until `adopt`, where there is no Deployment yet. @throws ApiError @throws NotOurs */
async function makeMaterial(api, parts) {
    const { facts, step, prepared } = parts;
    const [maps, secrets] = await Promise.all([configMaps(api, parts), secretsOf(api, parts)]);
    await (0,_lanes_js__WEBPACK_IMPORTED_MODULE_7__/* .inLanes */ .L)(4, [
        ...maps.map((map) => () => (0,_ownership_js__WEBPACK_IMPORTED_MODULE_6__/* .createFresh */ .rM)(api, 'ConfigMap', map, facts, 'workflow')),
        ...secrets.map(({ object }) => () => (0,_ownership_js__WEBPACK_IMPORTED_MODULE_6__/* .createFresh */ .rM)(api, 'Secret', object, facts, 'workflow')),
    ]);
    const store = prepared.tooLarge === null ? null : (0,_objects_spec_js__WEBPACK_IMPORTED_MODULE_5__/* .storeOf */ .xX)(facts, step);
    const nameOf = ({ metadata }) => metadata?.name ?? '';
    const ownSecrets = new Map(secrets.map(({ name, object }) => [name, nameOf(object)]));
    return {
        facts: {
            ...facts,
            injected: maps.map(nameOf),
            ownSecrets,
            store,
            packed: { lock: prepared.lock !== null, inputs: prepared.files !== null },
        },
        claim: store?.claim === (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_4__/* .claimName */ .cB)(facts.id) ? store.claim : null,
        configMaps: maps.map(nameOf),
        secrets: [...ownSecrets.values()],
    };
}
/** From now on it is the Deployment's. @throws ApiError */
async function adopt(api, deployment, { configMaps: maps, secrets, claim }) {
    const ownerReferences = [ownerReference(deployment)];
    const owned = { metadata: { ownerReferences } };
    await (0,_lanes_js__WEBPACK_IMPORTED_MODULE_7__/* .inLanes */ .L)(4, [
        ...maps.map((name) => async () => {
            await api.patch('ConfigMap', name, owned);
        }),
        ...secrets.map((name) => async () => {
            await api.patch('Secret', name, owned);
        }),
        // The run may still read it: both keep it.
        ...(claim === null ? [] : [() => adoptClaim(api, claim, ownerReferences)]),
    ]);
}
async function adoptClaim(api, name, references) {
    const meta = await api.getMeta('PersistentVolumeClaim', name);
    const [ours] = references;
    const others = meta?.ownerReferences ?? [];
    if (meta === null || others.some(({ uid }) => uid === ours?.uid))
        return;
    // A clean-up by the label of the run must not find it any more.
    const metadata = { ownerReferences: [...others, ...references], labels: { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.run]: null } };
    await api.patch('PersistentVolumeClaim', name, { metadata });
}
/** It stays for as long as its run keeps its files. @throws ApiError */
async function giveBackClaim(api, deployment, name) {
    const meta = await api.getMeta('PersistentVolumeClaim', name);
    const owners = meta?.ownerReferences ?? [];
    const ownerReferences = owners.filter(({ uid }) => uid !== deployment.metadata?.uid);
    if (ownerReferences.length === owners.length)
        return;
    // A run that is gone is no owner any more, and without any owner it would stay for ever.
    if (ownerReferences.length === 0)
        await api.delete('PersistentVolumeClaim', name);
    else
        await api.patch('PersistentVolumeClaim', name, { metadata: { ownerReferences } });
}
function ownerReference({ metadata }) {
    const { name = '', uid = '' } = metadata ?? {};
    return { apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E.Deployment.apiVersion, kind: 'Deployment', name, uid };
}
/** Until there is a Deployment, the anchor takes it along. */
function metaOf({ facts, step, key, live }, name) {
    const { anchor } = facts;
    const own = {
        ...(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .lastingLabels */ .Oo)(facts),
        ...(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .stepLabels */ .Wg)(step),
        [_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.component]: 'revision',
        [_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.revision]: key,
    };
    return {
        name,
        labels: own,
        ownerReferences: [
            live === null
                ? { apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E.ConfigMap.apiVersion, kind: 'ConfigMap', name: anchor.name, uid: anchor.uid }
                : ownerReference(live),
        ],
    };
}
async function configMaps(api, parts) {
    const { facts, step, service, key, prepared } = parts;
    if (step.code.kind === 'image')
        return [];
    const sources = await Promise.all(facts.injected.map((name) => api.get('ConfigMap', name)));
    const made = filesOf(prepared)
        .flatMap((file) => (0,_objects_injected_js__WEBPACK_IMPORTED_MODULE_2__/* .inParts */ .oP)([file], _objects_injected_js__WEBPACK_IMPORTED_MODULE_2__/* .mapLimit */ .sf))
        .map((part) => Object.fromEntries(part.map(({ name, data }) => [name, data.toString('base64')])));
    const contents = [
        ...sources.map((source, place) => {
            if (source === null)
                throw new Error(`the run's ConfigMap ${facts.injected[place] ?? ''} is gone`);
            return source.binaryData ?? {};
        }),
        ...made,
    ];
    return contents.map((binaryData, place) => ({
        apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E.ConfigMap.apiVersion,
        kind: 'ConfigMap',
        metadata: {
            ...metaOf(parts, (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_4__/* .revisionName */ .pd)(service, key, place)),
            annotations: { [_objects_labels_js__WEBPACK_IMPORTED_MODULE_3__/* .labels */ .WD.bytes]: String(bytesOf(binaryData)) },
        },
        immutable: true,
        binaryData,
    }));
}
function bytesOf(binaryData) {
    return Object.values(binaryData).reduce((sum, text) => sum + Buffer.byteLength(text, 'base64'), 0);
}
function filesOf({ lock, files }) {
    return [
        ...(lock === null ? [] : [{ name: _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .preparedFiles */ .l3.lock, data: Buffer.from(lock) }]),
        ...(files === null ? [] : [{ name: _layout_js__WEBPACK_IMPORTED_MODULE_1__/* .preparedFiles */ .l3.inputs, data: files }]),
    ];
}
async function secretsOf(api, parts) {
    const { facts, service, versions } = parts;
    const brought = [...facts.ownSecrets].flatMap(([name, own]) => {
        const version = versions[`Secret/${name}`];
        return version === undefined ? [] : [{ name, own, version }];
    });
    return Promise.all(brought.map(async ({ name, own, version }) => {
        const found = await api.get('Secret', own);
        if (found === null)
            throw new Error(`the run's Secret ${own} is gone`);
        const object = {
            apiVersion: _client_types_js__WEBPACK_IMPORTED_MODULE_0__/* .kinds */ .E.Secret.apiVersion,
            kind: 'Secret',
            metadata: metaOf(parts, (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_4__/* .revisionSecretName */ .JN)(service, version, name)),
            immutable: true,
            type: found.type ?? 'Opaque',
            data: found.data ?? {},
        };
        return { name, object };
    }));
}


/***/ }),

/***/ 91731:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tl: () => (/* binding */ listedIn),
  fB: () => (/* binding */ nextRevision),
  h$: () => (/* binding */ notesOf),
  N4: () => (/* binding */ replicasOf),
  pd: () => (/* binding */ templateDigest),
  ci: () => (/* binding */ withNotes)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/digest.ts
var digest = __webpack_require__(1985);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/service.ts
var service = __webpack_require__(9778);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/material.ts
var serving_material = __webpack_require__(30716);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./node_modules/tar/dist/esm/index.min.js
var index_min = __webpack_require__(98697);
;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/hash-locked.ts
/** Whether a requirements file is exact as it stands, by what the run has brought of the project. */


/** @param file relative to the root @throws ApiError */
async function isHashLocked(api, { injected }, file) {
    const maps = await Promise.all(injected.map((name) => api.get('ConfigMap', name)));
    const parts = maps
        .flatMap((map) => Object.entries(map?.binaryData ?? {}))
        .filter(([name]) => name.startsWith('source.tgz.'))
        .sort(([a], [b]) => a.localeCompare(b));
    const text = await fileIn(Buffer.concat(parts.map(([, data]) => Buffer.from(data, 'base64'))), file);
    return text !== null && namesAllHashes(text);
}
/** Each requirement with a hash, and no other file or folder named. */
function namesAllHashes(text) {
    const lines = text
        .replace(/\\\r?\n/g, ' ')
        .split(/\r?\n/)
        .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
        .filter((line) => line !== '');
    return lines.every((line) => (line.startsWith('-') ? !namesMore.test(line) : /\s--hash[=\s]/.test(line)));
}
/** Options that bring further requirements. */
const namesMore = /^(?:-[rce]|--requirement|--constraint|--editable)/;
/** Null: the archive has no such file. */
async function fileIn(tgz, file) {
    const wanted = external_node_path_default().posix.normalize(file);
    const found = [];
    const parser = new index_min/* Parser */.iX({
        onReadEntry: (entry) => {
            const chunks = [];
            entry.on('data', (chunk) => chunks.push(chunk));
            if (entry.type === 'File' && external_node_path_default().posix.normalize(entry.path) === wanted)
                found.push(chunks);
        },
    });
    await new Promise((resolve, reject) => {
        parser.on('end', resolve);
        parser.on('error', reject);
        parser.end(tgz);
    });
    const [chunks] = found;
    return chunks === undefined ? null : Buffer.concat(chunks).toString();
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/backends/result.ts
var result = __webpack_require__(74672);
// EXTERNAL MODULE: ./src/backends/kubernetes/attempt.ts + 11 modules
var kubernetes_attempt = __webpack_require__(70078);
// EXTERNAL MODULE: ./src/http/backoff.ts
var backoff = __webpack_require__(31012);
// EXTERNAL MODULE: ./src/backends/kubernetes/insist.ts
var insist = __webpack_require__(89072);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/layout.ts
var layout = __webpack_require__(59314);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/job.ts + 1 modules
var objects_job = __webpack_require__(30628);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/spec.ts
var objects_spec = __webpack_require__(84874);
;// CONCATENATED MODULE: ./src/backends/kubernetes/objects/preparation.ts





/** Neither the Service nor whoever looks for the Jobs of steps may find it. */
const component = { [labels/* labels */.WD.component]: 'prepare' };
/** Fields of a container that serves, which the file may have added. */
const ofServers = new Set(['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle', 'ports']);
/** @throws AutomlError PREFLIGHT for a step that is told more than fits */
function preparationJob(facts, plan, step, order, wanted) {
    const batch = withoutService(step);
    const { metadata, spec, ...job } = (0,objects_job/* stepJob */.WZ)(facts, plan, batch, order);
    const told = (0,objects_spec/* packed */.xc)({ ...(0,objects_spec/* podSpec */.f0)(facts, plan, batch, order), preparation: wanted });
    return {
        ...job,
        metadata: {
            ...metadata,
            name: (0,names/* preparationName */.LT)(facts, step.name, order.attempt),
            labels: { ...metadata?.labels, ...component },
        },
        spec: { ...spec, template: preparing(spec?.template ?? {}, told) },
    };
}
/** Label selector: it, and its pods. */
function ofPreparation({ id }, { task, attempt }) {
    const step = `${labels/* labels */.WD.step}=${(0,labels/* labelValue */.w)(task.step)}`;
    return `${(0,labels/* ofComponent */.BV)(id, 'prepare')},${step},${labels/* labels */.WD.attempt}=${attempt}`;
}
/** A pod that ends, within twice the time that it may take to start. */
function withoutService(step) {
    const { service, ...batch } = step;
    return service === undefined ? step : { ...batch, timeout: step.startTimeout };
}
function preparing({ metadata, spec }, told) {
    const template = { metadata: { ...metadata, labels: { ...metadata?.labels, ...component } } };
    if (spec === undefined)
        return template;
    const containers = spec.containers.map((one) => (one.name === layout/* stepContainer */._h ? unserving(one, told) : one));
    return { ...template, spec: { ...spec, containers } };
}
function unserving(one, told) {
    const kept = Object.entries(one).filter(([field]) => !ofServers.has(field));
    const env = (one.env ?? []).map((each) => (each.name === 'AUTOML_SPEC' ? { ...each, value: told } : each));
    return { ...Object.fromEntries(kept), env };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/observer.ts
var observer = __webpack_require__(66922);
// EXTERNAL MODULE: ./src/backends/kubernetes/ownership.ts
var ownership = __webpack_require__(5995);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/handover.ts
/** What a preparation hands over through its log: pieces of files, and what tells that none is missing. */

/** Bytes of both files: the agent keeps inputs to 4 MiB, but what it installs runs as its own user, and can write to its log. */
const most = 6 * 2 ** 20;
class Handover {
    #pieces = { lock: [], inputs: [] };
    #told = null;
    #bytes = 0;
    take(message) {
        if (message.event === 'part')
            this.#add(message.file, Buffer.from(message.data, 'base64'));
        if (message.event === 'prepared')
            this.#told = message;
    }
    #add(file, piece) {
        this.#bytes += piece.length;
        if (this.#bytes <= most)
            this.#pieces[file].push(piece);
    }
    /** @throws Error where some of it is missing, is not what was sent, or is more than services are given */
    get whole() {
        if (this.#bytes > most)
            throw new Error(`what was prepared for its pods is more than ${most / 2 ** 20} MiB`);
        if (this.#told === null)
            throw incomplete();
        const { lock, inputs, too_large: tooLarge } = this.#told;
        return { lock: this.#file('lock', lock)?.toString() ?? null, files: this.#file('inputs', inputs), tooLarge };
    }
    #file(name, told) {
        if (told === null)
            return null;
        const file = Buffer.concat(this.#pieces[name]);
        if ((0,external_node_crypto_.createHash)('sha256').update(file).digest('hex') !== told.sha256)
            throw incomplete();
        return file;
    }
}
function incomplete() {
    return new Error('result lost: its log did not hold all that was prepared for its pods');
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/preparation-attempt.ts
/** The Job of one preparation, from its creation to what it handed over. */










/** Milliseconds without a container after which it is worth asking why. */
const curiousAfter = 1500;
/** Milliseconds that the log of one that failed may take to come, before its pod is taken away. */
const logPatience = 2000;
class PreparationAttempt {
    #parts;
    #wanted;
    #observer;
    #attempt;
    #ended;
    /** Why there is no Job, or nothing is seen of it. */
    #trouble = null;
    #log = null;
    /** Of the newest pod. */
    #handover = new Handover();
    constructor(parts, wanted) {
        const { api, facts, step, order } = parts;
        const { task, attempt } = order;
        this.#parts = parts;
        this.#wanted = wanted;
        let end = () => undefined;
        this.#ended = new Promise((resolve) => (end = resolve));
        const place = {
            task,
            attempt,
            step,
            job: (0,names/* preparationName */.LT)(facts, step.name, attempt),
            index: null,
            rank: null,
            parallel: null,
        };
        this.#attempt = new kubernetes_attempt/* Attempt */.U(place, this.#world(end));
        this.#observer = new observer/* Observer */.n({
            api,
            selector: ofPreparation(facts, order),
            onPod: (pod, gone) => {
                this.#attempt.seePod(pod, gone);
            },
            onJob: (job, gone) => {
                this.#attempt.seeJob(job, gone);
            },
            onEvent: ({ involvedObject: { uid } }) => {
                if (uid !== undefined && this.#attempt.isAbout(uid))
                    this.#attempt.lookForTrouble();
            },
            onFailure: (error) => {
                this.#fail(error);
            },
        });
    }
    /** Called once. @throws Error whose message becomes the step's reason */
    async run() {
        const { signal, isLeft } = this.#parts;
        const looking = setInterval(() => {
            this.#look();
        }, curiousAfter);
        signal.addEventListener('abort', this.#stop, { once: true });
        if (signal.aborted)
            this.#stop();
        const creation = this.#create();
        try {
            const result = await this.#ended;
            return await this.#handedOver(result);
        }
        finally {
            clearInterval(looking);
            signal.removeEventListener('abort', this.#stop);
            this.#log?.stop();
            await this.#observer.close();
            if (!isLeft())
                await creation.then(() => this.#remove());
        }
    }
    async #handedOver({ state, reason }) {
        const { signal } = this.#parts;
        if (state === 'succeeded')
            await this.#log?.ended;
        else if (!signal.aborted)
            await this.#readLog();
        if (signal.aborted)
            throw new Error('was cancelled');
        if (this.#trouble !== null)
            throw this.#trouble;
        if (state !== 'succeeded')
            throw new Error(reason ?? state);
        return this.#handover.whole;
    }
    /** What it printed goes with its pod. */
    async #readLog() {
        const enough = new AbortController();
        await Promise.race([this.#log?.ended, (0,backoff/* systemSleep */.Hk)(logPatience, enough.signal)]);
        enough.abort();
    }
    #world(ended) {
        const { logs, order, step, say } = this.#parts;
        return {
            eventsOf: (kind, object) => this.#observer.eventsOf(kind, object),
            readEvents: (uid) => this.#observer.readEvents(uid),
            openLog: (_attempt, pod, hear) => {
                const handover = new Handover();
                this.#handover = handover;
                this.#log = logs.follow({ ...order, step }, pod, (message, json) => {
                    handover.take(message);
                    hear(message, json);
                });
                return this.#log;
            },
            say: (_attempt, message) => {
                say(message);
            },
            began: () => undefined,
            ended: (_attempt, result) => {
                ended(result);
            },
            // It goes in any case, when it has ended.
            remove: () => undefined,
        };
    }
    #stop = () => {
        this.#attempt.end((0,result/* resultWithoutAgent */.xY)('cancelled', 'was cancelled'));
        this.#log?.stop();
    };
    #look() {
        const { waiting } = this.#attempt;
        this.#observer.wantEvents(waiting);
        if (waiting)
            this.#attempt.lookForTrouble();
    }
    async #create() {
        const { api, facts, plan, step, order } = this.#parts;
        try {
            const job = preparationJob(facts, plan, step, order, this.#wanted);
            await (0,insist/* insist */.R)(api, [this.#attempt], () => (0,ownership/* createOwned */.C5)(api, 'Job', job, facts));
        }
        catch (error) {
            this.#fail(error);
        }
    }
    #fail(error) {
        this.#trouble = error instanceof Error ? error : new Error((0,errors/* messageOf */.bD)(error));
        this.#attempt.end((0,result/* resultWithoutAgent */.xY)('failed', (0,errors/* messageOf */.bD)(error)));
    }
    /** Best effort: what stays goes with the run. */
    async #remove() {
        await this.#parts.api.delete('Job', this.#attempt.place.job).catch(() => false);
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/preparation.ts


/** Bytes of an archive of inputs: as the source, it is in the memory of the cluster's etcd for as long as it serves. */
const inputsLimit = 4 * 2 ** 20;
const nothing = { lock: null, files: null, tooLarge: null };
/** Goes on with what another driver has begun. @throws Error whose message becomes the step's reason */
async function prepareService(parts) {
    const wanted = await wantedOf(parts);
    return wanted.lock || wanted.inputs !== null ? new PreparationAttempt(parts, wanted).run() : nothing;
}
async function wantedOf({ api, facts, step, order }) {
    const { code, requirements } = step;
    if (code.kind === 'image')
        return { lock: false, inputs: null };
    const inputs = Object.keys(order.inputs).length === 0 ? null : inputsLimit;
    // What a notebook needs to run is the agent's own affair, and no part of its requirements.
    const isLockable = requirements !== undefined && code.kind !== 'notebook';
    return { lock: isLockable && !(await isHashLocked(api, facts, requirements)), inputs };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/serving/revision-key.ts
var revision_key = __webpack_require__(71610);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/versions.ts
var serving_versions = __webpack_require__(68192);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/way-back.ts
var way_back = __webpack_require__(11112);
;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/next-revision.ts
/** What a service is to be: as it is, where nothing of it has changed, else with all that its pods need made. */









const digestLength = 12;
/** Annotations that tell of the last change: without one they stay as they are. */
const notes = [labels/* labels */.WD.deployedBy, labels/* labels */.WD.commit, labels/* labels */.WD.template, labels/* labels */.WD.secrets, labels/* labels */.WD.claims];
/** @throws Error whose message becomes the step's reason */
async function nextRevision(api, request) {
    const { facts, plan, step, order, name, live } = request;
    const versions = await (0,serving_versions/* readVersions */.q2)(api, { facts, plan, step, service: name, live });
    const key = (0,revision_key/* revisionKey */.d)({ facts, plan, step, order, versions });
    const kept = live === null ? null : keptTemplate(live, key);
    if (live !== null && kept !== null) {
        const deployment = withNotes((0,service/* deploymentObject */.tw)(facts, step, kept, replicasOf(step, live)), notesOf(live));
        if (await isAsApplied(api, deployment, live))
            return { deployment, isSame: true, material: null };
        return {
            deployment: withNotes(deployment, { ...notesOf(live), ...newNotes(facts, plan) }),
            isSame: false,
            material: null,
        };
    }
    const prepared = await prepareService({ ...request, api });
    const material = await (0,serving_material/* makeMaterial */._9)(api, { facts, step, service: name, key, versions, prepared, live });
    const template = (0,service/* servicePodTemplate */.$F)(material.facts, plan, step, order, { key, versions });
    const deployment = withNotes((0,service/* deploymentObject */.tw)(facts, step, template, replicasOf(step, live)), {
        ...newNotes(facts, plan),
        ...listed(labels/* labels */.WD.secrets, [...listedIn(live, labels/* labels */.WD.secrets), ...material.secrets]),
        ...listed(labels/* labels */.WD.claims, [...listedIn(live, labels/* labels */.WD.claims), ...(material.claim === null ? [] : [material.claim])]),
    });
    return { deployment, isSame: false, material };
}
/** Of the pod template as it was applied, and is still: who changes some of it takes that over. */
function templateDigest(deployment) {
    return (0,digest/* digest */.b)((0,way_back/* applied */.Ic)(deployment).spec?.template ?? null, digestLength);
}
/** All that its revisions have got, and that may still be there. */
function listedIn(deployment, list) {
    return (deployment?.metadata?.annotations?.[list] ?? '').split(',').filter((name) => name !== '');
}
function listed(list, names) {
    return names.length === 0 ? {} : { [list]: [...new Set(names)].sort().join(',') };
}
/** How many there are to be: what scales them decides, within its bounds. */
function replicasOf({ service: { replicas } }, live) {
    if (typeof replicas === 'number')
        return replicas;
    return Math.min(replicas.max, Math.max(replicas.min, live?.spec?.replicas ?? replicas.min));
}
function withNotes(deployment, more) {
    const { metadata } = deployment;
    return { ...deployment, metadata: { ...metadata, annotations: { ...metadata?.annotations, ...more } } };
}
function notesOf({ metadata }) {
    const all = metadata?.annotations ?? {};
    return Object.fromEntries(notes.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
function newNotes({ id }, { commit }) {
    return { [labels/* labels */.WD.deployedBy]: id, ...(commit.head === null ? {} : { [labels/* labels */.WD.commit]: commit.head }) };
}
/** The template of the same revision as it is in the cluster, if nobody has changed it. */
function keptTemplate(live, key) {
    const { template } = live.spec ?? {};
    if (template?.metadata?.labels?.[labels/* labels */.WD.revision] !== key)
        return null;
    if (live.metadata?.annotations?.[labels/* labels */.WD.template] !== templateDigest(live))
        return null;
    return (0,way_back/* applied */.Ic)(live).spec?.template ?? null;
}
/** Whether applying it would change nothing: asked of the server, which knows what is the same. */
async function isAsApplied(api, deployment, live) {
    // A roll-out that somebody has begun is finished first.
    if (live.metadata?.annotations?.[labels/* labels */.WD.before] !== undefined)
        return false;
    const would = await api.apply('Deployment', deployment, { force: true, dryRun: true });
    return (0,external_node_util_.isDeepStrictEqual)(contentOf(would), contentOf(live));
}
function contentOf({ metadata, spec }) {
    return { spec, labels: metadata?.labels, annotations: metadata?.annotations };
}


/***/ }),

/***/ 39309:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R3: () => (/* binding */ prune),
/* harmony export */   jG: () => (/* binding */ unnamedServices),
/* harmony export */   oe: () => (/* binding */ mayPrune)
/* harmony export */ });
/* harmony import */ var _plan_environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42582);
/* harmony import */ var _workflow_preview_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42913);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64934);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(32345);
/* harmony import */ var _objects_owner_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(80710);
/* harmony import */ var _live_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50879);
/** Services that a workflow file does not name any more. */






/** Whether the run says all that is to be there: nothing is pruned by a partial, failed or pull-request run, but in a preview. */
function mayPrune({ environment, run, steps }, { state }) {
    const isPartial = steps.some(({ skip }) => skip === 'not selected');
    // What else is in its preview is of an earlier run of the same pull request.
    const saysAll = !(0,_plan_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .isPullRequest */ .r0)(run) || (0,_workflow_preview_js__WEBPACK_IMPORTED_MODULE_1__/* .pullOf */ .pv)(environment) !== null;
    return environment !== null && state === 'succeeded' && !isPartial && saysAll;
}
/** Objects of the owner's services of which the plan has no step; what leads to a service first. @throws ApiError */
async function unnamedServices(api, { owner }, { workflow, steps }) {
    // Without one nothing was ever deployed, and nobody need have the right to look.
    if ((await api.getMeta('Lease', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_3__/* .environmentLeaseName */ .tD)(owner))) === null)
        return [];
    const named = new Set(steps.flatMap(({ name, service }) => (service === undefined ? [] : [(0,_objects_names_js__WEBPACK_IMPORTED_MODULE_3__/* .serviceName */ .fe)(workflow, name, owner)])));
    const labelSelector = `${(0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .ofOwner */ .hH)((0,_objects_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .ownerId */ .f)(owner))},${_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.component}=${'service'}`;
    const lists = await Promise.all(_live_js__WEBPACK_IMPORTED_MODULE_5__/* .serviceKinds */ .VL.toReversed().map(async (kind) => {
        const metas = await (0,_live_js__WEBPACK_IMPORTED_MODULE_5__/* .unlessUnknown */ .jG)(kind, [], api.listMeta(kind, { labelSelector }));
        return metas.filter(({ name = '' }) => !named.has(name)).map((meta) => ({ kind, meta }));
    }));
    return lists.flat();
}
/** @param say a sentence for each service that goes @throws ApiError */
async function prune(api, unnamed, say) {
    for (const { kind, meta } of unnamed) {
        const { name = '', uid } = meta;
        await api.delete(kind, name, uid === undefined ? {} : { uid });
        const step = meta.labels?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .labels */ .WD.step] ?? name;
        if (kind === 'Deployment')
            say(`service ${step} (${name}) deleted: the workflow file names it no more`);
    }
}


/***/ }),

/***/ 71610:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ revisionKey)
/* harmony export */ });
/* harmony import */ var _objects_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1985);

/** 60 bits. */
const length = 12;
/** The same for the same revision, whichever run, commit or version of this program deploys it. */
function revisionKey({ facts, plan, step, order, versions }) {
    const { code, params, item, env, inputs } = order;
    const { image, requirements, workingDirectory, envFrom, secrets, resources, pod, startTimeout, service } = step;
    const { port, health, liveness, drain } = service ?? {};
    const files = Object.entries(inputs).map(([name, sources]) => [
        name,
        sources.map(({ folder, sha256 }) => ({ folder, sha256 })),
    ]);
    const parts = {
        // An image's own code sees none of the project's files.
        ...(code.kind === 'image' ? {} : { source: facts.source, requirements, workingDirectory, python: plan.python }),
        told: { code, params, item, env, files },
        pod: {
            image,
            envFrom,
            secrets,
            resources,
            pod,
            startTimeout,
            assignsUsers: facts.assignsUsers,
            grace: facts.grace,
        },
        service: { port, health, liveness, drain },
        versions,
    };
    return (0,_objects_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digest */ .b)(JSON.parse(JSON.stringify(parts)), length);
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

/***/ 68192:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bS: () => (/* binding */ versionsIn),
/* harmony export */   eZ: () => (/* binding */ namesOf),
/* harmony export */   q2: () => (/* binding */ readVersions)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_util__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48720);
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64934);
/* harmony import */ var _objects_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32345);
/* harmony import */ var _preflight_readable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40932);
/** Versions of the Secrets and ConfigMaps that a service reads: pods do not notice by themselves that one has changed. */





/** What may not be read, or is not there, has no version. @throws ApiError */
async function readVersions(api, reader) {
    const { facts, live } = reader;
    const before = versionsIn(live);
    const { secrets, configMaps } = namesOf(reader);
    const found = await Promise.all([
        ...secrets.map(async (name) => {
            const brought = facts.ownSecrets.get(name);
            const version = brought === undefined
                ? await versionOf(api, 'Secret', name)
                : await versionOfBrought(api, reader, { name, brought, before: before[`Secret/${name}`] });
            return [`Secret/${name}`, version];
        }),
        ...configMaps.map(async (name) => [`ConfigMap/${name}`, await versionOf(api, 'ConfigMap', name)]),
    ]);
    return Object.fromEntries(found.flatMap(([name, version]) => (version === null ? [] : [[name, version]])));
}
/** Of the revision that is applied. */
function versionsIn(deployment) {
    const text = deployment?.spec?.template.metadata?.annotations?.[_objects_labels_js__WEBPACK_IMPORTED_MODULE_1__/* .labels */ .WD.versions];
    // Written by objects/service.ts.
    return text === undefined ? {} : JSON.parse(text);
}
async function versionOf(api, kind, name) {
    const meta = await (0,_preflight_readable_js__WEBPACK_IMPORTED_MODULE_3__/* .readable */ .HD)(api.getMeta(kind, name));
    return meta === _preflight_readable_js__WEBPACK_IMPORTED_MODULE_3__/* .unreadable */ .O$ ? null : (meta?.resourceVersion ?? null);
}
/** That of the live revision where the values are the same, else one of this run: a hash would tell of short values. */
async function versionOfBrought(api, { facts, service }, { name, brought, before }) {
    if (before === undefined)
        return facts.id;
    const [now, then] = await Promise.all([
        api.get('Secret', brought),
        api.get('Secret', (0,_objects_names_js__WEBPACK_IMPORTED_MODULE_2__/* .revisionSecretName */ .JN)(service, before, name)),
    ]);
    return now !== null && (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(now.data, then?.data) ? before : facts.id;
}
function namesOf({ plan, step }) {
    const { credentials } = plan.python;
    const mounted = step.pod.volumes.map(({ source }) => source);
    const named = (kind) => mounted.flatMap((source) => (source.kind === kind ? [source.name] : []));
    const variables = Object.values(step.envFrom).flatMap(({ kind, name }) => (kind === 'config-map' ? [name] : []));
    // What no pod of it names (objects/environment.ts) is not kept, and would be new each time.
    const installs = step.code.kind === 'notebook' || (step.code.kind !== 'image' && step.requirements !== undefined);
    const index = installs && credentials !== undefined ? [credentials] : [];
    const secrets = [...(0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .secretsOf */ .Fj)(step), ...named('secret'), ...index];
    return {
        secrets: [...new Set(secrets)].sort(),
        configMaps: [...new Set([...variables, ...named('config-map')])].sort(),
    };
}


/***/ }),

/***/ 97899:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   begunRun: () => (/* binding */ begunRun),
/* harmony export */   l: () => (/* binding */ endRun)
/* harmony export */ });
/* harmony import */ var _backends_kubernetes_driving_baseline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15031);
/* harmony import */ var _backends_kubernetes_driving_notices_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11830);
/* harmony import */ var _backends_kubernetes_driving_stored_run_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61331);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83916);
/* harmony import */ var _records_file_store_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(53226);
/* harmony import */ var _cluster_run_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(54130);
/* harmony import */ var _execute_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(84955);







const drivingHere = { submission: null, allowsOlder: false };
/** Null: it never got as far as a plan. @throws ApiError */
async function begunRun(cluster, id, world, { submission, allowsOlder } = drivingHere) {
    const stored = await (0,_backends_kubernetes_driving_stored_run_js__WEBPACK_IMPORTED_MODULE_2__/* .readPlan */ .m3)(cluster.api, id);
    if (stored === null)
        return null;
    const { plan, facts } = stored;
    const run = new _cluster_run_js__WEBPACK_IMPORTED_MODULE_5__/* .ClusterRun */ .C({
        cluster,
        world,
        anchor: () => Promise.resolve({ run: facts, created: false }),
        begin: () => Promise.reject(new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .AutomlError */ .nS('NOT_FOUND', `the plan of run ${id} is gone`)),
        end: (other, reason) => endRun(cluster, other, reason, world),
        // There is no repository here; the times of the commits tell.
        isBefore: () => Promise.resolve(null),
        allowsOlder,
        submission,
        note: () => undefined,
    });
    return {
        plan,
        prepared: {
            refused: new Map(),
            warnings: [],
            notices: (0,_backends_kubernetes_driving_notices_js__WEBPACK_IMPORTED_MODULE_1__/* .drivenNotices */ .e)(cluster.api, facts),
            baseline: (running) => (0,_backends_kubernetes_driving_baseline_js__WEBPACK_IMPORTED_MODULE_0__/* .storedBaseline */ .X)(cluster.api, facts.owner, running, world.now()),
            open: (open) => run.open(open),
        },
    };
}
/** A run that nobody drives: cancelled, and seen to its end. */
async function endRun(cluster, id, reason, world) {
    const begun = await begunRun(cluster, id, world);
    // It never had a step: the sweep takes its anchor.
    if (begun === null)
        return;
    const place = `kubernetes ${cluster.api.namespace}`;
    const about = {
        backend: 'kubernetes',
        place,
        output: 'text',
        logLevel: 'error',
        cancel: reason,
        detach: true,
    };
    await (0,_execute_js__WEBPACK_IMPORTED_MODULE_6__/* .goOn */ .AC)({ begun, id, runs: (0,_records_file_store_js__WEBPACK_IMPORTED_MODULE_4__/* .runsFolder */ .Xc)(world.cwd), ...about }, world);
}


/***/ }),

/***/ 54130:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ ClusterRun)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/anchor-watch.ts
var anchor_watch = __webpack_require__(85415);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/elapsed.ts
var elapsed = __webpack_require__(23782);
// EXTERNAL MODULE: ./src/http/backoff.ts
var backoff = __webpack_require__(31012);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/driver-job.ts + 1 modules
var driver_job = __webpack_require__(82191);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/lease.ts
var driving_lease = __webpack_require__(73740);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/stored-run.ts
var stored_run = __webpack_require__(61331);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/driver-watch.ts
/** The time between a run's submission and its driver in the cluster, also when that one has to be replaced. */





/** Milliseconds. */
const pause = 1000;
/** Until the run has a driver, whoever it is. @throws ApiError */
async function awaitDriver({ api, id, abandoned, say, patience, signal }) {
    const begun = performance.now();
    const told = new Map();
    let why = null;
    while (!(0,backoff/* isAborted */.G4)(signal)) {
        const lease = await api.get('Lease', (0,names/* leaseName */.AI)(id));
        const isHeld = (0,driving_lease/* holderOf */.Kd)(lease) !== '' && (0,driving_lease/* versionOf */.E4)(lease) !== (0,driving_lease/* versionOf */.E4)(abandoned);
        if (lease !== null && isHeld)
            return { type: 'driven', lease };
        if (await (0,stored_run/* isOver */.PU)(api, id))
            return { type: 'over' };
        const { end, trouble, hasFailed } = await (0,driver_job/* driverState */.SU)(api, id);
        if (end !== null)
            return { type: 'failed', why: end };
        if (trouble !== null) {
            why = trouble.sentence;
            if (!told.has(why))
                say(`the driver of run ${id} is not there yet: ${why}`);
            const since = told.get(why) ?? performance.now();
            told.set(why, since);
            if (trouble.permanent && performance.now() - since >= trouble.grace * 1000)
                return { type: 'failed', why };
        }
        if (performance.now() - begun > patience * 1000)
            return hasFailed && why !== null ? { type: 'failed', why } : { type: 'waiting', why };
        await (0,backoff/* systemSleep */.Hk)(pause, signal);
    }
    return { type: 'waiting', why };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/driving/holder.ts
var driving_holder = __webpack_require__(92690);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/lease-watch.ts
var lease_watch = __webpack_require__(30170);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/tenure.ts
var driving_tenure = __webpack_require__(38447);
// EXTERNAL MODULE: ./src/backends/kubernetes/driving/waiting-line.ts
var waiting_line = __webpack_require__(76208);
// EXTERNAL MODULE: ./src/backends/kubernetes/leftovers.ts
var leftovers = __webpack_require__(81470);
// EXTERNAL MODULE: ./src/backends/kubernetes/run-objects.ts + 2 modules
var run_objects = __webpack_require__(6348);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/ownership.ts
var ownership = __webpack_require__(5995);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/commit-order.ts
var commit_order = __webpack_require__(57301);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/environment-lease.ts
var environment_lease = __webpack_require__(5495);
;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/environment.ts






class Environment {
    #options;
    #turn = null;
    #released = Promise.resolve();
    #waiting = new AbortController();
    #inside = 0;
    constructor(options) {
        this.#options = options;
    }
    /**
     * Waits until no other run deploys, once for all services that are deployed side by side; each ends it by `exit`, however
     * it went. What comes back changes nothing any more when another run has come meanwhile. @throws OlderCommit @throws ApiError
     */
    async enter(say) {
        this.#inside += 1;
        this.#turn ??= this.#released.then(() => this.#take(say));
        return (await this.#turn).api;
    }
    /** When the last is out the next run may deploy. Best effort: without it that one waits for the Lease to end. */
    async exit() {
        this.#inside -= 1;
        if (this.#inside > 0)
            return;
        const turn = this.#turn;
        this.#turn = null;
        this.#waiting.abort();
        this.#waiting = new AbortController();
        this.#released = release(turn);
        await this.#released;
    }
    /** This commit serves now. @throws ApiError */
    async deployed() {
        const { api, facts, order } = this.#options;
        const { commit } = order;
        if (this.#turn === null || commit.head === null)
            return;
        const { tenure } = await this.#turn;
        const now = (await api.getMeta('Lease', (0,names/* environmentLeaseName */.tD)(facts.owner)))?.annotations ?? {};
        if (now[labels/* labels */.WD.commit] === commit.head)
            return;
        await tenure.note({ [labels/* labels */.WD.commit]: commit.head, [labels/* labels */.WD.committed]: commit.committed });
    }
    async #take(say) {
        const { api, fence, facts, order, now } = this.#options;
        const { lease, since } = await this.#claim(say);
        const tenure = new driving_tenure/* Tenure */.s({ api, lease, now, since, onLost: () => undefined });
        try {
            // For those who wait for us, and for people.
            await tenure.note({ [labels/* labels */.WD.deployedBy]: facts.id });
            const refusal = await (0,commit_order/* olderCommit */.Cc)(api, facts.owner, order);
            if (refusal !== null)
                throw refusal;
        }
        catch (error) {
            await tenure.release();
            throw error;
        }
        const both = {
            pass: async () => {
                await fence.pass();
                await tenure.pass();
            },
        };
        return { api: api.behind(both), tenure };
    }
    #claim(say) {
        const { api, facts, claim, now } = this.#options;
        const { owner } = facts;
        const meta = {
            name: (0,names/* environmentLeaseName */.tD)(owner),
            labels: { ...(0,labels/* lastingLabels */.Oo)(facts), [labels/* labels */.WD.component]: 'environment' },
            annotations: { ...(0,labels/* ownerNotes */.zJ)(owner) },
        };
        const wanted = { ...claim, api, meta, isOurs: (lease) => (0,ownership/* isOfOwner */.dF)(lease, facts), of: 'workflow' };
        const environment = owner.environment ?? '';
        return (0,environment_lease/* claimEnvironment */.W)(wanted, environment, { now, say, signal: this.#waiting.signal });
    }
}
async function release(turn) {
    const taken = await turn?.catch(() => null);
    await taken?.tenure.release();
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/plan/plan.ts
var plan = __webpack_require__(48720);
// EXTERNAL MODULE: ./src/backends/result.ts
var backends_result = __webpack_require__(74672);
// EXTERNAL MODULE: ./src/backends/kubernetes/grouped.ts
var grouped = __webpack_require__(86864);
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
            const batches = [...(0,grouped/* grouped */.z)(due, (each) => `${each.task.step}/${each.attempt}`).values()].flatMap(asBatch);
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

// EXTERNAL MODULE: ./src/backends/kubernetes/attempt.ts + 11 modules
var kubernetes_attempt = __webpack_require__(70078);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/attempt-key.ts
var attempt_key = __webpack_require__(79386);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/job.ts + 1 modules
var objects_job = __webpack_require__(30628);
;// CONCATENATED MODULE: ./src/backends/kubernetes/found-jobs.ts
/** Jobs that another driver of the run has made: whose attempt is ordered again goes on there, and nothing is made twice. */




class FoundJobs {
    /** By step, child and attempt. */
    #places = new Map();
    #seen = new Map();
    /** Tasks that were ordered and do not go on yet; true: they are to be stopped as soon as they do. */
    #coming = new Map();
    constructor(jobs) {
        for (const job of jobs) {
            const { name = '', labels: own = {} } = job.metadata ?? {};
            const step = own[labels/* labels */.WD.step] ?? '';
            this.#seen.set(name, { job: null, pods: new Map() });
            for (const { iteration, attempt, index, rank } of (0,objects_job/* membersOf */.lS)(job))
                this.#places.set((0,attempt_key/* attemptKey */.jX)(step, iteration, attempt), { job: name, index, rank });
        }
    }
    /** Null: there is no Job for it. */
    placeOf({ task, attempt }) {
        return this.#places.get((0,attempt_key/* attemptKey */.jX)((0,labels/* labelValue */.w)(task.step), task.iteration ?? null, attempt)) ?? null;
    }
    /** It goes on as soon as its log is ready. */
    expect(order) {
        if (this.placeOf(order) !== null)
            this.#coming.set((0,plan/* taskKey */.Do)(order.task), false);
    }
    get isDone() {
        return this.#coming.size === 0;
    }
    isComing({ task }) {
        return this.#coming.has((0,plan/* taskKey */.Do)(task));
    }
    /** When it goes on. */
    stop(task) {
        this.#coming.set((0,plan/* taskKey */.Do)(task), true);
    }
    stopAll() {
        for (const task of this.#coming.keys())
            this.#coming.set(task, true);
    }
    /** It goes on now: whether it is to be stopped. */
    arrive({ task }) {
        const isUnwanted = this.#coming.get((0,plan/* taskKey */.Do)(task)) === true;
        this.#coming.delete((0,plan/* taskKey */.Do)(task));
        return isUnwanted;
    }
    /** Kept until somebody asks for it. */
    seeJob(job) {
        const seen = this.#seen.get(job.metadata?.name ?? '');
        if (seen !== undefined)
            seen.job = job;
    }
    seePod(pod, gone) {
        const { uid = '', labels: own = {} } = pod.metadata ?? {};
        this.#seen.get(own['batch.kubernetes.io/job-name'] ?? '')?.pods.set(uid, { pod, gone });
    }
    /** What was seen of it so far. Kept: of its children some may be ordered later than others. */
    seen(job) {
        return this.#seen.get(job) ?? { job: null, pods: new Map() };
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/client/api.ts
var client_api = __webpack_require__(24876);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/creation.ts
var creation = __webpack_require__(17471);
// EXTERNAL MODULE: ./src/backends/kubernetes/insist.ts
var insist = __webpack_require__(89072);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/pod-places.ts
var pod_places = __webpack_require__(56139);
;// CONCATENATED MODULE: ./src/backends/kubernetes/job-creation.ts









class JobCreation {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /** All are expected when this returns; what is left to do comes back. None of it rejects. */
    of(step, orders) {
        const [{ task, attempt }, ...others] = orders;
        const { facts, plan, expect } = this.#options;
        // A step that runs the code of its image is told everything by its pod, so each of its children is alone.
        if (others.length === 0 || step.code.kind === 'image')
            return orders.map((order) => this.#single(step, order));
        const job = (0,names/* childrenJobName */.cG)(facts, step.name, attempt, task.iteration ?? 0);
        const places = (0,pod_places/* podPlaces */._)(orders.length, (0,pod_places/* podsFor */.u)(step, orders));
        const attempts = orders.flatMap((order, at) => {
            const place = places[at];
            return place === undefined ? [] : [expect(order, step, { job, ...place })];
        });
        return [() => this.#create(attempts, () => (0,objects_job/* childrenJob */.Dl)(facts, plan, step, orders))];
    }
    #single(step, order) {
        const { facts, plan, expect } = this.#options;
        const job = (0,names/* jobName */.dZ)(facts, order.task, order.attempt);
        const attempt = expect(order, step, { job, index: null, rank: null });
        return () => this.#create([attempt], () => ({ job: (0,objects_job/* stepJob */.WZ)(facts, plan, step, order), children: [] }));
    }
    async #create(attempts, make) {
        const { api, facts, logs, remove } = this.#options;
        const isOff = () => attempts.every(({ over }) => over);
        try {
            await logs.begin(attempts.map(({ place }) => place));
            if (isOff())
                return;
            const { job, children } = make();
            for (const map of children)
                await (0,insist/* insist */.R)(api, attempts, () => (0,ownership/* createFresh */.rM)(api, 'ConfigMap', map, facts));
            if (isOff())
                return;
            await (0,insist/* insist */.R)(api, attempts, () => this.#createJob(job));
            // Stopped meanwhile, when there was nothing to take away yet.
            for (const attempt of attempts)
                if (attempt.over)
                    remove(attempt);
        }
        catch (error) {
            const reason = (0,creation/* creationSentence */.n)(error, api.namespace);
            const failure = (0,backends_result/* resultWithoutAgent */.xY)('failed', `the step could not be started: ${reason}`);
            const result = error instanceof OtherChildren ? { ...failure, lost: true } : failure;
            // Without a clear answer there may be a Job all the same.
            const isUnclear = error instanceof client_api/* ApiError */.h && (error.status === null || error.status >= 500);
            for (const attempt of attempts) {
                attempt.refuse(result);
                if (isUnclear)
                    remove(attempt);
            }
        }
    }
    /** @throws OtherChildren */
    async #createJob(job) {
        const { api, facts } = this.#options;
        const { object, created } = await (0,ownership/* createOwned */.C5)(api, 'Job', job, facts);
        if (created || iterationsOf(object) === iterationsOf(job))
            return;
        const { name = '', uid = '' } = object.metadata ?? {};
        await api.delete('Job', name, { uid });
        throw new OtherChildren();
    }
}
/** A former driver's creation came late, and put other children under the same name: all begin anew under another. */
class OtherChildren extends Error {
    constructor() {
        super('another driver has made its Job for other children');
    }
}
function iterationsOf({ metadata }) {
    return metadata?.annotations?.[labels/* labels */.WD.iterations];
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/job-members.ts
class JobMembers {
    /** By Job, then by index (0 for a Job of one). */
    #jobs = new Map();
    add(attempt) {
        const { job, index } = attempt.place;
        const members = this.#jobs.get(job) ?? new Map();
        members.set(index ?? 0, [...this.sharing(attempt.place), attempt]);
        this.#jobs.set(job, members);
    }
    of(job) {
        return [...(this.#jobs.get(job)?.values() ?? [])].flat();
    }
    /** All whose pod is the one of that place. */
    sharing({ job, index }) {
        return this.#jobs.get(job)?.get(index ?? 0) ?? [];
    }
    /** False: it is no pod of a step's Job. */
    seePod(pod, gone) {
        const { labels = {}, annotations = {} } = pod.metadata ?? {};
        const index = Number(annotations['batch.kubernetes.io/job-completion-index'] ?? 0);
        const attempts = this.sharing({ job: labels['batch.kubernetes.io/job-name'] ?? '', index });
        for (const attempt of attempts)
            attempt.seePod(pod, gone);
        return attempts.length > 0;
    }
    seeJob(job, gone) {
        for (const attempt of this.of(job.metadata?.name ?? ''))
            attempt.seeJob(job, gone);
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/lanes.ts
var lanes = __webpack_require__(76737);
;// CONCATENATED MODULE: ./src/backends/kubernetes/removal.ts


/** Calls at the same time. */
const removal_lanes = 16;
/** Seconds; with 0 the pod's name would be free before its container is gone. */
const shortGrace = 1;
class Removal {
    #api;
    #members;
    #work;
    #stored;
    #doomed = new Set();
    #isHurried = false;
    constructor({ api, members, work, stored }) {
        this.#api = api;
        this.#members = members;
        this.#work = work;
        this.#stored = stored;
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
        const isHeldBack = ({ place, podName }) => place.parallel !== null && podName === null;
        // Else pods that go would make room for others, until its controller knows that it is gone.
        if (this.#members.of(job).some(isHeldBack))
            await this.#api.patch('Job', job, { spec: { parallelism: 0 } });
        const isFound = await this.#api.delete('Job', job);
        // Somebody may have deleted the Job and left its pods alone.
        if (!isFound || this.#isHurried)
            await Promise.all(podsOf(this.#members.of(job)).map((name) => this.#removePod(name)));
    }
    async #removePod(name) {
        await this.#api.delete('Pod', name, this.#isHurried ? { graceSeconds: shortGrace } : {});
    }
    /** A Job, or else a pod, goes of which nothing is wanted any more; a pod that goes alone fails its index. */
    #begin() {
        const doomed = this.#doomed;
        this.#doomed = new Set();
        const removals = [];
        for (const [job, attempts] of (0,grouped/* grouped */.z)(doomed, (attempt) => attempt.place.job)) {
            const isUnwanted = (member) => member.over || doomed.has(member);
            if (this.#members.of(job).every(isUnwanted)) {
                removals.push(() => this.#removeJob(job));
                continue;
            }
            const alone = attempts.filter(({ place }) => this.#members.sharing(place).every(isUnwanted));
            for (const name of podsOf(alone))
                removals.push(() => this.#removePod(name));
        }
        // Else the next driver would find neither an end nor a Job, and begin anew.
        const ended = [...doomed].flatMap(({ over, place }) => (over ? [place] : []));
        const done = this.#stored(ended).then(() => (0,lanes/* inLanes */.L)(removal_lanes, removals));
        // What can't be removed now goes when the run ends.
        this.#work.add(done.catch(() => undefined));
    }
}
/** Names, each once. */
function podsOf(attempts) {
    return [...new Set(attempts.flatMap(({ podName }) => podName ?? []))];
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/interruption.ts
var interruption = __webpack_require__(88189);
;// CONCATENATED MODULE: ./src/backends/kubernetes/spent-jobs.ts



/** Jobs that stay: with these, 200 at work and the journal, a run takes less than 5 MiB. */
const kept = 400;
/** Taken away by one call: their labels make an address of less than the 8 KiB that proxies let through. */
const together = 100;
class SpentJobs {
    #options;
    /** By the Job, as the next. */
    #succeeded = new Map();
    #complete = new Set();
    constructor(options) {
        this.#options = options;
    }
    /** An attempt has ended well. One whose gate failed is looked at by people; the Job of several goes with the run. */
    add(place) {
        if (place.index !== null || place.step.gates.length > 0)
            return;
        this.#succeeded.set(place.job, place);
        this.#look();
    }
    seeJob(job) {
        if (!(0,interruption/* isComplete */.As)(job))
            return;
        this.#complete.add(job.metadata?.name ?? '');
        this.#look();
    }
    #look() {
        if (this.#complete.size < kept + together)
            return;
        const { api, facts, logs, work, stored } = this.#options;
        const spent = [...this.#complete]
            .flatMap((job) => this.#succeeded.get(job) ?? [])
            .filter((place) => !logs.isOpen(place))
            .slice(0, together);
        if (spent.length < together)
            return;
        for (const { job } of spent) {
            this.#complete.delete(job);
            this.#succeeded.delete(job);
        }
        const removal = stored(spent).then(async () => {
            for (const selector of selectorsOf(facts.id, spent))
                await api.deleteAll('Job', { labelSelector: selector });
        });
        // What can't be removed now goes with the others when the run has ended.
        work.add(removal.catch(() => undefined));
    }
}
/** No other Job has the labels of any of these: an attempt before it has a number of its own. */
function selectorsOf(run, places) {
    const alike = (0,grouped/* grouped */.z)(places, ({ task, attempt }) => `${attempt} ${task.iteration === undefined ? '' : task.step}`);
    return [...alike.values()].flatMap(([first, ...others]) => first === undefined ? [] : [(0,labels/* ofTasks */.Gn)(run, first.attempt, [first.task, ...others.map(({ task }) => task)])]);
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/job-attempts.ts
/** All attempts that are Jobs: those that we have begun, and those that another driver had. */










/** Seconds that what still runs has to say how it ended when nobody waits any more: a CI kills us soon after. */
const lastWords = 2;
class JobAttempts {
    #facts;
    #logs;
    #world;
    #members = new JobMembers();
    /** The newest of each task. */
    #current = new Map();
    #found;
    #removal;
    #creation;
    #spent;
    /** Another driver goes on with all. */
    #isLeft = false;
    constructor({ api, plan, facts, logs, work, found, stored, world }) {
        const removal = new Removal({ api, members: this.#members, work, stored });
        const remove = (attempt) => {
            removal.add(attempt);
        };
        this.#facts = facts;
        this.#logs = logs;
        this.#world = {
            ...world,
            remove,
            ended: (attempt, result) => {
                world.ended(attempt, result);
                if (result.state === 'succeeded')
                    this.#spent.add(attempt.place);
            },
        };
        this.#spent = new SpentJobs({ api, facts, logs, work, stored });
        this.#found = new FoundJobs(found);
        this.#removal = removal;
        this.#creation = new JobCreation({
            api,
            plan,
            facts,
            logs,
            expect: (order, step, place) => this.#expect(order, step, place),
            remove,
        });
    }
    /** Nothing goes on, and nothing waits to be taken away. */
    get isDone() {
        return this.#open.length === 0 && this.#found.isDone && this.#removal.isDone;
    }
    /** Those that have no container yet. */
    get waiting() {
        return [...this.#current.values()].filter((attempt) => attempt.waiting);
    }
    /** There is a Job of another driver for it. */
    has(order) {
        return this.#found.placeOf(order) !== null;
    }
    /** It was ordered, and `begin` follows. */
    announce(order) {
        this.#found.expect(order);
    }
    /** It has a Job of another driver, which is about to be gone on with. */
    isComing(order) {
        return this.#found.isComing(order);
    }
    /** Gives what is left to do. */
    begin(step, orders) {
        const places = (0,grouped/* grouped */.z)(orders, (order) => this.#found.placeOf(order)?.job ?? null);
        return [...places].flatMap(([job, [first, ...others]]) => {
            if (first === undefined)
                return [];
            return job === null ? this.#creation.of(step, [first, ...others]) : [this.#goOn(step, job, [first, ...others])];
        });
    }
    cancel(task) {
        if (this.#found.isComing({ task })) {
            this.#found.stop(task);
            return;
        }
        const attempt = this.#current.get((0,plan/* taskKey */.Do)(task));
        if (attempt === undefined || attempt.over)
            return;
        this.#removal.add(attempt);
        attempt.stop(this.#facts.grace + 10);
    }
    /** Ends all that goes on, soon. Gives whether anything did. */
    stopAll() {
        this.#found.stopAll();
        const open = this.#open;
        if (open.length > 0)
            this.#removal.hurry();
        for (const attempt of open) {
            this.cancel(attempt.place.task);
            attempt.stop(lastWords);
        }
        return open.length > 0;
    }
    leave() {
        this.#isLeft = true;
        for (const attempt of this.#current.values())
            attempt.leave();
    }
    seeJob(job, gone) {
        this.#members.seeJob(job, gone);
        this.#found.seeJob(job);
        if (!gone)
            this.#spent.seeJob(job);
    }
    /** False: it is no pod of an attempt that we know. */
    seePod(pod, gone) {
        if (this.#members.seePod(pod, gone))
            return true;
        this.#found.seePod(pod, gone);
        return false;
    }
    /** Something was told about the object with that uid. */
    hear(uid) {
        for (const attempt of this.#current.values())
            if (attempt.isAbout(uid))
                attempt.lookForTrouble();
    }
    get #open() {
        return [...this.#current.values()].filter((attempt) => !attempt.over);
    }
    /** With what another driver has begun. */
    #goOn(step, name, orders) {
        return async () => {
            const trouble = await this.#logs.begin(orders).then(() => null, errors/* messageOf */.bD);
            if (this.#isLeft)
                return;
            for (const order of orders) {
                const place = this.#found.placeOf(order);
                if (place !== null)
                    this.#expect(order, step, place);
            }
            if (trouble !== null) {
                this.#refuse(orders, `the step could not be gone on with: ${trouble}`);
                return;
            }
            const { job, pods } = this.#found.seen(name);
            if (job !== null)
                this.#members.seeJob(job, false);
            for (const { pod, gone } of pods.values())
                this.#members.seePod(pod, gone);
            for (const order of orders)
                if (this.#found.arrive(order))
                    this.cancel(order.task);
        };
    }
    #refuse(orders, reason) {
        for (const order of orders) {
            this.#found.arrive(order);
            this.#current.get((0,plan/* taskKey */.Do)(order.task))?.end((0,backends_result/* resultWithoutAgent */.xY)('failed', reason));
        }
    }
    #expect({ task, attempt: number, parallel }, step, place) {
        const attempt = new kubernetes_attempt/* Attempt */.U({ task, attempt: number, step, parallel: parallel ?? null, ...place }, this.#world);
        this.#members.add(attempt);
        this.#current.set((0,plan/* taskKey */.Do)(task), attempt);
        return attempt;
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/observer.ts
var observer = __webpack_require__(66922);
// EXTERNAL MODULE: ./src/backends/kubernetes/open-logs.ts
var open_logs = __webpack_require__(21770);
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

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/service.ts
var objects_service = __webpack_require__(9778);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/exposure.ts + 2 modules
var objects_exposure = __webpack_require__(90720);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/readable.ts
var readable = __webpack_require__(40932);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/gateway.ts
var serving_gateway = __webpack_require__(36523);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/route-status.ts
var route_status = __webpack_require__(51879);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/watch.ts
var watch = __webpack_require__(74031);
;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/seen.ts

/** Returns when it is good, or bad for long enough, or the patience is over. @throws ApiError */
async function watchUntilGood(api, kind, name, judge, { patience, settling, signal }) {
    const done = new AbortController();
    const stop = () => {
        done.abort();
    };
    let bad = null;
    const isGood = () => {
        if (bad !== null)
            clearTimeout(bad);
        bad = null;
    };
    const see = (object) => {
        const verdict = judge(object);
        if (verdict === 'bad')
            bad ??= setTimeout(stop, settling);
        else
            isGood();
        if (verdict === 'good')
            stop();
    };
    const timer = setTimeout(stop, patience);
    try {
        const listener = {
            list: (items) => {
                items.forEach(see);
            },
            event: ({ object }) => {
                see(object);
            },
        };
        await (0,watch/* watchKind */.S)(api, kind, { fieldSelector: `metadata.name=${name}` }, listener, AbortSignal.any([done.signal, signal]));
    }
    finally {
        clearTimeout(timer);
        isGood();
    }
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/address.ts
/** Where a service answers outside the cluster: what the controller of its Ingress or HTTPRoute says. */






const defaultPatience = 60_000;
const defaultSettling = 5000;
/** Null: it is not to be reached from outside. That nobody serves it is no error: it may come yet. */
async function awaitAddress(api, routing, { name, service: { ingress }, signal, patience = defaultPatience, settling = defaultSettling }) {
    if (routing === null || ingress === null)
        return null;
    if (routing.kind === 'nowhere')
        return none(routing.reason);
    const { host } = ingress;
    const waiting = { patience, settling, signal };
    try {
        const origin = routing.kind === 'ingress'
            ? await ofIngress(api, name, ingress, routing, waiting)
            : await ofRoute(api, name, ingress, routing, waiting);
        if (typeof origin !== 'string')
            return origin;
        if (host?.startsWith('*') === true)
            return none(`${host} is any number of names, each of which leads to it`);
        return { url: `${origin}${routing.path === '/' ? '' : routing.path}` };
    }
    catch (error) {
        if (error instanceof client_api/* ApiError */.h)
            return none((0,errors/* messageOf */.bD)(error));
        throw error;
    }
}
function none(reason) {
    return { url: null, reason };
}
/** `http://10.0.0.1` */
async function ofIngress(api, name, { host, tls }, routing, waiting) {
    let address;
    const judge = ({ status }) => {
        const [first] = status?.loadBalancer?.ingress ?? [];
        address = first?.hostname ?? first?.ip;
        return address === undefined ? 'open' : 'good';
    };
    await watchUntilGood(api, 'Ingress', name, judge, waiting);
    if (address !== undefined)
        return `${tls === undefined ? 'http' : 'https'}://${host ?? bracketed(address)}`;
    const which = routing.class === undefined ? 'the default IngressClass' : `IngressClass "${routing.class}"`;
    return none(`${which} gave it no address within ${waiting.patience / 1000} s; does its controller run, and does it tell addresses?`);
}
async function ofRoute(api, name, { host }, { gateway }, waiting) {
    const text = (0,serving_gateway/* gatewayText */.UO)(gateway);
    let seen = { verdict: 'open', problem: null };
    const judge = (route) => {
        seen = (0,route_status/* routeStatus */.K)(route);
        return seen.verdict;
    };
    await watchUntilGood(api, 'HTTPRoute', name, judge, waiting);
    if (seen.verdict !== 'good') {
        const nobody = `no controller took it on within ${waiting.patience / 1000} s`;
        return none(`Gateway ${text}: ${seen.problem ?? nobody}`);
    }
    const found = await (0,serving_gateway/* readGateway */.HV)(api, gateway);
    if (found === readable/* unreadable */.O$ && host === undefined)
        return none(`the account may not read the address of Gateway ${text}; set ingress.host`);
    if (found === readable/* unreadable */.O$)
        return `http://${host}`;
    const origin = found === null ? null : (0,serving_gateway/* gatewayOrigin */.xF)(found, host);
    return origin ?? none(`Gateway ${text} has no address`);
}
/** An address of IPv6 in a URL. */
function bracketed(address) {
    return address.includes(':') ? `[${address}]` : address;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/serving/companions.ts + 2 modules
var serving_companions = __webpack_require__(20723);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/next-revision.ts + 5 modules
var next_revision = __webpack_require__(91731);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/material.ts
var material = __webpack_require__(30716);
;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/sweep-material.ts
/** What earlier revisions of a service needed goes when no ReplicaSet of it could be scaled up again. */




const noMaterial = { configMaps: [], secrets: [], claims: [] };
/** What was made for the Deployment and is wanted no more. @throws ApiError */
async function idleMaterial(api, facts, step, deployment) {
    const selector = (0,labels/* serviceSelector */.TH)(facts, step);
    const { items: replicaSets } = await api.list('ReplicaSet', { labelSelector: (0,labels/* having */.gT)(selector) });
    const templates = [deployment, ...replicaSets].flatMap(({ spec }) => spec?.template ?? []);
    const named = new Set(templates.flatMap(namesIn));
    const material = { ...selector, [labels/* labels */.WD.component]: 'revision' };
    const maps = await api.listMeta('ConfigMap', { labelSelector: (0,labels/* having */.gT)(material) });
    return {
        configMaps: maps.flatMap(({ name = '' }) => (named.has(`ConfigMap/${name}`) ? [] : [name])),
        // By name: nobody may list the Secrets of a namespace for this. Who may change the annotation may not name any other.
        secrets: (0,next_revision/* listedIn */.tl)(deployment, labels/* labels */.WD.secrets).filter((name) => {
            return !named.has(`Secret/${name}`) && name.startsWith(`${deployment.metadata?.name ?? ''}-`);
        }),
        claims: (0,next_revision/* listedIn */.tl)(deployment, labels/* labels */.WD.claims).filter((name) => !named.has(`Claim/${name}`)),
    };
}
/** Best effort, since it goes with the Deployment at the latest: a file may have no right to Secrets any more. Gives what is to be told. */
async function sweepMaterial(api, deployment, { configMaps, secrets, claims }) {
    try {
        for (const name of configMaps)
            await api.delete('ConfigMap', name);
        for (const name of secrets)
            await api.delete('Secret', name);
        for (const name of claims)
            await (0,material/* giveBackClaim */.Bq)(api, deployment, name);
        return [];
    }
    catch (error) {
        return [`what revisions before needed stays for now: ${(0,errors/* messageOf */.bD)(error)}`];
    }
}
function namesIn({ spec }) {
    const containers = spec?.containers ?? [];
    const volumes = spec?.volumes ?? [];
    const configMaps = volumes.flatMap(({ configMap, projected }) => [
        configMap?.name,
        ...(projected?.sources ?? []).map((source) => source.configMap?.name),
    ]);
    const secrets = [
        ...volumes.map(({ secret }) => secret?.secretName),
        ...containers.flatMap(({ env, envFrom }) => [
            ...(env ?? []).map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
            ...(envFrom ?? []).map(({ secretRef }) => secretRef?.name),
        ]),
    ];
    const claims = volumes.map(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName);
    return [
        ...configMaps.map((name) => `ConfigMap/${name ?? ''}`),
        ...secrets.map((name) => `Secret/${name ?? ''}`),
        ...claims.map((name) => `Claim/${name ?? ''}`),
    ];
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/deployment.ts
/** The Deployment of a service, changed with the way back, and freed of it when all is well. */




/** @param live as it was read; it may have been changed since by whoever scales it, but by no other run @throws ApiError */
async function applyDeployment(api, { deployment, isSame }, live, wayBack) {
    if (isSame && live !== null)
        return live;
    const next = wayBack.recordedIn(deployment);
    for (let seen = live;;) {
        const resourceVersion = seen?.metadata?.resourceVersion;
        const metadata = { ...next.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
        try {
            return await api.apply('Deployment', { ...next, metadata }, { force: true });
        }
        catch (error) {
            if (!(error instanceof client_api/* ApiError */.h) || error.reason !== 'Conflict')
                throw error;
            const now = await api.get('Deployment', next.metadata?.name ?? '');
            // Its status changes all the time; what a run has changed is no longer what we have planned for.
            if (now === null || deployedBy(now) !== deployedBy(live) || now.metadata?.uid !== live?.metadata?.uid)
                throw error;
            seen = now;
        }
    }
}
/**
 * Takes away what only the roll-out needed. Gives what may go now, and not before: as long as there is a way back, it may
 * lead to a revision that no ReplicaSet is left of. @param ready as it is now that it is up @throws ApiError
 */
async function finishDeployment(api, facts, step, { deployment, isSame }, ready) {
    if (isSame)
        return noMaterial;
    const idle = await idleMaterial(api, facts, step.name, { ...ready, metadata: deployment.metadata ?? {} });
    const noted = (0,next_revision/* withNotes */.ci)(deployment, {
        [labels/* labels */.WD.template]: (0,next_revision/* templateDigest */.pd)(ready),
        ...without(deployment, labels/* labels */.WD.secrets, idle.secrets),
        ...without(deployment, labels/* labels */.WD.claims, idle.claims),
    });
    // What scales it may have done so meanwhile; what the file asks for no more may have, too.
    const scaled = typeof step.service.replicas === 'number' ? deployment : ready;
    const spec = { ...deployment.spec, replicas: scaled.spec?.replicas };
    await api.apply('Deployment', { ...noted, spec }, { force: true });
    return idle;
}
function without(deployment, list, idle) {
    const names = (0,next_revision/* listedIn */.tl)(deployment, list);
    return names.length === 0 ? {} : { [list]: names.filter((name) => !idle.includes(name)).join(',') };
}
function deployedBy(deployment) {
    return deployment?.metadata?.annotations?.[labels/* labels */.WD.deployedBy];
}

// EXTERNAL MODULE: ./src/backends/kubernetes/serving/live.ts
var serving_live = __webpack_require__(50879);
// EXTERNAL MODULE: ./src/backends/kubernetes/companions.ts
var companions = __webpack_require__(73791);
// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/waiting.ts + 5 modules
var waiting = __webpack_require__(55660);
// EXTERNAL MODULE: ./src/backends/kubernetes/patience.ts
var patience = __webpack_require__(56011);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/readiness.ts
var readiness = __webpack_require__(86893);
;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/readying.ts







/** Milliseconds that the log of a service that failed may take to come, before its pod is taken away. */
const logPatience = 2000;
class Readying {
    #options;
    #stop = new AbortController();
    #pods = new Map();
    #patience = new patience/* Patience */.i();
    /** Of the pod that was the first to begin. */
    #log = null;
    /** As it was seen last. */
    #seen = null;
    #late = null;
    #isUp = () => undefined;
    #giveUp = () => undefined;
    constructor(options) {
        this.#options = options;
    }
    /** As it is when it is up. @throws Error when it never will be */
    async ready() {
        const { api, deployment, patience } = this.#options;
        const { signal } = this.#stop;
        if (patience !== null)
            this.#late = setTimeout(() => {
                this.#isLate(patience);
            }, patience * 1000);
        const { name = '' } = deployment.metadata ?? {};
        return new Promise((resolve, reject) => {
            this.#isUp = resolve;
            this.#giveUp = reject;
            (0,watch/* watchKind */.S)(api, 'Deployment', { fieldSelector: `metadata.name=${name}` }, this.#deploymentListener(), signal).catch(reject);
            (0,watch/* watchKind */.S)(api, 'Pod', { labelSelector: readying_podsOf(deployment) }, this.#podListener(), signal).catch(reject);
        });
    }
    giveUp(error) {
        this.#giveUp(error);
    }
    /** Is there a reason to stop waiting? */
    look() {
        const { step, say } = this.#options;
        for (const pod of this.#pods.values()) {
            const crash = (0,readiness/* crashOf */.r)(pod, step);
            if (crash !== null)
                this.#giveUp(new Error(crash));
        }
        if (this.#seen === null)
            return;
        const trouble = this.#troubleOf(this.#seen);
        const verdict = this.#patience.judge(trouble);
        if (trouble === null || verdict === 'wait')
            return;
        if (verdict === 'give-up')
            this.#giveUp(new Error(trouble.sentence));
        else
            say(`waiting: ${trouble.sentence}`);
    }
    #troubleOf(deployment) {
        const pods = [...this.#pods.values()];
        const events = pods.flatMap((pod) => this.#options.eventsOf(pod));
        return (0,waiting/* troubleOfDeployment */.Cp)(deployment, events, pods);
    }
    #isLate(seconds) {
        const trouble = this.#seen === null ? null : this.#troubleOf(this.#seen);
        const why = trouble === null ? '' : `: ${trouble.sentence}`;
        this.#giveUp(new Error(`was not ready within ${String(seconds)} s${why}`));
    }
    /** What its pods printed goes with them. */
    async readLog() {
        if (this.#log === null)
            return;
        this.#log.finish();
        const enough = new AbortController();
        await Promise.race([this.#log.ended, (0,backoff/* systemSleep */.Hk)(logPatience, enough.signal)]);
        enough.abort();
    }
    close() {
        this.#stop.abort();
        if (this.#late !== null)
            clearTimeout(this.#late);
        this.#log?.stop();
        this.#pods.clear();
    }
    #deploymentListener() {
        const gone = () => {
            this.#giveUp(new Error('its Deployment was deleted by somebody else'));
        };
        return {
            list: ([found]) => {
                if (found === undefined)
                    gone();
                else
                    this.#see(found);
            },
            event: ({ type, object }) => {
                if (type === 'DELETED')
                    gone();
                else
                    this.#see(object);
            },
        };
    }
    #see(seen) {
        const { api, deployment } = this.#options;
        const { name = '', generation = 1, uid } = deployment.metadata ?? {};
        this.#seen = seen;
        if (seen.metadata?.uid !== uid)
            this.#giveUp(new Error('its Deployment was deleted by somebody else'));
        else if ((0,readiness/* isComplete */.A)(seen, generation))
            this.#isUp(seen);
        else if (seen.spec?.paused === true) {
            const resume = `kubectl rollout resume deployment/${name} -n ${api.namespace}`;
            this.#giveUp(new Error(`its Deployment is paused: ${resume}`));
        }
        else
            this.look();
    }
    #podListener() {
        return {
            list: (pods) => {
                this.#pods.clear();
                for (const pod of pods)
                    this.#seePod(pod);
                this.look();
            },
            event: ({ type, object }) => {
                if (type === 'DELETED')
                    this.#pods.delete(object.metadata?.uid ?? '');
                else
                    this.#seePod(object);
                this.look();
            },
        };
    }
    #seePod(pod) {
        const { logs, order, step } = this.#options;
        this.#pods.set(pod.metadata?.uid ?? '', pod);
        if ((0,companions/* hasLog */.Xu)(pod))
            this.#log ??= logs?.follow({ ...order, step }, pod, this.#hear) ?? null;
        this.#log?.see(pod);
    }
    #hear = (message) => {
        if (message.event === 'installing')
            this.#options.say(`installing ${message.requirements}`);
    };
}
/** Label selector: those of the revision, whichever run has made them. */
function readying_podsOf({ spec }) {
    const revision = spec?.template.metadata?.labels?.[labels/* labels */.WD.revision] ?? '';
    return (0,labels/* having */.gT)({ ...spec?.selector.matchLabels, [labels/* labels */.WD.revision]: revision });
}

// EXTERNAL MODULE: ./src/backends/kubernetes/serving/routing.ts
var serving_routing = __webpack_require__(15083);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/refusal.ts
var client_refusal = __webpack_require__(86560);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/service-path.ts
var service_path = __webpack_require__(29159);
;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/smoke.ts




/** Characters of the answer that are kept. */
const smoke_kept = 2000;
const quoted = 200;
/** Milliseconds between two tries, and how often it is tried: a pod may be ready before the API server knows the way to it. */
const smoke_pause = 500;
const tries = 20;
/** @throws ApiError when the API server can't be reached */
async function smokeTest(api, name, port, smoke, asking) {
    const said = `smoke test ${smoke.method} ${smoke.path}`;
    const call = {
        method: smoke.method,
        path: (0,service_path/* servicePath */.V)({ namespace: api.namespace, name, port }, smoke.path),
        ...(smoke.body === undefined ? {} : { body: smoke.body }),
    };
    const { status, body, milliseconds } = await askUntilHeard(api, call, asking);
    // The API server speaks for itself, though by its status it could be the service.
    const refusal = (0,client_refusal/* statusOf */.c)(body);
    if (refusal !== null)
        return { answer: null, problem: `${said} did not reach the service: ${refusal.message ?? ''}` };
    const answer = { status, milliseconds, body: body.slice(0, smoke_kept) };
    const quote = body.slice(0, quoted);
    if (status !== smoke.status)
        return { answer, problem: `${said} answered ${String(status)} instead of ${String(smoke.status)}: ${quote}` };
    if (smoke.contains !== undefined && !body.includes(smoke.contains))
        return { answer, problem: `${said} answered without "${smoke.contains}": ${quote}` };
    return { answer, problem: null };
}
/** Asks again while the service can't have heard the question: it has no endpoints yet, or does not accept connections. */
async function askUntilHeard(api, call, { signal, sleep = backoff/* systemSleep */.Hk }) {
    for (let left = tries;; left--) {
        const last = left <= 1 || signal.aborted;
        const began = performance.now();
        try {
            const { status, body } = await api.ask(call);
            const milliseconds = Math.round(performance.now() - began);
            // The way to it may be as new as it is, and not everywhere in the API server yet.
            const isUnheard = (0,client_refusal/* statusOf */.c)(body) !== null && (status >= 500 || status === 404);
            if (last || !isUnheard)
                return { status, body, milliseconds };
        }
        catch (error) {
            // A connection that broke: the service may have heard it, so only what changes nothing is asked again.
            const again = error instanceof client_api/* ApiError */.h && error.status === null && call.method === 'GET';
            if (last || !again)
                throw error;
        }
        await sleep(smoke_pause, signal);
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/serving/way-back.ts
var way_back = __webpack_require__(11112);
;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/roll-out.ts
/** One deployment of a service step: applied, waited for, asked once, and undone when it does not get ready. */


















class RollOut {
    /** Never rejects. */
    result;
    #options;
    #name;
    #stop = new AbortController();
    #readying = null;
    /** Null: nothing was changed. */
    #wayBack = null;
    #hasEntered = false;
    #over = false;
    #left = false;
    constructor(options) {
        this.#options = options;
        const { facts, step } = options;
        this.#name = (0,names/* serviceName */.fe)(facts.workflow, step.name, facts.owner);
        this.result = this.#run().finally(async () => {
            this.#over = true;
            this.#readying?.close();
            if (this.#hasEntered)
                await options.environment.exit();
        });
    }
    cancel() {
        if (this.#over)
            return;
        this.#stop.abort();
        this.#readying?.giveUp(new Error('was cancelled'));
    }
    /** Another driver goes on with it. */
    leave() {
        this.#left = true;
        this.cancel();
    }
    /** Is there a reason to stop waiting? */
    look() {
        if (!this.#over)
            this.#readying?.look();
    }
    async #run() {
        const { facts, order, logs } = this.#options;
        try {
            await logs.begin([order]);
            const api = await this.#enter();
            const live = await (0,serving_live/* readLive */.p9)(api, facts, this.#name);
            const to = way_back/* WayBack */.T.from(live, facts, this.#name);
            if (to.isBegun)
                this.#wayBack = { api, to };
            return await this.#deploy(api, live, to);
        }
        catch (error) {
            return this.#failed(error);
        }
    }
    /** What was begun must be undone, also when the run is cancelled. @throws Error */
    async #enter() {
        const { api, facts, environment, say } = this.#options;
        const Deployment = await api.get('Deployment', this.#name);
        const isBegun = Deployment !== null && way_back/* WayBack */.T.from({ Deployment }, facts, this.#name).isBegun;
        this.#hasEntered = true;
        const entering = environment.enter(say);
        return isBegun ? entering : Promise.race([entering, untilAborted(this.#stop.signal)]);
    }
    /** @throws Error whose message becomes the step's reason */
    async #deploy(api, live, to) {
        this.#goOn();
        const { step, environment, facts, logs, order, eventsOf, say } = this.#options;
        const { service } = step;
        const { signal } = this.#stop;
        const routing = await (0,serving_routing/* readRouting */.b)(api, service, this.#name);
        if (typeof routing === 'string')
            throw new Error(routing);
        const isLeft = () => this.#left;
        const request = { ...this.#options, name: this.#name, live: live.Deployment ?? null, signal, isLeft };
        const next = await (0,next_revision/* nextRevision */.fB)(api, request);
        this.#goOn();
        if (!next.isSame)
            this.#wayBack = { api, to };
        const deployment = await applyDeployment(api, next, live.Deployment ?? null, to);
        if (next.material !== null)
            await (0,material/* adopt */.di)(api, deployment, next.material);
        this.#goOn();
        const patience = next.material === null ? (deployment.spec?.progressDeadlineSeconds ?? null) : null;
        const opened = next.isSame ? null : logs;
        const readying = new Readying({ api, step, order, deployment, eventsOf, say, logs: opened, patience });
        this.#readying = readying;
        const ready = await readying.ready();
        this.#goOn();
        // Not before: what leads to the revision before is right for as long as that one serves.
        const companions = (0,serving_companions/* companionsOf */.L)(facts, step);
        const exposure = (0,objects_exposure/* exposureObjects */.e)((0,objects_service/* serviceMeta */.zF)(facts, step), service, routing);
        // A Gateway knows the number of the port: its route must follow at once.
        const known = exposure.filter(({ kind }) => live[kind] !== undefined);
        await applyAll(api, [{ kind: 'Service', object: (0,objects_service/* serviceObject */.P4)(facts, step) }, ...known, ...companions]);
        const smoke = service.smoke === undefined ? null : await smokeTest(api, this.#name, service.port, service.smoke, { signal });
        this.#goOn();
        if (smoke !== null && smoke.problem !== null)
            throw new Error(smoke.problem);
        await applyAll(api, exposure);
        const kept = [...companions, ...exposure].map(({ kind }) => kind);
        // A way that was found before is not lost because nobody can be asked for one now.
        await removeOthers(api, live, this.#name, routing?.kind === 'nowhere' ? [...kept, ...objects_exposure/* exposureKinds */.h] : kept);
        const idle = await finishDeployment(api, facts, step, next, ready);
        // What went well is not undone any more.
        this.#wayBack = null;
        await environment.deployed();
        const left = await sweepMaterial(api, deployment, idle);
        const address = await awaitAddress(api, routing, { name: this.#name, service, signal });
        return this.#succeeded(smoke === null ? null : smoke.answer, address, left);
    }
    #succeeded(smoke, address, warnings) {
        const { api, step } = this.#options;
        const url = `http://${this.#name}.${api.namespace}:${String(step.service.port)}`;
        const why = address?.url === null ? [`service ${step.name} can't be reached from outside yet: ${address.reason}`] : [];
        return {
            ...(0,backends_result/* resultWithoutAgent */.xY)('succeeded', ''),
            reason: null,
            service: { url, external_url: address?.url ?? null, smoke },
            warnings: [...why, ...warnings],
        };
    }
    async #failed(error) {
        const isCancelled = this.#stop.signal.aborted;
        if (error instanceof driving_tenure/* LeaseLost */.V && !isCancelled) {
            const where = this.#options.facts.owner.environment ?? '';
            return (0,backends_result/* resultWithoutAgent */.xY)('failed', `another run deploys to ${where} now, and goes on from what it found`);
        }
        const reason = isCancelled ? 'was cancelled' : (0,creation/* creationSentence */.n)(error, this.#options.api.namespace);
        // What it printed goes with its pod.
        if (!isCancelled)
            await this.#readying?.readLog();
        const undone = this.#left ? '' : await this.#undo();
        return (0,backends_result/* resultWithoutAgent */.xY)(isCancelled ? 'cancelled' : 'failed', `${reason}${undone}`);
    }
    /** What became of the service, as the end of a sentence. */
    async #undo() {
        if (this.#wayBack === null)
            return '';
        const { api, to } = this.#wayBack;
        try {
            await to.restore(api);
        }
        catch (error) {
            return `; it could not be undone: ${(0,errors/* messageOf */.bD)(error)}`;
        }
        return to.isNone ? '' : '; the revision before it goes on serving';
    }
    #goOn() {
        if (this.#stop.signal.aborted)
            throw new Error('was cancelled');
    }
}
async function applyAll(api, objects) {
    for (const { kind, object } of objects)
        await api.apply(kind, object, { force: true });
}
/** What the service had and has no more: an Ingress that is not asked for, an autoscaler. */
async function removeOthers(api, live, name, wanted) {
    const kept = new Set(['Deployment', 'Service', ...wanted]);
    for (const kind of serving_live/* serviceKinds */.VL) {
        const uid = live[kind]?.metadata?.uid;
        if (uid !== undefined && !kept.has(kind))
            await (0,serving_live/* unlessUnknown */.jG)(kind, false, api.delete(kind, name, { uid }));
    }
}
/** @throws Error as soon as it is */
function untilAborted(signal) {
    return new Promise((_resolve, reject) => {
        const give = () => {
            reject(new Error('was cancelled'));
        };
        if (signal.aborted)
            give();
        else
            signal.addEventListener('abort', give, { once: true });
    });
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/serving/roll-outs.ts
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
    /** Another driver goes on with them. */
    leave() {
        for (const rollOut of this.#open.values())
            rollOut.leave();
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
/** Children of a step from which on its Job says how many run at the same time. */
const fewestQueued = 8;
/** Seconds that logs may take to come to their end when the run is over. */
const logsPatience = 30;
/** The same when something was stopped: a CI kills us soon after. */
const backend_lastWords = 2;
/** Milliseconds that calls may take when the driver leaves. */
const lastCalls = 5000;
class KubernetesBackend {
    name = 'kubernetes';
    #options;
    #steps;
    #due = new DueOrders((batches) => {
        this.#begin(batches);
    });
    #work = new OpenWork();
    #logs;
    #rollOuts;
    #observer;
    #jobs;
    #closing = false;
    /** Another driver goes on with all. */
    #isLeft = false;
    #ticking = null;
    constructor(options) {
        const { api, plan, facts, environment } = options;
        this.#options = options;
        this.#steps = new Map(plan.steps.map((step) => [step.name, step]));
        const logs = new open_logs/* OpenLogs */.i(options);
        this.#logs = logs;
        this.#jobs = new JobAttempts({ ...options, logs, work: this.#work, world: this.#world() });
        this.#rollOuts = new RollOuts({
            api,
            plan,
            facts,
            environment,
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
        this.#observer = new observer/* Observer */.n({
            api,
            selector: (0,labels/* ofWork */.p4)(facts.id),
            onPod: (pod, gone) => {
                this.#jobs.seePod(pod, gone);
            },
            onJob: (job, gone) => {
                this.#jobs.seeJob(job, gone);
            },
            onEvent: ({ involvedObject }) => {
                this.#hear(involvedObject.uid);
            },
            onFailure: options.onBlind,
        });
    }
    /** An image's own code is told what to do by a Job of its own. */
    queues({ service, code }, children) {
        return children >= fewestQueued && service === undefined && code.kind !== 'image';
    }
    start(order) {
        if (!this.#due.isNew(order))
            return;
        if (this.#closing) {
            this.#end(order, (0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'cancelled before it started'));
            return;
        }
        this.#jobs.announce(order);
        this.#due.add(order);
    }
    find(order) {
        const step = this.#steps.get(order.task.step);
        const isServing = step !== undefined && (0,objects_service/* isService */.kd)(step);
        if (!isServing && this.#jobs.has(order))
            this.start(order);
        else if (!this.#due.isNew(order))
            return;
        // Now, or it would be cancelled before it has found what is to be undone.
        else if (isServing)
            this.#rollOuts.begin(step, order);
        else
            this.#end(order, (0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'was cancelled'));
    }
    cancel(task) {
        const key = (0,plan/* taskKey */.Do)(task);
        if (!this.#jobs.isComing({ task }))
            this.#drop((order) => (0,plan/* taskKey */.Do)(order.task) === key);
        this.#rollOuts.cancel(task);
        this.#jobs.cancel(task);
    }
    async close() {
        if (this.#isLeft)
            return;
        this.#closing = true;
        this.#drop((order) => !this.#jobs.isComing(order));
        const isStopped = this.#jobs.stopAll();
        this.#rollOuts.cancelAll();
        await this.#settled();
        await this.#logs.close(isStopped ? backend_lastWords : logsPatience);
        if (this.#ticking !== null)
            clearInterval(this.#ticking);
        await this.#observer.close();
        await this.#work.settled();
    }
    async leave() {
        this.#closing = true;
        this.#isLeft = true;
        this.#due.drop(() => true);
        if (this.#ticking !== null)
            clearInterval(this.#ticking);
        this.#jobs.leave();
        this.#rollOuts.leave();
        this.#logs.leave();
        // What is on its way to the API server should be there before the next driver looks.
        const enough = new AbortController();
        await Promise.race([this.#work.settled(), (0,backoff/* systemSleep */.Hk)(lastCalls, enough.signal)]);
        enough.abort();
        await this.#observer.close();
    }
    /** What was ordered and has not been begun is not begun. */
    #drop(isMeant) {
        for (const order of this.#due.drop(isMeant))
            this.#end(order, (0,backends_result/* resultWithoutAgent */.xY)('cancelled', 'cancelled before it started'));
    }
    #begin(batches) {
        const creations = batches.flatMap((batch) => this.#beginBatch(batch));
        this.#work.add((0,lanes/* inLanes */.L)(backend_lanes, creations));
        this.#ticking ??= setInterval(() => {
            this.#tick();
        }, curiousAfter);
    }
    /** Gives what is left to do. */
    #beginBatch(orders) {
        const [{ task }] = orders;
        const step = this.#steps.get(task.step);
        if (step === undefined) {
            const result = (0,backends_result/* resultWithoutAgent */.xY)('failed', `the plan has no step ${task.step}`);
            for (const order of orders)
                this.#end(order, result);
            return [];
        }
        if ((0,objects_service/* isService */.kd)(step)) {
            for (const order of orders)
                this.#rollOuts.begin(step, order);
            return [];
        }
        return this.#jobs.begin(step, orders);
    }
    #world() {
        return {
            eventsOf: (kind, object) => this.#observer.eventsOf(kind, object),
            readEvents: (uid) => this.#observer.readEvents(uid),
            openLog: ({ place }, pod, hear) => {
                // Nothing of ours is in such a container: what looks like a message is the code's own.
                const isAlone = place.step.code.kind === 'image';
                return this.#logs.follow(place, pod, isAlone ? null : hear);
            },
            say: ({ place }, message) => {
                this.#say(place, message);
            },
            began: ({ place: { task, attempt, parallel } }) => {
                if (parallel !== null)
                    this.#options.onBegan({ type: 'began', task, attempt });
            },
            ended: ({ place }, result) => {
                this.#end(place, result);
            },
        };
    }
    #say({ task, attempt }, message) {
        void this.#options.onOutput({ type: 'phase', task, attempt, message });
    }
    #end({ task, attempt }, result) {
        this.#options.onEnded({ type: 'ended', task, attempt, result });
    }
    #hear(uid) {
        if (uid === undefined)
            return;
        this.#jobs.hear(uid);
        this.#rollOuts.look();
    }
    /** Events are read while something is waited for, and was not there the last time we looked. */
    #tick() {
        const { waiting } = this.#jobs;
        this.#observer.wantEvents(waiting.length > 0 || !this.#rollOuts.isDone);
        for (const attempt of waiting)
            attempt.lookForTrouble();
        this.#rollOuts.look();
    }
    /** Until every attempt has ended, and all that was asked of the cluster was answered. */
    async #settled() {
        for (;;) {
            await this.#work.settled();
            if (this.#work.isDone && this.#jobs.isDone)
                return;
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/driving/notices.ts + 1 modules
var notices = __webpack_require__(11830);
// EXTERNAL MODULE: ./src/engine/state.ts + 12 modules
var state = __webpack_require__(47128);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/open-jobs.ts



/** @param events all that is stored @throws ApiError */
async function readJobs(api, plan, events) {
    const { items } = await api.list('Job', { labelSelector: (0,labels/* ofComponent */.BV)(plan.run.id, 'step') });
    if (items.length === 0)
        return { open: [], forgotten: [] };
    const ended = (0,attempt_key/* endedKeys */.xB)((0,state/* fold */.AU)(plan, events));
    const isOpen = (job) => (0,attempt_key/* attemptKeysOf */.P4)(job).some((key) => !ended.has(key));
    const isAtWork = ({ status }) => (status?.active ?? 0) > 0;
    return { open: items.filter(isOpen), forgotten: items.filter((job) => isAtWork(job) && !isOpen(job)) };
}

// EXTERNAL MODULE: ./src/backends/kubernetes/driving/pod-attempts.ts
var pod_attempts = __webpack_require__(33644);
;// CONCATENATED MODULE: ./src/backends/kubernetes/driving/past-logs.ts




/** Pods whose logs are read, those that failed before all others: a report shows fewer. */
const most = 200;
const past_logs_lanes = 4;
/** Best effort: their pods may be gone. @param logs read without being shown @param events what is known of the run */
async function readPastLogs(api, plan, logs, events) {
    const ended = events.flatMap((event) => (event.type === 'ended' ? [event] : []));
    if (ended.length === 0)
        return;
    const failed = new Map(ended.map((event) => [keyOf(event), event.result.state !== 'succeeded']));
    const attempts = new pod_attempts/* PodAttempts */.U(api, plan);
    const { items } = await api.list('Pod', { labelSelector: (0,labels/* ofComponent */.BV)(plan.run.id, 'step') });
    const found = await Promise.all(items.map(async (pod) => ({ pod, all: await attempts.allOf(pod) })));
    // One in which children go on is followed by who drives it.
    const over = found.filter(({ all }) => all.length > 0 && all.every((attempt) => failed.has(keyOf(attempt))));
    const failures = ({ all }) => all.filter((each) => failed.get(keyOf(each))).length;
    over.sort((a, b) => failures(b) - failures(a));
    await (0,lanes/* inLanes */.L)(past_logs_lanes, over.slice(0, most).map(({ pod, all }) => async () => {
        await logs.begin(all);
        const open = all.map((attempt) => logs.follow(attempt, pod, attempt.step.code.kind === 'image' ? null : () => undefined));
        // Those that share the pod have it together.
        for (const log of new Set(open)) {
            log.see(pod);
            log.finish();
            await log.ended;
        }
    }));
}
function keyOf({ task, attempt }) {
    return `${(0,plan/* taskKey */.Do)(task)}/${attempt}`;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/kept-logs.ts + 1 modules
var kept_logs = __webpack_require__(57528);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/anchor.ts + 1 modules
var objects_anchor = __webpack_require__(71573);
;// CONCATENATED MODULE: ./src/backends/kubernetes/pages.ts
/** The journal of a run in the cluster: append-only pages, each a ConfigMap, so that any machine can go on with the run. */







/** Milliseconds that events are collected for one page. */
const interval = 1000;
/** The same for ends that the pods of a wide sweep go on to tell: a page a second would be a call a child where they are slow. */
const patientInterval = 10_000;
/** Events that wait no longer. */
const many = 50;
/** Milliseconds: longer than it takes to make room in a quota. */
const pages_patience = 120_000;
/** Milliseconds in which an end that was told comes to be appended. */
const lastEnds = 5000;
class Pages {
    #options;
    #waiting = [];
    #timer = null;
    /** By `performance.now()`: when the timer fires. */
    #due = 0;
    #last = Promise.resolve();
    #count;
    /** Events that wait no more. */
    #written = 0;
    #warned = false;
    #left = false;
    /** Attempts whose end was appended. */
    #ended = new Set();
    /** Attempts of which it was told that they began, as it is of those alone that were handed over. */
    #handedOver = new Set();
    constructor(options) {
        this.#options = options;
        this.#count = options.pages;
    }
    /**
     * A start needs no page before it happens: its Job has a name of its own, and is found by it. A list that a step made
     * can't be found again, and a service that is being replaced is no Job: that is stored before anybody acts on it.
     */
    async append(event) {
        this.#waiting.push(event);
        if (event.type === 'ended')
            this.#ended.add(attemptKey(event));
        // A container that runs is there for whoever comes next: it is no reason for a page.
        if (event.type === 'began')
            this.#handedOver.add(attemptKey(event));
        else
            this.#flushWithin(this.#isPatient(event) ? patientInterval : interval);
        const local = this.#options.journal.append(event);
        await (this.#isUrgent(event) ? Promise.all([local, this.stored()]) : local);
    }
    /**
     * Settles when all that was appended before is stored, with the ends of these attempts: what it is about may be taken
     * away then. @throws LeaseLost @throws Error when it can't be stored for minutes
     */
    async stored(ended = []) {
        const since = performance.now();
        const isMissing = (attempt) => !this.#ended.has(attemptKey(attempt));
        // An end that was told is appended next, unless the driver gives up.
        while (ended.some(isMissing) && performance.now() - since < lastEnds)
            await (0,backoff/* systemSleep */.Hk)(20);
        if (ended.some(isMissing))
            throw new Error('the driver has given up before it has seen their end');
        const last = this.#written + this.#waiting.length;
        await this.#flush();
        while (this.#written < last && !this.#left) {
            if (performance.now() - since > pages_patience)
                throw new Error('the cluster does not store the journal of the run');
            await (0,backoff/* systemSleep */.Hk)(interval);
            await this.#flush();
        }
        if (this.#written < last)
            throw new driving_tenure/* LeaseLost */.V();
    }
    /** Settles when all that was appended is stored, or could not be, which was told. */
    async close() {
        try {
            await this.#flush();
        }
        finally {
            this.leave();
        }
    }
    /** Writes nothing any more. */
    leave() {
        this.#left = true;
        if (this.#timer !== null)
            clearTimeout(this.#timer);
    }
    #isUrgent(event) {
        return event.type === 'expanded' || (event.type === 'started' && this.#options.services.has(event.task.step));
    }
    #isPatient(event) {
        return event.type === 'ended' && this.#handedOver.delete(attemptKey(event)) && this.#waiting.length < many;
    }
    #flushWithin(milliseconds) {
        if (this.#left)
            return;
        const due = performance.now() + milliseconds;
        if (this.#timer !== null) {
            if (this.#due <= due)
                return;
            clearTimeout(this.#timer);
        }
        this.#due = due;
        this.#timer = setTimeout(() => {
            // Who waits for it is told by `stored`; what it can't store is told as a warning.
            this.#flush().catch(() => undefined);
        }, milliseconds);
    }
    #flush() {
        if (this.#timer !== null)
            clearTimeout(this.#timer);
        this.#timer = null;
        this.#last = this.#last.catch(() => undefined).then(() => this.#write());
        return this.#last;
    }
    /** What waits now: what is appended while a page is on its way has a second of its own. */
    async #write() {
        const last = this.#written + this.#waiting.length;
        while (this.#written < last && !this.#left) {
            const events = pageful(this.#waiting.slice(0, last - this.#written));
            try {
                await this.#store(events);
            }
            catch (error) {
                if (error instanceof driving_tenure/* LeaseLost */.V)
                    throw error;
                if (!this.#warned)
                    this.#options.warn(`the cluster does not store the run's journal: ${(0,errors/* messageOf */.bD)(error)}`);
                this.#warned = true;
                // It stays: the run goes on, its record is on this machine, and the next page has these events too.
                if (error instanceof client_api/* ApiError */.h) {
                    this.#flushWithin(interval);
                    return;
                }
                // One that no page can hold must not keep back all that come after it.
            }
            this.#waiting = this.#waiting.slice(events.length);
            this.#written += events.length;
        }
    }
    /** As the next page that nobody else has written. */
    async #store(events) {
        const { api, facts, epoch } = this.#options;
        for (;;) {
            const page = (0,objects_anchor/* pageObject */.Jk)(facts, this.#count + 1, epoch, events);
            const { object, created } = await api.create('ConfigMap', page);
            this.#count += 1;
            // There already: ours, when the answer to a first try was lost, or another driver's.
            const isOurs = (0,external_node_util_.isDeepStrictEqual)(object.binaryData, page.binaryData);
            if (created || isOurs)
                return;
        }
    }
}
function attemptKey({ task, attempt }) {
    return `${(0,plan/* taskKey */.Do)(task)}/${attempt}`;
}
/** The first events, as many as one page holds; one that is too large for a page is alone. */
function pageful(events) {
    let some = events;
    while (some.length > 1 && !(0,objects_anchor/* fitsPage */.Cf)(some))
        some = some.slice(0, Math.ceil(some.length / 2));
    return some;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/serving/prune.ts
var prune = __webpack_require__(39309);
// EXTERNAL MODULE: ./src/report/units.ts
var units = __webpack_require__(17885);
// EXTERNAL MODULE: ./src/commands/run-turns.ts + 23 modules
var run_turns = __webpack_require__(44031);
;// CONCATENATED MODULE: ./src/commands/credential-end.ts
/** A credential of the cluster that can't be renewed, and ends perhaps before the run does. */


/** Seconds before its end at which the driver leaves. */
const before = 60;
/** Seconds: nobody needs to be told of what is good for longer. */
const day = 24 * 3600;
/** Says how long it is good for, and leaves before its end. Gives how to stop that. @param life seconds; null: for ever */
function leaveBeforeEnd(life, { leave, warn, plan }) {
    if (life === null || life > day)
        return () => undefined;
    warn(`the credential of the cluster is good for ${(0,units/* duration */.p0)(life)} and can't be renewed: a longer run goes on without this program`);
    const timer = setTimeout(() => {
        leave((0,run_turns/* detached */.h)(plan.run.id, 'the credential of the cluster ends'));
    }, Math.max(life - before, life / 2) * 1000);
    return () => {
        clearTimeout(timer);
    };
}

;// CONCATENATED MODULE: ./src/commands/driving.ts
/** A turn of a run in a cluster in which this program drives: what stands around the backend, from the Lease to the end. */













/** Milliseconds that what is read or stored at the end may take. */
const driving_lastCalls = 10_000;
/** @throws ApiError */
async function driving(run) {
    const { plainApi, api, facts, tenure, environment, journal, watch, open, life, finish } = run;
    const { plan, writer, warn } = open;
    const { events } = journal;
    const services = new Set(plan.steps.flatMap(({ name, service }) => (service === undefined ? [] : [name])));
    const logPath = writer.logPath.bind(writer);
    const jobs = await readJobs(api, plan, events);
    for (const { metadata } of jobs.forgotten)
        await api.delete('Job', metadata?.name ?? '');
    const pages = new Pages({
        api,
        facts,
        services,
        epoch: tenure.epoch,
        pages: journal.pages,
        journal: writer.journal,
        warn,
    });
    const backend = new KubernetesBackend({
        api,
        plan,
        facts,
        environment,
        found: jobs.open,
        stored: (ended) => pages.stored(ended),
        onBlind: (error) => {
            open.leave((0,run_turns/* detached */.h)(plan.run.id, `the cluster can't be watched any more: ${(0,errors/* messageOf */.bD)(error)}`));
        },
        logPath,
        onBegan: open.onNews,
        onEnded: open.onNews,
        onOutput: open.onOutput,
    });
    const stopClock = leaveBeforeEnd(life, open);
    const silent = new open_logs/* OpenLogs */.i({ api, onOutput: () => undefined, logPath });
    const pastLogs = readPastLogs(api, plan, silent, events).catch(() => undefined);
    return {
        type: 'drive',
        backend,
        journal: pages,
        resume: events.length === 0 ? null : { events, running: 'restart' },
        notices: (0,notices/* drivenNotices */.e)(api, facts),
        requestCancel: async (reason) => {
            await (0,stored_run/* requestCancel */.AX)(plainApi, plan.run.id, reason);
        },
        finish: async (record) => {
            stopClock();
            await watch.close();
            await pages.close();
            await within(driving_lastCalls, pastLogs);
            silent.leave();
            await (0,kept_logs/* keepLogs */.N)({ api, run: facts, record, logPath }).catch((error) => {
                warn(`what the steps have printed is not kept in the cluster: ${(0,errors/* messageOf */.bD)(error)}`);
            });
            await pruneServices({ ...run, warn, say: open.say, record });
            await finish(record);
        },
        leave: async () => {
            stopClock();
            silent.leave();
            await watch.close();
            if (!watch.isGone)
                await within(driving_lastCalls, pages.close().catch(() => undefined));
            pages.leave();
            await within(driving_lastCalls, tenure.release());
        },
    };
}
/** Waits no longer than that for something that does not reject. */
async function within(milliseconds, work) {
    const enough = new AbortController();
    await Promise.race([work, (0,backoff/* systemSleep */.Hk)(milliseconds, enough.signal)]);
    enough.abort();
}
/** Best effort: the run has ended well, and the next one looks again. */
async function pruneServices({ api, facts, environment, open: { plan }, record, say, warn }) {
    if (!(0,prune/* mayPrune */.oe)(plan, record))
        return;
    try {
        const unnamed = await (0,prune/* unnamedServices */.jG)(api, facts, plan);
        if (unnamed.length === 0)
            return;
        try {
            await (0,prune/* prune */.R3)(await environment.enter(say), unnamed, say);
        }
        finally {
            await environment.exit();
        }
    }
    catch (error) {
        warn(`services that the workflow file names no more stay for now: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/driving/follower.ts
var driving_follower = __webpack_require__(10418);
;// CONCATENATED MODULE: ./src/commands/following.ts






function following({ api, open, lease, isDead, onAbandoned }) {
    const { plan, writer, onOutput } = open;
    const { id } = plan.run;
    return {
        type: 'follow',
        driver: (0,driving_holder/* holderInWords */.br)((0,driving_lease/* holderOf */.Kd)(lease)),
        requestCancel: async (reason) => {
            await (0,stored_run/* requestCancel */.AX)(api, id, reason);
        },
        follow: async (onEvent, signal) => {
            const done = new AbortController();
            const either = AbortSignal.any([done.signal, signal]);
            const logs = new open_logs/* OpenLogs */.i({ api, onOutput, logPath: (task, attempt) => writer.logPath(task, attempt) });
            const follower = new driving_follower/* Follower */.f({ api, plan, logs, onEvent, signal: either });
            const seen = follower.follow();
            try {
                onAbandoned(await Promise.race([(0,lease_watch/* untilAbandoned */.l)({ api, lease, isDead, signal: either }), seen.then(() => null)]));
            }
            finally {
                done.abort();
                await seen;
            }
            if (!signal.aborted)
                await follower.catchUp();
        },
    };
}

// EXTERNAL MODULE: ./src/commands/run-deleted.ts
var run_deleted = __webpack_require__(76091);
// EXTERNAL MODULE: ./src/commands/lease-seconds.ts
var lease_seconds = __webpack_require__(76752);
;// CONCATENATED MODULE: ./src/commands/cluster-run.ts
/** A run in a cluster, from one driver to the next: whoever holds its Lease drives, everybody else follows. */





















/** What the concurrency of a schedule is for its runs. */
const ofSchedule = { forbid: 'queue', replace: 'replace', allow: 'allow' };
/** Seconds for a driver in the cluster to come, where nobody waits for the run, and where somebody does. */
const submitPatience = 60;
const drivePatience = 600;
class ClusterRun {
    #options;
    /** Whom we saw let the Lease stand still. */
    #abandoned = null;
    /** As it was at the first turn: a run that is deleted meanwhile is not begun anew. */
    #anchor = null;
    /** The one in the cluster has failed. */
    #drivesHere = false;
    constructor(options) {
        this.#options = options;
    }
    /** @throws LeaseLost when another driver has taken over meanwhile: then the next turn is to follow it */
    async open(open) {
        const { cluster, world, anchor } = this.#options;
        const { api } = cluster;
        const seconds = (0,lease_seconds/* leaseSeconds */.E)(world);
        const holder = await (0,driving_holder/* holderName */.iY)(world);
        if (this.#anchor !== null && !(await this.#isThere(this.#anchor)))
            throw new run_deleted/* RunDeleted */.T(open.plan.run.id);
        const { run, created } = await anchor(open.plan);
        this.#anchor = run.anchor;
        if (!created) {
            const over = await this.#over(run.id);
            if (over !== null)
                return over;
        }
        const claim = { ...(0,driving_lease/* runLease */.CI)(run), api, holder, seconds, isDead: (name) => (0,driving_holder/* isDead */.XU)(name, world.host) };
        const submission = this.#submissionOf(open);
        if (submission !== null && (await (0,driver_job/* hasDriver */.lm)(api, run.id)))
            return this.#await(submission, claim, open);
        const since = new elapsed/* Elapsed */.P(world.now);
        const { isOurs, lease } = await (0,driving_lease/* claimLease */.lT)(claim, this.#abandoned);
        if (!isOurs)
            return submission?.detach === true ? this.#leaveTo(claim, lease, open) : this.#follow(claim, lease, open);
        const onLost = (reason) => {
            open.leave(reason instanceof driving_tenure/* LeaseLost */.V ? null : (0,run_turns/* detached */.h)(run.id, reason.message));
        };
        const tenure = new driving_tenure/* Tenure */.s({ api, lease, now: world.now, since, onLost });
        try {
            if (submission === null)
                return await this.#drive(run, tenure, claim, open);
            const facts = await this.#begin(api.behind(tenure), run, open.plan);
            await submission.submit(api.behind(tenure), facts, open.plan);
        }
        catch (error) {
            // Nothing of it has begun, and nobody would go on with it.
            if (created && !(error instanceof driving_tenure/* LeaseLost */.V))
                await (0,run_objects/* removeAnchor */.cZ)(api.behind(tenure), run);
            await tenure.release();
            throw error;
        }
        await tenure.release();
        return this.#await(submission, claim, open);
    }
    /** Null: this process is to drive, also to cancel a run at once. */
    #submissionOf({ plan, hurry }) {
        return plan.driver === null || this.#drivesHere || hurry.aborted ? null : this.#options.submission;
    }
    /** Who holds the Lease may have died before it could leave the run to a driver. */
    async #leaveTo({ api, isDead: isDeadHere }, lease, open) {
        const { hurry: signal } = open;
        const held = await (0,lease_watch/* renewed */.F)({ api, lease, isDead: isDeadHere, signal });
        if (held !== null)
            return submitted(held, api);
        if (!signal.aborted)
            this.#abandoned = lease;
        return this.open(open);
    }
    /** Until the driver in the cluster has the run, or is given up. */
    async #await(submission, claim, open) {
        const { say, warn, plan, hurry: signal } = open;
        const { api } = this.#options.cluster;
        const patience = submission.detach ? submitPatience : drivePatience;
        const awaited = await awaitDriver({ api, id: plan.run.id, abandoned: this.#abandoned, say, patience, signal });
        switch (awaited.type) {
            case 'driven':
                return submission.detach ? submitted(awaited.lease, api) : this.#follow(claim, awaited.lease, open);
            case 'over':
                return this.open(open);
            case 'waiting':
                if (signal.aborted)
                    return this.open(open);
                if (submission.detach) {
                    const driver = awaited.why ?? 'its driver is not there yet';
                    return { type: 'submitted', driver, namespace: api.namespace };
                }
                break;
            case 'failed':
                if (submission.detach)
                    throw left(open, notDriven(plan.run.id, awaited.why));
        }
        this.#drivesHere = true;
        warn(`the driver in the cluster does not come (${awaited.why ?? 'for no known reason'}): this program drives the run`);
        return this.open(open);
    }
    async #isThere({ name, uid }) {
        return (await this.#options.cluster.api.get('ConfigMap', name))?.metadata?.uid === uid;
    }
    /** Null: it is not over. */
    async #over(id) {
        const { api } = this.#options.cluster;
        const [record, lease] = await Promise.all([(0,stored_run/* readRecord */.aE)(api, id), api.get('Lease', (0,names/* leaseName */.AI)(id))]);
        if (record === null || lease !== null)
            return null;
        return { type: 'over', events: (await (0,stored_run/* readJournal */.a0)(api, id)).events, record, finish: () => Promise.resolve() };
    }
    #follow({ api, isDead: isDeadHere }, lease, open) {
        const onAbandoned = (seen) => {
            this.#abandoned = seen;
        };
        return following({ api, open, lease, isDead: isDeadHere, onAbandoned });
    }
    async #drive(run, tenure, claim, open) {
        const { cluster, end } = this.#options;
        const api = cluster.api.behind(tenure);
        const facts = await this.#begin(api, run, open.plan);
        const journal = await (0,stored_run/* takeOverJournal */.n_)(api, facts, tenure.epoch);
        const { events } = journal;
        const record = await (0,stored_run/* readRecord */.aE)(api, run.id);
        const finish = (ended) => this.#finish(api, tenure, facts, ended, open);
        if (record !== null)
            return { type: 'over', events, record, finish: () => finish(record) };
        const watch = new anchor_watch/* AnchorWatch */.p({
            api,
            id: run.id,
            isCancelled: events.some(({ type }) => type === 'cancel-requested'),
            onCancel: open.cancel,
            onGone: () => {
                open.leave(new run_deleted/* RunDeleted */.T(run.id));
            },
        });
        try {
            const { hurry: signal, say, plan } = open;
            const line = { api, id: run.id, say, end, signal };
            if (plan.schedule !== null)
                await (0,waiting_line/* waitForOthers */.i)({ ...line, of: 'schedule', mode: ofSchedule[plan.schedule.concurrency] });
            await (0,waiting_line/* waitForOthers */.i)({ ...line, of: 'group', mode: plan.concurrency });
            const life = cluster.lifeLeft();
            const environment = this.#environment(facts, plan, tenure, claim);
            const plainApi = cluster.api;
            return await driving({ plainApi, api, facts, tenure, environment, journal, watch, open, life, finish });
        }
        catch (error) {
            await watch.close();
            throw error;
        }
    }
    #environment(facts, plan, fence, claim) {
        const { cluster, world, isBefore, allowsOlder } = this.#options;
        const { commit } = plan;
        const order = { commit, isBefore: (other) => isBefore(plan, other), allowsOlder };
        return new Environment({ api: cluster.api, fence, facts, order, claim, now: world.now });
    }
    /** Where it was begun before, this only reads. @throws AutomlError when it was begun with another plan */
    async #begin(api, run, plan) {
        const { begin, note } = this.#options;
        const stored = await (0,stored_run/* readPlan */.m3)(api, run.id);
        if (stored === null) {
            const [facts] = await Promise.all([begin(api, run, plan), (0,leftovers/* sweepLeftovers */.Z)({ api, run, say: note })]);
            return facts;
        }
        if ((0,external_node_util_.isDeepStrictEqual)(stored.plan, JSON.parse(JSON.stringify(plan))))
            return stored.facts;
        const why = `run ${run.id} was begun at the same time with other files or params`;
        throw new errors/* AutomlError */.nS('USAGE', `${why}: automl attach ${run.id} goes on with it`);
    }
    async #finish(api, tenure, facts, record, open) {
        const { plan, warn } = open;
        await (0,run_objects/* finishRun */.JH)(api, facts, record, { say: this.#options.note, warn });
        if (plan.driver !== null)
            await (0,driver_job/* removeIdleDriver */.DD)(api, facts.id);
        await tenure.remove();
    }
}
/** The run stays as it is, since all of it is stored: only this program ends. */
function left({ leave }, because) {
    leave(because);
    return because;
}
function notDriven(id, why) {
    const ways = `automl attach ${id} drives it from where you are, automl cancel ${id} ends it`;
    return new errors/* AutomlError */.nS('CLUSTER', `run ${id} has no driver in the cluster: ${why} (${ways})`);
}
function submitted(lease, { namespace }) {
    return { type: 'submitted', driver: `driven by ${(0,driving_holder/* holderInWords */.br)((0,driving_lease/* holderOf */.Kd)(lease))}`, namespace };
}


/***/ }),

/***/ 76752:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ leaseSeconds)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/** How long a driver of a run in a cluster may be silent. */

/** Seconds that a driver which says nothing keeps a run. @throws AutomlError USAGE */
function leaseSeconds({ env }) {
    const text = env['AUTOML_LEASE_SECONDS'] || '15';
    const number = Number(text);
    if (!Number.isInteger(number) || number < 3 || number > 3600)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS('USAGE', `AUTOML_LEASE_SECONDS is "${text}": expected whole seconds from 3 to 3600`);
    return number;
}


/***/ }),

/***/ 76091:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ RunDeleted)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);
/** Somebody has deleted a run that this program drives or follows. */

class RunDeleted extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AutomlError */ .nS {
    constructor(id) {
        super('CLUSTER', `run ${id} was deleted from the cluster`);
    }
}


/***/ })

};
