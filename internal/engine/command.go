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

// interruptTimeout is how long an interrupted engine may take to exit. After it, the engine is
// killed.
const interruptTimeout = 15 * time.Second

// command runs the executable in a folder, with variables over the caller's. The end of ctx
// interrupts it, and kills it after interruptTimeout.
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

// Command returns a run of the engine in a folder. env is the whole environment: the caller's is
// not added. The run has a process group of its own, so that only the end of ctx interrupts it,
// and not the terminal.
func (e *Engine) Command(ctx context.Context, folder string, env []string, arguments ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, e.Path, arguments...)
	c.Dir, c.Env = folder, env
	interruptible(c)
	return c
}

// interruptible makes the end of the context interrupt a command, which gets a process group of
// its own.
func interruptible(c *exec.Cmd) {
	setOwnGroup(c)
	if runtime.GOOS != "windows" { // which cannot interrupt a process
		c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
		c.WaitDelay = interruptTimeout
	}
}

// Reason returns the first error in an engine's output as one line without a final period, or ""
// if there is none.
func Reason(output string) string {
	_, text, found := strings.Cut(output, "Error: ")
	if !found {
		return ""
	}
	heading, text, _ := strings.Cut(text, "\n")
	// Output for a terminal has a frame at the start of each line.
	unframed := func(line string) string { return strings.Trim(line, " \t\r│╷╵") }
	// Paragraphs follow the heading: the place in the configuration, if there is one, and then
	// the detail.
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

// isPlace reports whether a line begins the paragraph with the place in the configuration.
func isPlace(line string) bool {
	return strings.HasPrefix(line, "with ") || strings.HasPrefix(line, "on ")
}

func sentence(heading string, paragraph []string) string {
	heading = strings.TrimRight(heading, ".:")
	// Headings of the provider already have the whole error.
	detail := strings.Join(paragraph, " ")
	if detail != "" && detail != heading {
		heading += ": " + detail
	}
	return strings.TrimRight(heading, ". ")
}
