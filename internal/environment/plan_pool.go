package environment

import (
	"slices"
	"strings"
)

// declaredPool reads the settings of a planned pool. A block that the configuration omits is
// not declared.
func declaredPool(r *resource) (p Pool, err error) {
	for _, setting := range []struct {
		name   string
		target **string
	}{
		{"deletion_protection", &p.DeletionProtection},
		{"user_pool_tier", &p.Tier},
		{"mfa_configuration", &p.MFAConfiguration},
	} {
		if *setting.target, err = r.text(setting.name); err != nil {
			return p, err
		}
	}
	for _, read := range []func(*resource) error{p.readPasswordPolicy, p.readAdminCreateUser, p.readAccountRecovery, p.readThreatProtection} {
		if err := read(r); err != nil {
			return p, err
		}
	}
	return p, nil
}

// firstBlock returns the block of an argument that has at most one, or nil.
func firstBlock[T any](r *resource, name string) (*T, error) {
	blocks, err := attribute[[]T](r, name)
	if err != nil || blocks == nil || len(*blocks) == 0 {
		return nil, err
	}
	return &(*blocks)[0], nil
}

func (p *Pool) readPasswordPolicy(r *resource) (err error) {
	p.PasswordPolicy, err = firstBlock[PasswordPolicy](r, "password_policy")
	return err
}

func (p *Pool) readAdminCreateUser(r *resource) error {
	block, err := firstBlock[struct {
		Only *bool `json:"allow_admin_create_user_only"`
	}](r, "admin_create_user_config")
	if block != nil {
		p.AllowAdminCreateUserOnly = block.Only
	}
	return err
}

func (p *Pool) readAccountRecovery(r *resource) error {
	type mechanism struct {
		Name     string `json:"name"`
		Priority int    `json:"priority"`
	}
	block, err := firstBlock[struct {
		Mechanisms []mechanism `json:"recovery_mechanism"`
	}](r, "account_recovery_setting")
	if block == nil {
		return err
	}
	slices.SortFunc(block.Mechanisms, func(a, b mechanism) int {
		if a.Priority != b.Priority {
			return a.Priority - b.Priority
		}
		return strings.Compare(a.Name, b.Name)
	})
	for _, m := range block.Mechanisms {
		p.AccountRecovery = append(p.AccountRecovery, m.Name)
	}
	return err
}

func (p *Pool) readThreatProtection(r *resource) error {
	block, err := firstBlock[struct {
		Mode            *string `json:"advanced_security_mode"`
		AdditionalFlows []struct {
			CustomAuthMode *string `json:"custom_auth_mode"`
		} `json:"advanced_security_additional_flows"`
	}](r, "user_pool_add_ons")
	if block == nil {
		return err
	}
	p.AdvancedSecurityMode = block.Mode
	if len(block.AdditionalFlows) > 0 {
		p.CustomAuthMode = block.AdditionalFlows[0].CustomAuthMode
	}
	return err
}
