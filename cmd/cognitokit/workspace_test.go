package main

import (
	"errors"
	"maps"
	"testing"
)

func TestChildEnvironment(t *testing.T) {
	t.Parallel()
	caller := []string{
		"PATH=/usr/bin", "HOME=/home/ada", "EMPTY=", "EQUALS=a=b", "MY_AWS_THING=kept", "SSL_CERT_FILE=/etc/ca.pem",
		"AWS_PROFILE=production", "AWS_ENDPOINT_URL_STS=https://sts.example.com", "aws_secret_access_key=s",
		"TF_VAR_name=production", "TF_CLI_ARGS=-lock=false", "TF_LOG=TRACE", "TF_WORKSPACE=production",
		"HTTPS_PROXY=http://proxy.example.com", "https_proxy=http://proxy.example.com", "ALL_PROXY=socks5://proxy.example.com", "no_proxy=*",
	}
	got := childEnvironment(caller, map[string]string{"HTTPS_PROXY": "http://127.0.0.1:1", "SSL_CERT_FILE": "/standin.pem"}, map[string]string{"SSL_CERT_FILE": "/last.pem"})
	want := map[string]string{
		"PATH": "/usr/bin", "HOME": "/home/ada", "EMPTY": "", "EQUALS": "a=b", "MY_AWS_THING": "kept",
		"HTTPS_PROXY": "http://127.0.0.1:1", "SSL_CERT_FILE": "/last.pem",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAsSentence(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text, want string
	}{
		{"diagnostics", "exit status 1\n\nError: creating pool: boom\n\n  with this,\n  on main.tf line 1:\n", "creating pool: boom"},
		{"none", "exit status 127\n\nsh: not\n  found\n", "exit status 127 sh: not found"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := asSentence(errors.New(tt.text)).Error(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if err := asSentence(nil); err != nil {
		t.Errorf("got %v of no error", err)
	}
}
