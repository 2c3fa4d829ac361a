"""Files between steps: artifacts into the store, and out of it again as inputs."""

import hashlib
import os
import unittest

from support import StepTest

from agent.claim import Claim
from agent.ending import Failure

MODEL = {"model": {"kind": "artifact", "path": "model"}}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def folder_sha256(files):
    return sha256("".join(f"{sha256(data)}  {name}\n" for name, data in sorted(files.items())).encode())


class Artifacts(StepTest):
    def stored(self, *path):
        with open(os.path.join(self.store, *path), "rb") as file:
            return file.read()

    def shell(self, script, **fields):
        return self.run_step({"kind": "shell", "script": "set -e\n" + script}, **fields)

    def test_a_file_is_moved_into_the_store(self):
        outputs = {"train": {"kind": "artifact", "path": "data/train.csv"}}
        result = self.assert_succeeded(self.shell("mkdir data; printf a,b > data/train.csv", outputs=outputs))
        self.assertEqual(self.stored("train"), b"a,b")
        expected = {"kind": "file", "path": "data/train.csv", "bytes": 3, "files": 1, "sha256": sha256(b"a,b")}
        self.assertEqual(result["artifacts"], {"train": expected})
        self.assertFalse(os.path.exists(os.path.join(self.root, "data/train.csv")))
        self.assertEqual(os.listdir(self.store), ["train"])

    def test_what_a_pod_left_half_written_is_removed_and_its_mark_is_taken_over(self):
        os.mkdir(os.path.join(self.store, ".model.dead.part"))
        for name in (".owner", ".model.dead.part/half"):
            with open(os.path.join(self.store, name), "w") as file:
                file.write("dead")
        self.assert_succeeded(self.shell("printf whole > model", outputs=MODEL))
        self.assertEqual(os.listdir(self.store), ["model"])
        self.assertEqual(self.stored("model"), b"whole")

    def test_a_pod_that_goes_on_after_another_took_its_place_writes_nothing(self):
        script = "touch up; while [ ! -e go ]; do sleep 0.05; done; printf old > model"
        first = self.start({"kind": "shell", "script": script}, outputs=MODEL)
        first.wait_for(lambda: os.path.exists(os.path.join(self.root, "up")), "the first to run")
        second = Claim(self.store, "second")
        second.take()
        self.write("go")
        self.assert_failed(first.end(), "another pod of this step has taken its place")
        self.assertEqual(os.listdir(self.store), [".owner"])
        second.check()
        second.release()
        self.assertEqual(os.listdir(self.store), [])

    def test_a_pod_that_comes_late_does_not_replace_what_its_successor_left(self):
        first = Claim(self.store, "first")
        first.take()
        self.assert_succeeded(self.shell("printf new > model", outputs=MODEL))
        with self.assertRaises(Failure):
            first.check()
        first.release()
        self.assertEqual(os.listdir(self.store), ["model"])

    def test_a_folder_is_hashed_over_its_sorted_files(self):
        script = "mkdir -p model/b model/empty; printf 1 > model/z; printf 22 > model/b/a; printf 3 > model/b-a"
        result = self.assert_succeeded(self.shell(script, outputs=MODEL))
        files = {"z": b"1", "b/a": b"22", "b-a": b"3"}
        self.assertEqual(
            result["artifacts"]["model"],
            {"kind": "folder", "path": "model", "bytes": 4, "files": 3, "sha256": folder_sha256(files)},
        )
        self.assertEqual(self.stored("model", "b", "a"), b"22")
        self.assertTrue(os.path.isdir(os.path.join(self.store, "model", "empty")))

    def test_paths_are_relative_to_the_working_directory(self):
        self.write("sub/x")
        self.assert_succeeded(self.shell("echo 1 > model", directory="sub", outputs=MODEL))
        self.assertEqual(self.stored("model"), b"1\n")

    def test_a_missing_one_is_a_sentence_and_nothing_is_kept(self):
        outputs = {"a": {"kind": "artifact", "path": "a"}, "model": {"kind": "artifact", "path": "model/"}}
        result = self.assert_failed(
            self.shell("echo 1 > a", outputs=outputs), 'finished without its output "model": nothing at model/'
        )
        self.assertEqual((result["exit_code"], result["artifacts"], os.listdir(self.store)), (0, {}, []))

    def test_a_path_outside_of_the_project_is_refused(self):
        outside = os.path.join(self.base, "outside")
        outputs = {"x": {"kind": "artifact", "path": outside}}
        ended = self.shell(f"echo 1 > {outside}", outputs=outputs)
        self.assert_failed(ended, f'output "x" lies outside of the project: {outside}')
        ended = self.shell("ln -s ../outside link", outputs={"x": {"kind": "artifact", "path": "link"}})
        self.assert_failed(ended, 'output "x" lies outside of the project: link')

    def test_a_link_out_of_the_folder_is_refused(self):
        ended = self.shell("mkdir model; ln -s /etc/passwd model/users", outputs=MODEL)
        self.assert_failed(ended, 'output "model" can\'t be kept: the link users points outside')

    def test_a_link_to_nothing_is_refused(self):
        ended = self.shell("mkdir model; ln -s gone model/a", outputs=MODEL)
        self.assert_failed(ended, 'output "model" can\'t be kept: the link a points to nothing')

    def test_links_that_lead_in_circles_are_refused(self):
        ended = self.shell("mkdir -p model/a; ln -s .. model/a/up", outputs=MODEL)
        self.assert_failed(ended, 'output "model" can\'t be kept: the link a/up leads round in circles')

    def test_links_inside_the_folder_are_followed(self):
        script = "mkdir -p model/v1; printf 1 > model/v1/w; ln -s v1 model/latest; ln -s $PWD/model/v1/w model/abs"
        result = self.assert_succeeded(self.shell(script, outputs=MODEL))
        files = {"v1/w": b"1", "latest/w": b"1", "abs": b"1"}
        self.assertEqual(result["artifacts"]["model"]["sha256"], folder_sha256(files))
        self.assertEqual((self.stored("model", "latest", "w"), self.stored("model", "abs")), (b"1", b"1"))

    def test_sockets_and_pipes_are_left_out_with_a_warning(self):
        result = self.assert_succeeded(self.shell("mkdir model; mkfifo model/pipe; echo 1 > model/a", outputs=MODEL))
        self.assertEqual(result["artifacts"]["model"]["files"], 1)
        self.assertEqual(result["warnings"], ['output "model": pipe is a socket, pipe or device and was left out'])
        self.assertEqual(os.listdir(os.path.join(self.store, "model")), ["a"])

    def test_outputs_inside_each_other_are_all_kept(self):
        outputs = {
            **MODEL,
            "weights": {"kind": "artifact", "path": "model/w"},
            "all": {"kind": "artifact", "path": "."},
        }
        result = self.assert_succeeded(self.shell("mkdir model; echo 1 > model/w", outputs=outputs))
        self.assertEqual([result["artifacts"][name]["files"] for name in ("model", "weights", "all")], [1, 1, 1])

    def test_what_an_earlier_attempt_left_in_the_store_is_replaced(self):
        os.makedirs(os.path.join(self.store, "model", "old"))
        self.assert_succeeded(self.shell("mkdir model; echo 1 > model/new", outputs=MODEL))
        self.assertEqual(os.listdir(os.path.join(self.store, "model")), ["new"])

    def test_an_empty_folder_is_an_artifact(self):
        result = self.assert_succeeded(self.shell("mkdir model", outputs=MODEL))
        expected = {"kind": "folder", "path": "model", "bytes": 0, "files": 0, "sha256": sha256(b"")}
        self.assertEqual(result["artifacts"]["model"], expected)

    def test_undeclared_artifacts_handed_over_are_kept_under_their_file_names(self):
        script = """
            cd "$AUTOML_ARTIFACTS"; mkdir plot 'bad name' two
            printf png > plot/plot.png; printf 1 > 'bad name/x'; printf 1 > two/a; printf 2 > two/b
        """
        result = self.assert_succeeded(self.shell(script))
        self.assertEqual(
            {name: (found["kind"], found["path"]) for name, found in result["artifacts"].items()},
            {"plot": ("file", "plot.png"), "two": ("folder", "two")},
        )
        self.assertEqual(self.stored("plot"), b"png")
        self.assertEqual(len(result["warnings"]), 1)

    def test_a_declared_artifact_may_be_handed_over_too(self):
        result = self.assert_succeeded(
            self.shell('mkdir "$AUTOML_ARTIFACTS/model"; printf 1 > "$AUTOML_ARTIFACTS/model/m.pkl"', outputs=MODEL)
        )
        self.assertEqual(result["artifacts"]["model"]["path"], "model")
        self.assertEqual(self.stored("model"), b"1")


