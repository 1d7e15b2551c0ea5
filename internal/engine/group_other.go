//go:build !unix

package engine

import "os/exec"

// setOwnGroup does nothing: the system has no process groups that a terminal interrupts.
func setOwnGroup(*exec.Cmd) {}

// killGroup kills only the process, because the system has no process groups.
func killGroup(c *exec.Cmd) { _ = c.Process.Kill() } // it may have ended
