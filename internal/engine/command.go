package engine

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/childenv"
)

// patience is how long an interrupted engine may take to end by itself.
const patience = 15 * time.Second

// command runs the executable in a folder, with variables over the caller's. It is
// interrupted when ctx ends, and killed if that does not end it.
func command(ctx context.Context, path, folder string, env map[string]string, arguments ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, path, arguments...)
	c.Dir = folder
	c.Env = c.Environ()
	for _, variables := range []map[string]string{childenv.TerraformOverrides(), {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}, env} {
		for name, value := range variables {
			c.Env = append(c.Env, name+"="+value)
		}
	}
	interruptible(c)
	return c
}

// Command returns a run of the engine in a folder, with an environment that has everything:
// nothing of the caller's is added. It runs in a process group of its own, so that a
// terminal does not interrupt it; the end of ctx does, and it may then end by itself.
func (e *Engine) Command(ctx context.Context, folder string, env []string, arguments ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, e.Path, arguments...)
	c.Dir, c.Env = folder, env
	interruptible(c)
	return c
}

// interruptible lets the end of the context interrupt a command, which runs in a process
// group of its own.
func interruptible(c *exec.Cmd) {
	setOwnGroup(c)
	if runtime.GOOS != "windows" { // which cannot interrupt a process
		c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
		c.WaitDelay = patience
	}
}

// Reason puts the first error in an engine's output into one line, without a full
// stop at its end, or returns "" if there is none.
func Reason(output string) string {
	_, text, found := strings.Cut(output, "Error: ")
	if !found {
		return ""
	}
	heading, text, _ := strings.Cut(text, "\n")
	// The frame stands at the start of each line where the output is for a terminal.
	unframed := func(line string) string { return strings.Trim(line, " \t\r│╷╵") }
	// Below the heading come paragraphs: where in the configuration, unless it is
	// nowhere there, and then what is wrong.
	var paragraph []string
	for line := range strings.Lines(text) {
		line = unframed(strings.TrimSuffix(line, "\n"))
		if strings.HasPrefix(line, "Error: ") { // the next one
			break
		}
		switch {
		case line != "":
			paragraph = append(paragraph, line)
			continue
		case len(paragraph) == 0:
			continue
		case !isPlace(paragraph[0]):
			return sentence(unframed(heading), paragraph)
		}
		paragraph = nil
	}
	if len(paragraph) > 0 && isPlace(paragraph[0]) {
		paragraph = nil
	}
	return sentence(unframed(heading), paragraph)
}

// isPlace tells whether a line begins the paragraph that says where in the
// configuration an error is.
func isPlace(line string) bool {
	return strings.HasPrefix(line, "with ") || strings.HasPrefix(line, "on ")
}

func sentence(heading string, paragraph []string) string {
	heading = strings.TrimRight(heading, ".:")
	// Headings of the provider already hold the whole error.
	detail := strings.Join(paragraph, " ")
	if detail != "" && detail != heading {
		heading += ": " + detail
	}
	return strings.TrimRight(heading, ". ")
}
