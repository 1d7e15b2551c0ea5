package test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// TestSmallModules deploys the modules that the root module does not call, together with the root module.
func TestSmallModules(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "the senders do not exist")
	d := deploy.Fixture(t, "small-modules")

	t.Run("UI customization", func(t *testing.T) {
		css := func() string {
			shown, err := d.API().GetUICustomization(t.Context(), &cognitoidentityprovider.GetUICustomizationInput{UserPoolId: aws.String(d.Outputs.UserPoolID)})
			require.NoError(t, err)
			return aws.ToString(shown.UICustomization.CSS)
		}
		assert.Contains(t, css(), "#0972d3")
		d.Apply(t, object{"button_colour": "#037f0c"})
		assert.Contains(t, css(), "#037f0c")
	})

	t.Run("risk configuration", func(t *testing.T) {
		described, err := d.API().DescribeRiskConfiguration(t.Context(), &cognitoidentityprovider.DescribeRiskConfigurationInput{UserPoolId: aws.String(d.Outputs.UserPoolID)})
		require.NoError(t, err)
		risk := described.RiskConfiguration
		actions := risk.AccountTakeoverRiskConfiguration.Actions
		assert.Equal(t, types.AccountTakeoverEventActionTypeBlock, actions.HighAction.EventAction)
		assert.True(t, actions.HighAction.Notify)
		assert.Equal(t, types.AccountTakeoverEventActionTypeMfaIfConfigured, actions.MediumAction.EventAction)
		assert.Nil(t, actions.LowAction)
		assert.Equal(t, types.CompromisedCredentialsEventActionTypeBlock, risk.CompromisedCredentialsRiskConfiguration.Actions.EventAction)
		assert.Equal(t, []string{"198.51.100.0/24"}, risk.RiskExceptionConfiguration.BlockedIPRangeList)
	})

	// The emulator has no WAF.
	t.Run("web ACL association", func(t *testing.T) {
		plan := d.Plan(t, object{"web_acl_arn": "arn:aws:wafv2:" + d.Target.Region + ":123456789012:regional/webacl/login/a1b2c3d4-5678-90ab-cdef-111111111111"})
		var after map[string]any
		for _, change := range plan.ResourceChanges {
			if change.Type == "aws_wafv2_web_acl_association" {
				assert.Equal(t, tfjson.Actions{tfjson.ActionCreate}, change.Change.Actions)
				after, _ = change.Change.After.(map[string]any)
			}
		}
		assert.Equal(t, d.Outputs.UserPoolARN, after["resource_arn"])
	})
}
