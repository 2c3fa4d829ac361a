"""No secret leaves the step: not in the log, not in the result, not encoded, not in pieces."""

import base64
import json
import random
import time
import unittest
import urllib.parse

from support import StepTest

from agent.masking import Masker, credentials_of, patterns_of

SECRET = "hunter2/p+ss w=rd"
PEM = "-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA\n7Zq2vLwX\nab\n-----END KEY-----\n"


def masked(text, *secrets):
    patterns = set().union(*map(patterns_of, secrets))
    data = text if isinstance(text, bytes) else text.encode()
    return Masker(patterns).once(data).decode()


def streamed(masker, data, cuts):
    """Feeds the data in pieces; returns what came out, piece by piece."""
    edges = [0, *sorted(cuts), len(data)]
    return [masker.feed(data[a:b]) for a, b in zip(edges, edges[1:])] + [masker.finish()]


def masked_naively(data, patterns):
    """The definition: every byte inside an occurrence is hidden, overlapping occurrences are one."""
    hidden, starts = [False] * len(data), set()
    reach = 0
    for at in range(len(data)):
        ends = [at + len(p) for p in patterns if data.startswith(p, at)]
        if ends:
            if at >= reach:
                starts.add(at)
            reach = max(reach, *ends)
            hidden[at : max(ends)] = [True] * (max(ends) - at)
    return b"".join(b"***" if i in starts else b"" if hidden[i] else data[i : i + 1] for i in range(len(data)))


class ThePatternsOfASecret(unittest.TestCase):
    def test_the_value_itself(self):
        self.assertEqual(masked(f"a {SECRET} b", SECRET), "a *** b")

    def test_space_around_the_value_is_no_part_of_it(self):
        self.assertEqual(masked("a hunter2 b", " hunter2\n"), "a *** b")

    def test_a_value_as_python_shows_it_in_a_dict(self):
        value = 's3cr"et\\va/lue\'x'
        shown = repr({"token": value})
        self.assertNotIn("va/lue", masked(shown, value))

    def test_a_value_in_json(self):
        for value in ('with "quotes" and \\', "line\none and\ttwo", "grün und Café"):
            for ascii_only in (True, False):
                text = json.dumps({"token": value}, ensure_ascii=ascii_only)
                self.assertEqual(masked(text, value), '{"token": "***"}')

    def test_a_value_in_a_url(self):
        for quoted in (urllib.parse.quote(SECRET), urllib.parse.quote(SECRET, ""), urllib.parse.quote_plus(SECRET)):
            self.assertEqual(masked(f"https://x/?k={quoted}&z=1", SECRET), "https://x/?k=***&z=1")

    def test_base64_at_every_alignment(self):
        for before in ("", "a", "ab", "user:"):
            for after in ("", "x", "yz"):
                for encode in (base64.b64encode, base64.urlsafe_b64encode):
                    text = encode((before + SECRET + after).encode()).decode()
                    hidden = masked(text, SECRET)
                    self.assertIn("***", hidden)
                    self.assertLessEqual(len(hidden.replace("***", "")), len(text) - 20)

    def test_base64_folded_into_lines(self):
        value = "".join(random.Random(1).choice("abcdefgh0123") for _ in range(200))
        hidden = masked(base64.encodebytes(value.encode()), value)
        self.assertLess(len(hidden.replace("***", "").replace("\n", "")), 76)

    def test_every_line_of_a_value_of_several_lines(self):
        self.assertEqual(masked("key MIIEpAIBAAKCAQEA.", PEM), "key ***.")
        self.assertEqual(masked(PEM, PEM), "***\n")
        self.assertEqual(masked("ab", PEM), "ab")  # too short by itself

    def test_a_value_that_is_too_short_has_no_patterns(self):
        self.assertEqual(patterns_of("abc"), set())

    def test_credentials_in_urls(self):
        found = credentials_of("x https://bob:s3cr%2Ft@host/simple https://glpat-token@host http://plain/x")
        hidden = Masker(found).once(b"s3cr%2Ft s3cr/t glpat-token bob plain").decode()
        self.assertEqual(hidden, "*** *** *** bob plain")


