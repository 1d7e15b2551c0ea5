package settings

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// poolCase is one case of a check of a pool.
type poolCase struct {
	name     string
	deployed *checktest.API
	declared environment.Environment // run sets the region, the pool and the client
	want     report.Result           // without Check, which run sets
}

func (tt *poolCase) run(t *testing.T, c check.Check) {
	t.Run(tt.name, func(t *testing.T) {
		t.Parallel()
		if tt.declared.Clients == nil {
			tt.declared.Clients = checktest.Environment(environment.AppClient{}).Clients
		}
		tt.want.Check = c.Name
		assert.Equal(t, tt.want, checktest.Run(t, tt.deployed, tt.deployed.HTTP, c, tt.declared))
	})
}

// failed returns the result of a check with one finding.
func failed(message, fix string) report.Result {
	return report.Result{Outcome: report.Failed, Findings: []report.Finding{{Message: message, Fix: fix}}}
}

func notApplicable(reason string) report.Result {
	return report.Result{Outcome: report.NotApplicable, Reason: reason}
}

func unchecked(reason string) report.Result {
	return report.Result{Outcome: report.Unchecked, Reason: reason}
}

var passed = report.Result{Outcome: report.Passed}

// errNotAuthorized is the error of a rejected call.
var errNotAuthorized = &types.NotAuthorizedException{Message: new("no  permission\nfor this")}

const notAuthorized = "NotAuthorizedException: no permission for this"
