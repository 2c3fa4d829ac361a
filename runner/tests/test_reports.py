"""What the code reports in files: metrics, scalar outputs, labels, a page for people."""

import json
import unittest

from support import StepTest


class Reports(StepTest):
    def report(self, name, text, **fields):
        """Runs a step that writes the text to $AUTOML_<NAME>; returns its result."""
        self.write("report", text if isinstance(text, bytes) else text.encode())
        ended = self.run_step({"kind": "shell", "script": f'cat report >> "$AUTOML_{name}"'}, **fields)
        return ended.result


class Metrics(Reports):
    def metrics(self, text):
        result = self.report("METRICS", text)
        self.assertEqual(result["state"], "succeeded", result["reason"])
        return result["metrics"], result["warnings"]

    def test_the_last_value_of_each_name_wins_and_the_step_is_no_metric(self):
        found, warnings = self.metrics('{"rmse": 0.9, "step": 1}\n\n{"rmse": 0.7, "step": 2, "r2": 1}')
        self.assertEqual((found, warnings), ({"rmse": 0.7, "r2": 1}, []))

    def test_what_json_can_t_write_comes_by_name(self):
        found, _ = self.metrics('{"a": NaN, "b": Infinity, "c": -Infinity, "d": 1e999, "e": "NaN"}')
        self.assertEqual(found, {"a": "NaN", "b": "Infinity", "c": "-Infinity", "d": "Infinity", "e": "NaN"})

    def test_an_integer_beyond_all_floats_is_infinite(self):
        self.assertEqual(self.metrics('{"a": -1' + "0" * 400 + "}")[0], {"a": "-Infinity"})

    def test_bad_lines_and_values_are_warnings_that_name_the_line(self):
        found, warnings = self.metrics('{"a": 1}\nrmse=3\n{"b": "high", "c": true, "d": null}\n[1]\n{"e": 2}')
        self.assertEqual(found, {"a": 1, "e": 2})
        self.assertEqual(
            warnings,
            [
                "$AUTOML_METRICS line 2 is no JSON and was dropped: rmse=3",
                '$AUTOML_METRICS line 3: the value of "b" is no number and was dropped',
                '$AUTOML_METRICS line 3: the value of "c" is no number and was dropped',
                '$AUTOML_METRICS line 3: the value of "d" is no number and was dropped',
                "$AUTOML_METRICS line 4 is no JSON object and was dropped",
            ],
        )

    def test_hostile_bytes_are_a_warning(self):
        found, warnings = self.metrics(b"\xff\xfe\x00\n" + b"[" * 100_000 + b'\n{"a": 1}\n')
        self.assertEqual((found, len(warnings)), ({"a": 1}, 2))

    def test_only_so_many_are_kept(self):
        lines = "".join(json.dumps({f"m{number}": number}) + "\n" for number in range(1500))
        found, warnings = self.metrics(lines + json.dumps({"m" * 300: 1}))
        self.assertEqual((len(found), found["m999"]), (1000, 999))
        self.assertEqual(
            warnings,
            [
                f'$AUTOML_METRICS line 1501: the name "{"m" * 40}…" is longer than 200 characters and was dropped',
                "only the first 1000 metrics were kept; 500 more were dropped",
            ],
        )

    def test_only_so_many_warnings_are_given(self):
        _, warnings = self.metrics("".join(f"x{number}\n" for number in range(100)))
        self.assertEqual((len(warnings), warnings[-1]), (51, "there were more warnings than are shown"))

    def test_a_file_that_became_something_else_is_a_warning(self):
        script = 'rm "$AUTOML_METRICS"; mkfifo "$AUTOML_METRICS"; rm "$AUTOML_SUMMARY"; mkdir "$AUTOML_SUMMARY"; rm "$AUTOML_OUTPUT"'
        result = self.run_step({"kind": "shell", "script": script}).result
        self.assertEqual(result["state"], "succeeded")
        self.assertEqual(
            result["warnings"],
            [
                "$AUTOML_METRICS is no regular file any more and was not read",
                "$AUTOML_SUMMARY is no regular file any more and was not read",
            ],
        )


