# SPDX-License-Identifier: EPL-2.0
"""Tests of the running product from outside; black-box starts it on a display and a session bus of their own."""

import os
import re
import socket
import subprocess
import sys
import time
import unittest

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  the version has to be said first

ROOT, SCRATCH = sys.argv[1:3]
PATIENCE = 30.0
BETWEEN_LOOKS = 0.1
TITLE = "Barscope"
SIMULATED = os.path.join(SCRATCH, "demo.socket")


def eventually(what, look, instead=lambda: ""):
    """Returns the first answer of look() that is something, within a deadline; else says what there is instead."""
    deadline = time.monotonic() + PATIENCE
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {PATIENCE:.0f} s in vain: {what} {instead()}")
        time.sleep(BETWEEN_LOOKS)


def xdotool(*arguments):
    return subprocess.run(["xdotool", *arguments], capture_output=True, text=True, check=False).stdout.strip()


def press(*keys):
    for key in keys:
        xdotool("key", "--clearmodifiers", key)


def write(text):
    xdotool("type", "--clearmodifiers", "--delay", "20", text)


def simulate(command):
    """Sends a line to the demo machine of the running product and returns its answer."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(SIMULATED)
        line.sendall((command + "\n").encode())
        return line.makefile().readline().strip()


def below(node, depth=40):
    """A node of the accessibility tree and all below it. What disappears meanwhile is left out."""
    try:
        yield node
        count = node.get_child_count() if depth else 0
        # A tree tells of each of its rows; the rows have no rows.
        for index in range(min(count, 300)):
            child = node.get_child_at_index(index)
            if child is not None:
                yield from below(child, depth - 1)
    except GLib.Error:
        return


def role(node):
    try:
        return node.get_role()
    except GLib.Error:
        return None


def state(node, wanted):
    try:
        return node.get_state_set().contains(wanted)
    except GLib.Error:
        return False


def shown(node):
    return state(node, Atspi.StateType.SHOWING)


def name(node):
    """What a screen reader calls a node: its own name, or that of its label."""
    try:
        own = node.get_name()
        if own:
            return own
        for relation in node.get_relation_set():
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
                return relation.get_target(0).get_name()
    except GLib.Error:
        pass
    return ""


class Window(unittest.TestCase):
    """One life of the window, from its start to Ctrl+Q; the tests build on each other, in the order of their names."""

    process = None

    @classmethod
    def setUpClass(cls):
        cls.log = open(os.path.join(SCRATCH, "barscope.log"), "w+")
        cls.process = subprocess.Popen([os.path.join(ROOT, "barscope")], stdout=cls.log, stderr=cls.log,
                                       env=dict(os.environ, BARSCOPE_SIM_CONTROL=SIMULATED))

    @classmethod
    def tearDownClass(cls):
        if cls.process.poll() is None:
            cls.process.terminate()
            try:
                cls.process.wait(20)
            except subprocess.TimeoutExpired:
                cls.process.kill()
        cls.log.close()

    def application(self):
        if self.process.poll() is not None:
            self.fail(f"the window has ended with {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(index)
            if found is not None and found.get_process_id() == self.process.pid:
                return found
        return None

    def nodes(self):
        application = self.application()
        return below(application) if application else iter(())

    def find(self, wanted):
        return next((node for node in self.nodes() if wanted(node)), None)

    def await_name(self, pattern):
        return eventually(f"the window shows '{pattern}'",
                          lambda: self.find(lambda node: re.search(pattern, name(node)) and shown(node)), self.names)

    def await_spoken(self, pattern):
        """A screen reader says what has the focus."""
        return eventually(f"the focus is on '{pattern}'", lambda: self.find(
            lambda node: re.search(pattern, name(node)) and state(node, Atspi.StateType.FOCUSED)), self.names)

    def await_focus(self, what, wanted):
        """A control, or a row of it, has the focus."""
        return eventually(f"the keys go to {what}", lambda: self.find(
            lambda node: state(node, Atspi.StateType.FOCUSED) and (wanted(node) or wanted(node.get_parent()))),
            lambda: "but to " + str([f"{node.get_role_name()} {name(node)!r}" for node in self.nodes()
                                     if state(node, Atspi.StateType.FOCUSED)]))

    def names(self):
        return sorted({f"{node.get_role_name()} {name(node)!r}" for node in self.nodes() if shown(node)})

    def test_1_appears(self):
        window = eventually("the window opens", lambda: xdotool("search", "--onlyvisible", "--name", TITLE))
        xdotool("windowactivate", "--sync", window.splitlines()[0])
        self.await_name(r"^Demo machine")
        # What GTK draws has the names that GTK knows: SWT alone does not tell them.
        self.assertIn("Devices", {name(node) for node in self.nodes() if role(node) in (
            Atspi.Role.TREE, Atspi.Role.TREE_TABLE) and shown(node)}, self.names())

    def test_2_filter_leads_to_a_region_and_enter_opens_it(self):
        box = eventually("the box to type into has a name", lambda: self.find(
            lambda node: role(node) in (Atspi.Role.TEXT, Atspi.Role.ENTRY) and shown(node)
            and re.search("^Filter", name(node))), self.names)
        box.grab_focus()
        write("01:00.0 bar0")
        self.await_name(r"^BAR0 +1 MiB|^BAR0.*1 MiB")
        # From the box into the tree, whose last row is the BAR.
        press("Down", "End", "Return")
        self.await_name(r"01:00\.0 bar0")
        self.await_name(r"^Pause$")
        # Rows come a while after the page, and have the keys then.
        self.await_name(r"^QEMU edu: 11 registers")
        self.await_focus("the registers", lambda node: re.search(r"^Registers of ", name(node)))

    def test_3_the_hex_page_speaks_of_rows_and_of_the_byte_at_the_caret(self):
        press("Home", "Down")
        self.await_name(r"^Bits of EDU\.ID$")
        press("F3")
        self.await_name(r"^00000  ed 00 00 01 ")
        press("Home")
        self.await_spoken(r"^0x00000, 0xed, register EDU\.ID")
        press("Down", "Down")
        self.await_spoken(r"^0x00020, 0x[0-9a-f]{2}, register EDU\.STATUS")
        self.assertFalse([node for node in self.nodes() if name(node) == "Disarm" and shown(node)], "nothing is armed")

    def test_4_a_revoked_region_is_said_so(self):
        eventually("the demo machine takes commands", lambda: os.path.exists(SIMULATED))
        self.assertRegex(simulate("revoke 0000:01:00.0 bar0 reset by a test"), "^ok")
        self.await_name(r"01:00\.0 bar0.*\(revoked\)")
        self.await_name(r"Revoked \(reset by a test\)")
        self.assertRegex(simulate("restore 0000:01:00.0 bar0"), "^ok")
        eventually("the region is live again", lambda: not self.find(lambda node: "(revoked)" in name(node)))

    def test_5_quits_by_its_key(self):
        press("ctrl+q")
        self.assertEqual(0, self.process.wait(PATIENCE), "exit code")
        log = os.path.join(os.environ["XDG_STATE_HOME"], "barscope", "workspace", ".metadata", ".log")
        logged = open(log).read() if os.path.exists(log) else ""
        self.assertEqual([], re.findall(r"^!ENTRY \S+ [24] .*", logged, re.M))
        self.log.seek(0)
        self.assertNotIn("Exception", self.log.read())


def run():
    result = unittest.TextTestRunner(verbosity=2, stream=sys.stdout, failfast=True).run(
        unittest.defaultTestLoader.loadTestsFromTestCase(Window))
    good = result.wasSuccessful() and result.testsRun > 0
    print(f"[{'INFO' if good else 'ERROR'}] Tests run: {result.testsRun}, Failures: {len(result.failures)}, "
          f"Errors: {len(result.errors)}, Skipped: {len(result.skipped)}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(run())
