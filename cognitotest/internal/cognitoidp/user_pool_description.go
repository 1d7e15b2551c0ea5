package cognitoidp

import (
	"encoding/json"
	"maps"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// describe returns the UserPoolType of a pool. It omits members that have neither a value nor a
// default.
func (c *call) describe(p userpool.Pool) map[string]any {
	d := map[string]any{
		"Id": p.ID, "Name": p.Name, "Arn": p.ARN, "CreationDate": epoch(p.Created), "LastModifiedDate": epoch(p.Modified),
		"Policies": poolPolicies{
			PasswordPolicy: policyOf(p.PasswordPolicy),
			SignInPolicy:   &signInPolicy{AllowedFirstAuthFactors: p.AllowedFirstAuthFactors},
		},
		"DeletionProtection":          p.DeletionProtection,
		"MfaConfiguration":            p.MFA.Configuration,
		"UserPoolTier":                p.Tier,
		"UserPoolTags":                orEmpty(p.Tags),
		"SchemaAttributes":            schemaOf(p.Schema),
		"EstimatedNumberOfUsers":      c.Store.CountUsers(p.ID),
		"UserAttributeUpdateSettings": attributeUpdateSettings{nonNil(p.VerifyBeforeUpdate)},
		"AdminCreateUserConfig":       adminConfigOf(p),
	}
	if r, ok, _ := c.Store.Replica(p.ID); ok && r.Region == c.region {
		d["Arn"], d["UserPoolTags"] = c.Store.ReplicaARN(r.Region, p.ID), orEmpty(r.Tags)
	}
	for name, defaults := range poolDefaults {
		d[name] = withDefaults(nil, defaults)
	}
	for name, raw := range p.Kept {
		if name != inviteMessageTemplate {
			d[name] = withDefaults(raw, poolDefaults[name])
		}
	}
	for name, list := range map[string][]string{
		"AutoVerifiedAttributes": p.AutoVerifiedAttributes, "AliasAttributes": p.AliasAttributes, "UsernameAttributes": p.UsernameAttributes,
	} {
		if len(list) > 0 {
			d[name] = list
		}
	}
	if p.IssuerType != "" { // unspecified: a response omits the setting until a request sets it
		d["IssuerConfiguration"] = issuerConfiguration{p.IssuerType}
	}
	if p.Registration != nil {
		d["DcrConfiguration"] = dcrConfigurationOf(*p.Registration)
	}
	if c.Store.AuthenticationLevels {
		d["AcrConfiguration"] = acrConfigurationOf(p)
	}
	if p.Key.Type != "" { // without the member, the key is an AWS owned key (developer guide, "Data protection")
		d["KeyConfiguration"] = keyConfiguration{p.Key.Type, p.Key.KMSARN}
	}
	if p.CaseSensitive != nil {
		d["UsernameConfiguration"] = usernameConfiguration{*p.CaseSensitive}
	}
	prefix, custom := c.Store.PoolDomains(p.ID)
	if prefix.Name != "" {
		d["Domain"] = prefix.Name
	}
	if custom.Name != "" {
		d["CustomDomain"] = custom.Name
	}
	return d
}

// withDefaults adds the default members to a setting that omits them. It returns a setting that is
// not an object unchanged.
func withDefaults(raw []byte, defaults map[string]any) any {
	merged := map[string]any{}
	maps.Copy(merged, defaults)
	if raw == nil {
		return merged
	}
	var object map[string]any
	if json.Unmarshal(raw, &object) != nil {
		return json.RawMessage(raw)
	}
	maps.Copy(merged, object)
	return merged
}

func policyOf(p userpool.PasswordPolicy) *passwordPolicy {
	return &passwordPolicy{
		MinimumLength: p.MinimumLength, RequireUppercase: p.RequireUppercase, RequireLowercase: p.RequireLowercase,
		RequireNumbers: p.RequireNumbers, RequireSymbols: p.RequireSymbols, PasswordHistorySize: p.HistorySize,
		TemporaryPasswordValidityDays: absentIfZero(p.TemporaryPasswordValidityDays),
	}
}

func adminConfigOf(p userpool.Pool) adminCreateUserConfig {
	days := p.UnusedAccountDays()
	return adminCreateUserConfig{
		AllowAdminCreateUserOnly:  p.AllowAdminCreateUserOnly,
		UnusedAccountValidityDays: &days,
		InviteMessageTemplate:     p.Kept[inviteMessageTemplate],
	}
}

func orEmpty(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

func nonNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
