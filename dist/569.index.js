export const id = 569;
export const ids = [569];
export const modules = {

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

/***/ 60569:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   sendLetter: () => (/* binding */ sendLetter)
/* harmony export */ });
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78474);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_events__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77030);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_net__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var nodemailer__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16739);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(92857);
/* harmony import */ var _report_plain_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6676);
/* harmony import */ var _trouble_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85806);
/** One e-mail. Loaded only when one is sent. */






async function sendLetter(letter, signal) {
    const { channel, login, id } = letter;
    const { host, port, security } = channel.smtp;
    const transport = (0,nodemailer__WEBPACK_IMPORTED_MODULE_2__/* .createTransport */ .oO)({
        host,
        port,
        secure: security === 'tls',
        requireTLS: security === 'starttls',
        ignoreTLS: security === 'none',
        ...(login === null ? {} : { auth: login }),
        // Texts are texts, whatever they look like.
        disableFileAccess: true,
        disableUrlAccess: true,
        // One of our own ends with the signal; the library's would go on waiting, and the program with it.
        getSocket: (_options, done) => {
            const connection = (0,node_net__WEBPACK_IMPORTED_MODULE_1__.connect)({ host, port, signal });
            (0,node_events__WEBPACK_IMPORTED_MODULE_0__.once)(connection, 'connect').then(() => {
                done(null, { connection });
            }, done);
        },
    });
    try {
        signal.throwIfAborted();
        await transport.sendMail({
            from: channel.from,
            to: [...channel.to],
            subject: (0,_report_plain_text_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .TN)(letter.subject),
            text: (0,_report_plain_text_js__WEBPACK_IMPORTED_MODULE_4__/* .plainText */ .wh)(letter.text),
            messageId: `<${id}@${channel.from.split('@').at(-1) ?? host}>`,
            headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { state: 'sent' };
    }
    catch (error) {
        return { state: 'failed', ...trouble(signal.aborted ? signal.reason : error, host), wait: null };
    }
    finally {
        transport.close();
    }
}
const refused = zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({ responseCode: zod__WEBPACK_IMPORTED_MODULE_5__/* .int */ .Whr(), response: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), code: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().catch('') });
/** The library gives an error a code of its own, and keeps that of the system. */
const broken = zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({ originalCode: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), message: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP() })
    .transform(({ originalCode: code, message }) => ({ code, message }));
/** https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1: 4xx is for now, 5xx for ever. */
function trouble(error, host) {
    const answer = refused.safeParse(error);
    if (!answer.success)
        return (0,_trouble_js__WEBPACK_IMPORTED_MODULE_3__/* .brokenConnection */ .m)(broken.safeParse(error).data ?? error, host);
    const { responseCode, response, code } = answer.data;
    return { reason: `${host} answered ${response}`, again: responseCode < 500 && code !== 'EAUTH' };
}


/***/ }),

/***/ 85806:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ brokenConnection)
/* harmony export */ });
/* harmony import */ var _http_breakage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37444);
/** Why a connection came to nothing, as a sentence that holds no address but the host, and whether it may come to something later. */

/** The same the next time: certificates, another protocol, a proxy or header that is none, a mail server without encryption or login. */
const lasting = new Set([
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'HTTPParserError',
    'USAGE',
    'UND_ERR_INVALID_ARG',
    'ETLS',
    'EAUTH',
    'ENOAUTH',
]);
function brokenConnection(thrown, host) {
    const { code, message } = (0,_http_breakage_js__WEBPACK_IMPORTED_MODULE_0__/* .factsOf */ .xS)(thrown);
    if (_http_breakage_js__WEBPACK_IMPORTED_MODULE_0__/* .unknownAuthority */ .K7.has(code)) {
        const reason = `the certificate of ${host} is signed by an authority that is not trusted here; NODE_EXTRA_CA_CERTS can name a file with it`;
        return { reason, again: false };
    }
    return { reason: sentence(code, message, host), again: !lasting.has(code) };
}
function sentence(code, message, host) {
    if (_http_breakage_js__WEBPACK_IMPORTED_MODULE_0__/* .timeouts */ .Fw.has(code))
        return `${host} does not answer`;
    switch (code) {
        case 'ECONNREFUSED':
            return `${host} refuses connections`;
        case 'ENOTFOUND':
        case 'EAI_AGAIN':
        case 'EDNS':
            return `the name of ${host} is not known here`;
        case 'HTTPParserError':
            return `${host} does not speak HTTP`;
        default:
            return `the connection to ${host} broke: ${message || code}`;
    }
}


/***/ })

};
