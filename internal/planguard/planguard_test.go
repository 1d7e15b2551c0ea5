package planguard

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
)

// planOf returns a plan with one change.
func planOf(t *testing.T, resourceType, change string) *tfjson.Plan {
	t.Helper()
	plan, err := Read(fmt.Appendf(nil, `{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{},"resource_changes":[
		{"address":"module.m.%[1]s.this","mode":"managed","type":"%[1]s","name":"this","change":%[2]s}]}`, resourceType, change))
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestCheck(t *testing.T) {
	const schema = `{"schema":[{"name":"team","attribute_data_type":"String","mutable":true},{"name":"cost","attribute_data_type":"Number"}]}`
	for _, tt := range []struct {
		name         string
		resourceType string
		change       string
		want         string // the message, "" for no finding
	}{
		{"a pool is created", "aws_cognito_user_pool", `{"actions":["create"]}`, ""},
		{"a pool stays", "aws_cognito_user_pool", `{"actions":["no-op"],"before":` + schema + `,"after":` + schema + `}`, ""},
		{"a pool is updated", "aws_cognito_user_pool", `{"actions":["update"],"before":{"name":"a"},"after":{"name":"a"}}`, ""},
		{
			"a pool is replaced, and the old one stays in AWS", "aws_cognito_user_pool", `{"actions":["create","forget"],"replace_paths":[["name"]]}`,
			"would be replaced, because name changes, and the old one would stay in AWS outside of Terraform: for the new one, every user in it is lost.",
		},
		{
			"a client is replaced, and the old one stays in AWS", "aws_cognito_user_pool_client", `{"actions":["forget","create"],"replace_paths":[["generate_secret"]]}`,
			"would be replaced, because generate_secret changes, and the old one would stay in AWS outside of Terraform: for the new one, its id and its secret are lost, so the app cannot sign in, and every session ends.",
		},
		{"a pool leaves the state and stays in AWS", "aws_cognito_user_pool", `{"actions":["forget"]}`, ""},
		{
			"a pool is replaced", "aws_cognito_user_pool", `{"actions":["delete","create"],"replace_paths":[["username_attributes"],["name"]]}`,
			"would be replaced, because name, username_attributes change: every user in it is lost.",
		},
		{
			"a pool is replaced, the new one first", "aws_cognito_user_pool", `{"actions":["create","delete"],"replace_paths":[["username_configuration",0,"case_sensitive"]]}`,
			"would be replaced, because username_configuration.0.case_sensitive changes: every user in it is lost.",
		},
		{
			"a tainted pool is replaced", "aws_cognito_user_pool", `{"actions":["delete","create"]}`,
			"would be replaced, because it is tainted or its replacement is requested: every user in it is lost.",
		},
		{"a pool is destroyed", "aws_cognito_user_pool", `{"actions":["delete"]}`, "would be destroyed: every user in it is lost."},
		{
			"an attribute is removed", "aws_cognito_user_pool",
			`{"actions":["update"],"before":` + schema + `,"after":{"schema":[{"name":"cost","attribute_data_type":"Number"}]}}`,
			"would lose team: attributes of a pool can only be added, so the apply would fail.",
		},
		{
			"attributes are changed", "aws_cognito_user_pool",
			`{"actions":["update"],"before":` + schema + `,"after":{"schema":[{"name":"team","attribute_data_type":"String","mutable":false},{"name":"cost","attribute_data_type":"String"}]}}`,
			"would change cost, team: attributes of a pool can only be added, so the apply would fail.",
		},
		{
			"the SMS role of a pool that verifies phone numbers", "aws_cognito_user_pool",
			`{"actions":["update"],"before":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"OFF","sms_configuration":[{"external_id":"a"}]},"after":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"OFF","sms_configuration":[{"external_id":"b"}]}}`,
			"would change sms_configuration while MFA is off and phone_number is verified: the provider then leaves the SMS settings out, so the apply would fail. Apply without phone_number in auto_verified_attributes first, then with the change and with phone_number again.",
		},
		{
			"the same, and phone numbers are not verified from now on", "aws_cognito_user_pool",
			`{"actions":["update"],"before":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"OFF","sms_configuration":[{"external_id":"a"}]},"after":{"auto_verified_attributes":["email"],"mfa_configuration":"OFF","sms_configuration":[{"external_id":"b"}]}}`,
			"would change sms_configuration while MFA is off and phone_number is verified: the provider then leaves the SMS settings out, so the apply would fail. Apply without phone_number in auto_verified_attributes first, then with the change and with phone_number again.",
		},
		{
			"MFA goes off in a pool that verifies phone numbers", "aws_cognito_user_pool",
			`{"actions":["update"],"before":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"OPTIONAL","sms_configuration":[{"external_id":"a"}]},"after":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"OFF","sms_configuration":[{"external_id":"a"}]}}`,
			"would change mfa_configuration while MFA is off and phone_number is verified: the provider then leaves the SMS settings out, so the apply would fail. Apply without phone_number in auto_verified_attributes first, then with the change and with phone_number again.",
		},
		{
			"a passkey in a pool that verifies phone numbers", "aws_cognito_user_pool",
			`{"actions":["update"],"before":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"OFF","web_authn_configuration":[]},"after":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"OFF","web_authn_configuration":[{"relying_party_id":"shop.example"}]}}`,
			"would change web_authn_configuration while MFA is off and phone_number is verified: the provider then leaves the SMS settings out, so the apply would fail. Apply without phone_number in auto_verified_attributes first, then with the change and with phone_number again.",
		},
		{
			"MFA stays on", "aws_cognito_user_pool",
			`{"actions":["update"],"before":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"ON","sms_configuration":[{"external_id":"a"}]},"after":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"ON","sms_configuration":[{"external_id":"b"}]}}`,
			"",
		},
		{
			"no SMS setting changes", "aws_cognito_user_pool",
			`{"actions":["update"],"before":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"OFF","sms_configuration":[{"external_id":"a"}]},"after":{"auto_verified_attributes":["phone_number"],"mfa_configuration":"OFF","sms_configuration":[{"external_id":"a"}]}}`,
			"",
		},
		{
			"an attribute is added", "aws_cognito_user_pool",
			`{"actions":["update"],"before":{"schema":[]},"after":` + schema + `}`, "",
		},
		{
			"a domain is replaced", "aws_cognito_user_pool_domain", `{"actions":["delete","create"],"replace_paths":[["domain"]]}`,
			"would be replaced, because domain changes: users cannot sign in until it exists again, and another account may take the name.",
		},
		{
			"a resource server is replaced", "aws_cognito_resource_server", `{"actions":["delete","create"],"replace_paths":[["name"]]}`,
			"would be replaced, because name changes: tokens lack its scopes until it exists and clients have them again.",
		},
		{
			"a client is replaced", "aws_cognito_user_pool_client", `{"actions":["delete","create"],"replace_paths":[["generate_secret"]]}`,
			"would be replaced, because generate_secret changes: its id and its secret are lost, so the app cannot sign in, and every session ends.",
		},
		{
			"a client is destroyed", "aws_cognito_user_pool_client", `{"actions":["delete"]}`,
			"would be destroyed: its id and its secret are lost, so the app cannot sign in, and every session ends.",
		},
		{"an identity provider is destroyed", "aws_cognito_identity_provider", `{"actions":["delete"]}`, "would be destroyed: its users cannot sign in until it exists again."},
		{"a group is destroyed", "aws_cognito_user_group", `{"actions":["delete"]}`, "would be destroyed: its memberships are lost."},
		{"another resource is destroyed", "aws_route53_record", `{"actions":["delete"]}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found, err := Check(planOf(t, tt.resourceType, tt.change))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				got = append(got, f.String())
			}
			want := ""
			if tt.want != "" {
				want = "module.m." + tt.resourceType + ".this " + tt.want
			}
			if joined := strings.Join(got, "\n"); joined != want {
				t.Errorf("got  %q\nwant %q", joined, want)
			}
		})
	}
}

// Terraform only reads a data source of a guarded type.
func TestDataSourcesAreIgnored(t *testing.T) {
	plan := planOf(t, "aws_cognito_user_pool", `{"actions":["delete"]}`)
	plan.ResourceChanges[0].Mode = tfjson.DataResourceMode
	if found, err := Check(plan); err != nil || len(found) > 0 {
		t.Errorf("got %v, %v", found, err)
	}
}

func TestCheckIgnoresAllowedAddresses(t *testing.T) {
	plan := planOf(t, "aws_cognito_user_pool_client", `{"actions":["delete"]}`)
	if found, err := Check(plan, "module.m.aws_cognito_user_pool_client.this"); err != nil || len(found) > 0 {
		t.Errorf("got %v, %v; want no finding", found, err)
	}
	_, err := Check(plan, "module.m.aws_cognito_user_pool_client.other")
	const want = "module.m.aws_cognito_user_pool_client.other: the plan has no finding at this address. Remove it from the allowed addresses"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestReadErrors(t *testing.T) {
	state, err := json.Marshal(map[string]any{"format_version": "1.0", "values": map[string]any{}})
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ text, want string }{
		"an empty file":    {"", "the file is not the JSON of a plan"},
		"not JSON":         {"Plan: 1 to add", "the file is not the JSON of a plan"},
		"a state":          {string(state), "the file is not the JSON of a plan"},
		"incomplete":       {`{"format_version":"1.2","planned_values":{},"errored":true}`, "the plan is incomplete"},
		"a newer format":   {`{"format_version":"9.0","planned_values":{}}`, "the plan cannot be read"},
		"without a format": {`{"planned_values":{}}`, "the plan cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read([]byte(tt.text)); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
