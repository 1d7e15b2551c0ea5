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

// At whatever moment an interrupt comes, what was applied is destroyed, and Terraform
// is asked to end once: at a second interrupt it would leave without its state.
func TestDemoInterrupted(t *testing.T) {
	t.Parallel()
	const (
		find  = "cognitokit: demo: interrupted: find Terraform and the AWS provider"
		init  = "cognitokit: demo: interrupted: init"
		apply = "cognitokit: demo: interrupted: apply"
	)
	for _, tt := range []struct {
		name        string
		hang        string
		fetch       bool // the provider, as the user's CLI configuration says
		end         func(*process)
		want        string
		wantDestroy int
	}{
		{name: "version", hang: "version", end: (*process).controlC, want: find},
		{name: "fetch of the provider", hang: "init", fetch: true, end: (*process).controlC, want: find},
		{name: "init", hang: "init", end: (*process).controlC, want: init},
		{name: "apply", hang: "apply", end: (*process).controlC, want: apply, wantDestroy: 1},
		{name: "plan", hang: "plan", end: (*process).controlC, want: "cognitokit: demo: interrupted: plan"},
		{name: "interrupt of the process alone", hang: "apply", end: func(p *process) { p.signal(syscall.SIGINT) }, want: apply, wantDestroy: 1},
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
			p.await("start of "+tt.hang, func() bool { return p.did("start "+tt.hang) == 1 })
			tt.end(p)
			p.exits(exitInterrupted)
			if got := p.lastLine(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if !strings.Contains(p.stderr.String(), "stopping: what was made is removed first") {
				t.Errorf("the interrupt is not answered at once:\n%s", p.stderr.String())
			}
			if got := p.did("interrupt " + tt.hang); got != 1 {
				t.Errorf("Terraform got %d interrupts, want 1: %q", got, p.recorded())
			}
			if got := p.did("end destroy"); got != tt.wantDestroy {
				t.Errorf("got %d destroys, want %d: %q", got, tt.wantDestroy, p.recorded())
			}
			if p.stdout.String() != "" {
				t.Errorf("got stdout %q, want nothing", p.stdout.String())
			}
		})
	}
}

// Nothing cuts a destroy short.
func TestDemoInterruptedAgain(t *testing.T) {
	t.Parallel()
	p := newProcess(t)
	p.env[fakeHang], p.env[fakeWait] = "apply", "destroy"
	p.start("demo")
	p.await("start of apply", func() bool { return p.did("start apply") == 1 })
	p.controlC()
	p.await("start of destroy", func() bool { return p.did("start destroy") == 1 })
	p.controlC()
	p.signal(syscall.SIGTERM)
	if err := os.WriteFile(p.env[fakeRelease], nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p.exits(exitInterrupted)
	if got := p.recorded(); p.did("interrupt destroy") != 0 || got[len(got)-1] != "end destroy" {
		t.Errorf("got %q, want a destroy that is not interrupted", got)
	}
	if !slices.Contains(p.recorded(), "interrupt apply") {
		t.Errorf("got %q, want an apply that is interrupted", p.recorded())
	}
}
