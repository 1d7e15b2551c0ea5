package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

const rootsFolder = "../../test/testdata/roots"

// rootCase is a root of test/testdata/roots. Findings are "CHECK POOL/CLIENT" or "CHECK POOL".
type rootCase struct {
	options proveOptions
	// advice are the findings of the unchanged root: recommendations that its author does not follow.
	advice []string
	// passes are checks that must apply to the unchanged root and pass.
	passes []string
	// drift changes one setting without Terraform.
	drift func(*poolEditor)
	// found are the findings that the change adds.
	found []string
}

// secretForm matches secrets of prove and of the emulator by their form: tokens, codes, cookies, PKCE verifiers, sessions, client
// secrets and TOTP secrets have at least the length of a UUID; states, nonces and passwords are random texts in base32.
var secretForm = regexp.MustCompile(`[\w+=-]{36,}|[A-Z2-7]{26}|Aa1!`)

// failures returns the failed checks of a report, sorted. It fails the test if a check could not run.
func failures(t *testing.T, r *report.Report) []string {
	t.Helper()
	if unchecked := resultsWith(r, report.Unchecked); len(unchecked) > 0 {
		t.Errorf("these checks could not run: %q", unchecked)
	}
	return resultsWith(r, report.Failed)
}

// resultsWith returns the checks of a report with an outcome, sorted, with their places. A check that could
// not run has its reason, too.
func resultsWith(r *report.Report, outcome report.Outcome) []string {
	var found []string
	add := func(place string, results []report.Result) {
		for _, result := range results {
			if result.Outcome == outcome {
				found = append(found, strings.TrimSpace(result.Check+" "+place+" "+result.Reason))
			}
		}
	}
	for _, e := range r.Environments {
		add(e.Name, e.Results)
		for _, c := range e.Clients {
			add(e.Name+"/"+c.Key, c.Results)
		}
	}
	slices.Sort(found)
	return found
}

// Proves each root, then changes one setting on the emulator. The checks must report the change.
func TestProveRoots(t *testing.T) {
	t.Parallel()
	folders, err := fs.Glob(os.DirFS(rootsFolder), "*/main.tf*")
	if err != nil {
		t.Fatal(err)
	}
	for _, main := range folders {
		name := filepath.Dir(main)
		test, ok := rootCases[name]
		if !ok {
			t.Errorf("no test has the root %s", name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.prove(t, name)
		})
	}
	if len(folders) != len(rootCases) {
		t.Errorf("there are %d roots and %d tests", len(folders), len(rootCases))
	}
}

func (c rootCase) prove(t *testing.T, name string) {
	t.Helper()
	var notes bytes.Buffer
	c.options.dir = filepath.Join(rootsFolder, name)
	c.options.listen = "127.0.0.1:0"
	if c.options.seed != "" {
		c.options.seed = filepath.Join(c.options.dir, c.options.seed)
	}
	if name == "random-prefix" {
		c.proveOrMissProvider(t)
		return
	}
	before := snapshot(t, c.options.dir)
	p := &proof{options: c.options, progress: progress{w: &notes}}
	var rejected []string
	_, err := p.run(t.Context(), proofHooks{proven: func(ctx context.Context, r *report.Report) error {
		rejected = r.Proofs[0].Refused
		unchanged := failures(t, r)
		if !slices.Equal(unchanged, c.advice) {
			t.Errorf("unchanged: got findings %q, want %q", unchanged, c.advice)
		}
		if passed := resultsWith(r, report.Passed); len(slices.DeleteFunc(slices.Clone(c.passes), func(name string) bool { return slices.Contains(passed, name) })) > 0 {
			t.Errorf("unchanged: %q must pass, and these pass: %q", c.passes, passed)
		}
		c.drift(&poolEditor{t, p})
		if err := p.runChecks(ctx); err != nil {
			return err
		}
		found := slices.DeleteFunc(failures(t, p.report), func(f string) bool { return slices.Contains(c.advice, f) })
		if !slices.Equal(found, c.found) {
			t.Errorf("changed: got findings %q, want %q", found, c.found)
		}
		return nil
	}})
	if err != nil {
		t.Fatalf("%v\n%s", err, notes.String())
	}
	if len(rejected) > 0 {
		t.Errorf("requests to these hosts were rejected: %q", rejected)
	}
	written, err := json.Marshal(p.report)
	if err != nil {
		t.Fatal(err)
	}
	if secrets := secretForm.FindAllString(notes.String()+string(written), -1); len(secrets) > 0 {
		t.Errorf("the progress or the report shows the secrets %q", secrets)
	}
	if after := snapshot(t, c.options.dir); after != before {
		t.Errorf("the root was changed from\n%s\nto\n%s", before, after)
	}
}

