package hostedui

import (
	"crypto/sha256"
	_ "embed" // the scripts
	"encoding/base64"
	"html/template"
)

// passkeyScript runs a ceremony in the browser and posts its result in the field "credential". A
// client without a browser can post the field itself, with the options in the form.
//
//go:embed passkey.js
var passkeyScript string

// passwordScript shows a password on request, and marks the requirements that a new password meets.
// Without it the requirements are a list without marks.
//
//go:embed password.js
var passwordScript string

// scripts maps a template to the script of its page. A page without an entry has no script.
var scripts = map[string]string{
	"passkey.html": passkeyScript, "login.html": passwordScript, "managed_password.html": passwordScript,
	"sign_up.html": passwordScript, "new_password.html": passwordScript, "confirm_forgot_password.html": passwordScript,
}

// contentSecurityPolicy returns the policy of a page with a script, which may be empty. The browser runs
// the script by its hash, and no other. Images are data URLs, so a page loads nothing.
func contentSecurityPolicy(script string) string {
	policy := "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
	if script != "" {
		hash := sha256.Sum256([]byte(script))
		policy += "; script-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'"
	}
	return policy
}

// ScriptText returns the script of the page for its template.
func (v view) ScriptText() template.JS { return template.JS(v.Script) }
