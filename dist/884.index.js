export const id = 884;
export const ids = [884];
export const modules = {

/***/ 23884:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  forecast: () => (/* binding */ forecast),
  stepsAtOnce: () => (/* reexport */ setup_kubernetes/* stepsAtOnce */.I)
});

// EXTERNAL MODULE: ./src/backends/kubernetes/objects/labels.ts
var labels = __webpack_require__(64934);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/service.ts
var objects_service = __webpack_require__(9778);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/readable.ts
var readable = __webpack_require__(40932);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/prune.ts
var prune = __webpack_require__(39309);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/asked.ts
var asked = __webpack_require__(50578);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/limit-ranges.ts
var limit_ranges = __webpack_require__(29304);
;// CONCATENATED MODULE: ./src/backends/kubernetes/planning/peak.ts


/**
 * Stages run one after the other, so it is that of the largest; steps that name what they need may begin earlier, which is
 * not looked at. A service stays, and adds a pod while it rolls (`maxSurge: 1`); what of it is there already is in use.
 */
function peakOf({ steps, parallel }, ranges, services) {
    const running = steps.filter(({ skip }) => skip === undefined);
    const changed = new Map(services.map((service) => [service.step, service]));
    let before = {};
    let most = {};
    for (const stage of new Set(running.map(({ stage: name }) => name))) {
        const inside = running.filter((step) => step.stage === stage);
        const tasks = inside.flatMap((step) => (step.service === undefined ? [jobTasks(step, ranges)] : []));
        const pods = inside.flatMap((step) => step.service === undefined ? [] : [servicePods(step, changed.get(step.name), ranges)]);
        const stays = pods.reduce((sum, { amounts, stay }) => plus(sum, amounts, stay), before);
        const surge = pods.reduce((sum, { amounts, surge: more }) => plus(sum, amounts, more), stays);
        most = larger(most, together(surge, tasks, parallel));
        before = stays;
    }
    const unknown = running.filter((step) => step.forEach !== undefined || (0,asked/* askedOf */.i)(step) === null);
    return { amounts: most, unknown: unknown.map(({ name }) => name) };
}
function jobTasks(step, ranges) {
    const width = Object.values(step.sweep?.params ?? {}).reduce((product, values) => product * values.length, 1);
    return { count: Math.min(width, step.sweep?.parallel ?? width), amounts: amountsOf(step, ranges) };
}
function servicePods(step, change, ranges) {
    const replicas = step.service?.replicas ?? 1;
    const least = typeof replicas === 'number' ? replicas : replicas.min;
    const isNew = change?.objects.some(({ kind, action }) => kind === 'Deployment' && action === 'create') ?? false;
    return {
        amounts: amountsOf(step, ranges),
        stay: isNew ? least : 0,
        surge: !isNew && change?.rolls === true ? 1 : 0,
    };
}
/** Of one pod. */
function amountsOf(step, ranges) {
    const { requests, limits } = (0,limit_ranges/* withDefaults */.rO)((0,asked/* askedOf */.i)(step) ?? { requests: {}, limits: {} }, ranges);
    const named = (kind, amounts) => Object.entries(amounts).map(([resource, amount]) => [`${kind}.${resource}`, amount]);
    return { pods: 1, ...Object.fromEntries([...named('requests', requests), ...named('limits', limits)]) };
}
/** The largest `parallel` of them, for each resource by itself: never less than what can come. */
function together(others, tasks, parallel) {
    const resources = new Set(tasks.flatMap(({ amounts }) => Object.keys(amounts)));
    const sums = [...resources].map((resource) => {
        let room = parallel;
        let sum = others[resource] ?? 0;
        for (const { count, amounts } of tasks.toSorted((a, b) => (b.amounts[resource] ?? 0) - (a.amounts[resource] ?? 0))) {
            const taken = Math.min(room, count);
            sum += taken * (amounts[resource] ?? 0);
            room -= taken;
        }
        return [resource, sum];
    });
    return { ...others, ...Object.fromEntries(sums) };
}
function plus(sum, amounts, times) {
    const names = new Set([...Object.keys(sum), ...Object.keys(amounts)]);
    return Object.fromEntries([...names].map((name) => [name, (sum[name] ?? 0) + (amounts[name] ?? 0) * times]));
}
function larger(one, other) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return Object.fromEntries([...names].map((name) => [name, Math.max(one[name] ?? 0, other[name] ?? 0)]));
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/amount.ts
var amount = __webpack_require__(36602);
// EXTERNAL MODULE: ./src/backends/kubernetes/preflight/quotas.ts
var preflight_quotas = __webpack_require__(77137);
;// CONCATENATED MODULE: ./src/backends/kubernetes/planning/room.ts


