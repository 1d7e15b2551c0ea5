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
	declared environment.Environment // its region, pool and client are filled in
	want     report.Result           // its Check is filled in
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

// failed is a check with one finding.
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

// refusedByService is what a call is refused with.
var refusedByService = &types.NotAuthorizedException{Message: new("no  permission\nfor this")}

const refusal = "NotAuthorizedException: no permission for this"
