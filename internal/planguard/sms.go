package planguard

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
)

// mfaArguments are the arguments whose change makes the provider call SetUserPoolMfaConfig
// (hashicorp/terraform-provider-aws, user_pool.go, resourceUserPoolUpdate).
var mfaArguments = []string{
	"email_mfa_configuration", "mfa_configuration", "sms_configuration", "software_token_mfa_configuration", "web_authn_configuration",
}

// smsChange reports a change that the provider cannot apply to a pool that verifies phone
// numbers. If MFA is off, the provider calls SetUserPoolMfaConfig without the SMS settings
// before it updates the pool, and Cognito rejects the call with "SMS configuration is required
// when phone_number is selected for auto verification" (hashicorp/terraform-provider-aws#28294).
func smsChange(change *tfjson.Change) string {
	before, _ := change.Before.(map[string]any)
	after, _ := change.After.(map[string]any)
	verified, _ := before["auto_verified_attributes"].([]any)
	if !slices.Contains(verified, any("phone_number")) || after["mfa_configuration"] != "OFF" {
		return ""
	}
	var changed []string
	for _, name := range mfaArguments {
		if !reflect.DeepEqual(before[name], after[name]) {
			changed = append(changed, name)
		}
	}
	if len(changed) == 0 {
		return ""
	}
	return fmt.Sprintf("would change %s while MFA is off and phone_number is verified: the provider then leaves the SMS settings out, so the apply would fail. "+
		"Apply without phone_number in auto_verified_attributes first, then with the change and with phone_number again.", strings.Join(changed, " and "))
}
