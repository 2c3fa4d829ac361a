"""What uv and pip say when they fail becomes one sentence."""

import unittest

import support  # noqa: F401 (puts the agent on the path)
from agent.install import reason_in


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
        text = "error: Request failed after 3 retries in 10.1s\n  cause: Failed to fetch: http://h/six/\n  cause: x\n  cause: Connection refused"
        self.assertEqual(reason_in(text), "Failed to fetch: http://h/six/: Connection refused")

    def test_an_index_that_can_t_be_reached_is_not_a_missing_release(self):
        text = (
            "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError('<pip._vendor"
            ".urllib3.connection.HTTPConnection object at 0x7f0>: Failed to establish a new connection: [Errno 111]"
            " Connection refused')': /simple/six/\n"
            "ERROR: Could not find a version that satisfies the requirement six==9 (from versions: none)\n"
            "ERROR: No matching distribution found for six==9\n"
        )
        self.assertEqual(reason_in(text), "the package index can't be reached: [Errno 111] Connection refused")

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

    def test_else_the_last_error_or_the_last_line(self):
        self.assertEqual(reason_in("a\n\x1b[31mERROR: one\x1b[0m\nERROR: two\nhint"), "two")
        self.assertEqual(reason_in("a\n\nb\n"), "b")
        self.assertEqual(reason_in(""), "the installer said nothing")


if __name__ == "__main__":
    unittest.main()
