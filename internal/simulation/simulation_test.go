package simulation

import (
	"context"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
)

func in(region string, values ...Values) *Simulation {
	return New(Options{AccountID: "123456789012", Region: region, Values: values})
}

func TestTypesOutsideUserPoolsAreSimulated(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name           string
		resource, data bool
	}{
		{"aws_lambda_function", true, true},
		{"aws_cognito_identity_pool", true, true},
		{"aws_cognito_identity_pool_roles_attachment", true, true},
		{"aws_cognito_identity_pool_provider_principal_tag", true, true},
		{"aws_cognito_identity_provider", false, false},
		{"aws_cognito_user_pool", false, false},
		{"aws_cognito_user_pools", false, false},
		{"aws_cognito_user_pool_client", false, false},
		{"aws_cognito_user", false, false},
		{"aws_cognito_user_in_group", false, false},
		{"aws_cognito_resource_server", false, false},
		{"aws_cognito_managed_user_pool_client", false, false},
		{"aws_cognito_risk_configuration", false, false},
		{"aws_iam_policy_document", true, false},
		{"aws_region", true, false},
		{"aws_caller_identity", true, false},
		{"aws_route53_zone", true, true},
		{"random_string", false, false},
	} {
		if got := SimulatesResource(tt.name); got != tt.resource {
			t.Errorf("resource %s: got %t", tt.name, got)
		}
		if got := SimulatesDataSource(tt.name); got != tt.data {
			t.Errorf("data source %s: got %t", tt.name, got)
		}
	}
}

// lambda returns the planned state of a new Lambda function.
func lambda(name string, memory int64) cty.Value {
	return cty.ObjectVal(map[string]cty.Value{
		"id": cty.UnknownVal(cty.String), "arn": cty.UnknownVal(cty.String), "function_name": cty.StringVal(name),
		"invoke_arn": cty.UnknownVal(cty.String), "memory_size": cty.NumberIntVal(memory), "source_code_size": cty.UnknownVal(cty.Number),
		"last_modified":  cty.UnknownVal(cty.String),
		"tracing_config": cty.UnknownVal(cty.List(cty.Object(map[string]cty.Type{"mode": cty.String}))),
	})
}

// applying returns an ApplyResourceChange.Request: type_name (1), prior_state (2), planned_state (3),
// planned_private (5).
func applying(t *testing.T, name string, prior, planned cty.Value, typ cty.Type) []byte {
	t.Helper()
	return message{}.bytes(1, []byte(name)).bytes(2, packed(t, prior, typ)).bytes(3, packed(t, planned, typ)).bytes(5, []byte("private"))
}

func TestApplyFillsUnknownValues(t *testing.T) {
	t.Parallel()
	s := in("eu-west-1")
	fields := ask(t, s, "ApplyResourceChange", applying(t, "aws_lambda_function", cty.NullVal(lambdaType), lambda("token", 128), lambdaType))
	got := unpacked(t, relay.Last(fields, 1).Bytes, lambdaType)
	for name, want := range map[string]string{
		"id":            "token",
		"arn":           "arn:aws:lambda:eu-west-1:123456789012:function:token",
		"function_name": "token",
		"invoke_arn":    "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:token/invocations",
		"last_modified": "2026-01-01T00:00:00Z",
	} {
		if value := got.GetAttr(name).AsString(); value != want {
			t.Errorf("%s: got %q, want %q", name, value, want)
		}
	}
	if !got.IsWhollyKnown() || got.GetAttr("memory_size").AsBigFloat().String() != "128" || got.GetAttr("tracing_config").LengthInt() != 1 {
		t.Errorf("got %#v", got)
	}
	if string(relay.Last(fields, 2).Bytes) != "private" {
		t.Errorf("the private bytes are %q, want them unchanged", relay.Last(fields, 2).Bytes)
	}
}

