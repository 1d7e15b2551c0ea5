//go:build unix

package main

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// The program takes the place of the process, with its arguments and its environment
// but for the variable, and leads a group of its own.
func TestBecomeProgram(t *testing.T) {
	t.Parallel()
	command := exec.Command(built, "-c", `ps -o pgid= -p $$; echo "$GREETING $COGNITOKIT_BECOME$1"`, "sh", "!")
	command.Env = append(command.Environ(), programVariable+"=/bin/sh", "GREETING=hello")
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	want := strconv.Itoa(command.Process.Pid) + "\nhello !\n"
	if got := strings.TrimSpace(string(output)) + "\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBecomeProgramThatIsNotThere(t *testing.T) {
	t.Parallel()
	command := exec.Command(built)
	command.Env = append(command.Environ(), programVariable+"=/nowhere/terraform")
	output, err := command.CombinedOutput()
	const want = "cognitokit: cannot run /nowhere/terraform: no such file or directory\n"
	if string(output) != want || err == nil {
		t.Errorf("got %q (%v), want %q", output, err, want)
	}
}
