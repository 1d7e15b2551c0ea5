package engine

import (
	"os/exec"
	"syscall"
)

// endWithCaller makes the kernel kill the process when its parent exits for any reason (prctl(2),
// PR_SET_PDEATHSIG). Call it after setOwnGroup, which sets SysProcAttr.
func endWithCaller(c *exec.Cmd) { c.SysProcAttr.Pdeathsig = syscall.SIGKILL }
