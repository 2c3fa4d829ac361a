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
export const probeVariables = { DOCTOR_CODE: python } as const;

const says = (text: string): string => `echo '${text}' | tee ${report}`;

/** For an image: does it start, has it Python, is the package index reached. */
export const imageScript = [
  'if command -v python3 >/dev/null 2>&1; then exec python3 -I -S -c "$DOCTOR_CODE"; fi',
  `if python -I -S -c '' >/dev/null 2>&1; then exec python -I -S -c "$DOCTOR_CODE"; fi`,
  says('{"python":null}'),
].join('\n');

/** For a store: can it be written by the user that steps have. */
export const storeScript = [
  'file=/store/.automl-doctor-$HOSTNAME',
  `if echo written > "$file" && rm "$file"; then ${says('{"written":true}')}; else ${says('{"written":false}')}; fi`,
].join('\n');