/** Those of each quota that the run takes something of. */
function roomIn(quotas, peak) {
    return quotas.filter(preflight_quotas/* isForAll */.z).flatMap(({ metadata, spec, status }) => Object.entries(spec?.hard ?? {}).flatMap(([resource, text]) => {
        const wanted = peak[nameOf(resource)];
        if (wanted === undefined || wanted === 0)
            return [];
        const [hard, used] = [(0,amount/* quantity */.au)(text), (0,amount/* quantity */.au)(status?.used?.[resource] ?? '0')];
        return [{ quota: metadata?.name ?? '', resource, hard, used, peak: wanted, fits: used + wanted <= hard }];
    }));
}
/** `cpu` in a quota is `requests.cpu`; `count/pods` is `pods`. */
function nameOf(resource) {
    if (resource === 'cpu' || resource === 'memory')
        return `requests.${resource}`;
    return resource === 'count/pods' ? 'pods' : resource;
}

// EXTERNAL MODULE: ./src/backends/kubernetes/diagnosis/creation.ts
var creation = __webpack_require__(17471);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/applied.ts
var applied = __webpack_require__(4436);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/exposure.ts + 2 modules
var exposure = __webpack_require__(90720);
// EXTERNAL MODULE: ./src/backends/kubernetes/objects/names.ts
var names = __webpack_require__(32345);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/companions.ts + 2 modules
var companions = __webpack_require__(20723);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/live.ts
var serving_live = __webpack_require__(50879);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/routing.ts
var serving_routing = __webpack_require__(15083);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/way-back.ts
var way_back = __webpack_require__(11112);
;// CONCATENATED MODULE: ./src/backends/kubernetes/planning/field-changes.ts
/** What differs between two versions of an object, field by field, for people. */
/** Characters of a value that are read at a glance. */
const longest = 120;
/** Only fields that one of `asked` has: what somebody else, or a default, puts there is not ours to tell. */
function fieldChanges(before, after, asked) {
    const [then, now] = [leavesOf(before), leavesOf(after)];
    const paths = new Set(asked.flatMap((object) => [...leavesOf(object).keys()]));
    return [...paths]
        .filter((path) => then.get(path) !== now.get(path) && !isFilled(path, then, now) && !isFilled(path, now, then))
        .map((path) => ({ path, before: brief(then.get(path)), after: brief(now.get(path)) }));
}
/** Empty on one side, and told by what it holds on the other. */
function isFilled(path, one, other) {
    const isEmpty = one.get(path) === '{}' || one.get(path) === '[]';
    return isEmpty && [...other.keys()].some((inner) => inner.startsWith(`${path}.`) || inner.startsWith(`${path}[`));
}
/** Every field that holds no others, as text. */
function leavesOf(value) {
    const leaves = new Map();
    collect(value, '', leaves);
    return leaves;
}
function collect(value, path, leaves) {
    const entries = entriesOf(value);
    if (entries.length === 0) {
        if (value !== undefined)
            leaves.set(path, typeof value === 'string' ? value : JSON.stringify(value));
        return;
    }
    for (const [name, part] of entries)
        collect(part, `${path}${path === '' ? name.replace(/^\./, '') : name}`, leaves);
}
function entriesOf(value) {
    if (typeof value !== 'object' || value === null)
        return [];
    if (!Array.isArray(value))
        return Object.entries(value).map(([name, part]) => [segment(name), part]);
    const items = value;
    const names = items.map(field_changes_nameOf);
    const areNames = names.every((name) => name !== null) && new Set(names).size === names.length;
    return items.map((item, place) => [`[${areNames ? (names[place] ?? '') : place}]`, item]);
}
/** Plain words behind a dot, as people write them; `automl-action/owner` in brackets. */
function segment(name) {
    return /^[\w-]+$/.test(name) ? `.${name}` : `[${name}]`;
}
/** What tells the items of Kubernetes' lists apart, so that one more in front does not seem to change all others. */
function field_changes_nameOf(item) {
    if (typeof item !== 'object' || item === null)
        return null;
    const fields = item;
    const name = [fields['name'], fields['mountPath'], fields['host']].find((field) => typeof field === 'string');
    return typeof name === 'string' ? name : null;
}
function brief(text) {
    if (text === undefined)
        return null;
    return text.length > longest || /[\r\n]/.test(text) ? `(${text.length} characters)` : text;
}

