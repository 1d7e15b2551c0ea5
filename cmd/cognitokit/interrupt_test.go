//go:build unix

package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// An interrupt during any step destroys what was applied. Terraform gets one interrupt only: at a second one,
// it would exit without writing its state.
func TestDemoInterruptedDestroys(t *testing.T) {
	t.Parallel()
	const (
		find  = "cognitokit: demo: interrupted: find Terraform and the AWS provider"
		init  = "cognitokit: demo: interrupted: init"
		apply = "cognitokit: demo: interrupted: apply"
	)
	for _, tt := range []struct {
		name        string
		hang        string
		fetch       bool // install the provider as the user's CLI configuration specifies
		end         func(*process)
		want        string
		wantDestroy int
	}{
		{name: "version", hang: "version", end: (*process).controlC, want: find},
		{name: "installation of the provider", hang: "init", fetch: true, end: (*process).controlC, want: find},
		{name: "init", hang: "init", end: (*process).controlC, want: init},
		{name: "apply", hang: "apply", end: (*process).controlC, want: apply, wantDestroy: 1},
		{name: "plan", hang: "plan", end: (*process).controlC, want: "cognitokit: demo: interrupted: plan"},
		{name: "interrupt of the process only", hang: "apply", end: func(p *process) { p.signal(syscall.SIGINT) }, want: apply, wantDestroy: 1},
		{name: "termination", hang: "apply", end: func(p *process) { p.signal(syscall.SIGTERM) }, want: apply, wantDestroy: 1},
		{name: "hang-up", hang: "apply", end: func(p *process) { p.signal(syscall.SIGHUP) }, want: apply, wantDestroy: 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t)
			p.env[fakeHang] = tt.hang
			if tt.fetch {
				config := filepath.Join(p.root, "home", ".terraformrc")
				if err := os.WriteFile(config, nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			p.start("demo")
			p.await("start of "+tt.hang, func() bool { return p.count("start "+tt.hang) == 1 })
			tt.end(p)
			p.exits(exitInterrupted)
			if got := p.lastLine(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if !strings.Contains(p.stderr.String(), "stopping: removing first what was created") {
				t.Errorf("stderr does not report the interrupt at once:\n%s", p.stderr.String())
			}
			if got := p.count("interrupt " + tt.hang); got != 1 {
				t.Errorf("Terraform got %d interrupts, want 1: %q", got, p.recorded())
			}
			if got := p.count("end destroy"); got != tt.wantDestroy {
				t.Errorf("got %d destroys, want %d: %q", got, tt.wantDestroy, p.recorded())
			}
			if p.stdout.String() != "" {
				t.Errorf("got stdout %q, want nothing", p.stdout.String())
			}
		})
	}
}

// Further signals do not interrupt the destroy.
func TestDemoInterruptedDuringDestroy(t *testing.T) {
	t.Parallel()
	p := newProcess(t)
	p.env[fakeHang], p.env[fakeWait] = "apply", "destroy"
	p.start("demo")
	p.await("start of apply", func() bool { return p.count("start apply") == 1 })
	p.controlC()
	p.await("start of destroy", func() bool { return p.count("start destroy") == 1 })
	p.controlC()
	p.signal(syscall.SIGTERM)
	if err := os.WriteFile(p.env[fakeRelease], nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p.exits(exitInterrupted)
	if got := p.recorded(); p.count("interrupt destroy") != 0 || got[len(got)-1] != "end destroy" {
		t.Errorf("got %q, want a destroy that is not interrupted", got)
	}
	if !slices.Contains(p.recorded(), "interrupt apply") {
		t.Errorf("got %q, want an apply that is interrupted", p.recorded())
	}
}
