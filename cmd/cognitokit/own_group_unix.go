//go:build unix

package main

import (
	"fmt"
	"os"
	"syscall"
)

// programVariable names the program that this process becomes instead of running a
// command.
const programVariable = "COGNITOKIT_BECOME"

// becomeProgram turns the process into the program that the variable names, in a
// process group of its own. A terminal interrupts every process of its foreground
// group, and the demo interrupts the engine too; at a second interrupt the engine
// leaves without its state. terraform-exec sees to that on Linux alone.
func becomeProgram() {
	path := os.Getenv(programVariable)
	if path == "" {
		return
	}
	_ = os.Unsetenv(programVariable)
	_ = syscall.Setpgid(0, 0) // fails only for the leader of a session, which has a group of its own
	err := syscall.Exec(path, append([]string{path}, os.Args[1:]...), os.Environ())
	fmt.Fprintf(os.Stderr, "cognitokit: cannot run %s: %v\n", path, err)
	os.Exit(1)
}

// inOwnGroup returns what to run, and with which variables, so that path runs in a
// process group of its own.
func inOwnGroup(path string) (program string, env map[string]string, err error) {
	self, err := os.Executable()
	if err != nil {
		return "", nil, fmt.Errorf("cannot tell which program this is: %w", err)
	}
	return self, map[string]string{programVariable: path}, nil
}