// EXTERNAL MODULE: ./src/workflow/expression/parse.ts
var parse = __webpack_require__(85383);
// EXTERNAL MODULE: ./src/workflow/expression/references.ts
var references = __webpack_require__(85312);
// EXTERNAL MODULE: ./src/workflow/expression/template.ts
var template = __webpack_require__(85120);
// EXTERNAL MODULE: ./src/engine/order.ts
var engine_order = __webpack_require__(4990);
// EXTERNAL MODULE: ./src/engine/scope.ts
var engine_scope = __webpack_require__(35762);
;// CONCATENATED MODULE: ./src/engine/foreseen-order.ts





/** @throws RenderError when an expression has no value */
function foreseenOrder(plan, step, past) {
    const unknown = new Set(Object.values(step.inputs).map((input) => `${input.step}.${input.output}`));
    const { id, event } = plan.run;
    const scope = {
        params: plan.params,
        steps: {},
        run: { id, workflow: plan.workflow, environment: plan.environment, event, scheduled_at: plan.schedule?.at ?? null },
        git: { commit: plan.commit.head, ref: plan.commit.ref },
    };
    const render = (where, text, before) => {
        const outputs = outputsIn(text);
        for (const output of outputs)
            unknown.add(output);
        return outputs.length > 0 ? (before ?? text) : (0,engine_scope/* rendering */.rS)(where, () => (0,template/* renderTemplate */.Xm)(text, scope));
    };
    const code = (0,engine_order/* codeWith */.q2)(step.code, (where, text, place) => render(where, text, past?.texts[place]));
    const env = Object.entries(step.env).map(([name, text]) => [name, render(`env ${name}`, text, past?.env[name])]);
    const inputs = Object.keys(step.inputs).map((name) => [name, past?.inputs[name] ?? []]);
    const order = {
        task: { step: step.name },
        attempt: 1,
        params: plan.params,
        code,
        env: Object.fromEntries(env),
        inputs: Object.fromEntries(inputs),
    };
    return { order, unknown: [...unknown].sort() };
}
/** `steps.split.outputs.rows` is `split.rows`. */
function outputsIn(text) {
    if (!text.includes('${{'))
        return [];
    return (0,template/* templateParts */.Di)(text).flatMap((part) => {
        if (part.kind !== 'expression')
            return [];
        return (0,references/* references */.F)((0,parse/* parseExpression */.Y)(part.text)).flatMap(({ path: [root, step = '', , output = ''] }) => root === 'steps' ? [`${step}.${output}`] : []);
    });
}

// EXTERNAL MODULE: ./src/backends/kubernetes/serving/next-revision.ts + 5 modules
var next_revision = __webpack_require__(91731);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/revision-key.ts
var revision_key = __webpack_require__(71610);
// EXTERNAL MODULE: ./src/backends/kubernetes/serving/versions.ts
var serving_versions = __webpack_require__(68192);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./src/backends/kubernetes/planning/planned-versions.ts
/** Versions of what a service reads, with the values that a run would bring compared to those that it reads now. */