class Scalars(Reports):
    def outputs(self, text, **types):
        declared = {name: {"kind": "scalar", "type": kind} for name, kind in types.items()}
        return self.report("OUTPUT", text, outputs=declared)

    def test_each_type_is_read_as_such(self):
        result = self.outputs(
            'a=42\nb= 1.50 \nc= text = with, marks\nd=True\ne={"x": [1, null]}\nf=\n',
            **{"a": "int", "b": "float", "c": "str", "d": "bool", "e": "json", "f": "str"},
        )
        self.assertEqual(result["state"], "succeeded", result["reason"])
        expected = {"a": 42, "b": 1.5, "c": " text = with, marks", "d": True, "e": {"x": [1, None]}, "f": ""}
        self.assertEqual(result["outputs"], expected)

    def test_a_value_of_several_lines_is_a_heredoc(self):
        result = self.outputs("a<<END\none\ntwo=2\n\nEND\nb=1\r\n", a="str", b="int")
        self.assertEqual(result["outputs"], {"a": "one\ntwo=2\n", "b": 1})

    def test_the_last_value_wins(self):
        self.assertEqual(self.outputs("a=1\na=2\n", a="int")["outputs"], {"a": 2})

    def test_a_wrong_type_is_a_sentence_with_the_value(self):
        for kind, text, reason in (
            ("int", "abc", 'output "x" is "abc", which is no int'),
            ("int", "3.0", 'output "x" is "3.0", which is no int'),
            ("int", "", 'output "x" is "", which is no int'),
            (
                "int",
                "9007199254740992",
                'output "x" is "9007199254740992"; an int must be within ±9007199254740991 (declare it as str)',
            ),
            ("float", "1_000", 'output "x" is "1_000", which is no float'),
            ("float", "nan", 'output "x" is "nan"; a number must be finite'),
            ("bool", "yes", 'output "x" is "yes", which is no bool'),
            ("json", "{", 'output "x" is "{", which is no json'),
            ("json", "[1e999]", 'output "x" is "[1e999]"; a number must be finite'),
            ("json", "[" * 200 + "]" * 200, f'output "x" is "{"[" * 59}…"; lists and objects may be 100 deep'),
            ("str", "x" * 70000, 'output "x" has 70000 characters; at most 65536 fit, write a file instead'),
        ):
            with self.subTest(kind=kind, text=text[:20]):
                from agent.ending import Failure
                from agent.scalars import typed

                with self.assertRaises(Failure) as caught:
                    typed("x", text, kind)
                self.assertEqual(str(caught.exception), reason)

    def test_a_wrong_type_fails_the_step(self):
        result = self.outputs("rows=many\n", rows="int")
        self.assertEqual((result["state"], result["reason"]), ("failed", 'output "rows" is "many", which is no int'))
        self.assertEqual(result["exit_code"], 0)

    def test_a_missing_one_fails_the_step(self):
        result = self.outputs("", rows="int")
        reason = 'finished without its output "rows": no line rows=… in $AUTOML_OUTPUT'
        self.assertEqual((result["state"], result["reason"]), ("failed", reason))

    def test_undeclared_keys_and_broken_lines_are_warnings(self):
        result = self.outputs("a=1\nb=2\nnonsense\nc<<END\nno end\n", a="int")
        self.assertEqual(result["outputs"], {"a": 1})
        self.assertEqual(
            result["warnings"],
            [
                "$AUTOML_OUTPUT line 3 is no key=value and was dropped: nonsense",
                '$AUTOML_OUTPUT line 4: "c" has no end line and was dropped',
                'output "b" is not declared in the workflow file and was dropped',
            ],
        )

    def test_more_than_the_result_can_carry_is_a_sentence(self):
        text = "".join(f"{name}=" + "x" * 60000 + "\n" for name in "abc")
        result = self.outputs(text, a="str", b="str", c="str")
        self.assertEqual(result["state"], "failed")
        self.assertIn("at most 131072 fit, write a file instead", result["reason"])


class Labels(Reports):
    def test_labels_are_pairs(self):
        result = self.report("LABELS", "dataset=wine\nowner=ml team\n")
        self.assertEqual(result["labels"], {"dataset": "wine", "owner": "ml team"})

    def test_there_are_bounds(self):
        result = self.report("LABELS", "".join(f"k{n}={'v' * 500}\n" for n in range(150)))
        self.assertEqual((len(result["labels"]), len(result["labels"]["k0"])), (100, 200))


class Summary(Reports):
    def test_the_page_is_kept(self):
        self.assertEqual(self.report("SUMMARY", "# Grüße\n\n| a |\n")["summary"], "# Grüße\n\n| a |\n")

    def test_no_page_is_none(self):
        self.assertIsNone(self.report("SUMMARY", " \n")["summary"])

    def test_a_long_page_is_cut_at_a_line_with_a_note(self):
        result = self.report("SUMMARY", "```\n" + "ü" * 99 + "\n" + ("x" * 99 + "\n") * 1000)
        page = result["summary"]
        self.assertLessEqual(len(page.encode()), 64 * 1024)
        self.assertTrue(page.endswith("x\n```\n\n*The rest of this page was cut.*\n"), page[-80:])
        self.assertEqual(result["warnings"], ["$AUTOML_SUMMARY is larger than 64 KiB and was cut"])

    def test_a_result_that_would_be_too_large_loses_part_of_the_page_first(self):
        lines = "".join(json.dumps({f"m{n:0190d}": n}) + "\n" for n in range(1000))
        self.write("metrics", lines)
        self.write("page", ('"' * 60 + "\n") * 1070)
        script = 'cat metrics > "$AUTOML_METRICS"; cat page > "$AUTOML_SUMMARY"'
        result = self.run_step({"kind": "shell", "script": script}).result
        self.assertEqual((result["state"], len(result["metrics"])), ("succeeded", 1000))
        self.assertIn("the summary was cut: the result would have been too large", result["warnings"])
        self.assertLessEqual(len(json.dumps(result, separators=(",", ":"))), 256 * 1024)


if __name__ == "__main__":
    unittest.main()
