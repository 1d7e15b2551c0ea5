//go:build unix

package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Runs commands with a Terraform and a browser that write their environment to a file.
func TestChildProcessesDoNotInheritThePassword(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		child string
		args  func(p *process) []string
	}{
		{"login", "terraform", func(p *process) []string { return []string{"login", p.root, "--username", "ada"} }},
		{"login with another variable", "terraform", func(p *process) []string {
			return []string{"login", p.root, "--username", "ada", "--password-env", "ORDERS_PASSWORD"}
		}},
		{"login in a browser", "xdg-open", func(p *process) []string { return []string{"login", p.outputsFile(), "--timeout", "2s"} }},
		{"refresh", "terraform", func(p *process) []string { return []string{"refresh", p.root} }},
		{"check", "terraform", func(p *process) []string {
			return []string{"check", p.root, "--live", "--username", "ada", "--password-env", "ORDERS_PASSWORD"}
		}},
		{"postman", "terraform", func(p *process) []string { return []string{"postman", p.root} }},
		{"plan-guard", "terraform", func(p *process) []string {
			plan := filepath.Join(p.root, "plan.tfplan")
			require.NoError(p.t, os.WriteFile(plan, []byte("PK\x03\x04"), 0o600))
			return []string{"plan-guard", plan}
		}},
		{"demo", "terraform", func(*process) []string { return []string{"demo"} }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t)
			environments := filepath.Join(p.root, "children")
			for _, name := range []string{"terraform", "xdg-open"} {
				path := filepath.Join(p.root, "bin", name)
				require.NoError(t, os.RemoveAll(path))
				script := fmt.Sprintf("#!/bin/sh\n{ echo CHILD=%s; /usr/bin/env; } >>'%s'\nexit 1\n", name, environments)
				require.NoError(t, os.WriteFile(path, []byte(script), 0o700))
			}
			p.env[defaultPasswordVariable], p.env["ORDERS_PASSWORD"] = "the-secret", "kept"
			args := tt.args(p)
			if strings.Contains(strings.Join(args, " "), "ORDERS_PASSWORD") {
				p.env["ORDERS_PASSWORD"] = "the-secret"
			}
			p.start(args...)
			<-p.ended
			text, err := os.ReadFile(environments)
			require.NoError(t, err, "no child ran: %s", p.stderr.String())
			assert.Contains(t, string(text), "CHILD="+tt.child+"\n")
			assert.NotContains(t, string(text), "the-secret")
			assert.NotContains(t, p.stderr.String(), "the-secret")
		})
	}
}

// outputsFile writes the outputs of an environment with a client whose callback URL is on this machine.
func (p *process) outputsFile() string {
	p.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(p.t, err)
	port := listener.Addr().(*net.TCPAddr).Port
	require.NoError(p.t, listener.Close())
	name := filepath.Join(p.root, "outputs.json")
	text := fmt.Sprintf(`{"environment":{"sensitive":false,"value":{"user_pool_id":"eu-west-1_Ab12Cd34E","region":"eu-west-1",
		"issuer":"https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E","login_base_url":"https://orders.auth.eu-west-1.amazoncognito.com",
		"authorization_endpoint":"https://orders.auth.eu-west-1.amazoncognito.com/oauth2/authorize","token_endpoint":"https://orders.auth.eu-west-1.amazoncognito.com/oauth2/token",
		"client_ids":{"web":"1web"},"client_settings":{"web":{"callback_urls":["http://localhost:%d/callback"]}}}}}`, port)
	require.NoError(p.t, os.WriteFile(name, []byte(text), 0o600))
	return name
}
