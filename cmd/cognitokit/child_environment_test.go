package main

import (
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