/** In place of what the run would be called. */
const next = 'next';
/** @throws ApiError */
async function plannedVersions(api, { plan, secrets }, step, service, live) {
    const facts = { id: next, ownSecrets: new Map() };
    const versions = { ...(await (0,serving_versions/* readVersions */.q2)(api, { facts, plan, step, service, live })) };
    const ownSecrets = new Map();
    for (const name of (0,serving_versions/* namesOf */.eZ)({ plan, step }).secrets) {
        const values = secrets.get(name);
        if (values === undefined)
            continue;
        const before = (0,serving_versions/* versionsIn */.bS)(live)[`Secret/${name}`];
        const isSame = before !== undefined && (await holds(api, (0,names/* revisionSecretName */.JN)(service, before, name), values));
        const version = isSame ? before : next;
        versions[`Secret/${name}`] = version;
        ownSecrets.set(name, (0,names/* revisionSecretName */.JN)(service, version, name));
    }
    return { versions, ownSecrets };
}
async function holds(api, secret, values) {
    const { data = {} } = (await api.get('Secret', secret)) ?? {};
    const texts = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]);
    return (0,external_node_util_.isDeepStrictEqual)(Object.fromEntries(texts), { ...values });
}
/** A sentence for each that has changed. */
function versionReasons(before, after) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => {
        if (before[name] === after[name])
            return [];
        const what = name.replace(/^Secret\//, 'secret ').replace(/^ConfigMap\//, 'config map ');
        if (before[name] === undefined)
            return [`reads ${what}`];
        return [after[name] === undefined ? `reads ${what} no more` : `${what} has changed`];
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./node_modules/tar/dist/esm/index.min.js
var index_min = __webpack_require__(98697);
;// CONCATENATED MODULE: ./src/backends/kubernetes/planning/source-changes.ts
/** Which of the project's files a service runs in another version than the one that is here. */





/** Sorted; null: nobody can tell. @param except what makes no difference @throws ApiError */
async function changedFiles(api, live, source, except) {
    const archive = await archiveOf(api, live);
    if (archive === null)
        return null;
    const [then, now] = await Promise.all([hashesIn(archive), hashesOf(source)]);
    return [...new Set([...then.keys(), ...now.keys()])]
        .filter((file) => file !== except && then.get(file) !== now.get(file))
        .sort();
}
/** `source.tgz` as its pods have it; its parts are in several ConfigMaps. */
async function archiveOf(api, { spec }) {
    const sources = (spec?.template.spec?.volumes ?? []).flatMap(({ projected }) => projected?.sources ?? []);
    const names = sources.flatMap(({ configMap }) => configMap?.name ?? []);
    const maps = await Promise.all(names.map((name) => (0,readable/* readable */.HD)(api.get('ConfigMap', name))));
    const parts = maps.flatMap((map) => (map === null || map === readable/* unreadable */.O$ ? [] : Object.entries(map.binaryData ?? {})));
    const own = parts.filter(([name]) => name.startsWith('source.tgz.')).sort(([a], [b]) => (a < b ? -1 : 1));
    return own.length === 0 ? null : Buffer.concat(own.map(([, data]) => Buffer.from(data, 'base64')));
}
async function hashesIn(archive) {
    const hashes = new Map();
    const parser = new index_min/* Parser */.iX();
    parser.on('entry', (entry) => {
        const hash = (0,external_node_crypto_.createHash)('sha256').update(entry.linkpath ?? '');
        entry.on('data', (chunk) => hash.update(chunk));
        entry.on('end', () => hashes.set(entry.path, hash.digest('hex')));
    });
    const done = new Promise((resolve, reject) => {
        parser.on('end', resolve);
        parser.on('error', reject);
    });
    parser.end(archive);
    await done;
    return hashes;
}
async function hashesOf({ root, files }) {
    const hashes = new Map();
    for (const file of files) {
        const full = external_node_path_default().join(root, file);
        const status = await (0,promises_.lstat)(full).catch(() => null); // gone by now
        if (status === null || !(status.isFile() || status.isSymbolicLink()))
            continue;
        const content = status.isSymbolicLink() ? await (0,promises_.readlink)(full) : await (0,promises_.readFile)(full);
        hashes.set(file, (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex'));
    }
    return hashes;
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./src/backends/kubernetes/layout.ts
var layout = __webpack_require__(59314);
;// CONCATENATED MODULE: ./src/backends/kubernetes/planning/told.ts
/** What the pods of a service are told, read back from its Deployment. */



const code = schemas/* looseObject */._H3({
    args: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    argv: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    script: schemas/* string */.YjP().optional(),
});
/** Of backends/spec.ts what tells one revision from another. */
const toldSchema = schemas/* object */.Ikc({
    directory: schemas/* string */.YjP(),
    code,
    params: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY()])),
    env: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
    inputs: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* looseObject */._H3({ sha256: schemas/* string */.YjP() })),
    requirements: schemas/* string */.YjP().nullable(),
    python: schemas/* looseObject */._H3({}),
});
/** Null: no agent is told anything, or by a version of this program that tells it in another way. */
function toldOf(deployment) {
    const containers = deployment?.spec?.template.spec?.containers ?? [];
    const own = containers.find(({ name }) => name === layout/* stepContainer */._h);
    // base64 of gzip of JSON, see objects/spec.ts.
    const packed = own?.env?.find(({ name }) => name === 'AUTOML_SPEC')?.value;
    if (packed === undefined)
        return null;
    try {
        const text = (0,external_node_zlib_.gunzipSync)(Buffer.from(packed, 'base64')).toString('utf8');
        return toldSchema.safeParse(JSON.parse(text)).data ?? null;
    }
    catch {
        // Somebody has put something else there.
        return null;
    }
}
function pastOrder({ code, env, inputs }) {
    const sources = Object.entries(inputs).map(([place, { sha256 }]) => {
        const [name = '', folder] = place.split('/');
        // Which task it was of makes no difference to a service.
        const source = { task: { step: '' }, output: '', sha256, ...(folder === undefined ? {} : { folder }) };
        return { name, source };
    });
    const names = [...new Set(sources.map(({ name }) => name))];
    const ofInput = (wanted) => sources.flatMap(({ name, source }) => (name === wanted ? [source] : []));
    return {
        texts: code.args ?? code.argv ?? (code.script === undefined ? [] : [code.script]),
        env,
        inputs: Object.fromEntries(names.map((name) => [name, ofInput(name)])),
    };
}
/** As people know it: without what is different in every run, and the files, which are told apart by themselves. */
function toldInWords({ directory, code, params, env, requirements, python }) {
    return { code, params, env, requirements, working_directory: directory, python };
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/planning/revision.ts
/** The Deployment that a run would apply for a service, and why it would differ from the one that is there. */











/** Files that are named one by one. */
const filesAtMost = 5;
/** @throws ApiError @throws RenderError */
async function plannedRevision(api, run, step, service, live) {
    const { plan } = run;
    const told = toldOf(live);
    const { order, unknown } = foreseenOrder(plan, step, told === null ? null : pastOrder(told));
    const { versions, ownSecrets } = await plannedVersions(api, run, step, service, live);
    const facts = factsOf(run, ownSecrets, live);
    const key = (0,revision_key/* revisionKey */.d)({ facts, plan, step, order, versions });
    const common = { assuming: live === null ? [] : unknown, placeholders: new Set([...ownSecrets.values()]) };
    const kept = live === null ? { template: null, why: [] } : keptTemplate(live, key);
    if (live !== null && kept.template !== null) {
        const own = (0,objects_service/* deploymentObject */.tw)(facts, step, kept.template, (0,next_revision/* replicasOf */.N4)(step, live));
        const deployment = (0,next_revision/* withNotes */.ci)(own, (0,next_revision/* notesOf */.h$)(live));
        return { ...common, deployment, rolls: false, reasons: [] };
    }
    const template = (0,objects_service/* servicePodTemplate */.$F)(facts, plan, step, order, { key, versions });
    const deployment = (0,objects_service/* deploymentObject */.tw)(facts, step, template, (0,next_revision/* replicasOf */.N4)(step, live));
    if (live === null)
        return { ...common, deployment, rolls: true, reasons: [] };
    const next = toldOf(deployment);
    const inWords = [told, next].map((each) => (each === null ? {} : toldInWords(each)));
    const changes = fieldChanges(inWords[0], inWords[1], inWords);
    const reasons = [
        ...kept.why,
        ...changes.map(({ path, before, after }) => `${path} ${before ?? '–'} → ${after ?? '–'}`),
        ...versionReasons((0,serving_versions/* versionsIn */.bS)(live), versions),
        ...(step.code.kind === 'image' ? [] : await codeReasons(api, run, live)),
    ];
    return { ...common, deployment, rolls: true, reasons };
}
/** As the run would have it; what it would make is called as what is there, so that it does not count as a change. */
function factsOf({ plan, owner, sourceDigest, assignsUsers, grace }, ownSecrets, live) {
    const volumes = live?.spec?.template.spec?.volumes ?? [];
    const injected = volumes.find(({ name }) => name === 'injected')?.projected?.sources ?? [];
    const claim = volumes.find(({ name }) => name === 'store')?.persistentVolumeClaim?.claimName;
    return {
        id: plan.run.id,
        owner,
        workflow: plan.workflow,
        anchor: { name: '', uid: '' },
        assignsUsers,
        injected: injected.flatMap(({ configMap }) => configMap?.name ?? []),
        source: sourceDigest,
        store: claim === undefined ? null : { claim, sharesNode: plan.store.accessMode === 'ReadWriteOnce' },
        ownSecrets,
        grace,
        verbose: false,
    };
}
/** The template of the same revision, if it is used again. */
function keptTemplate(live, key) {
    const { [labels/* labels */.WD.before]: before, [labels/* labels */.WD.template]: digest } = live.metadata?.annotations ?? {};
    const anew = (...why) => ({ template: null, why });
    if (before !== undefined)
        return anew('a roll-out is unfinished');
    if (live.spec?.template.metadata?.labels?.[labels/* labels */.WD.revision] !== key)
        return anew();
    if (digest !== (0,next_revision/* templateDigest */.pd)(live))
        return anew('somebody has changed its pods');
    return { template: (0,way_back/* applied */.Ic)(live).spec?.template ?? null, why: [] };
}
async function codeReasons(api, { plan, source }, live) {
    const files = await changedFiles(api, live, source, plan.file.split('/').at(-1) ?? '');
    if (files === null || files.length === 0)
        return [];
    const more = files.length > filesAtMost ? ` and ${files.length - filesAtMost} more` : '';
    const count = files.length === 1 ? '1 file' : `${files.length} files`;
    return [`code: ${count} changed (${files.slice(0, filesAtMost).join(', ')}${more})`];
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/planning/service-changes.ts












async function serviceChange(api, run, step) {
    const nothing = { step: step.name, objects: [], rolls: false, reasons: [], assuming: [] };
    try {
        return await changeOf(api, run, step);
    }
    catch (error) {
        return { ...nothing, problem: (0,creation/* creationSentence */.n)(error, api.namespace) };
    }
}
/** @throws Error */
async function changeOf(api, run, step) {
    const { plan, owner } = run;
    const facts = { owner, workflow: plan.workflow };
    const name = (0,names/* serviceName */.fe)(plan.workflow, step.name, owner);
    const live = await (0,serving_live/* readLive */.p9)(api, facts, name);
    const routing = await (0,serving_routing/* readRouting */.b)(api, step.service, name);
    if (typeof routing === 'string')
        throw new Error(routing);
    const revision = await plannedRevision(api, run, step, name, live.Deployment ?? null);
    const wanted = [
        { kind: 'Deployment', object: revision.deployment },
        { kind: 'Service', object: (0,objects_service/* serviceObject */.P4)(facts, step) },
        ...(0,companions/* companionsOf */.L)(facts, step),
        ...(0,exposure/* exposureObjects */.e)((0,objects_service/* serviceMeta */.zF)(facts, step), step.service, routing),
    ];
    const objects = [];
    for (const { kind, object } of wanted)
        objects.push(await objectChange(api, kind, object, live, revision));
    const kept = routing?.kind === 'nowhere' ? exposure/* exposureKinds */.h : [];
    const kinds = new Set([...kept, ...wanted.map(({ kind }) => kind)]);
    const unwanted = serving_live/* serviceKinds */.VL.filter((kind) => live[kind] !== undefined && !kinds.has(kind));
    return {
        step: step.name,
        objects: [...objects, ...unwanted.map((kind) => ({ kind, name, action: 'delete', fields: [] }))],
        rolls: revision.rolls,
        reasons: revision.reasons,
        assuming: revision.assuming,
        problem: null,
    };
}
/** @throws ApiError when the server would refuse it */
async function objectChange(api, kind, object, live, { rolls, placeholders }) {
    const before = live[kind];
    const name = object.metadata?.name ?? '';
    const after = await api.apply(kind, object, { force: true, dryRun: true });
    if (before === undefined)
        return { kind, name, action: 'create', fields: [] };
    const asked = [object, (0,applied/* appliedFields */.f)(before, way_back/* manager */.m8) ?? {}];
    const fields = fieldChanges(before, after, asked).filter(({ path, after: text }) => !isBookkeeping(path) && !placeholders.has(text ?? ''));
    const isChanged = fields.length > 0 || (kind === 'Deployment' && rolls);
    return { kind, name, action: isChanged ? 'change' : 'unchanged', fields };
}
/** Of ours, in labels and annotations. */
const notes = [
    labels/* labels */.WD.deployedBy,
    labels/* labels */.WD.commit,
    labels/* labels */.WD.before,
    labels/* labels */.WD.template,
    labels/* labels */.WD.secrets,
    labels/* labels */.WD.claims,
    labels/* labels */.WD.revision,
    labels/* labels */.WD.versions,
];
/** What a pod is told, which is a reason of its own, and what differs in every run. */
const told = /\.env\[AUTOML_(SPEC|SH|RUN_ID|COMMIT)\]|\.volumes\[injected\]/;
function isBookkeeping(path) {
    return told.test(path) || notes.some((name) => path.endsWith(`[${name}]`));
}

;// CONCATENATED MODULE: ./src/backends/kubernetes/planning/planning.ts







/** @throws ApiError */
async function planInCluster(api, run) {
    const { plan } = run;
    const services = [];
    for (const step of plan.steps) {
        if (step.skip === undefined && (0,objects_service/* isService */.kd)(step))
            services.push(await serviceChange(api, run, step));
    }
    const [ranges, quotas] = await Promise.all([(0,readable/* listed */.KE)(api, 'LimitRange'), (0,readable/* listed */.KE)(api, 'ResourceQuota')]);
    const { amounts, unknown } = peakOf(plan, ranges, services);
    return {
        server: api.server,
        namespace: api.namespace,
        services: [...services, ...(await pruned(api, run))],
        quotas: roomIn(quotas, amounts),
        unknown,
    };
}
/** What goes at the end of the run, if it is a success. */
async function pruned(api, { plan, owner }) {
    if (!(0,prune/* mayPrune */.oe)(plan, { state: 'succeeded' }))
        return [];
    const found = await (0,prune/* unnamedServices */.jG)(api, { owner }, plan);
    const steps = new Map();
    for (const { kind, meta } of found) {
        const { name = '' } = meta;
        const step = meta.labels?.[labels/* labels */.WD.step] ?? name;
        steps.set(step, [...(steps.get(step) ?? []), { kind, name, action: 'delete', fields: [] }]);
    }
    const reasons = ['the workflow file does not name it any more'];
    return [...steps].map(([step, objects]) => ({ step, objects, rolls: false, reasons, assuming: [], problem: null }));
}

// EXTERNAL MODULE: ./src/backends/kubernetes/run-objects.ts + 2 modules
var run_objects = __webpack_require__(6348);
// EXTERNAL MODULE: ./src/commands/cluster-check.ts + 3 modules
var cluster_check = __webpack_require__(12911);
// EXTERNAL MODULE: ./src/commands/keep-schedules.ts
var keep_schedules = __webpack_require__(52230);
// EXTERNAL MODULE: ./src/commands/scheduled-environment.ts
var scheduled_environment = __webpack_require__(14081);
// EXTERNAL MODULE: ./src/commands/setup-kubernetes.ts + 1 modules
var setup_kubernetes = __webpack_require__(46488);
;// CONCATENATED MODULE: ./src/commands/plan-cluster.ts






async function forecast(plan, source, { workflow, ...request }, api, world) {
    const usesCronJobs = (0,scheduled_environment/* hasClusterSchedules */.v)(workflow) && (0,keep_schedules/* keepsSchedules */.Fc)(plan, workflow);
    const { owner, secrets, grace, refused, problems, warnings, namespace } = await (0,cluster_check/* checkCluster */.z)(plan, source, { ...request, usesCronJobs }, api, world);
    const { assignsUsers } = namespace;
    const said = { refused: Object.fromEntries(refused), problems, warnings };
    if (problems.length > 0) {
        return {
            server: api.server,
            namespace: api.namespace,
            services: [],
            quotas: [],
            unknown: [],
            schedules: [],
            ...said,
        };
    }
    const digest = await (0,run_objects/* sourceDigest */.c9)(plan, source);
    const run = { plan, owner, source, sourceDigest: digest, secrets, assignsUsers, grace };
    const kept = { api, owner, plan, workflow, source, assignsUsers, allowsOlder: request.allowOlder === true };
    const more = [];
    const schedules = await (0,keep_schedules/* changeSchedules */.zz)(kept, { dryRun: true }, world).catch((error) => {
        more.push((0,keep_schedules/* notKept */.EM)(error));
        return [];
    });
    return { ...(await planInCluster(api, run)), schedules, ...said, warnings: [...warnings, ...more] };
}


/***/ })

};