func TestUpdateKeepsComputedValues(t *testing.T) {
	t.Parallel()
	s := in("eu-west-1")
	created := unpacked(t, relay.Last(ask(t, s, "ApplyResourceChange", applying(t, "aws_lambda_function", cty.NullVal(lambdaType), lambda("token", 128), lambdaType)), 1).Bytes, lambdaType)
	changed := unpacked(t, relay.Last(ask(t, s, "ApplyResourceChange", applying(t, "aws_lambda_function", created, lambda("token", 256), lambdaType)), 1).Bytes, lambdaType)
	for _, name := range []string{"id", "arn", "invoke_arn"} {
		if !changed.GetAttr(name).RawEquals(created.GetAttr(name)) {
			t.Errorf("%s: got %#v, want %#v", name, changed.GetAttr(name), created.GetAttr(name))
		}
	}
	if changed.GetAttr("memory_size").AsBigFloat().String() != "256" {
		t.Errorf("the planned change was not created: %#v", changed)
	}
}

func TestDestroyReturnsNoState(t *testing.T) {
	t.Parallel()
	prior := lambda("token", 128)
	fields := ask(t, in("eu-west-1"), "ApplyResourceChange", message{}.bytes(1, []byte("aws_lambda_function")).
		bytes(2, packed(t, prior, lambdaType)).bytes(3, packed(t, cty.NullVal(lambdaType), lambdaType)))
	if got := unpacked(t, relay.Last(fields, 1).Bytes, lambdaType); !got.IsNull() {
		t.Errorf("got %#v", got)
	}
}

func TestReadReturnsTheStateByteForByte(t *testing.T) {
	t.Parallel()
	request := message{}.bytes(1, []byte("aws_lambda_function")).bytes(2, []byte("\x0a\x02??")).bytes(3, []byte("private"))
	fields := ask(t, in("eu-west-1"), "ReadResource", request)
	if got := string(relay.Last(fields, 1).Bytes); got != "\x0a\x02??" {
		t.Errorf("got state %q", got)
	}
	if got := string(relay.Last(fields, 3).Bytes); got != "private" {
		t.Errorf("got private bytes %q", got)
	}
}

// Each domain of a certificate has its own validation record, of the type CNAME.
func TestCertificateHasValidationRecords(t *testing.T) {
	t.Parallel()
	option := func(domain string) cty.Value {
		return cty.ObjectVal(map[string]cty.Value{
			"domain_name": cty.StringVal(domain), "resource_record_name": cty.UnknownVal(cty.String),
			"resource_record_type": cty.UnknownVal(cty.String), "resource_record_value": cty.UnknownVal(cty.String),
		})
	}
	planned := cty.ObjectVal(map[string]cty.Value{
		"id": cty.UnknownVal(cty.String), "arn": cty.UnknownVal(cty.String), "domain_name": cty.StringVal("auth.example.com"), "status": cty.UnknownVal(cty.String),
		"domain_validation_options": cty.SetVal([]cty.Value{option("auth.example.com"), option("login.example.com")}),
	})
	got := unpacked(t, relay.Last(ask(t, in("us-east-1"), "ApplyResourceChange", applying(t, "aws_acm_certificate", cty.NullVal(certificateType), planned, certificateType)), 1).Bytes, certificateType)
	if arn := got.GetAttr("arn").AsString(); !strings.HasPrefix(arn, "arn:aws:acm:us-east-1:123456789012:certificate/") || got.GetAttr("id").AsString() != arn {
		t.Errorf("got arn %q and id %q", arn, got.GetAttr("id").AsString())
	}
	options := got.GetAttr("domain_validation_options").AsValueSlice()
	if len(options) != 2 {
		t.Fatalf("got %d validation options, want 2: %#v", len(options), got)
	}
	for _, o := range options {
		domain, name := o.GetAttr("domain_name").AsString(), o.GetAttr("resource_record_name").AsString()
		if o.GetAttr("resource_record_type").AsString() != "CNAME" || !strings.HasPrefix(name, "_") || !strings.HasSuffix(name, "."+domain+".") {
			t.Errorf("%s: got %#v", domain, o)
		}
	}
}

