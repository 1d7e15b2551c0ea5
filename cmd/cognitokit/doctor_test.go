//go:build unix

package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/doctor"
)

func TestDoctor(t *testing.T) {
	t.Parallel()
	server := cognitotest.NewServer()
	t.Cleanup(server.Close)
	p := newProcess(t)
	maps.Copy(p.env, server.Env()) // as a shell that has set the variables of serve
	p.start("doctor", "--endpoint", server.URL)
	p.exits(0)
	text := p.stdout.String()
	assert.Regexp(t, `(?m)^CHECK +STATUS +REQUIRED +FOUND$`, text)
	assert.Regexp(t, `(?m)^Terraform +ok +yes +\S+/terraform is Terraform 1\.11\.4$`, text)
	assert.Regexp(t, `(?m)^AWS provider +ok +yes +the filesystem mirror \S+ has 5\.100\.0$`, text)
	assert.Regexp(t, `(?m)^CA +ok +yes `, text)
	assert.Regexp(t, `(?m)^proxy +ok +yes +HTTPS_PROXY is `+server.ProxyURL, text)
	assert.Regexp(t, `(?m)^AWS credentials +ok +no +.* emulator, not of AWS$`, text)
	assert.Regexp(t, `(?m)^port +ok +no +an emulator runs at `+server.URL+`$`, text)
	assert.Regexp(t, `(?m)^Go +warning +no +go is not on the PATH$`, text)
	assert.Contains(t, text, "\nGo, needed by go run, tests in Go:\n  Install Go ")
	assert.NotContains(t, text, server.Env()["AWS_SECRET_ACCESS_KEY"]+"\n")
	assert.Empty(t, p.stderr.String())
}

func TestDoctorReportsWhatIsMissing(t *testing.T) {
	t.Parallel()
	port, err := unusedPort()
	require.NoError(t, err)
	p := newProcess(t)
	require.NoError(t, os.Remove(filepath.Join(p.root, "bin", fakeName)))
	p.env["HTTPS_PROXY"] = "http://127.0.0.1:" + port
	p.start("doctor", "--json", "--endpoint", "http://127.0.0.1:"+port)
	p.exits(1)
	assert.Equal(t, "cognitokit: doctor: something required is missing or wrong. Do what the results say, and run cognitokit doctor again\n", p.stderr.String())
	var results []doctor.Result
	require.NoError(t, json.Unmarshal([]byte(p.stdout.String()), &results))
	failed := map[string]string{}
	for _, r := range results {
		if r.Status == doctor.Failed {
			failed[r.Name] = r.Fix
		}
	}
	assert.Len(t, failed, 2)
	assert.Contains(t, failed["Terraform"], "Install Terraform")
	assert.Contains(t, failed["proxy"], "unset HTTPS_PROXY")
}

func TestDoctorRejects(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"an argument", []string{"now"}, `unknown command "now" for "cognitokit doctor". Use --help to see what the command accepts`},
		{"an endpoint on another machine", []string{"--endpoint", "http://192.0.2.1:9229"}, `doctor: --endpoint: "http://192.0.2.1:9229" is not a port of this machine. Write a URL such as http://127.0.0.1:9229`},
		{"an endpoint without a port", []string{"--endpoint", "http://127.0.0.1"}, `doctor: --endpoint: "http://127.0.0.1" is not a port of this machine`},
		{"an empty state directory", []string{"--state", ""}, "doctor: --state: the value is empty"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t).start(append([]string{"doctor"}, tt.args...)...)
			p.exits(2)
			assert.Contains(t, p.stderr.String(), "cognitokit: "+tt.want)
			assert.Equal(t, 1, strings.Count(p.stderr.String(), "\n"))
			assert.Empty(t, p.stdout.String())
		})
	}
}
