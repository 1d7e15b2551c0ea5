package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// MFA is a pool's multi-factor setting. Kept has the members that no rule reads, by their name
// in SetUserPoolMfaConfig.
type MFA struct {
	Configuration string // OFF, OPTIONAL or ON
	// SoftwareToken is nil if the client never sent the setting.
	SoftwareToken *bool
	SMS           bool
	Email         bool
	// PasskeysAreMFA is WebAuthnConfiguration's MULTI_FACTOR_WITH_USER_VERIFICATION.
	PasskeysAreMFA bool
	Passkeys       PasskeySettings
	Kept           map[string][]byte
}

// HasSoftwareToken reports whether authenticator apps are a factor.
func (m MFA) HasSoftwareToken() bool { return m.SoftwareToken != nil && *m.SoftwareToken }

func (m MFA) off() bool { return m.Configuration == DefaultMFA || m.Configuration == "" }

func (m MFA) hasFactor() bool { return m.HasSoftwareToken() || m.SMS || m.Email }

// In returns the setting with another mode. OFF removes the second factors but not the settings of
// passkeys (API_SetUserPoolMfaConfig).
func (m MFA) In(mode string) MFA {
	m.Configuration = mode
	if !m.off() {
		return m
	}
	kept := map[string][]byte{}
	if raw, ok := m.Kept[webAuthnMember]; ok {
		kept[webAuthnMember] = raw
	}
	return MFA{Configuration: mode, PasskeysAreMFA: m.PasskeysAreMFA, Passkeys: m.Passkeys, Kept: kept}
}

const webAuthnMember = "WebAuthnConfiguration"

// smsIsRequired is the error of CreateUserPool and UpdateUserPool for MFA without a factor.
// The two actions can only configure SMS (aws/aws-cdk#11478, cdk-preflight).
func smsIsRequired() error {
	return apierror.InvalidParameter("SMS configuration and Auto verification for phone_number are required when MFA is required/optional")
}

// SetMFA replaces a pool's multi-factor setting. change sets the pool's sender of text messages,
// which is part of the same request.
func (s *Store) SetMFA(id string, m MFA, change func(*Pool)) (Pool, error) {
	return s.updatePool(id, func(_ *poolState, p *Pool) error {
		p.MFA = m.In(m.Configuration)
		change(p)
		return m.validate(*p)
	})
}

// validate applies the rules of SetUserPoolMfaConfig in the observed order: the mode before the
// email sender (go-to-k/cdkd#1923, #1977). A factor that is present but not enabled counts as
// configured, too.
func (m MFA) validate(p Pool) error {
	switch {
	case m.off() && (m.SoftwareToken != nil || m.SMS || m.Email):
		return apierror.InvalidParameter("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.")
	case !m.off() && !m.hasFactor():
		return apierror.InvalidParameter("Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.") // anomalyco/sst#5177
	case !m.SMS && slices.Contains(p.AutoVerifiedAttributes, "phone_number"): // hashicorp/terraform-provider-aws#28294: also if the pool has a sender and MFA is off
		return smsIsRequiredToVerify()
	case m.Email && !p.Email.usesSES():
		return emailMFANeedsSES()
	case m.Email && !p.recoversBesideEmail(): // one report, after the sender was corrected
		return apierror.InvalidParameter("Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting is not set or contains only verified_email in RecoveryMechanisms.")
	case m.SMS && p.SMS == nil:
		return apierror.InvalidParameter("SMS configuration is required to configure SMS MFA.") // the text is unspecified
	case m.Configuration == mfaRequired && slices.Contains(p.AllowedFirstAuthFactors, FactorPasskey) && !m.PasskeysAreMFA:
		return apierror.InvalidParameter("Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor") // go-to-k/cdkd#2064
	}
	return nil
}

// checkUpdate rejects an update of the pool that removes the sender of a factor. The text for
// email is the text of SetUserPoolMfaConfig (unspecified).
func (m MFA) checkUpdate(p Pool) error {
	switch {
	case !m.off() && !m.hasFactor(), m.SMS && p.SMS == nil:
		return smsIsRequired()
	case m.Email && !p.Email.usesSES():
		return emailMFANeedsSES()
	}
	return nil
}

func emailMFANeedsSES() error {
	return apierror.InvalidParameter("Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.")
}

// recoversBesideEmail reports whether the pool has a recovery mechanism other than email.
func (p Pool) recoversBesideEmail() bool {
	return slices.ContainsFunc(p.Recovery, func(r RecoveryMechanism) bool { return r.Name != "verified_email" })
}

const mfaRequired = "ON"

// checkFirstFactors rejects first factors that cannot be combined with required MFA
// (go-to-k/cdkd#1975, #2069; hashicorp/terraform-provider-aws#50110). All can be combined with
// optional MFA.
func (p Pool) checkFirstFactors() error {
	if p.MFA.Configuration != mfaRequired {
		return nil
	}
	for _, factor := range p.AllowedFirstAuthFactors {
		if factor != FactorPassword && factor != FactorPasskey {
			return apierror.InvalidParameter("Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled")
		}
		if factor == FactorPasskey && !p.MFA.PasskeysAreMFA {
			return apierror.InvalidParameter("WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA.")
		}
	}
	return nil
}
