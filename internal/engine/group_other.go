//go:build !unix

package engine

import "os/exec"

// setOwnGroup does nothing where no process group gets the terminal's interrupts.
func setOwnGroup(*exec.Cmd) {}

// killGroup ends the process alone where there are no groups.
func killGroup(c *exec.Cmd) { _ = c.Process.Kill() } // it may have ended
