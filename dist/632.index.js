export const id = 632;
export const ids = [632];
export const modules = {

/***/ 51251:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Forwarding: () => (/* binding */ Forwarding)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(83916);
// EXTERNAL MODULE: ./src/backends/kubernetes/client/written.ts
var written = __webpack_require__(5635);
;// CONCATENATED MODULE: ./src/backends/kubernetes/reach/pod-connection.ts


const protocol = 'v4.channel.k8s.io';
const dataChannel = 0;
const errorChannel = 1;
/** Milliseconds of silence after this end has said its last word, for which the protocol has no sign: it may be gone. */
const silence = 5_000;
/** @throws ApiError when the pod can't be reached; that nothing listens in it comes out later */
function openPod(api, { pod, port }) {
    const namespace = encodeURIComponent(api.namespace);
    const path = `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(pod)}/portforward`;
    return api.openMessages({ path, query: { ports: port } }, protocol);
}
/** Carries bytes in both directions until either end is done, and closes both. @throws what went wrong on the way */
async function join(local, remote) {
    const isOver = new Promise((resolve) => {
        if (local.closed)
            resolve();
        else
            local.once('close', resolve);
    });
    void isOver.then(() => {
        remote.close();
    });
    void send(local, remote).catch(() => undefined);
    try {
        await receive(remote, local);
        local.destroySoon();
    }
    catch (error) {
        if (local.destroyed)
            return;
        // So that nobody takes what has come for the whole.
        local.resetAndDestroy();
        throw error;
    }
    finally {
        await isOver;
    }
}
async function send(local, remote) {
    for await (const chunk of local)
        await remote.send(Buffer.concat([Buffer.of(dataChannel), chunk]));
    local.setTimeout(silence, () => local.destroy());
}
async function receive(remote, local) {
    const begun = new Set();
    for await (const message of remote.messages()) {
        const [channel = dataChannel] = message;
        const rest = message.subarray(1);
        const isPort = !begun.has(channel);
        begun.add(channel);
        if (isPort)
            continue;
        if (channel === errorChannel)
            throw new errors/* AutomlError */.nS('CLUSTER', rest.toString());
        await (0,written/* written */.M)(local, rest);
    }
}

// EXTERNAL MODULE: ./src/backends/kubernetes/reach/ready-pods.ts
var ready_pods = __webpack_require__(54022);
;// CONCATENATED MODULE: ./src/backends/kubernetes/reach/forwarding.ts
/** A port of this machine that leads to a service: each connection goes to a pod that is ready when it begins. */





class Forwarding {
    /** Of this machine. */
    port;
    #servers;
    #open;
    constructor(servers, open, port) {
        this.#servers = servers;
        this.#open = open;
        this.port = port;
    }
    /** @throws AutomlError when no pod is ready, or the port is in use @throws ApiError when pods can't be reached */
    static async start({ api, service, port, local, say }) {
        const open = new Set();
        let turn = 0;
        const connect = () => openReady(api, service, port, turn++);
        // Whether we may, and whether what is between lets us: before anybody is told that it works.
        (await connect()).close();
        const accept = (socket) => {
            open.add(socket);
            socket.once('close', () => open.delete(socket));
            // That end has gone: nobody is there to be told.
            socket.on('error', () => undefined);
            connect()
                .then((remote) => join(socket, remote))
                .catch((error) => {
                socket.destroy();
                say(`connection to service ${service.title}: ${(0,errors/* messageOf */.bD)(error)}`);
            });
        };
        const servers = await listen(local, accept);
        const [first] = servers;
        return new Forwarding(servers, open, (first?.address()).port);
    }
    /** Breaks what is open. */
    async close() {
        for (const socket of this.#open)
            socket.destroy();
        await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
    }
}
/** To the pods in turn; past one that has gone since, to the next. */
async function openReady(api, service, { target }, turn) {
    const pods = await (0,ready_pods/* readyPods */.A)(api, service, target);
    const start = turn % Math.max(1, pods.length);
    let failure = new errors/* AutomlError */.nS('CLUSTER', `service ${service.title} has no pod that is ready`);
    for (const pod of [...pods.slice(start), ...pods.slice(0, start)]) {
        try {
            return await openPod(api, pod);
        }
        catch (error) {
            failure = error;
        }
    }
    throw failure;
}
/** On both loopback addresses, where there are two. */
async function listen(port, accept) {
    const first = await listenAt('127.0.0.1', port, accept).catch((error) => {
        const isTaken = error.code === 'EADDRINUSE';
        const fix = 'name another one before the colon, as in 18080:5000; 0:5000 takes one that is free';
        const what = isTaken ? `port ${String(port)} of this machine is in use: ${fix}` : (0,errors/* messageOf */.bD)(error);
        throw new errors/* AutomlError */.nS('USAGE', what, { cause: error });
    });
    const { port: taken } = first.address();
    const second = await listenAt('::1', taken, accept).catch(() => null);
    return second === null ? [first] : [first, second];
}
async function listenAt(host, port, accept) {
    // An end that has said its last word still wants the answer.
    const server = (0,external_node_net_.createServer)({ allowHalfOpen: true, pauseOnConnect: false }, accept);
    server.listen(port, host);
    await (0,external_node_events_.once)(server, 'listening');
    return server;
}


/***/ }),

/***/ 54022:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ readyPods),
/* harmony export */   i: () => (/* binding */ isReady)
/* harmony export */ });
/* harmony import */ var _objects_labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64934);

/** By name; those that are being deleted are none. @throws ApiError */
async function readyPods(api, { selector }, target) {
    // To Kubernetes that is a Service without pods; as a selector it would be one of all pods.
    if (Object.keys(selector).length === 0)
        return [];
    const { items } = await api.list('Pod', { labelSelector: (0,_objects_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .having */ .gT)(selector) });
    return items
        .filter((pod) => pod.metadata?.deletionTimestamp === undefined && isReady(pod))
        .flatMap((pod) => {
        const port = numberOf(pod, target);
        return port === null ? [] : [{ pod: pod.metadata?.name ?? '', port }];
    })
        .sort((a, b) => a.pod.localeCompare(b.pod));
}
function isReady({ status }) {
    return (status?.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True');
}
/** Null: the pod has no port of that name. */
function numberOf({ spec }, target) {
    if (typeof target === 'number')
        return target;
    const ports = (spec?.containers ?? []).flatMap((container) => container.ports ?? []);
    return ports.find(({ name }) => name === target)?.containerPort ?? null;
}


/***/ })

};