// proveOrMissProvider proves a root that requires hashicorp/random. On a machine that cannot install this
// provider, it checks the error instead.
func (c rootCase) proveOrMissProvider(t *testing.T) {
	t.Helper()
	p := &proof{options: c.options, progress: progress{w: io.Discard}}
	_, err := p.run(t.Context(), proofHooks{})
	if err == nil {
		return // init installed the provider
	}
	const want = "init failed: the provider hashicorp/random cannot be installed. Allow its registry, or put it into a filesystem mirror"
	if !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got  %v\nwant %s...", err, want)
	}
}

// snapshot returns all files below a folder with their content, as one text.
func snapshot(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			all.WriteString(path + "\n")
			return err
		}
		text, err := os.ReadFile(path)
		all.WriteString(path + "\n" + string(text) + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// rootCases are the roots by folder. The README of test/testdata/roots describes them.
var rootCases = map[string]rootCase{
	"apps-for-each": {
		advice: []string{"password-policy main"},
		found:  []string{"origin-jti main/storefront", "revoked-refresh-token main/storefront", "token-revocation main/storefront"},
		drift: func(d *poolEditor) {
			d.client("storefront", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.EnableTokenRevocation = aws.Bool(false)
			})
		},
	},
	"custom-domain": {
		advice: []string{"user-existence-errors this/app"},
		found:  []string{"domain this"},
		drift: func(d *poolEditor) {
			e := d.pool("")
			described, err := d.p.api(e.Region).DescribeUserPool(d.t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &e.UserPoolID})
			if err != nil {
				d.t.Fatal(err)
			}
			if _, err := d.p.api(e.Region).DeleteUserPoolDomain(d.t.Context(), &cognitoidentityprovider.DeleteUserPoolDomainInput{UserPoolId: &e.UserPoolID, Domain: described.UserPool.CustomDomain}); err != nil {
				d.t.Fatal(err)
			}
		},
	},
	"customers-and-staff": {
		found: []string{"mfa staff"},
		drift: func(d *poolEditor) {
			e := d.pool("staff")
			_, err := d.p.api(e.Region).SetUserPoolMfaConfig(d.t.Context(), &cognitoidentityprovider.SetUserPoolMfaConfigInput{
				UserPoolId: &e.UserPoolID, MfaConfiguration: types.UserPoolMfaTypeOptional,
				SoftwareTokenMfaConfiguration: &types.SoftwareTokenMfaConfigType{Enabled: true},
			})
			if err != nil {
				d.t.Fatal(err)
			}
		},
	},
	"existing-pool": {
		advice:  []string{"user-existence-errors central/wiki"},
		found:   []string{"oauth-scopes central/wiki"},
		options: proveOptions{seed: "seed.hcl"},
		drift: func(d *poolEditor) {
			d.client("wiki", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.AllowedOAuthScopes = slices.DeleteFunc(in.AllowedOAuthScopes, func(s string) bool { return s == "email" })
			})
		},
	},
	"federated-providers": {
		passes:  []string{"saml-sign-in saas/web"},
		found:   []string{"identity-providers saas/web"},
		options: proveOptions{vars: []string{"google_client_secret=g", "partner_client_secret=p"}},
		drift: func(d *poolEditor) {
			d.client("web", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) { in.SupportedIdentityProviders = nil })
		},
	},
	"http-api-jwt": {
		found: []string{"grace-period-end pool/spa", "refresh-token-reuse pool/spa", "refresh-token-rotation pool/spa"},
		drift: func(d *poolEditor) {
			d.client("", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.RefreshTokenRotation.RetryGracePeriodSeconds = aws.Int32(0)
			})
		},
	},
	"identity-pool": {
		advice: []string{"user-existence-errors users/app"},
		found:  []string{"deletion-protection users"},
		drift: func(d *poolEditor) {
			e := d.pool("")
			if _, err := d.p.api(e.Region).UpdateUserPool(d.t.Context(), &cognitoidentityprovider.UpdateUserPoolInput{UserPoolId: &e.UserPoolID, DeletionProtection: types.DeletionProtectionTypeInactive}); err != nil {
				d.t.Fatal(err)
			}
		},
	},
	"lambda-pre-token": {
		advice: []string{"user-existence-errors users/web"},
		found:  []string{"api-sign-in users/web", "id-token-end users/web", "token-claims users/web", "token-validity users/web"},
		drift: func(d *poolEditor) {
			d.client("", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.IdTokenValidity = aws.Int32(1)
				in.TokenValidityUnits.IdToken = types.TimeUnitsTypeHours
			})
		},
	},
	"lists-module": {
		advice: []string{"password-flow module.cognito/client[2]"},
		found:  []string{"api-sign-in module.cognito/client[2]", "auth-flows module.cognito/client[2]"},
		drift: func(d *poolEditor) {
			d.client("client[2]", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.ExplicitAuthFlows = append(in.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowAdminUserPasswordAuth)
			})
		},
	},
	"machine-to-machine": {
		advice: []string{"user-existence-errors orders/web"},
		found:  []string{"machine-token orders/nightly_export", "oauth-scopes orders/nightly_export"},
		drift: func(d *poolEditor) {
			d.client("nightly_export", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.AllowedOAuthScopes = []string{strings.Replace(in.AllowedOAuthScopes[0], "/export", "/read", 1)}
			})
		},
	},
	"native-clients": {
		advice: []string{"password-flow players/launcher", "password-policy players", "user-existence-errors players/launcher", "user-existence-errors players/matchmaking"},
		found:  []string{"api-sign-in players/launcher", "disabled-user players/launcher", "foreign-token players/launcher", "refresh-flow players/launcher", "refresh-token-end players/launcher", "signed-out-user players/launcher"},
		drift: func(d *poolEditor) {
			d.client("launcher", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.ExplicitAuthFlows = slices.DeleteFunc(in.ExplicitAuthFlows, func(f types.ExplicitAuthFlowsType) bool { return f == types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth })
			})
		},
	},
	"nested-module": {
		found: []string{`user-existence-errors module.auth["beta"]/beta`},
		drift: func(d *poolEditor) {
			d.client("", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.PreventUserExistenceErrors = types.PreventUserExistenceErrorTypesLegacy
			})
		},
	},
	"our-module": {
		passes: []string{"session-limit module.cognito/phone", "session-limit module.cognito/web"},
		found:  []string{"code-response module.cognito/web", "readable-attributes module.cognito/web", "temporary-password module.cognito/web"},
		drift: func(d *poolEditor) {
			d.client("web", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) { in.ReadAttributes = []string{"name"} })
		},
	},
	"our-submodules": {
		found: []string{"api-sign-in members/kiosk", "grace-period-end members/kiosk", "refresh-response members/kiosk", "refresh-token-reuse members/kiosk", "refresh-token-rotation members/kiosk"},
		drift: func(d *poolEditor) {
			d.client("kiosk", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeDisabled}
				in.ExplicitAuthFlows = append(in.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
			})
		},
	},
	"passkeys": {
		options: proveOptions{levels: true},
		passes:  []string{"passkey-sign-in customers/banking", "step-up customers/banking"},
		found:   []string{"password-flow customers/banking"},
		drift: func(d *poolEditor) {
			d.client("banking", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.ExplicitAuthFlows = append(in.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowUserPasswordAuth)
			})
		},
	},
	"random-prefix": {},
	"rest-api-authorizer": {
		advice: []string{"user-existence-errors mobile_users/android", "user-existence-errors mobile_users/ios"},
		found:  []string{"refresh-token-end mobile_users/ios", "token-validity mobile_users/ios"},
		drift: func(d *poolEditor) {
			d.client("ios", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) { in.RefreshTokenValidity = 1 })
		},
	},
	"ses-email": {
		found: []string{"logout-urls shop/shop", "sign-out shop/shop"},
		drift: func(d *poolEditor) {
			d.client("", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) { in.LogoutURLs = nil })
		},
	},
	"state-in-s3": {
		advice: []string{"user-existence-errors employees/grafana"},
		found:  []string{"api-sign-in employees/grafana", "refresh-response employees/grafana", "refresh-token-reuse employees/grafana", "refresh-token-rotation employees/grafana"},
		drift: func(d *poolEditor) {
			d.client("", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.ExplicitAuthFlows = slices.DeleteFunc(in.ExplicitAuthFlows, func(f types.ExplicitAuthFlowsType) bool { return f == types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth })
				in.RefreshTokenRotation = &types.RefreshTokenRotationType{Feature: types.FeatureTypeEnabled}
			})
		},
	},
	"web-acl": {
		found: []string{"implicit-grant login/gateway"},
		drift: func(d *poolEditor) {
			d.client("", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.AllowedOAuthFlows = append(in.AllowedOAuthFlows, types.OAuthFlowTypeImplicit)
			})
		},
	},
	"wrong-refresh": {
		advice: []string{"api-sign-in delivery/courier", "implicit-grant delivery/tracking", "password-flow delivery/courier", "user-existence-errors delivery/courier", "user-existence-errors delivery/portal", "user-existence-errors delivery/tracking"},
		found:  []string{"oauth-flows delivery/portal", "oauth-scopes delivery/portal"},
		drift: func(d *poolEditor) {
			d.client("portal", func(in *cognitoidentityprovider.UpdateUserPoolClientInput) {
				in.AllowedOAuthFlowsUserPoolClient = false
				in.AllowedOAuthFlows, in.AllowedOAuthScopes = nil, nil
			})
		},
	},
}