class Inputs(StepTest):
    def put(self, name, files):
        """Puts a file (bytes) or a folder (dict) into the store of an earlier step; returns the input."""
        path = os.path.join(self.base, "earlier", name)
        os.makedirs(path if isinstance(files, dict) else os.path.dirname(path))
        for inner, data in files.items() if isinstance(files, dict) else [("", files)]:
            full = os.path.join(path, inner) if inner else path
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "wb") as file:
                file.write(data)
        digest = folder_sha256(files) if isinstance(files, dict) else sha256(files)
        return {"source": path, "sha256": digest}

    def test_files_and_folders_are_copied(self):
        train = self.put("train", b"a,b")
        model = self.put("model", {"w": b"1", "sub/v": b"2"})
        os.chmod(os.path.join(train["source"]), 0o444)
        script = 'cat "$AUTOML_INPUTS/train" "$AUTOML_INPUTS/model/sub/v"; echo x >> "$AUTOML_INPUTS/train"'
        ended = self.run_step({"kind": "shell", "script": script}, inputs={"train": train, "model": model})
        self.assert_succeeded(ended)
        self.assertEqual(ended.text, "a,b2")
        with open(train["source"], "rb") as file:
            self.assertEqual(file.read(), b"a,b")  # the step had a copy of its own

    def test_the_children_of_a_fan_out_come_as_a_folder(self):
        inputs = {"model/1": self.put("one", b"1"), "model/2": self.put("two", {"w": b"2"})}
        ended = self.run_step({"kind": "shell", "script": 'cd "$AUTOML_INPUTS/model"; cat 1 2/w'}, inputs=inputs)
        self.assert_succeeded(ended)
        self.assertEqual(ended.text, "12")

    def test_a_changed_file_fails_with_a_sentence(self):
        train = {**self.put("train", b"a,b"), "sha256": "0" * 64}
        ended = self.run_step("print('ran')", inputs={"train": train})
        reason = f'input "train" is not what the earlier step stored: its sha256 is {sha256(b"a,b")}, not {"0" * 64}'
        self.assert_failed(ended, reason)
        self.assertEqual(ended.text, "")

    def test_a_missing_one_fails_with_a_sentence(self):
        gone = {"source": os.path.join(self.base, "gone"), "sha256": "0" * 64}
        ended = self.run_step("", inputs={"train": gone})
        self.assert_failed(ended, f'input "train" is not in the store any more: nothing at {gone["source"]}')

    def test_what_one_step_stored_another_one_gets(self):
        script = "mkdir -p model/sub; echo 1 > model/a; echo 2 > model/sub/b; ln -s a model/link"
        first = self.assert_succeeded(self.run_step({"kind": "shell", "script": script}, outputs=MODEL))
        source = {"source": os.path.join(self.store, "model"), "sha256": first["artifacts"]["model"]["sha256"]}
        ended = self.run_step({"kind": "shell", "script": 'cat "$AUTOML_INPUTS/model/link"'}, inputs={"model": source})
        self.assert_succeeded(ended)
        self.assertEqual(ended.text, "1\n")


if __name__ == "__main__":
    unittest.main()
