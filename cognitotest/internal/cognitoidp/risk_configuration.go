package cognitoidp

import (
	"encoding/json"
	"net"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// riskMembers are the members of a risk configuration. A response returns them as the client sent
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

// validate rejects invalid CIDR ranges, and SES identities in regions that the service does not
// support (texts measured by cdk-preflight). It does not require threat protection (acceptance tests
// of the Terraform provider).
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

// setRiskConfiguration stores the configuration of a pool or an app client. A request that has only
// the ids removes it.
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
		body, _ = json.Marshal(parts) // the raw messages are valid JSON
	}
	d, err := c.Store.SetRawSetting(in.UserPoolID, in.key(), body)
	return riskConfigurationResponse(in, d, err)
}

// describeRiskConfiguration returns ResourceNotFoundException if no configuration exists. The source
// is the acceptance test "disappears" of the Terraform provider: it removes a configuration with a
// request that has only the ids, and expects a plan with changes. The provider plans changes only
// after ResourceNotFoundException, because for an empty configuration it keeps its last risk
// exceptions. mondoohq/mql#7776 reports the same for pools without a configuration. The text is
// unspecified.
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
		_ = json.Unmarshal(d.Body, &wire) // setRiskConfiguration encoded it
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
