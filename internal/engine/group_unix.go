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
