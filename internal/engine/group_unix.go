//go:build unix

package engine

import (
	"os/exec"
	"syscall"
)

// setOwnGroup keeps the terminal's Ctrl-C from the engine, which gets one from
// [command] already: at a second one it leaves at once, with its downloads half done
// in the folder for temporary files.
func setOwnGroup(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup ends a process that has a group of its own, and all in that group.
func killGroup(c *exec.Cmd) { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) } // it may have ended
