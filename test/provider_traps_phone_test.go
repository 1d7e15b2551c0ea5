package test

import (
	"maps"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestProviderTrapsOfVerifiedPhoneNumbers: while MFA is off, the provider calls SetUserPoolMfaConfig without the SMS
// settings, which Cognito refuses on a pool that verifies phone numbers (hashicorp/terraform-provider-aws#28294). The
// way around is that of the README of modules/user-pool.
func TestProviderTrapsOfVerifiedPhoneNumbers(t *testing.T) {
	t.Parallel()
	standInOnly(t, "its senders do not exist")
	inputs := func(externalID, verified string, more object) object {
		in := object{
			"sms":          object{"sns_caller_arn": smsRole, "external_id": externalID},
			"verification": object{"auto_verified_attributes": []string{verified}},
		}
		maps.Copy(in, more)
		return object{"inputs": in}
	}
	bySMS := object{"mfa": object{"configuration": "OPTIONAL", "sms_message": "Your code is {####}"}}
	d := environmentWith(t, nil, inputs("orders", "phone_number", nil)["inputs"].(object))
	externalID := func() string { return aws.ToString(d.describePool(t).SmsConfiguration.ExternalId) }
	refused := func(t *testing.T, vars object) {
		t.Helper()
		said, err := terraform.ApplyContextE(t, t.Context(), d.with(t, vars))
		require.Error(t, err)
		assert.Contains(t, strings.Join(strings.Fields(said), " "), "SMS configuration is required when phone_number is selected for auto verification")
	}

	t.Run("another external id is refused, and changes nothing", func(t *testing.T) {
		refused(t, inputs("orders-2", "phone_number", nil))
		refused(t, inputs("orders-2", "email", nil)) // the provider sets MFA before it takes the phone number away
		assert.Equal(t, "orders", externalID())
		d.planIsEmpty(t)
	})
	t.Run("two applies change it", func(t *testing.T) {
		d.apply(t, inputs("orders", "email", nil))
		d.apply(t, inputs("orders-2", "phone_number", nil))
		assert.Equal(t, "orders-2", externalID())
	})
	t.Run("with MFA by SMS one apply does", func(t *testing.T) {
		d.apply(t, inputs("orders-2", "phone_number", bySMS))
		d.apply(t, inputs("orders-3", "phone_number", bySMS))
		assert.Equal(t, "orders-3", externalID())
	})
	t.Run("MFA goes off in two applies, too", func(t *testing.T) {
		refused(t, inputs("orders-3", "phone_number", nil))
		d.apply(t, inputs("orders-3", "email", bySMS))
		d.apply(t, inputs("orders-3", "phone_number", nil))
	})
}
