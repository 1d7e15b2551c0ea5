package cognitoidp

import (
	"encoding/json"
	"net"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// riskMembers are the members of a risk configuration. A response repeats them as the client sent
// them.
var riskMembers = []string{
	"CompromisedCredentialsRiskConfiguration", "AccountTakeoverRiskConfiguration", "RiskExceptionConfiguration",
}

type riskConfigurationRequest struct {
	UserPoolID                 string `json:"UserPoolId"`
	ClientID                   string `json:"ClientId"`
	RiskExceptionConfiguration struct {
		BlockedIPRangeList []string
		SkippedIPRangeList []string
	}
	AccountTakeoverRiskConfiguration struct {
		NotifyConfiguration struct{ SourceArn string }
	}
}

func (in riskConfigurationRequest) key() string { return "risk-configuration/" + in.ClientID }

// validate rejects invalid CIDR ranges and SES identities in a region from which the service does
// not send (texts measured by cdk-preflight). A pool without threat protection may have a
// configuration (acceptance tests of the Terraform provider).
func (in riskConfigurationRequest) validate(c *call) error {
	if in.ClientID != "" {
		if _, err := c.Store.Client(in.UserPoolID, in.ClientID); err != nil {
			return err
		}
	}
	for _, r := range slices.Concat(in.RiskExceptionConfiguration.BlockedIPRangeList, in.RiskExceptionConfiguration.SkippedIPRangeList) {
		if _, _, err := net.ParseCIDR(r); err != nil {
			return apierror.InvalidParameter("Incorrect CIDR format")
		}
	}
	return userpool.CheckSESRegion(in.AccountTakeoverRiskConfiguration.NotifyConfiguration.SourceArn)
}

// setRiskConfiguration stores the configuration of a pool or an app client. A request with only
// their ids removes it.
func setRiskConfiguration(c *call, in riskConfigurationRequest) (any, error) {
	parts := map[string]json.RawMessage{}
	for name, raw := range c.members(riskMembers) {
		parts[name] = raw
	}
	var body []byte
	if len(parts) > 0 {
		if err := in.validate(c); err != nil {
			return nil, err
		}
		body, _ = json.Marshal(parts) // raw messages that were decoded before
	}
	d, err := c.Store.SetRawSetting(in.UserPoolID, in.key(), body)
	return riskConfigurationResponse(in, d, err)
}

// describeRiskConfiguration returns ResourceNotFoundException if there is no configuration. The
// acceptance test "disappears" of the Terraform provider removes a configuration with a request of
// the ids alone and expects a plan that is not empty. The provider plans a change only after
// ResourceNotFoundException: it keeps its last risk exceptions for a configuration without any.
// mondoohq/mql#7776 reports the same for pools without a configuration. The text is unspecified.
func describeRiskConfiguration(c *call, in riskConfigurationRequest) (any, error) {
	d, ok, err := c.Store.RawSetting(in.UserPoolID, in.key())
	if err == nil && !ok {
		err = apierror.ResourceNotFound("Risk configuration does not exist.")
	}
	return riskConfigurationResponse(in, d, err)
}

func riskConfigurationResponse(in riskConfigurationRequest, d userpool.RawSetting, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	wire := map[string]any{}
	if d.Body != nil {
		_ = json.Unmarshal(d.Body, &wire) // written above
		wire["LastModifiedDate"] = epoch(d.Modified)
	}
	wire["UserPoolId"] = in.UserPoolID
	if in.ClientID != "" {
		wire["ClientId"] = in.ClientID
	}
	return map[string]any{"RiskConfiguration": wire}, nil
}

var riskConfigurationActions = []action{
	on("SetRiskConfiguration", setRiskConfiguration),
	on("DescribeRiskConfiguration", describeRiskConfiguration),
}