func TestValuesAreStableAndUnique(t *testing.T) {
	t.Parallel()
	certificate := func(s *Simulation, domain string) string {
		planned := cty.ObjectVal(map[string]cty.Value{
			"id": cty.UnknownVal(cty.String), "arn": cty.UnknownVal(cty.String), "domain_name": cty.StringVal(domain), "status": cty.UnknownVal(cty.String),
			"domain_validation_options": cty.UnknownVal(certificateType.AttributeType("domain_validation_options")),
		})
		return unpacked(t, relay.Last(ask(t, s, "ApplyResourceChange", applying(t, "aws_acm_certificate", cty.NullVal(certificateType), planned, certificateType)), 1).Bytes, certificateType).GetAttr("arn").AsString()
	}
	one, other := in("eu-west-1"), in("eu-west-1")
	first := certificate(one, "a.example.com")
	if again := certificate(other, "a.example.com"); again != first {
		t.Errorf("the second run returns %q, and the first returned %q", again, first)
	}
	if twin := certificate(one, "a.example.com"); twin == first {
		t.Error("two resources with the same arguments have the same ARN")
	}
	if another := certificate(one, "b.example.com"); another == first {
		t.Error("two resources have the same ARN")
	}
	if elsewhere := certificate(in("us-west-2"), "a.example.com"); !strings.Contains(elsewhere, ":us-west-2:") {
		t.Errorf("got %q", elsewhere)
	}
}

// zone returns the configuration of a data source aws_route53_zone.
func zone(name string) cty.Value {
	return cty.ObjectVal(map[string]cty.Value{
		"id": cty.NullVal(cty.String), "name": cty.StringVal(name), "zone_id": cty.NullVal(cty.String),
		"name_servers": cty.NullVal(cty.List(cty.String)), "private_zone": cty.NullVal(cty.Bool),
	})
}

// reading returns a ReadDataSource.Request: type_name (1), config (2).
func reading(t *testing.T, config cty.Value) []byte {
	t.Helper()
	return message{}.bytes(1, []byte("aws_route53_zone")).bytes(2, packed(t, config, zoneType))
}

func TestDataSourceReturnsPlausibleValues(t *testing.T) {
	t.Parallel()
	got := unpacked(t, relay.Last(ask(t, in("eu-west-1"), "ReadDataSource", reading(t, zone("example.com"))), 1).Bytes, zoneType)
	if id := got.GetAttr("zone_id").AsString(); !strings.HasPrefix(id, "Z") || got.GetAttr("name").AsString() != "example.com" {
		t.Errorf("got %#v", got)
	}
	if got.GetAttr("name_servers").LengthInt() != 4 || !got.GetAttr("private_zone").IsNull() {
		t.Errorf("got %#v", got)
	}
}

