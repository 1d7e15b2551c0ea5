package hostedui_test

import (
	"maps"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	markup "golang.org/x/net/html"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// inspection is what a page tells about its fields.
type inspection struct {
	title   string
	wrong   []string // the names of the fields with aria-invalid
	focus   []string // the names of the fields with autofocus
	unknown []string // ids in aria-describedby that are not on the page, or are there twice
	silent  []string // the names of wrong fields that the message does not describe
}

func (p page) inspect(t *testing.T) inspection {
	t.Helper()
	root, err := markup.Parse(strings.NewReader(p.body))
	require.NoError(t, err)
	attribute := func(n *markup.Node, name string) (string, bool) {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val, true
			}
		}
		return "", false
	}
	var got inspection
	ids, alerts := map[string]int{}, map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == markup.ElementNode && n.Data == "title" {
			got.title = n.FirstChild.Data
		}
		if id, ok := attribute(n, "id"); ok {
			ids[id]++
			role, _ := attribute(n, "role")
			alerts[id] = role == "alert"
		}
	}
	for n := range root.Descendants() {
		name, _ := attribute(n, "name")
		describedBy, _ := attribute(n, "aria-describedby")
		told := false
		for id := range strings.FieldsSeq(describedBy) {
			if ids[id] != 1 {
				got.unknown = append(got.unknown, id)
			}
			told = told || alerts[id]
		}
		if value, ok := attribute(n, "aria-invalid"); ok && value == "true" {
			got.wrong = append(got.wrong, name)
			if !told {
				got.silent = append(got.silent, name)
			}
		}
		if _, ok := attribute(n, "autofocus"); ok {
			got.focus = append(got.focus, name)
		}
	}
	return got
}

