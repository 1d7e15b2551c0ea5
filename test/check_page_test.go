package test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/golden"
)

// checkedEnvironments collects the reports of the environments of an example.
type checkedEnvironments struct {
	started time.Time
	mu      sync.Mutex
	reports map[string]report.Environment
}

// manualChanges are the manual changes that the run in docs/check.md finds, by environment and client.
var manualChanges = map[string]map[string]func(*cognitoidentityprovider.UpdateUserPoolClientInput){
	"staging": {"spa": func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeDisabled}
		in.ExplicitAuthFlows = append(in.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
	}},
	"prod": {"web": func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
		in.AccessTokenValidity, in.TokenValidityUnits.AccessToken = aws.Int32(1), types.TimeUnitsTypeDays
		in.CallbackURLs = append(in.CallbackURLs, "http://localhost:3000/callback")
	}},
}

// add checks an environment before and after the changes of manualChanges, and then reverts the changes. The checks before
// the changes must pass.
func (c *checkedEnvironments) add(t *testing.T, d *deploy.Deployment, name string) {
	t.Helper()
	e := declared(t, d)
	e.Name, e.Source, e.Production = name, "examples/multi-environment (workspace "+name+")", name == "prod"
	// The pools have no deletion protection, so that the tests can destroy them.
	clean := checkWith(t, d, e, settingsChecks())
	assert.Empty(t, failures(t, clean.Results))
	for _, client := range clean.Clients {
		assert.Empty(t, failures(t, client.Results), client.Key)
	}
	for key, change := range manualChanges[name] {
		d.ChangeClient(t, key, change)
	}
	changed := checkWith(t, d, e, settingsChecks())
	if manualChanges[name] != nil {
		d.Apply(t)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reports[name] = changed
}

// matchCheckPage compares the table of all environments with the table in docs/check.md. With -update it writes the table.
func (c *checkedEnvironments) matchCheckPage(t *testing.T, names ...string) {
	t.Helper()
	if t.Failed() || len(c.reports) < len(names) { // a subtest failed or was not selected
		return
	}
	r := &report.Report{Version: report.Version}
	for _, check := range settingsChecks() {
		r.Checks = append(r.Checks, report.Check{Name: check.Name, Doc: check.Doc, Live: check.Live})
	}
	for _, name := range names {
		r.Environments = append(r.Environments, c.reports[name])
	}
	c.writeHTML(t, r)
	var table strings.Builder
	require.NoError(t, report.Write(&table, "table", r, report.WriteOptions{Width: 100}))
	shown, pools := table.String(), []string{"us-east-1_Dv12Ab34E", "us-east-1_St56Cd78F", "us-east-1_Pr90Ef12G"}
	for i := range r.Environments { // each run has other pool IDs
		shown = strings.ReplaceAll(shown, r.Environments[i].UserPoolID, pools[i])
	}

	const path, begins, ends = "../docs/check.md", "<!-- check: written by TestMultiEnvironment -->\n\n```text\n", "```\n"
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	before, rest, found := strings.Cut(string(text), begins)
	require.True(t, found, "docs/check.md contains no output of the checks")
	is, after, _ := strings.Cut(rest, ends)
	if *golden.Update {
		require.NoError(t, os.WriteFile(path, []byte(before+begins+shown+ends+after), 0o644))
		return
	}
	assert.Equal(t, shown, is, "go test ./test -run TestMultiEnvironment -update writes it")
}

// writeHTML writes the HTML report to the folder in COGNITOKIT_SCREENSHOTS, from which `make screenshots` draws the picture
// of docs/check.md.
func (c *checkedEnvironments) writeHTML(t *testing.T, r *report.Report) {
	t.Helper()
	folder := os.Getenv("COGNITOKIT_SCREENSHOTS")
	if folder == "" {
		return
	}
	dated := *r
	dated.Started, dated.Finished = c.started, time.Now()
	var page bytes.Buffer
	require.NoError(t, report.Write(&page, "html", &dated, report.WriteOptions{}))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "check.html"), page.Bytes(), 0o600))
}

// TestCheckPageNamesTheChecks compares the lists in docs/check.md with the checks.
func TestCheckPageNamesTheChecks(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/check.md")
	require.NoError(t, err)
	_, list, found := strings.Cut(string(text), "<!-- checks: checked by TestCheckPageNamesTheChecks -->")
	require.True(t, found)
	list, _, _ = strings.Cut(list, "<!-- end of checks -->")
	var named, all []string
	for _, match := range regexp.MustCompile(`\[([a-z-]+)\]\(checks/([a-z-]+)\.md\)`).FindAllStringSubmatch(list, -1) {
		assert.Equal(t, match[1], match[2])
		named = append(named, match[1])
	}
	for _, check := range slices.Concat(catalog.All, catalog.Proofs) {
		all = append(all, check.Name)
	}
	assert.Equal(t, all, named)
}
