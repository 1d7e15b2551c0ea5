package userpool

import (
	"regexp"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// EmailSender is the sender of a pool's email messages.
type EmailSender struct {
	Account   string // COGNITO_DEFAULT, DEVELOPER or ""
	SourceARN string
	From      string
}

// usesSES reports whether the messages are sent through Amazon SES of the caller's account.
func (e EmailSender) usesSES() bool { return e.Account == "DEVELOPER" }

// SMSSender is the role with which a pool sends text messages through Amazon SNS, or through AWS
// End User Messaging SMS.
type SMSSender struct {
	CallerARN string
	Region    string           // "": the region of the pool
	Messaging *MessagingSender // nil: Amazon SNS
}

// MessagingSender is the role with which a pool uses AWS End User Messaging SMS.
type MessagingSender struct {
	CallerARN string
	Region    string // "": the region of the pool
}

// RecoveryMechanism is a way to reset a password: verified_email, verified_phone_number or
// admin_only.
type RecoveryMechanism struct {
	Name     string
	Priority int
}

// validate applies the rules that combine settings of a pool, and rules that the API model does
// not have (texts as measured by cdk-preflight and reported in issues).
func (p Pool) validate(region, account string) error {
	checks := []func() error{
		p.checkSignIn, p.checkVerification, p.checkTemporaryPasswords, p.checkRecovery, p.checkTier, p.checkFirstFactors, p.checkEmailSender, p.checkTags, p.checkACR,
		func() error { return p.checkSMSSender(region, account) },
		func() error { return p.checkTriggers(region) },
		func() error { return p.Key.validate(region) },
	}
	for _, check := range checks {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (p Pool) checkSignIn() error {
	if len(p.AliasAttributes) > 0 && len(p.UsernameAttributes) > 0 {
		return apierror.InvalidParameter("Only one of the aliasAttributes or usernameAttributes can be set in a User pool.")
	}
	// Developer guide, "Working with user attributes"; the text is unspecified.
	if a, _ := p.attribute("preferred_username"); a.Required && slices.Contains(p.AliasAttributes, a.Name) {
		return apierror.InvalidParameter("preferred_username cannot be both required and an alias.")
	}
	if len(p.AllowedFirstAuthFactors) > 0 && !slices.Contains(p.AllowedFirstAuthFactors, "PASSWORD") {
		return apierror.InvalidParameter("Password should be configured as one of the allowed first auth factors.")
	}
	return nil
}

func (p Pool) checkVerification() error {
	for _, a := range p.VerifyBeforeUpdate {
		if !slices.Contains(p.AutoVerifiedAttributes, a) {
			return apierror.InvalidParameter("All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes")
		}
	}
	if slices.Contains(p.AutoVerifiedAttributes, "phone_number") && p.SMS == nil {
		return smsIsRequiredToVerify()
	}
	return nil
}

func smsIsRequiredToVerify() error {
	return apierror.InvalidParameter("SMS configuration is required when phone_number is selected for auto verification")
}

func (p Pool) checkTemporaryPasswords() error {
	if p.UnusedAccountValidityDays != nil && p.PasswordPolicy.TemporaryPasswordValidityDays != 0 {
		return apierror.InvalidParameter("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays")
	}
	return nil
}

// checkRecovery also rejects a pool whose users cannot reset a password: a delivery medium that is
// a second factor cannot be the only recovery mechanism (API_CreateUserPool, AccountRecoverySetting).
// The text for SMS is from aws/aws-cdk#11478, whose pool had both mechanisms;
// hashicorp/terraform-provider-aws#41049 and the documentation accept both. The text for email
// follows it.
func (p Pool) checkRecovery() error {
	for i, a := range p.Recovery {
		if a.Name == "admin_only" && len(p.Recovery) > 1 {
			return apierror.InvalidParameter("Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.")
		}
		for _, b := range p.Recovery[:i] {
			if a.Name == b.Name || a.Priority == b.Priority {
				return apierror.InvalidParameter("Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.")
			}
		}
	}
	if len(p.Recovery) != 1 || p.MFA.off() {
		return nil
	}
	switch {
	case p.MFA.SMS && p.Recovery[0].Name == "verified_phone_number":
		return apierror.InvalidParameter("Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured.")
	case p.MFA.Email && p.Recovery[0].Name == "verified_email":
		return apierror.InvalidParameter("Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_email as a recovery mechanism when Email MFA is configured.")
	}
	return nil
}

// sesRegions are the regions that an SES identity can have, for pools in all regions
// (measured by cdk-preflight on 2026-09-08).
var sesRegions = []string{"eu-west-1", "us-east-1", "us-west-2"}

// CheckSESRegion rejects an Amazon SES identity in a region from which the service does not
// send.
func CheckSESRegion(sourceARN string) error {
	if sourceARN != "" && !slices.Contains(sesRegions, arnPart(sourceARN, arnRegion)) {
		return apierror.InvalidParameter("Provided SourceArn must be in one of the following SES regions: %s.", strings.Join(sesRegions, ", "))
	}
	return nil
}

// fromAddress matches an email address, with or without a display name.
var fromAddress = regexp.MustCompile(`^[^@\s]+@[^@\s]+$|<[^@\s]+@[^@\s]+>$`)

func (p Pool) checkEmailSender() error {
	e := p.Email
	switch {
	case e.usesSES() && e.SourceARN == "":
		return apierror.InvalidParameter("Source ARN is required to use DEVELOPER email sending owner")
	case e.Account == "COGNITO_DEFAULT" && e.SourceARN != "":
		return apierror.InvalidParameter("Cognito is not allowed to use your email identity")
	case e.From != "" && !fromAddress.MatchString(e.From):
		return apierror.InvalidParameter("Provided From email address is invalid")
	}
	return CheckSESRegion(e.SourceARN)
}

func (p Pool) checkSMSSender(region, account string) error {
	if p.SMS == nil {
		return nil
	}
	if p.SMS.Region != "" && p.SMS.Region != region {
		return apierror.InvalidParameter("Invalid snsRegion. Allowed SNS region for %s is %s", region, region)
	}
	if p.SMS.Messaging != nil {
		return p.SMS.checkMessaging(region, account)
	}
	if p.SMS.CallerARN == "" {
		return apierror.InvalidParameter("SmsConfiguration must have either SnsCallerArn or EumsSms.")
	}
	return checkRole(p.SMS.CallerARN, account)
}

// checkMessaging rejects a setting of Amazon SNS beside a sender of AWS End User Messaging SMS, and
// another region than the pool's (API_SmsConfigurationType, API_EumsSmsConfigurationType). The
// texts are unspecified, except for the text about the role, which follows Amazon SNS.
func (s SMSSender) checkMessaging(region, account string) error {
	switch {
	case s.CallerARN != "" || s.Region != "":
		return apierror.InvalidParameter("SmsConfiguration can have either SnsCallerArn or EumsSms, not both.")
	case s.Messaging.Region != "" && s.Messaging.Region != region:
		return apierror.InvalidParameter("Invalid region in eumsSms. The Region of the user pool is %s.", region)
	}
	return checkRole(s.Messaging.CallerARN, account)
}

// checkRole rejects a role of another account (measured by cdk-preflight).
func checkRole(arn, account string) error {
	if arn != "" && arnPart(arn, arnAccount) != account {
		return apierror.InvalidParameter("Cross-account pass role is not allowed.")
	}
	return nil
}

func (p Pool) checkTriggers(region string) error {
	t := p.Triggers
	if older := t.Functions[TriggerPreTokenGeneration]; older != "" && t.PreTokenVersioned != "" && older != t.PreTokenVersioned {
		return apierror.InvalidParameter("Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's")
	}
	if t.hasCustomSender() && t.KMSKeyARN == "" {
		return apierror.InvalidParameter("KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.")
	}
	for _, arn := range t.arns() {
		if arnPart(arn, arnRegion) != region {
			return apierror.InvalidParameter("Cross-region lambda functions are not supported")
		}
	}
	if r := arnPart(t.KMSKeyARN, arnRegion); t.hasCustomSender() && r != region {
		return apierror.InvalidParameter("Invalid arn %s", r)
	}
	return nil
}

// The parts of arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE.
const (
	arnService  = 2
	arnRegion   = 3
	arnAccount  = 4
	arnResource = 5
)

func arnPart(arn string, part int) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) <= part {
		return ""
	}
	return parts[part]
}

// checkTier rejects features that the tier does not include. The texts for sign-in, token
// customization and threat protection are reported (cdk-preflight,
// hashicorp/terraform-provider-aws#40734). The names of email MFA, password history, dynamic client
// registration and custom ACR names are unspecified.
func (p Pool) checkTier() error {
	var features []string
	if p.Tier == tierLite {
		if slices.ContainsFunc(p.AllowedFirstAuthFactors, func(f string) bool { return f != "PASSWORD" }) {
			features = append(features, "Passwordless Sign-In")
		}
		if v := p.Triggers.PreTokenVersion; v != "" && v != "V1_0" {
			features = append(features, "Token Customization with Pre-Token Generation Lambda "+v)
		}
		if p.MFA.Email {
			features = append(features, "Email MFA")
		}
		if p.PasswordPolicy.HistorySize > 0 {
			features = append(features, "Password History")
		}
		if p.RegistersClients() {
			features = append(features, "Dynamic Client Registration")
		}
		if len(p.CustomACR) > 0 {
			features = append(features, acrFeature)
		}
	}
	if p.Tier != tierPlus && p.HasThreatProtection() {
		features = append(features, "Threat Protection")
	}
	if len(features) == 0 {
		return nil
	}
	return needsAnotherTier(p.Tier, features...)
}

func needsAnotherTier(tier string, features ...string) error {
	return apierror.FeatureUnavailable("The following features need to be disabled for the " + tier + " pricing tier configured: " + strings.Join(features, ", "))
}

// HasThreatProtection reports whether the pool has threat protection.
func (p Pool) HasThreatProtection() bool {
	return p.AdvancedSecurityMode == "AUDIT" || p.AdvancedSecurityMode == "ENFORCED"
}

// DefaultTierFor returns the tier of a new pool whose request has no tier. Only the tier PLUS
// includes threat protection (developer guide, "User pool feature plans").
func (p Pool) DefaultTierFor() string {
	if p.HasThreatProtection() {
		return tierPlus
	}
	return DefaultTier
}
