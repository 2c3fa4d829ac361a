"""What uv and pip say when they fail becomes one sentence."""

import sys
import unittest

import support  # noqa: F401 (puts the agent on the path)
from agent.install_reason import reason_in


class TheReason(unittest.TestCase):
    def test_pip_and_uv_say_the_same_when_a_release_does_not_exist(self):
        for text in (
            "ERROR: Could not find a version that satisfies the requirement foo==9 (from versions: 1)\n"
            "ERROR: No matching distribution found for foo==9",
            "Using Python 3.9\nerror: No solution found when resolving dependencies\n  cause: Because there is no version"
            " of foo==9 and you require foo==9, we can conclude that your requirements are unsatisfiable.",
            "  × No solution found when resolving dependencies:\n  ╰─▶ Because foo was not found in the package\n"
            "      registry and you require foo==9, we can conclude that your\n      requirements are unsatisfiable.",
        ):
            self.assertEqual(reason_in(text), "no matching distribution for foo==9")

    def test_of_uv_s_causes_the_first_and_the_last(self):
        text = "error: Request failed after 3 retries in 10.1s\n  cause: Failed to fetch: http://h/six/\n  cause: x\n  cause: odd"
        self.assertEqual(reason_in(text), "Failed to fetch: http://h/six/: odd")

    def test_an_index_that_is_not_there_is_named(self):
        for cause, why in (
            ("Connection refused (os error 111)", " (Connection refused): check `python.index`, or set `python.proxy`"),
            ("operation timed out", " (timed out): check `python.index`, or set `python.proxy`"),
            (
                "dns error\n  cause: failed to lookup address information: Name or service not known",
                ", DNS does not know its name: check `python.index`, or set `python.proxy`",
            ),
        ):
            text = f"error: Failed to fetch: https://bob:x@pypi.example/simple/six/\n  cause: client error\n  cause: {cause}"
            self.assertEqual(reason_in(text), f"the package index pypi.example can't be reached{why}")

    def test_a_proxy_that_is_not_there_is_told(self):
        text = (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'ProxyError('Cannot connect to proxy.',"
            " NewConnectionError('<x>: Failed to establish a new connection: [Errno 111] Connection refused'))': /simple/six/\n"
            "ERROR: Could not find a version that satisfies the requirement six (from versions: none)\n"
            "ERROR: No matching distribution found for six\n"
        )
        said = "the package index can't be reached through the proxy (Connection refused): check `python.proxy`"
        self.assertEqual(reason_in(text), said)

    def test_a_release_for_another_python_is_told(self):
        this = "{}.{}".format(*sys.version_info)
        for text in (
            "ERROR: Ignored the following versions that require a different python version: 0.9 Requires-Python >=3.98;"
            " 1.0 Requires-Python >=3.99\nERROR: Could not find a version that satisfies the requirement tiny (from versions:"
            " none)\nERROR: No matching distribution found for tiny",
            "error: No solution found when resolving dependencies\n  cause: Because the current Python version (3.11.7) does"
            " not satisfy Python>=3.99 and tiny==1.0 depends on Python>=3.99, we can conclude that tiny==1.0 cannot be used.",
        ):
            self.assertEqual(reason_in(text), f"no matching distribution for tiny: it needs Python >=3.99, and this is {this}")
        text = (
            "error: No solution found when resolving dependencies\n  cause: Because abi==1.0 has no wheels with a matching"
            " Python implementation tag (e.g., `cp311`) and only abi==1.0 is available, we can conclude that ..."
        )
        said = f"no matching distribution for abi: it has no wheel for Python {this} on this machine"
        self.assertEqual(reason_in(text), said)

    def test_a_full_disk_and_a_missing_compiler_are_told(self):
        full = "no space left on the device where packages are installed: install less, or give the step more room"
        for text in (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "error: Failed to write\n  cause: failed to write to file `/a`: No space left on device (os error 28)",
        ):
            self.assertEqual(reason_in(text), full)
        compiler = "a package is built from source, and the image has no gcc: use an image with it, or a release with a wheel"
        self.assertEqual(reason_in("  error: command 'gcc' failed: No such file or directory\nERROR: Failed"), compiler)

    def test_an_index_that_can_t_be_reached_is_not_a_missing_release(self):
        text = (
            "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError('<pip._vendor"
            ".urllib3.connection.HTTPConnection object at 0x7f0>: Failed to establish a new connection: [Errno 111]"
            " Connection refused')': /simple/six/\n"
            "ERROR: Could not find a version that satisfies the requirement six==9 (from versions: none)\n"
            "ERROR: No matching distribution found for six==9\n"
        )
        said = "the package index can't be reached (Connection refused): check `python.index`, or set `python.proxy`"
        self.assertEqual(reason_in(text), said)
        logged = (
            "ERROR: Could not find a version that satisfies the requirement six (from versions: none)\nERROR: No matching"
            " distribution found for six\nCould not fetch URL https://pypi.example/simple/six/: connection error:"
            " HTTPSConnectionPool(host='pypi.example', port=443): Max retries exceeded with url: /simple/six/ (Caused by"
            " NewConnectionError('<x>: Failed to establish a new connection: [Errno -3] Temporary failure in name"
            " resolution')) - skipping\n"
        )
        said = "the package index pypi.example can't be reached, DNS does not know its name"
        self.assertIn(said, reason_in(logged))
        unknown = text.replace("[Errno 111] Connection refused", "[Errno -2] Name or service not known")
        self.assertIn(said, reason_in("Looking in indexes: https://pypi.example/simple\n" + unknown))

    def test_an_index_that_refuses_is_named(self):
        sentence = "the package index host:8443 refuses access (401): check `python.credentials`"
        for text in (
            "error: No solution found when resolving dependencies\n  cause: Because tiny was not found in the package"
            " registry and you require tiny, we can conclude that your requirements are unsatisfiable.\n\nhint: An index"
            " URL (https://host:8443/simple/) could not be queried due to a lack of valid authentication credentials"
            " (401 Unauthorized)\n",
            "ERROR: No matching distribution found for tiny\nCould not fetch URL https://u:****@host:8443/simple/tiny/:"
            " 401 Client Error: Unauthorized for url: https://host:8443/simple/tiny/ - skipping\n",
        ):
            self.assertEqual(reason_in(text), sentence)

    def test_a_certificate_that_is_not_trusted_is_told(self):
        for text, why in (
            ("error: Failed to fetch: https://h/\n  cause: x\n  cause: invalid peer certificate: UnknownIssuer", "UnknownIssuer"),
            ("'[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed (_ssl.c:1)'))': /a/", "self-signed"),
        ):
            self.assertEqual(reason_in(text), f"the package index's certificate is not trusted ({why}): set `python.ca`")

    def test_a_certificate_that_the_clock_does_not_fit_is_told(self):
        early = "the package index's certificate is not valid yet: is the clock of this machine right?"
        late = "the package index's certificate has expired: renew it, unless the clock of this machine is wrong"
        for text, said in (
            ("'[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid (_ssl.c:1)'", early),
            ("error: x\n  cause: invalid peer certificate: certificate not valid yet: verification time 1 (UNIX)", early),
            ("'[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1)'", late),
        ):
            self.assertEqual(reason_in(text), said)

    def test_else_the_last_error_or_the_last_line(self):
        self.assertEqual(reason_in("a\n\x1b[31mERROR: one\x1b[0m\nERROR: two\nhint"), "two")
        self.assertEqual(reason_in("a\n\nb\n"), "b")
        self.assertEqual(reason_in(""), "the installer said nothing")


if __name__ == "__main__":
    unittest.main()