func TestValuesReplaceSimulatedValues(t *testing.T) {
	t.Parallel()
	values := func(address string, attributes map[string]cty.Value) Values {
		return Values{Address: address, Type: "aws_route53_zone", Data: true, Attributes: attributes}
	}
	text := cty.StringVal
	for _, tt := range []struct {
		name   string
		values []Values
		want   string // the zone's id
		fails  string
	}{
		{name: "by type", values: []Values{values("data.aws_route53_zone.main", map[string]cty.Value{"zone_id": text("Z1")})}, want: "Z1"},
		{name: "by an argument", values: []Values{
			values("data.aws_route53_zone.other", map[string]cty.Value{"name": text("example.org"), "zone_id": text("Z2")}),
			values("data.aws_route53_zone.main", map[string]cty.Value{"name": text("example.com"), "zone_id": text("Z1")}),
		}, want: "Z1"},
		{name: "more equal arguments win", values: []Values{
			values("data.aws_route53_zone.any", map[string]cty.Value{"zone_id": text("Z2")}),
			values("data.aws_route53_zone.main", map[string]cty.Value{"name": text("example.com"), "zone_id": text("Z1")}),
		}, want: "Z1"},
		{name: "ambiguous", values: []Values{
			values("data.aws_route53_zone.a", map[string]cty.Value{"zone_id": text("Z1")}),
			values("data.aws_route53_zone.b", map[string]cty.Value{"zone_id": text("Z2")}),
		}, fails: "value.data.aws_route53_zone.a and value.data.aws_route53_zone.b match the same aws_route53_zone. Add an argument that differs"},
		{name: "unknown attribute", values: []Values{values("data.aws_route53_zone.main", map[string]cty.Value{"zone": text("Z1")})}, fails: "value.data.aws_route53_zone.main.zone: it is not an attribute of aws_route53_zone. Remove it"},
		{name: "another type", values: []Values{values("data.aws_route53_zone.main", map[string]cty.Value{"name_servers": text("ns")})}, fails: "value.data.aws_route53_zone.main.name_servers: the type is wrong"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			fields := ask(t, in("eu-west-1", tt.values...), "ReadDataSource", reading(t, zone("example.com")))
			if tt.fails != "" {
				if diagnostic := string(relay.Last(fields, 2).Bytes); !strings.Contains(diagnostic, tt.fails) || !strings.Contains(diagnostic, "simulating aws_route53_zone") {
					t.Errorf("got %q, want %q in it", diagnostic, tt.fails)
				}
				return
			}
			if got := unpacked(t, relay.Last(fields, 1).Bytes, zoneType).GetAttr("zone_id").AsString(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOtherCallsArePassedOn(t *testing.T) {
	t.Parallel()
	s := in("eu-west-1")
	for method, name := range map[string]string{
		"ApplyResourceChange":    "aws_cognito_user_pool",
		"ReadDataSource":         "aws_iam_policy_document",
		"PlanResourceChange":     "aws_lambda_function",
		"ValidateResourceConfig": "aws_lambda_function",
		"UpgradeResourceState":   "aws_lambda_function",
	} {
		_, answered, err := s.Answer(t.Context(), relay.Call{Method: method, Request: message{}.bytes(1, []byte(name)), Schema: func(context.Context) ([]byte, error) {
			t.Errorf("%s of %s requests the schema", method, name)
			return nil, nil
		}})
		if answered || err != nil {
			t.Errorf("%s of %s: answered %t, %v", method, name, answered, err)
		}
	}
}

// configuring returns a Configure.Request: terraform_version (1), config (2).
func configuring(t *testing.T, region, profile, role string) []byte {
	t.Helper()
	assume := cty.Object(map[string]cty.Type{"role_arn": cty.String})
	roles := cty.ListValEmpty(assume)
	if role != "" {
		roles = cty.ListVal([]cty.Value{cty.ObjectVal(map[string]cty.Value{"role_arn": cty.StringVal(role)})})
	}
	typ := cty.Object(map[string]cty.Type{"region": cty.String, "profile": cty.String, "access_key": cty.String, "assume_role": cty.List(assume)})
	orNull := func(text string) cty.Value {
		if text == "" {
			return cty.NullVal(cty.String)
		}
		return cty.StringVal(text)
	}
	return message{}.bytes(1, []byte("1.11.4")).bytes(2, packed(t, cty.ObjectVal(map[string]cty.Value{
		"region": orNull(region), "profile": orNull(profile), "access_key": orNull(profile), "assume_role": roles,
	}), typ))
}

func TestConfigureRemovesCredentials(t *testing.T) {
	t.Parallel()
	got, err := in("eu-west-1").Configure(t.Context(), relay.Call{
		Request: configuring(t, "us-east-1", "production", "arn:aws:iam::999999999999:role/deploy"),
		Schema:  func(context.Context) ([]byte, error) { return schemaResponse(), nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := configuring(t, "us-east-1", "", ""); string(got) != string(want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// A configuration creates certificates through a provider alias for us-east-1.
func TestARNContainsTheRegionOfTheProvider(t *testing.T) {
	t.Parallel()
	s := in("eu-west-1")
	request := applying(t, "aws_lambda_function", cty.NullVal(lambdaType), lambda("edge", 128), lambdaType)
	answer, _, err := s.Answer(t.Context(), relay.Call{
		Method: "ApplyResourceChange", Request: request, Configuration: configuring(t, "us-east-1", "", ""),
		Schema: func(context.Context) ([]byte, error) { return schemaResponse(), nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	fields, err := relay.Fields(answer)
	if err != nil {
		t.Fatal(err)
	}
	if got := unpacked(t, relay.Last(fields, 1).Bytes, lambdaType).GetAttr("arn").AsString(); got != "arn:aws:lambda:us-east-1:123456789012:function:edge" {
		t.Errorf("got %q", got)
	}
}
