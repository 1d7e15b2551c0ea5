package branding

import (
	_ "embed"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// defaults are the settings of the service's own style, as an example of the AWS CLI shows them
// (update-managed-login-branding).
//
//go:embed defaults.json
var defaults []byte

// MergedSettings returns the settings of a style with the service's defaults for the members that it
// omits. settings may be nil.
func MergedSettings(settings []byte) json.RawMessage {
	if settings == nil {
		return defaults
	}
	return userpool.MergeSettings(defaults, settings)
}

// settings reads values of a settings document. A value that is missing or not allowed is replaced by
// the service's default.
type settings struct{ own, defaults any }

func readSettings(document []byte) settings {
	var s settings
	_ = json.Unmarshal(document, &s.own)      // part of a decoded request; nil: only the defaults
	_ = json.Unmarshal(defaults, &s.defaults) // the embedded file is valid
	return s
}

// member returns the value at a path of member names with dots between them, or nil.
func member(document any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		object, _ := document.(map[string]any)
		document = object[name]
	}
	return document
}

// value returns the value at a path as text, if allowed returns true for it.
func (s settings) value(path string, allowed func(any) (string, bool)) string {
	for _, document := range []any{s.own, s.defaults} {
		if text, ok := allowed(member(document, path)); ok {
			return text
		}
	}
	return ""
}

var colorPattern = regexp.MustCompile(`^[0-9A-Fa-f]{8}$`)

// color returns the CSS color of a setting, which is RRGGBBAA.
func color(value any) (string, bool) {
	text, _ := value.(string)
	return "#" + text, colorPattern.MatchString(text)
}

// maxRadius is the largest radius of a corner that the pages draw, in pixels. The service's limit is
// unspecified.
const maxRadius = 100

// radius returns the CSS length of a setting, which is a number of pixels.
func radius(value any) (string, bool) {
	number, ok := value.(float64)
	return strconv.FormatFloat(number, 'f', -1, 64) + "px", ok && number >= 0 && number <= maxRadius
}

// oneOf returns the setting at a path if it is one of the words.
func (s settings) oneOf(path string, words ...string) string {
	return s.value(path, func(value any) (string, bool) {
		text, _ := value.(string)
		return text, slices.Contains(words, text)
	})
}

// enabled reports whether the setting at a path is true.
func (s settings) enabled(path string) bool {
	return s.value(path, func(value any) (string, bool) {
		on, ok := value.(bool)
		return strconv.FormatBool(on), ok
	}) == "true"
}

// texts returns the texts in the list at a path.
func (s settings) texts(path string) []string {
	list, _ := member(s.own, path).([]any)
	var texts []string
	for _, item := range list {
		if text, ok := item.(string); ok {
			texts = append(texts, text)
		}
	}
	return texts
}

// federatedFirst reports whether categories.auth.authMethodOrder, a list of groups of methods, has
// the identity providers before the form.
func (s settings) federatedFirst() bool {
	return s.value("categories.auth.authMethodOrder", func(value any) (string, bool) {
		groups, _ := value.([]any)
		for _, group := range groups {
			methods, _ := group.([]any)
			for _, method := range methods {
				switch method := member(method, "type"); method {
				case "FEDERATED", "USERNAME_PASSWORD":
					return method.(string), true
				}
			}
		}
		return "", false
	}) == "FEDERATED"
}