class TheStream(unittest.TestCase):
    def test_a_secret_is_found_wherever_the_reads_cut_it(self):
        data = f"before {SECRET} after\n".encode()
        for cut in range(len(data)):
            out = b"".join(streamed(Masker(patterns_of(SECRET)), data, [cut]))
            self.assertEqual(out, b"before *** after\n")

    def test_secrets_that_overlap_are_hidden_wholly(self):
        self.assertEqual(masked("xabcdefy", "abcd", "cdef"), "x***y")
        for cut in range(8):
            out = b"".join(streamed(Masker({b"abcd", b"cdef"}), b"xabcdefy", [cut]))
            self.assertEqual(out, b"x***y")

    def test_a_line_without_secrets_is_not_held_back(self):
        masker = Masker(patterns_of(SECRET))
        self.assertEqual(masker.feed(b"epoch 3\n"), b"epoch 3\n")

    def test_only_what_may_begin_a_secret_is_held_back(self):
        masker = Masker({b"hunter2"})
        self.assertEqual(masker.feed(b"a hun"), b"a ")
        self.assertEqual(masker.feed(b"gry"), b"hungry")
        self.assertEqual(masker.feed(b" hunter"), b" ")
        self.assertEqual(masker.finish(), b"hunter")

    def test_a_stream_that_never_stops_matching_stays_small(self):
        masker = Masker({b"aaaa"})
        out = [masker.feed(b"a" * 10_000) for _ in range(20)] + [masker.finish()]
        self.assertEqual(b"".join(out), b"***")

    def test_any_text_in_any_pieces_is_masked_as_the_definition_says(self):
        seed = random.randrange(1 << 30)
        source = random.Random(seed)
        for _ in range(400):
            patterns = {bytes(source.choices(b"ab", k=source.randint(4, 9))) for _ in range(source.randint(1, 4))}
            data = bytes(source.choices(b"aaabbbc", k=source.randint(0, 60)))
            cuts = [source.randint(0, len(data)) for _ in range(source.randint(0, 6))]
            out = b"".join(streamed(Masker(patterns), data, cuts))
            self.assertEqual(out, masked_naively(data, patterns), (seed, patterns, data, cuts))

    def test_many_secrets_do_not_slow_it_down_much(self):
        source = random.Random(1)
        values = ["".join(source.choices("abcdefghijklmnop0123456789", k=32)) for _ in range(10)]
        masker = Masker(set().union(*map(patterns_of, values)))
        block = (b"2026-11-21 epoch 3 loss 0.2345 some more words\n" * 2000)[:65536]
        started = time.perf_counter()
        for _ in range(320):
            masker.feed(block)
        # 20 MB; far above the 0.2 s that 100 MB/s would take, so that a busy machine does not fail the test.
        self.assertLess(time.perf_counter() - started, 2.0)


class AStepWithSecrets(StepTest):
    def test_what_it_prints_is_masked_also_in_pieces_and_encodings(self):
        code = """
            import base64, os, sys, time, urllib.parse
            value = os.environ["TOKEN"]
            print("raw", value)
            for part in (value[:5], value[5:9], value[9:]):
                sys.stdout.write(part); sys.stdout.flush(); time.sleep(0.05)
            print()
            print("url", urllib.parse.quote(value))
            print("basic", base64.b64encode(("u:" + value).encode()).decode()[3:26], flush=True)
            print("last", value[:8], end="")
        """
        ended = self.run_step(code, secrets=["TOKEN"], environ={"TOKEN": SECRET})
        self.assert_succeeded(ended)
        self.assertEqual(ended.text.splitlines()[:3], ["raw ***", "***", "url ***"])
        self.assertNotIn(SECRET, ended.text)
        self.assertIn("***", ended.text.splitlines()[3])
        self.assertTrue(ended.text.endswith("last " + SECRET[:8]))  # the beginning alone is no secret

    def test_a_line_is_not_delayed(self):
        step = self.start(
            "import time\nprint('ready', flush=True)\ntime.sleep(30)", secrets=["TOKEN"], environ={"TOKEN": SECRET}
        )
        step.wait_for_log("ready\n")
        step.process.terminate()
        step.end()

    def test_the_result_is_masked_everywhere(self):
        code = """
            import json, os
            value = os.environ["TOKEN"]
            def put(name, text):
                open(os.environ["AUTOML_" + name], "a").write(text)
            put("METRICS", json.dumps({value: 1}) + "\\n")
            put("OUTPUT", f"address={value}\\nnested=" + json.dumps({"a": [value]}) + "\\n")
            put("SUMMARY", f"# {value}\\n")
            put("LABELS", f"who={value}\\n")
            raise ValueError(value)
        """
        outputs = {"address": {"kind": "scalar", "type": "str"}, "nested": {"kind": "scalar", "type": "json"}}
        ended = self.run_step(code, secrets=["TOKEN"], environ={"TOKEN": SECRET}, outputs=outputs)
        result = self.assert_failed(ended, "exit 1: ValueError in step.py:10: ***")
        self.assertEqual(result["metrics"], {"***": 1})
        self.assertEqual(result["outputs"], {"address": "***", "nested": {"a": ["***"]}})
        self.assertEqual((result["summary"], result["labels"]), ("# ***\n", {"who": "***"}))
        self.assertEqual(result["place"]["message"], "***")
        self.assertNotIn(SECRET, json.dumps(ended.messages))

    def test_a_secret_that_is_a_word_of_the_document_does_not_break_it(self):
        for word in ("state", "failed", "reason", "file"):
            ended = self.run_step("1/0", secrets=["TOKEN"], environ={"TOKEN": word})
            result = self.assert_state(ended, "failed")
            self.assertEqual(result["place"]["line"], 1)

    def test_a_short_secret_is_passed_on_with_a_warning(self):
        ended = self.run_step("import os\nprint(os.environ['PIN'])", secrets=["PIN"], environ={"PIN": "123"})
        result = self.assert_succeeded(ended)
        self.assertEqual(ended.text, "123\n")
        self.assertEqual(result["warnings"], ["secret variable PIN has less than 4 characters and is not masked"])


if __name__ == "__main__":
    unittest.main()
