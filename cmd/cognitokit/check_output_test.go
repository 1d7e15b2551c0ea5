package main

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

func TestStatusOfAReport(t *testing.T) {
	t.Parallel()
	results := func(outcomes ...report.Outcome) []report.Result {
		var all []report.Result
		for _, o := range outcomes {
			all = append(all, report.Result{Outcome: o})
		}
		return all
	}
	for _, tt := range []struct {
		name    string
		results []report.Result
		left    []string
		status  int
		want    string
	}{
		{"clean", results(report.Passed, report.NotApplicable, report.Accepted), nil, 0, ""},
		{"findings", results(report.Passed, report.Failed), nil, 1, "1 of 2 checks failed"},
		{"unchecked", results(report.Failed, report.Unchecked, report.Passed), nil, 2, "1 of 3 checks could not run, and 1 failed"},
		{"a user was not removed", results(report.Passed), []string{"a user"}, 2, "a temporary user was not removed. Remove it as the report describes"},
		{"unchecked, and a user was not removed", results(report.Unchecked), []string{"a user"}, 2, "1 of 1 checks could not run, and 0 failed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := statusErrorOf(&report.Report{Environments: []report.Environment{{Results: tt.results, Left: tt.left}}})
			if tt.status == 0 {
				require.NoError(t, err)
				return
			}
			assert.EqualError(t, err, tt.want)
			own, ok := errors.AsType[*statusError](err)
			require.True(t, ok)
			assert.Equal(t, tt.status, own.status)
		})
	}
}
