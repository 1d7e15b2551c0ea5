//go:build !unix

package engine

import "os/exec"

// setOwnGroup does nothing where no process group gets the terminal's interrupts.
func setOwnGroup(*exec.Cmd) {}