// A rejected form names its wrong fields for assistive technology, and the first of them has the focus.
func TestRejectedFormsMarkTheirFields(t *testing.T) {
	t.Parallel()
	twice := func(names ...string) []string { return append(names, names...) } // the classic sign-in page has two copies of the form
	changed := func(form url.Values, name, value string) url.Values {
		form = maps.Clone(form)
		form.Set(name, value)
		return form
	}
	reset := url.Values{"username": {"jo"}, "code": {"000000"}, "password": {password}, "confirmPassword": {password}}
	for _, tt := range []struct {
		name    string
		managed bool
		submit  func(s *fixture, b *browser) page
		title   string
		wrong   []string
		focus   []string
	}{
		{"sign-in", false, func(s *fixture, b *browser) page { return b.signIn(s.client, "jo", "wrong") }, "Error: Signin", twice("username", "password"), []string{"username", "username"}},
		{"sign-in of an unknown user, which a client hides", false, func(s *fixture, b *browser) page { return b.signIn(s.client, "nobody", "wrong") }, "Error: Signin", twice("username", "password"), []string{"username", "username"}},
		{"sign-in of an unknown user", false, func(s *fixture, b *browser) page { return b.signIn(s.addClient("LEGACY"), "nobody", "wrong") }, "Error: Signin", twice("username"), []string{"username", "username"}},
		{"password page", true, func(_ *fixture, b *browser) page { return b.signInManaged("jo", "wrong") }, "Error: Enter your password", []string{"password"}, []string{"password"}},
		{"sign-up with the name of another user", false, func(s *fixture, b *browser) page {
			return b.submit(b.get(s.path("/signup")), changed(adaForm, "username", "jo"))
		}, "Error: Sign up", []string{"username"}, []string{"username"}},
		{"sign-up with a weak password", true, func(s *fixture, b *browser) page {
			return b.submit(b.get(s.path("/signup")), changed(adaForm, "password", "short"))
		}, "Error: Sign up", []string{"password"}, []string{"password"}},
		{"sign-up without a password", true, func(s *fixture, b *browser) page {
			return b.submit(b.get(s.path("/signup")), changed(adaForm, "password", ""))
		}, "Error: Sign up", []string{"password"}, []string{"password"}},
		{"sign-up without an attribute", false, func(s *fixture, b *browser) page {
			return b.submit(b.get(s.path("/signup")), changed(adaForm, "requiredAttributes[given_name]", ""))
		}, "Error: Sign up", []string{"requiredAttributes[given_name]"}, []string{"requiredAttributes[given_name]"}},
		{"sign-up with a wrong email", false, func(s *fixture, b *browser) page {
			return b.submit(b.get(s.path("/signup")), changed(adaForm, "requiredAttributes[email]", "x"))
		}, "Error: Sign up", []string{"requiredAttributes[email]"}, []string{"requiredAttributes[email]"}},
		{"confirmation", true, func(s *fixture, b *browser) page {
			return b.submit(b.submit(b.get(s.path("/signup")), adaForm), url.Values{"username": {"ada"}, "code": {"000000"}})
		}, "Error: Confirm your account", []string{"code"}, []string{"code"}},
		{"password reset of an unknown user", false, func(s *fixture, b *browser) page {
			s.client = s.addClient("LEGACY")
			return b.submit(b.get(s.path("/forgotPassword")), url.Values{"username": {"nobody"}})
		}, "Error: Forgot your password?", []string{"username"}, []string{"username"}},
		{"password reset with a wrong code", false, func(s *fixture, b *browser) page {
			return b.submit(b.submit(b.get(s.path("/forgotPassword")), url.Values{"username": {"jo"}}), reset)
		}, "Error: Reset your password", []string{"code"}, []string{"code"}},
		{"password reset with different passwords", true, func(s *fixture, b *browser) page {
			return b.submit(b.submit(b.get(s.path("/forgotPassword")), url.Values{"username": {"jo"}}), changed(reset, "confirmPassword", "x"))
		}, "Error: Reset your password", []string{"confirmPassword"}, []string{"confirmPassword"}},
		{"password reset with a space", false, func(s *fixture, b *browser) page {
			form := changed(changed(reset, "password", password+" "), "confirmPassword", password+" ")
			return b.submit(b.submit(b.get(s.path("/forgotPassword")), url.Values{"username": {"jo"}}), form)
		}, "Error: Reset your password", []string{"password"}, []string{"password"}},
		{"new password", false, func(s *fixture, b *browser) page {
			s.addUser("new")
			return b.submit(b.signIn(s.client, "new", password), url.Values{"new_password": {"short"}, "confirm_password": {"short"}})
		}, "Error: Change your password", []string{"new_password"}, []string{"new_password"}},
		{"second factor", false, func(s *fixture, b *browser) page {
			s.change(func(p *userpool.Pool) { p.MFA = userpool.MFA{Configuration: "ON", SoftwareToken: new(true)} })
			return b.submit(b.signIn(s.client, "jo", password), url.Values{"code": {"000000"}})
		}, "Error: Set up authenticator app MFA", []string{"code"}, []string{"code"}},
		{"no error on the classic pages", false, func(s *fixture, b *browser) page { return b.get(s.path("/signup")) }, "Sign up", nil, nil},
		{"no error in managed login", true, func(s *fixture, b *browser) page { return b.get(s.path("/login")) }, "Sign in", nil, []string{"username"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			create := newFixture
			if tt.managed {
				create = newManagedFixture
			}
			s := create(t)
			s.setVerifiedEmail()
			s.allowSignUp(func(p *userpool.Pool) {
				for i := range p.Schema {
					p.Schema[i].Required = p.Schema[i].Required && tt.name != "new password"
				}
			})
			p := tt.submit(s, s.newBrowser())
			got := p.inspect(t)
			assert.Equal(t, tt.title, got.title)
			assert.ElementsMatch(t, tt.wrong, got.wrong, p.alert())
			assert.Equal(t, tt.focus, got.focus, p.alert())
			assert.Empty(t, got.unknown)
			assert.Empty(t, got.silent)
			assert.Equal(t, len(tt.wrong) > 0, p.alert() != "")
		})
	}
}

// The page for a hidden unknown user is the page for a wrong password.
func TestRejectedSignInDoesNotRevealUnknownUsers(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	known := s.newBrowser().signIn(s.client, "jo", "wrong").inspect(t)
	assert.Equal(t, known, s.newBrowser().signIn(s.client, "nobody", "wrong").inspect(t))
}

// Every error on a page with one field is about this field, whatever its name in the API.
func TestRejectedCodeMarksTheCode(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.requireMFA()
	b := s.newBrowser()
	p := b.signIn(s.client, "jo", password)
	code := s.code(secretPattern.FindStringSubmatch(p.body)[1])
	requireSignedIn(t, b.submit(p, code))
	b = s.newBrowser()
	got := b.submit(b.signIn(s.client, "jo", password), code)
	assert.Equal(t, "Your software token has already been used once.", got.alert())
	assert.Equal(t, []string{"code"}, got.inspect(t).wrong)
	b = s.newBrowser()
	got = b.submit(b.signIn(s.client, "jo", password), url.Values{"code": {"x"}})
	assert.Equal(t, []string{"code"}, got.inspect(t).wrong, got.alert())
}
