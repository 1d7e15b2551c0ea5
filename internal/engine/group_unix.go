//go:build unix

package engine

import (
	"os/exec"
	"syscall"
)

// setOwnGroup puts a command into its own process group, so that it does not get the Ctrl-C of the terminal. The
// engine gets one interrupt through its context already. At a second one it exits at once, and leaves
// incomplete downloads in the folder for temporary files.
func setOwnGroup(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup kills all processes in the process group of a command, which setOwnGroup created.
func killGroup(c *exec.Cmd) { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) } // it may have ended
