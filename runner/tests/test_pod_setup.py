"""What a pod makes ready before the code runs: the project from its archive, variables, a home, secrets."""

import gzip
import io
import json
import os
import stat
import tarfile
import unittest

from pods import PodTest, tgz
from support import has_proc

from agent.home import make_home

SHOW = "import json, os, sys\nprint(json.dumps(dict(os.environ)))"


class TheSource(PodTest):
    def archive(self, *members):
        """A .tgz of (name, type, link target or content, mode)."""
        data = io.BytesIO()
        with tarfile.open(fileobj=data, mode="w:gz") as archive:
            for name, kind, content, mode in members:
                member = tarfile.TarInfo(name)
                member.type, member.mode = kind, mode
                if kind == tarfile.REGTYPE:
                    member.size = len(content)
                    archive.addfile(member, io.BytesIO(content))
                else:
                    member.linkname = content
                    archive.addfile(member)
        self.inject("source.tgz.000", data.getvalue())

    def refused(self, reason):
        ended = self.run_pod(["true"], source=False)
        self.assert_failed(ended, f"the project can't be unpacked: {reason}")

    def test_modes_links_and_odd_names_stay(self):
        self.write("bin/tool", "#!/bin/sh\necho ran", mode=0o755)
        self.write("data/very " + "long" * 40 + "/ü\n.txt", "x")
        os.mkdir(os.path.join(self.project, "empty"))
        os.symlink("bin/tool", os.path.join(self.project, "link"))
        os.symlink("/nowhere/at/all", os.path.join(self.project, "dangling"))
        os.link(os.path.join(self.project, "bin", "tool"), os.path.join(self.project, "hard"))
        ended = self.run_pod({"kind": "shell", "script": "./link && ./hard && readlink dangling"})
        self.assert_succeeded(ended)
        self.assertTrue(os.path.isdir(os.path.join(self.root, "empty")))
        self.assertEqual(ended.log, "ran\nran\n/nowhere/at/all\n")
        with open(os.path.join(self.root, "data", "very " + "long" * 40, "ü\n.txt"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "x")

    def test_long_names_stay_whatever_kind_of_tar_it_is(self):
        folder, name = "f" * 70, "n" * 90  # in two fields, in a record of its own, or in a member before
        long = "l" * 150
        for kind in (tarfile.USTAR_FORMAT, tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
            data = io.BytesIO()
            with tarfile.open(fileobj=data, mode="w:gz", format=kind) as archive:
                for path in (f"{folder}/{name}", *([f"{long}/ü"] if kind != tarfile.USTAR_FORMAT else [])):
                    member = tarfile.TarInfo(path)
                    member.size = 600
                    archive.addfile(member, io.BytesIO(b"x" * 600))
                link = tarfile.TarInfo("link")
                link.type, link.linkname = tarfile.SYMTYPE, folder if kind == tarfile.USTAR_FORMAT else f"./{long}"
                archive.addfile(link)
            self.inject("source.tgz.000", data.getvalue())
            ended = self.run_pod({"kind": "shell", "script": "ls -d link/; wc -c */*; ls */"}, source=False)
            self.assert_succeeded(ended)
            self.assertIn("600", ended.log)
            self.assertEqual("ü" in ended.log, kind != tarfile.USTAR_FORMAT)

    def test_what_is_no_file_is_left_out_or_refused(self):
        self.archive(("pipe", tarfile.FIFOTYPE, "", 0o644), ("device", tarfile.CHRTYPE, "", 0o644))
        self.assertEqual(self.run_pod(["ls"], source=False).log, "")
        self.archive(("odd", b"V", "", 0o644))
        self.refused("odd is of a kind that can't be unpacked")

    def test_what_is_damaged_is_refused(self):
        plain = io.BytesIO()
        with tarfile.open(fileobj=plain, mode="w") as archive:
            archive.addfile(tarfile.TarInfo("file"))
        self.inject("source.tgz.000", gzip.compress(b"g" + plain.getvalue()[1:]))
        self.refused("it is damaged, or no tar")

    def test_what_is_locked_in_the_archive_can_still_be_written(self):
        self.archive(("locked", tarfile.REGTYPE, b"x", 0o4444))
        self.assert_succeeded(self.run_pod({"kind": "shell", "script": "test -w locked"}, source=False))
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(self.root, "locked")).st_mode), 0o644)

    def test_members_that_lie_outside_are_refused(self):
        outside = os.path.join(self.base, "outside")
        os.mkdir(outside)
        file, link, hard = tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE
        for members, reason in (
            ([("../evil", file, b"x", 0o644)], "../evil lies outside"),
            ([("/evil", file, b"x", 0o644)], "/evil lies outside"),
            ([("a/../../evil", file, b"x", 0o644)], "a/../../evil lies outside"),
            ([("hard", hard, "/etc/passwd", 0o644)], "/etc/passwd lies outside"),
            ([("hard", hard, "missing", 0o644)], "hard is a link to nothing"),
            (
                [("way", link, outside, 0o777), ("way/evil", file, b"x", 0o644)],
                f"[Errno 17] File exists: '{self.root}/way'",
            ),
            (
                [("way", link, outside, 0o777), ("hard", hard, "way/evil", 0o644)],
                "hard is a link to nothing",
            ),
        ):
            self.archive(*members)
            self.refused(reason)
        self.assertEqual(os.listdir(outside), [])

    def test_the_later_of_two_members_wins_and_does_not_write_through_a_link(self):
        victim = self.put("victim", "untouched")
        self.archive(("x", tarfile.SYMTYPE, victim, 0o777), ("x", tarfile.REGTYPE, b"later", 0o644))
        ended = self.run_pod(["cat", "x", victim], source=False)
        self.assertEqual(ended.log, "lateruntouched\n")

    def test_parts_that_are_missing_or_cut_are_refused(self):
        for number in range(50):  # not to be squeezed into one block
            self.write(f"file{number}", os.urandom(3000))
        data = tgz(self.project)
        self.inject("source.tgz.000", data[:50000])
        self.inject("source.tgz.002", data[50000:])
        self.refused("source.tgz.001 is missing")
        os.unlink(os.path.join(self.base, "injected", "source.tgz.002"))
        for length in (50000, len(data) - 4, 20):
            self.inject("source.tgz.000", data[:length])
            ended = self.run_pod(["true"], source=False)
            self.assertIn("the project can't be unpacked: ", ended.result["reason"])

    def test_large_files_come_out_whole_from_many_parts(self):
        content = os.urandom(700_000) + b"\0" * 3_000_000
        self.write("large", content)
        data = tgz(self.project)
        for number in range(len(data) // 100_000 + 1):
            self.inject(f"source.tgz.{number:03}", data[number * 100_000 : (number + 1) * 100_000])
        self.assert_succeeded(self.run_pod(["true"], source=False))
        with open(os.path.join(self.root, "large"), "rb") as file:
            self.assertEqual(file.read(), content)

    def test_without_a_source_the_folder_is_empty(self):
        ended = self.run_pod({"kind": "shell", "script": "pwd; ls"}, source=False)
        self.assertEqual(ended.log, self.root + "\n")


class TheEnvironment(PodTest):
    def seen(self, environ=None, **fields):
        ended = self.run_pod(SHOW, environ=environ, **fields)
        self.assert_succeeded(ended)
        return json.loads(ended.log), ended

    def test_home_and_caches_lie_in_the_work_folder(self):
        found, _ = self.seen()
        work = os.path.join(self.base, "work")
        for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "PIP_CACHE_DIR", "UV_CACHE_DIR", "MPLCONFIGDIR"):
            self.assertEqual(os.path.commonpath((found[name], work)), work, name)
        for name in ("HOME", "TMPDIR"):
            self.assertTrue(os.access(found[name], os.W_OK), name)

    def test_what_the_image_or_the_step_sets_stays_where_it_can_be_written(self):
        home = os.path.join(self.base, "home-of-image")
        os.mkdir(home)
        found, _ = self.seen({"HOME": home, "TMPDIR": self.store}, env={"PIP_CACHE_DIR": "/proc/mine"})
        self.assertEqual((found["HOME"], found["TMPDIR"], found["PIP_CACHE_DIR"]), (home, self.store, "/proc/mine"))
        self.assertNotIn("XDG_CACHE_HOME", found)
        found, _ = self.seen({"HOME": "/proc/locked", "UV_CACHE_DIR": "/etc/passwd/locked"}, env={"TMPDIR": "/own"})
        self.assertEqual((found["HOME"], found["TMPDIR"]), (os.path.join(self.base, "work", "home"), "/own"))
        self.assertTrue(found["UV_CACHE_DIR"].startswith(self.base))

    def test_a_user_without_an_entry_has_a_name(self):
        import pwd

        def nobody(_):
            raise KeyError

        variables, real = {}, pwd.getpwuid
        pwd.getpwuid = nobody
        self.addCleanup(setattr, pwd, "getpwuid", real)
        make_home(os.path.join(self.base, "work"), {}, variables)
        self.assertEqual((variables["USER"], variables["LOGNAME"]), ("automl", "automl"))
        variables = {"USER": "jovyan"}
        make_home(os.path.join(self.base, "work"), {}, variables)
        self.assertEqual((variables["USER"], variables["LOGNAME"]), ("jovyan", "automl"))

    def test_how_the_driver_talks_to_the_pod_is_not_the_code_s_business(self):
        found, _ = self.seen({"AUTOML_SH": "x", "AUTOML_INDEX_USERNAME": "bob", "AUTOML_INDEX_PASSWORD": "hunter22"})
        for name in ("BASE", "SPEC", "SH", "TERMINATION", "INDEX_USERNAME", "INDEX_PASSWORD"):
            self.assertNotIn(f"AUTOML_{name}", found)

    def test_keys_of_mounted_secrets_are_variables_and_masked(self):
        self.put("secrets/aws/..2026/KEY", "not this one")
        self.put("secrets/aws/KEY", "top-secret-1\n")
        self.put("secrets/aws/tls.crt", "certificate")
        self.put("secrets/db/PASSWORD", "öther-secret".encode())
        os.symlink("..2026", os.path.join(self.base, "secrets", "aws", "..data"))
        code = "import os\nprint(os.environ['KEY'] == 'top-secret-1\\n', os.environ['KEY'], os.environ['PASSWORD'])"
        ended = self.run_pod(code)
        result = self.assert_succeeded(ended)
        self.assertEqual(ended.log, "True ***\n ***\n")
        self.assertEqual(
            result["warnings"],
            ['key "tls.crt" of secret aws is no name for a variable and was left out: rename it'],
        )

    def test_a_secret_that_can_t_be_a_variable_is_named(self):
        self.put("secrets/aws/KEY", b"a\0b")
        reason = "key KEY of secret aws holds a NUL character: it can't be a variable"
        self.assert_failed(self.run_pod(["true"]), reason)

    @unittest.skipUnless(has_proc(), "needs /proc")
    def test_credentials_of_the_index_are_masked_also_when_the_code_finds_them(self):
        script = "tr '\\0' '\\n' < /proc/$PPID/environ | grep INDEX_PASSWORD"
        ended = self.run_pod({"kind": "shell", "script": script}, environ={"AUTOML_INDEX_PASSWORD": "hunter22"})
        self.assertEqual(ended.log, "AUTOML_INDEX_PASSWORD=***\n")


if __name__ == "__main__":
    unittest.main()
