package doctor

import (
	"context"
	"os"
	"sync"
	"time"
)

// Status is the result of a check.
type Status string

// The statuses of a check.
const (
	OK      Status = "ok"
	Warning Status = "warning" // something optional is missing, or a setting may surprise
	Failed  Status = "failed"  // commands that need it fail
)

// Result is the result of a check.
type Result struct {
	Name   string `json:"name"`
	Status Status `json:"status"`
	// Required is false if most commands work without it.
	Required bool   `json:"required"`
	NeededBy string `json:"neededBy"`
	Found    string `json:"found"`
	// Fix is what to do, "" if there is nothing to do.
	Fix string `json:"fix,omitempty"`
}

// Emulator is a running emulator.
type Emulator struct {
	URL           string
	ProxyURL      string
	CACertificate string // in PEM
}

// Machine is what the checks examine. The zero value examines the caller's environment without an emulator.
type Machine struct {
	// Getenv looks up an environment variable. Default os.Getenv. Programs are found on the PATH of this process.
	Getenv func(string) string
	// Emulator is the emulator at Listen, nil if none runs there.
	Emulator *Emulator
	// Listen is the address at which serve listens.
	Listen string
	// StateDir is a state directory of serve, "" for none.
	StateDir string
	// Now is the time. Default time.Now.
	Now func() time.Time
}

func (m Machine) withDefaults() Machine {
	if m.Getenv == nil {
		m.Getenv = os.Getenv
	}
	if m.Now == nil {
		m.Now = time.Now
	}
	return m
}

// finding is what a check returns.
type finding struct {
	status Status
	found  string
	fix    string
}

func ok(found string) finding { return finding{status: OK, found: found} }

// check is one check. A check with status Failed makes the command fail only if it is required.
type check struct {
	name     string
	required bool
	neededBy string
	run      func(context.Context, Machine) finding
}

var checks = []check{
	{"Go", false, "go run, tests in Go", goToolchain},
	{"Terraform", true, "prove, demo, plan-guard, check DIR, login DIR, postman", terraform},
	{"AWS provider", true, "prove, demo", provider},
	{"Chromium", false, "browser; managed login and passkeys in prove and check --live", browser},
	{"CA", true, "programs with the variables of serve, and every call of AWS", authority},
	{"proxy", true, "programs with the variables of serve, and every call of AWS", proxy},
	{"AWS credentials", false, "check and login on AWS", credentials},
	{"port", false, "serve", port},
}

// Run runs all checks.
func Run(ctx context.Context, m Machine) []Result {
	m = m.withDefaults()
	results := make([]Result, len(checks))
	var running sync.WaitGroup
	for i, c := range checks {
		running.Go(func() {
			f := c.run(ctx, m)
			results[i] = Result{Name: c.name, Status: f.status, Required: c.required, NeededBy: c.neededBy, Found: f.found, Fix: f.fix}
		})
	}
	running.Wait()
	return results
}

// Fails reports whether something required is missing or wrong.
func Fails(results []Result) bool {
	for _, r := range results {
		if r.Required && r.Status == Failed {
			return true
		}
	}
	return false
}
